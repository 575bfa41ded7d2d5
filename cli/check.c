/* check.c - --verify: decodes an archive while it is made, and compares what comes out with what went in.
 *
 * The decoder checks the hashes in the archive, but these were made by the encoder, from its own copy of the
 * content. The two hashes here are taken outside of the library. */
#include "cli/check.h"

#include <stdlib.h>

#include <xxhash.h>

#define PIECE 16384

/* One end of the comparison: how much was seen, and its hash. */
struct side {
    XXH3_state_t *hash;
    uint64_t bytes;
};

struct check {
    struct llz_stream *decoder;
    struct side given, decoded;
};

static int side_init(struct side *s)
{
    s->hash = XXH3_createState();
    return s->hash && XXH3_128bits_reset(s->hash) == XXH_OK ? 0 : -1;
}

static void side_add(struct side *s, const void *data, size_t n)
{
    (void)XXH3_128bits_update(s->hash, data, n);
    s->bytes += n;
}

static int side_equal(const struct side *a, const struct side *b)
{
    return a->bytes == b->bytes && XXH128_isEqual(XXH3_128bits_digest(a->hash), XXH3_128bits_digest(b->hash));
}

struct check *check_new(const struct llz_options *opt, enum llz_error *err)
{
    struct check *c = calloc(1, sizeof *c);

    *err = LLZ_ERR_MEMORY;
    if (c && side_init(&c->given) == 0 && side_init(&c->decoded) == 0) {
        c->decoder = llz_decoder_new(opt, err);
        if (c->decoder)
            return c;
    }
    check_free(c);
    return NULL;
}

void check_free(struct check *c)
{
    if (!c)
        return;
    llz_free(c->decoder);
    XXH3_freeState(c->given.hash);
    XXH3_freeState(c->decoded.hash);
    free(c);
}

static void drain(struct check *c)
{
    unsigned char out[PIECE];
    size_t n;

    while ((n = llz_drain(c->decoder, out, sizeof out)) > 0)
        side_add(&c->decoded, out, n);
}

void check_content(struct check *c, const void *data, size_t n)
{
    side_add(&c->given, data, n);
}

enum llz_error check_archive(struct check *c, const void *data, size_t n)
{
    const unsigned char *p = data;

    while (n > 0) {
        size_t took = 0;
        enum llz_error err = llz_feed(c->decoder, p, n, &took);

        drain(c);
        if (err != LLZ_OK && err != LLZ_AGAIN)
            return err;
        p += took;
        n -= took;
    }
    return LLZ_OK;
}

enum llz_error check_end(struct check *c)
{
    enum llz_error err;

    do {
        err = llz_end(c->decoder);
        drain(c);
    } while (err == LLZ_AGAIN);
    if (err != LLZ_OK)
        return err;
    return side_equal(&c->given, &c->decoded) ? LLZ_OK : LLZ_ERR_CORRUPT;
}
