/* prior_select.h - priors of what brings most to probes, files like those that shall be compressed. */
#ifndef LLZ_PRIOR_SELECT_H
#define LLZ_PRIOR_SELECT_H

#include "codec/llz.h"

/* As llz_prior_train(), of arguments that were checked. */
enum llz_error llz_prior_select(const struct llz_training *how, const struct llz_sample *samples, size_t n,
                                struct llz_trained *out);

/* *bytes: of the probes, which stand in the samples too, by runs of 64 bytes. */
enum llz_error llz_prior_shared(const struct llz_sample *probes, size_t probe_count,
                                const struct llz_sample *samples, size_t n, uint64_t *bytes);

#endif
