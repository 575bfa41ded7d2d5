/* sized.h - public structs whose first member is their size, from callers that were built with another llz.h.
 *
 * Such structs grow at their ends alone, and by whole multiples of 8 bytes: what pads the end of an older one
 * would otherwise become a member that nobody has set. */
#ifndef LLZ_SIZED_H
#define LLZ_SIZED_H

#include "codec/llz.h"

/* Takes a caller's struct over the defaults in *to, a struct of `mine` bytes of this version; to's
 * size stays. LLZ_ERR_ARGUMENT for one that is shorter than `least`, absurdly long, or has
 * something beyond what is known here. */
enum llz_error llz_sized_take(void *to, size_t mine, size_t least, const void *from);

/* Whether a caller's struct has room for its first `least` bytes. */
enum llz_error llz_sized_check(const void *to, size_t least);

/* Writes as much of *from, a struct of `mine` bytes, as the caller's *to has room for; to's size stays. */
void llz_sized_give(void *to, const void *from, size_t mine);

/* The options of a caller; NULL: the defaults. */
enum llz_error llz_sized_options(struct llz_options *to, const struct llz_options *from);

#endif
