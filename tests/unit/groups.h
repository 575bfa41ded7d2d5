/* groups.h - archives in short groups. */
#ifndef LLZ_GROUPS_H
#define LLZ_GROUPS_H

#include "codec/stream/stream.h"
#include "tests/unit/archive.h"

/* Adds a group of g->length bytes at p, and leaves its name in g->previous for the next one. */
static inline void add_group(struct blob *out, const struct llz_options *opt, struct llz_group *g,
                             const uint8_t *p)
{
    const size_t at = out->n;
    struct llz_stream *s = llz_lister_alone(NULL);
    struct llz_info info = LLZ_INFO_INIT;
    size_t took;

    assert_int_equal(
        run_stream(llz_encoder_group(opt, g, NULL), p, (size_t)g->length, (struct cut){ 0, 0 }, out), LLZ_OK);
    assert_int_equal(llz_feed(s, out->p + at, out->n - at, &took), LLZ_OK);
    llz_get_info(s, &info);
    llz_free(s);
    g->previous = llz_group_name(info.check);
}

/* An archive of groups of so many bytes, which no encoder makes as short as the tests want them. */
static inline struct blob cut_short(const struct blob *in, size_t length)
{
    struct llz_options opt = level0();
    struct llz_group g = { .more = true };
    struct blob out = { 0 };

    for (; g.at < in->n; g.at += g.length) {
        g.length = in->n - g.at < length ? in->n - g.at : length;
        g.more = g.at + g.length < in->n;
        add_group(&out, &opt, &g, in->p + g.at);
    }
    return out;
}

#endif
