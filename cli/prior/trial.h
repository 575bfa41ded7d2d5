/* trial.h - what a new prior is worth. */
#ifndef LLZ_TRIAL_H
#define LLZ_TRIAL_H

#include <stddef.h>
#include <stdint.h>

#include "cli/options/options.h"

/* Bytes of the archive of n bytes of text, from a prior or without (NULL). */
enum llz_error trial_run(const struct options *opt, const struct llz_prior *prior, const void *text, size_t n,
                         uint64_t *bytes);

#endif
