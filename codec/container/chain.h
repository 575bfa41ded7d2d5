/* chain.h - what binds the parts of an archive: each frame's check covers where it stands and all before it.
 *
 * A value runs through a member. It begins as the hash of the header, seeded by what the member belongs to.
 * A frame's link is the hash of its head up to the check, seeded by the value before it; its check is the hash
 * of content, with the link laid over it by XOR, and is the next value. So a frame that is moved, lost or from
 * another archive does not fit, though its content is whole; and who knows the heads alone, as a lister does,
 * still finds the plain hash of the content. */
#ifndef LLZ_CHAIN_H
#define LLZ_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/coder/bytes.h"
#include "codec/llz.h"

#define LLZ_CHECK_BYTES 8       /* in every frame */
#define LLZ_CHECK_BYTES_WIDE 16 /* in the last one, if the header says so */

/* Does a member of that content belong to the one before it? */
static inline bool llz_content_is_bound(enum llz_content content)
{
    return content == LLZ_CONTENT_FILES || content == LLZ_CONTENT_NOTES;
}

/* The value after a header of n bytes. seed: the last value of the index, for the files of a tree, and that of
 * the files, for its notes; else 0. */
uint64_t llz_chain_begin(const uint8_t *header, size_t n, uint64_t seed);

/* The link of a frame whose head has n bytes in front of its check, after that value. */
uint64_t llz_chain_link(const uint8_t *head, size_t n, uint64_t value);

/* Lays the link over the last eight bytes of a check of n bytes, or takes it off again. */
static inline void llz_chain_lay(uint8_t *check, size_t n, uint64_t link)
{
    uint8_t *last = check + n - LLZ_CHECK_BYTES;

    llz_store64(last, llz_load64(last) ^ link);
}

/* The value after a frame with that check. */
static inline uint64_t llz_chain_value(const uint8_t *check, size_t n)
{
    return llz_load64(check + n - LLZ_CHECK_BYTES);
}

#endif
