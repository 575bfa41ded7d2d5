/* groups.h - archives in short groups. */
#ifndef LLZ_TESTS_GROUPS_H
#define LLZ_TESTS_GROUPS_H

#include <xxhash.h>

#include "codec/stream.h"
#include "tests/archive.h"

/* An archive of groups of so many bytes, which no encoder makes as short as the tests want them. */
static inline struct blob cut_short(const struct blob *in, size_t length)
{
    struct llz_options opt = level0();
    struct llz_group g = { .more = true };
    struct blob out = { 0 };
    XXH128_canonical_t hash;

    XXH128_canonicalFromHash(&hash, XXH3_128bits(in->p, length));
    memcpy(g.mark, hash.digest, LLZ_GROUP_MARK);
    for (; g.at < in->n; g.at += g.length) {
        g.length = in->n - g.at < length ? in->n - g.at : length;
        g.more = g.at + g.length < in->n;
        assert_int_equal(run_stream(llz_encoder_group(&opt, &g, NULL), in->p + g.at, (size_t)g.length,
                                    (struct cut){ 0, 0 }, &out),
                         LLZ_OK);
    }
    return out;
}

#endif
