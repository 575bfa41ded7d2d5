/* selection.h - samples of many kinds, of which a prior is made for files like the probes. */
#ifndef LLZ_SELECTION_H
#define LLZ_SELECTION_H

#include "learner/select/probe_sketch.h"

struct llz_unit; /* a piece of a sample */

struct llz_selection {
    struct llz_probe_sketch sketch;
    const struct llz_text_bytes *samples, *probes; /* lent */
    size_t sample_count, probe_count;
    struct llz_unit *unit;    /* [units] in their order */
    struct llz_unit **ranked; /* [units] the likest first */
    size_t units, bytes;
    size_t kept, kept_bytes, period; /* units that are kept, the likest, of which one in `period` is held out */
    struct llz_unit **chosen;        /* [learned] to be learned in full, the most telling first */
    size_t learned;
};

/* Looks at all samples. False when memory is missing. */
bool llz_selection_new(struct llz_selection *s, const struct llz_text_bytes *samples, size_t n,
                       const struct llz_text_bytes *probes, size_t probe_count);
void llz_selection_free(struct llz_selection *s);

/* As llz_pieces_cut(), of the likest `bytes` alone; the sample is what brings most to the probes, the most telling piece
 * last. False when memory is missing. */
bool llz_selection_cut(struct llz_selection *s, struct llz_pieces *p, size_t bytes,
                       const struct llz_pieces_shares *shares);

#endif
