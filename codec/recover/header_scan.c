/* header_scan.c - Headers are looked for at every byte, by the first byte of their magic: 0xF5 stands in
 * no UTF-8, and chance hardly ever makes the rest of a header, with its check, of what follows one. */
#include "codec/recover/header_scan.h"

#include <string.h>

#define MAGIC_FIRST 0xF5

/* A reader may return less than was asked for; the buffer is filled as far as the archive goes, so that no
 * header is cut. */
bool llz_scan_load(struct llz_scan *s, uint64_t at)
{
    s->at = at;
    s->n = 0;
    while (s->n < sizeof s->buf) {
        long got = s->how->read(s->how->user, at + s->n, s->buf + s->n, sizeof s->buf - s->n);

        if (got < 0)
            s->stopped = true;
        if (got <= 0)
            break;
        s->n += (size_t)got;
    }
    return s->n > 0 && !s->stopped;
}

/* A whole header at p, of at most n bytes?
 *
 * Grown as the parser asks: it never needs more than a header has. */
static bool is_header(const uint8_t *p, size_t n, struct llz_header *h)
{
    size_t have = 0, need = 1;

    while (need <= n) {
        if (llz_header_get(p, have = need, h, &need) != LLZ_OK)
            return false;
        if (need == have)
            return !llz_header_is_control(h);
    }
    return false;
}

/* In the bytes that are loaded, at an offset below `end`. */
static bool find_here(const struct llz_scan *s, size_t *offset, size_t end, struct llz_header *h,
                      bool (*wanted)(const void *user, const struct llz_header *h), const void *user)
{
    for (size_t i = 0; i < end; i++) {
        const uint8_t *p = memchr(s->buf + i, MAGIC_FIRST, end - i);

        if (!p)
            return false;
        i = (size_t)(p - s->buf);
        if (is_header(p, s->n - i, h) && wanted(user, h)) {
            *offset = i;
            return true;
        }
    }
    return false;
}

bool llz_scan_find(struct llz_scan *s, uint64_t *at, uint64_t until, struct llz_header *h,
                   bool (*wanted)(const void *user, const struct llz_header *h), const void *user)
{
    for (uint64_t from = *at; from < until && llz_scan_load(s, from); from += LLZ_SCAN_PIECE) {
        size_t end = s->n < LLZ_SCAN_PIECE ? s->n : LLZ_SCAN_PIECE, offset;

        if (end > until - from)
            end = (size_t)(until - from);
        if (find_here(s, &offset, end, h, wanted, user)) {
            *at = from + offset;
            return true;
        }
    }
    return false;
}
