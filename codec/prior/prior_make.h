/* prior_make.h - from pieces of samples to a prior's file. */
#ifndef LLZ_PRIOR_MAKE_H
#define LLZ_PRIOR_MAKE_H

#include "codec/llz.h"
#include "learner/prior/pretrain.h"

/* For the learner, which includes nothing of the library's header. NULL: no memory; the caller frees it. */
struct llz_text_bytes *llz_prior_texts(const struct llz_sample *samples, size_t n);

/* Bytes, about, of the sample in a file of so many. */
size_t llz_prior_sample_of(uint64_t file_bytes);

/* The longest file that how->file_bytes allow; the sample moves out of the pieces. */
enum llz_error llz_prior_make(const struct llz_training *how, struct llz_pieces *pieces,
                              struct llz_trained *out);

#endif
