/* make_index SHAPE NUMBER [LEVEL]: to standard output an archive of a tree without files, coded at
 * that level, whose index, coded at level 0, has so many of one thing: "entries", each as short as
 * one can be; "owners", likewise; "attributes" of one entry; bytes of the "path" of one entry; or
 * "zeros" after the index of an empty tree. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "codec/coder/varint.h"
#include "codec/llz.h"

/* One member on its way. */
struct encoder {
    struct llz_stream *s;
    int failed;
};

static void drain(const struct encoder *e)
{
    unsigned char out[65536];
    size_t n;

    while ((n = llz_drain(e->s, out, sizeof out)) > 0)
        fwrite(out, 1, n, stdout);
}

static void put(struct encoder *e, const void *data, size_t n)
{
    const unsigned char *p = data;

    while (n > 0 && !e->failed) {
        size_t took = 0;
        const enum llz_error err = llz_feed(e->s, p, n, &took);

        e->failed = err != LLZ_OK && err != LLZ_AGAIN;
        drain(e);
        p += took;
        n -= took;
    }
}

static void put_number(struct encoder *e, uint64_t v)
{
    uint8_t bytes[LLZ_VARINT_MAX];

    put(e, bytes, llz_varint_put(bytes, v));
}

static void repeat(struct encoder *e, const void *item, size_t n, long count)
{
    for (long i = 0; i < count; i++)
        put(e, item, n);
}

static void put_index(struct encoder *e, const char *shape, long number)
{
    static const unsigned char entry[] = { 1, 0, 0, 0, 0, 0, 0 }, owner[4], attribute[] = { 'a', 0, 0 };
    const int zeros = strcmp(shape, "zeros") == 0;
    const long entries = strcmp(shape, "entries") == 0 ? number : !zeros;
    const long owners = strcmp(shape, "owners") == 0 ? number : !zeros;

    put_number(e, (uint64_t)entries);
    put_number(e, (uint64_t)owners);
    repeat(e, owner, sizeof owner, owners);
    if (strcmp(shape, "path") == 0) {
        put(e, entry, 1);
        repeat(e, "p", 1, number);
        put(e, entry + 1, sizeof entry - 1);
    } else if (strcmp(shape, "attributes") == 0) {
        put(e, entry, sizeof entry - 1);
        put_number(e, (uint64_t)number);
        repeat(e, attribute, sizeof attribute, number);
    } else if (zeros) {
        repeat(e, entry + 1, 1, number);
    } else {
        repeat(e, entry, sizeof entry, entries);
    }
}

static int end(struct encoder *e, uint64_t *check)
{
    struct llz_info info = LLZ_INFO_INIT;
    enum llz_error err;

    do {
        err = llz_end(e->s);
        drain(e);
    } while (err == LLZ_AGAIN);
    llz_get_info(e->s, &info);
    *check = info.check;
    llz_free(e->s);
    return err == LLZ_OK && !e->failed ? 0 : -1;
}

int main(int argc, char **argv)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct encoder e = { 0 };

    if (argc < 3)
        return 1;
    opt.level = 0;
    opt.content = LLZ_CONTENT_INDEX;
    e.s = llz_encoder_new(&opt, NULL);
    if (!e.s)
        return 1;
    put_index(&e, argv[1], atol(argv[2]));
    if (end(&e, &opt.index) != 0)
        return 1;
    opt.level = argc > 3 ? atoi(argv[3]) : 0;
    opt.content = LLZ_CONTENT_FILES;
    e.s = llz_encoder_new(&opt, NULL);
    return e.s && end(&e, &opt.index) == 0 && fflush(stdout) == 0 ? 0 : 1;
}
