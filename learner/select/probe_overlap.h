/* probe_overlap.h - probes that are in the samples would tell that everything pays. */
#ifndef LLZ_PROBE_OVERLAP_H
#define LLZ_PROBE_OVERLAP_H

#include "learner/prior/pretrain.h"

#define LLZ_OVERLAP_STRING 64 /* bytes: so much is the same by chance nowhere */

/* *bytes: of those runs of 64 of the probes' bytes, one after the other, that stand somewhere in the samples. False when
 * memory is missing. */
bool llz_probe_overlap(const struct llz_text_bytes *probes, size_t n, const struct llz_text_bytes *samples,
                       size_t sample_count, uint64_t *bytes);

#endif
