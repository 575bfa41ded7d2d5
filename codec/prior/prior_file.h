/* prior_file.h - the file of a prior: head, payload, hash (FORMAT.md, "Priors"). */
#ifndef LLZ_PRIOR_FILE_H
#define LLZ_PRIOR_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "codec/llz.h"
#include "model/prior/prior.h"

/* Writes a prior into memory that the caller frees, *n bytes. *file is NULL when it would be longer than
 * `most`, and after LLZ_ERR_MEMORY. model: by which passages and sample are coded, one that is here; 0: by the
 * statistics. */
enum llz_error llz_prior_write(const struct llz_prior_content *p, int model, size_t most, uint8_t **file,
                               size_t *n);

/* Reads one into *k, which is zero before and, after an error, again: the errors of llz_prior_load(). */
enum llz_error llz_prior_read(struct llz_prior_content *k, const uint8_t *data, size_t n,
                              uint64_t memory_limit);

/* Of a file that has been read. */
uint64_t llz_prior_file_id(const uint8_t *data, size_t n);

#endif
