/* sent_policy.h - a policy in the form in which it is sent: quantised, as the decisions of a binary coder. */
#ifndef LLZ_EXPERIMENT_SENT_POLICY_H
#define LLZ_EXPERIMENT_SENT_POLICY_H

#include <stdint.h>

#include "codec/coder/rangecoder.h"
#include "learner/lab/lab_rows.h"
#include "learner/lab/stages.h"

/* What is sent. */
enum sent_form {
    SENT_WEIGHTS, /* levels of all weights, steps */
    SENT_NUMBERS, /* numbers of stages.h, in 256ths */
    SENT_ADAM     /* a rate */
};

/* Level 0 is a weight of 0; from 1 on each is a quarter of a power of two above the one before, 63 the largest weight of
 * its step. So weights have an error of 9 percent at most, and those below 2^-15.5 of the largest are dropped. */
#define SENT_LEVELS 64

struct sent_policy {
    enum sent_form form;
    struct llz_lab_sizes sizes;
    uint8_t *level; /* [T][N] */
    uint16_t *step; /* [T], of Adam [1]: 1024 times the power of two, and 2^15 */
    int16_t number[LLZ_LAB_NUMBERS];
};

/* Quantises what the bench has just run. 0, or -1 for want of memory; sent_free() in both cases. */
int sent_make(struct sent_policy *s, const struct llz_lab_bench *b, enum llz_lab_row row);
/* An empty one to decode into. */
int sent_new(struct sent_policy *s, const struct llz_lab_sizes *sizes);

/* Encodes s, or fills it: the coder decides (rangecoder.h). */
void sent_code(struct sent_policy *s, struct llz_coder *coder);

/* Runs the course of the policy that s says, in b. Returns its J. */
double sent_run(const struct sent_policy *s, struct llz_lab_bench *b);

void sent_free(struct sent_policy *s);

#endif
