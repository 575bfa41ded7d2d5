/* prior_file.h - the file of a prior: head, payload, hash (FORMAT.md, "Priors"). */
#ifndef LLZ_PRIOR_FILE_H
#define LLZ_PRIOR_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "codec/llz.h"
#include "model/prior.h"

/* Writes a prior into memory that the caller frees, *n bytes; NULL when memory is missing or when it would be
 * longer than `most`. */
uint8_t *llz_prior_write(const struct llz_prior *p, size_t most, size_t *n);

#endif
