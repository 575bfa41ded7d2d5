/* check.h - --verify: decodes an archive while it is made, and compares what comes out with what went in. */
#ifndef LLZ_CHECK_H
#define LLZ_CHECK_H

#include <stddef.h>

#include "codec/llz.h"

struct check;

/* opt: threads and callback of the decoder. NULL on failure, with the reason in *err. */
struct check *check_new(const struct llz_options *opt, enum llz_error *err);
void check_free(struct check *c); /* NULL is allowed */

/* Content that the encoder was given. It need not be kept, nor can it be read again from a pipe: a hash of it
 * is all that stays. */
void check_content(struct check *c, const void *data, size_t n);
void check_zeros(struct check *c, uint64_t n); /* so many of them */

/* Archive that the encoder made. LLZ_OK, or why it cannot be decoded. */
enum llz_error check_archive(struct check *c, const void *data, size_t n);

/* Both are complete. LLZ_ERR_CORRUPT: the archive holds something else than the content. */
enum llz_error check_end(struct check *c);

#endif
