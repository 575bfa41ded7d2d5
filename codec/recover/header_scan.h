/* header_scan.h - an archive that is read anywhere, and the headers in it. */
#ifndef LLZ_HEADER_SCAN_H
#define LLZ_HEADER_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/container/header.h"
#include "codec/llz.h"

#define LLZ_SCAN_PIECE 65536

struct llz_scan {
    const struct llz_recovery *how;
    bool stopped; /* reading failed */
    uint64_t at;  /* offset of the bytes in buf */
    size_t n;
    uint8_t buf[LLZ_SCAN_PIECE + LLZ_HEADER_MAX];
};

/* Fills buf from byte `at` of the archive on, with fewer bytes only at its end. False: it ends there. */
bool llz_scan_load(struct llz_scan *s, uint64_t at);

/* The first header from *at on, before `until`, that is complete, right by its check and known to this version,
 * and that `wanted` says yes to. False: there is none. */
bool llz_scan_find(struct llz_scan *s, uint64_t *at, uint64_t until, struct llz_header *h,
                   bool (*wanted)(const void *user, const struct llz_header *h), const void *user);

#endif
