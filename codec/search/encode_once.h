/* encode_once.h - content encoded once, in memory. */
#ifndef LLZ_ENCODE_ONCE_H
#define LLZ_ENCODE_ONCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/llz.h"
#include "codec/search/planner.h"

/* What is encoded, and how. */
struct llz_encoding {
    struct llz_options options;
    struct llz_tuning tuning;
    const uint8_t *content;
    size_t n;
    /* What came of it. */
    enum llz_error err;
    struct llz_archive archive;
};

/* Fills in what came of it; archive.data is NULL where err is not LLZ_OK. */
void llz_encode_once(struct llz_encoding *p);
/* Bytes that the archive of n bytes of content may take while a pass makes it, at most. */
uint64_t llz_encoding_room(size_t n, int model);
/* Two passes, which run beside each other if there is a thread and memory for it; the options of the first
 * alone have a progress callback then. */
void llz_encode_both(struct llz_encoding *p);

#endif
