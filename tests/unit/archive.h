/* archive.h - what the tests of codec/ share: content from fixed seeds, and whole archives in one call. */
#ifndef LLZ_ARCHIVE_H
#define LLZ_ARCHIVE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "codec/container/header.h"
#include "codec/llz.h"
#include "model/parts.h"

/* splitmix64 */
static inline uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

enum content { CONTENT_RANDOM, CONTENT_CONSTANT, CONTENT_TEXT, CONTENT_BINARY, CONTENT_KINDS };

static inline uint8_t content_byte(enum content kind, size_t i, uint64_t r)
{
    static const char text[] = "the quick brown fox jumps over the lazy dog; ";

    switch (kind) {
    case CONTENT_CONSTANT:
        return 'a';
    case CONTENT_TEXT: /* now and then another letter */
        return r % 16 == 0 ? (uint8_t)('a' + (r >> 8) % 26) : (uint8_t)text[i % (sizeof text - 1)];
    case CONTENT_BINARY: /* a table of growing 32-bit numbers, little-endian */
        return (uint8_t)((i / 4 * 37 + (r & 1)) >> (8 * (i % 4)));
    default:
        return (uint8_t)(r >> 40);
    }
}

static inline void fill(uint8_t *p, size_t n, enum content kind, uint64_t seed)
{
    for (size_t i = 0; i < n; i++)
        p[i] = content_byte(kind, i, next_random(&seed));
}

struct blob {
    uint8_t *p;
    size_t n, room;
};

static inline void blob_add(struct blob *b, const void *p, size_t n)
{
    if (b->n + n > b->room) {
        b->room = 2 * (b->n + n) + 64;
        b->p = realloc(b->p, b->room);
        assert_non_null(b->p);
    }
    if (n > 0)
        memcpy(b->p + b->n, p, n);
    b->n += n;
}

static inline struct blob content(size_t n, enum content kind)
{
    struct blob b = { 0 };

    b.p = malloc(n + 1);
    assert_non_null(b.p);
    b.n = b.room = n;
    fill(b.p, n, kind, n + 1);
    return b;
}

/* Where a stream is cut: lengths of the pieces fed and drained; 0: as long as can be. */
struct cut {
    size_t feed, drain;
};

static inline void drain_all(struct llz_stream *s, struct cut cut, struct blob *out)
{
    uint8_t piece[4096];
    size_t cap = cut.drain && cut.drain < sizeof piece ? cut.drain : sizeof piece, n;

    while ((n = llz_drain(s, piece, cap)) > 0)
        blob_add(out, piece, n);
}

/* Runs everything through s and frees it. */
static inline enum llz_error run_stream(struct llz_stream *s, const uint8_t *p, size_t n, struct cut cut,
                                        struct blob *out)
{
    enum llz_error err = LLZ_OK;

    assert_non_null(s);
    while (n > 0 && err <= LLZ_AGAIN) {
        size_t piece = cut.feed && cut.feed < n ? cut.feed : n, took;

        err = llz_feed(s, p, piece, &took);
        assert_true(took <= piece);
        assert_true(err != LLZ_OK || took == piece);
        p += took;
        n -= took;
        drain_all(s, cut, out);
    }
    while (err <= LLZ_AGAIN) {
        err = llz_end(s);
        drain_all(s, cut, out);
        if (err != LLZ_AGAIN)
            break;
    }
    llz_free(s);
    return err;
}

static inline struct llz_options all_of_level0(void)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;

    opt.level = 0;
    return opt;
}

/* The language model alone takes a third of the time that all parts take. */
static inline struct llz_options level0(void)
{
    struct llz_options opt = all_of_level0();

    opt.without = LLZ_PARTS_ALL & ~1u;
    return opt;
}

static inline struct blob pack_cut(const struct llz_options *opt, const uint8_t *p, size_t n, struct cut cut)
{
    struct blob out = { 0 };

    assert_int_equal(run_stream(llz_encoder_new(opt, NULL), p, n, cut, &out), LLZ_OK);
    return out;
}

static inline struct blob pack(const uint8_t *p, size_t n)
{
    struct llz_options opt = level0();

    return pack_cut(&opt, p, n, (struct cut){ 0, 0 });
}

static inline enum llz_error unpack(const uint8_t *p, size_t n, struct blob *out)
{
    return run_stream(llz_decoder_new(NULL, NULL), p, n, (struct cut){ 0, 0 }, out);
}

/* Bytes of the first member's header, which the archive says itself. */
static inline size_t header_bytes(const uint8_t *p, size_t n)
{
    struct llz_header h;
    size_t have, need = 1;

    do {
        have = need;
        assert_true(have <= n);
        assert_int_equal(llz_header_get(p, have, &h, &need), LLZ_OK);
    } while (need != have);
    return need;
}

static inline void assert_same(const struct blob *a, const struct blob *b)
{
    assert_int_equal(a->n, b->n);
    assert_true(a->n == 0 || memcmp(a->p, b->p, a->n) == 0);
}

#endif
