/* lab_archive.h - what a policy costs in bytes: the policy itself, and labels coded along the course that it makes.
 *
 * Both sides know seed, sizes and all inputs, those of examples and of targets. At each step a fresh batch of targets'
 * labels is coded by the probabilities of theta(t), before the step is made; the decoder reads the policy, which is
 * quantised, repeats the course by canonical arithmetic, and so has the same probabilities. One payload of the range
 * coder (codec/coder/rangecoder.h) holds all of it. */
#ifndef LLZ_LAB_ARCHIVE_H
#define LLZ_LAB_ARCHIVE_H

#include <stdint.h>

#include "learner/lab/lab_rows.h"

/* A payload. */
struct lab_archive {
    uint8_t *bytes;
    size_t policy, size; /* bytes of the policy, and of all */
    double distance;     /* J of the quantised policy less that of the policy (seen targets) */
};

/* Codes T batches of M labels (a multiple of 16) by the policy of row, which the bench has just run. The course becomes
 * the quantised policy's. 0, or -1 for want of memory; archive_free() in both cases. */
int archive_encode(struct lab_archive *a, struct llz_lab_bench *b, enum llz_lab_row row, size_t M);

/* Decodes it on a problem that may be another process's, and compares the labels with the right ones. Returns how many
 * are wrong, all if the payload does not end where it should; -1 for want of memory. */
long archive_check(const struct lab_archive *a, struct llz_lab_bench *b, size_t M);

void archive_free(struct lab_archive *a);

#endif
