/* prior_make.h - from pieces of samples to a prior's file. */
#ifndef LLZ_PRIOR_MAKE_H
#define LLZ_PRIOR_MAKE_H

#include "codec/llz.h"
#include "learner/prior/pretrain.h"

/* For the learner, which includes nothing of the library's header. NULL: no memory; the caller frees it. */
struct llz_text_bytes *llz_prior_texts(const struct llz_sample *samples, size_t n);

/* How samples are cut for such a prior. */
struct llz_pieces_shares llz_prior_shares_of(const struct llz_training *how);

/* The longest file that how->file_bytes allow; the sample moves out of the pieces. */
enum llz_error llz_prior_make(const struct llz_training *how, struct llz_pieces *pieces,
                              struct llz_trained *out);

#endif
