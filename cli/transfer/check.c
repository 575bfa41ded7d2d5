/* check.c - --verify: decodes an archive while it is made, and compares what comes out with what went in.
 *
 * The decoder checks the hashes in the archive, but these were made by the encoder, from its own copy of the
 * content. The two hashes here are taken outside of the library.
 *
 * Both sides take their bytes as they come, so nothing is kept; XXH3-128 is wide enough that equal hashes
 * mean equal contents. */
#include "cli/transfer/check.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "codec/pump.h"

#define ROW 4096 /* zeros that are counted */

/* One end of the comparison: how much was seen, and its hash. Long rows of zeros, of which
 * there may be more than can be hashed, are counted: which bytes belong to one does not
 * depend on the pieces in which they come. */
struct side {
    XXH3_state_t *hash;  /* hash of all other bytes */
    XXH3_state_t *zeros; /* hash of the places and lengths of such rows */
    uint64_t bytes;
    uint64_t pending; /* number of zeros at the end that are in neither hash yet */
};

struct check {
    struct llz_stream *decoder;
    struct side given, decoded;
};

static int side_init(struct side *s)
{
    s->hash = XXH3_createState();
    s->zeros = XXH3_createState();
    return s->hash && s->zeros && XXH3_128bits_reset(s->hash) == XXH_OK &&
                   XXH3_128bits_reset(s->zeros) == XXH_OK
               ? 0
               : -1;
}

/* The zeros at the end have come to theirs.
 *
 * Which rows are counted must not depend on pieces: one side may get a row of zeros as a number, the
 * other as bytes. */
static void side_settle(struct side *s)
{
    static const unsigned char zeros[ROW];
    const uint64_t row[2] = { s->bytes, s->pending };

    if (s->pending < ROW)
        (void)XXH3_128bits_update(s->hash, zeros, (size_t)s->pending);
    else
        (void)XXH3_128bits_update(s->zeros, row, sizeof row);
    s->pending = 0;
}

static void side_add_zeros(struct side *s, uint64_t n)
{
    s->pending += n;
    s->bytes += n;
}

static void side_add(struct side *s, const unsigned char *p, size_t n)
{
    while (n > 0) {
        size_t zeros = 0, others;
        const unsigned char *next;

        while (zeros < n && p[zeros] == 0)
            zeros++;
        side_add_zeros(s, zeros);
        p += zeros;
        n -= zeros;
        if (n == 0)
            return;
        side_settle(s);
        next = memchr(p, 0, n);
        others = next ? (size_t)(next - p) : n;
        (void)XXH3_128bits_update(s->hash, p, others);
        s->bytes += others;
        p += others;
        n -= others;
    }
}

/* The digest does not change the state, so both can be asked for at any time. */
static int states_equal(const XXH3_state_t *a, const XXH3_state_t *b)
{
    return XXH128_isEqual(XXH3_128bits_digest(a), XXH3_128bits_digest(b));
}

static int side_equal(struct side *a, struct side *b)
{
    side_settle(a);
    side_settle(b);
    return a->bytes == b->bytes && states_equal(a->hash, b->hash) && states_equal(a->zeros, b->zeros);
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
    XXH3_freeState(c->given.zeros);
    XXH3_freeState(c->decoded.hash);
    XXH3_freeState(c->decoded.zeros);
    free(c);
}

static enum llz_error take(void *user, const uint8_t *p, size_t n)
{
    side_add(&((struct check *)user)->decoded, p, n);
    return LLZ_OK;
}

static enum llz_error take_zeros(void *user, uint64_t n)
{
    side_add_zeros(&((struct check *)user)->decoded, n);
    return LLZ_OK;
}

static struct llz_pump pump_of(struct check *c)
{
    return (struct llz_pump){ .stream = c->decoder, .put = take, .zeros = take_zeros, .user = c };
}

void check_content(struct check *c, const void *data, size_t n)
{
    side_add(&c->given, data, n);
}

void check_zeros(struct check *c, uint64_t n)
{
    side_add_zeros(&c->given, n);
}

enum llz_error check_archive(struct check *c, const void *data, size_t n)
{
    const struct llz_pump pump = pump_of(c);

    return llz_pump_feed(&pump, data, n);
}

enum llz_error check_end(struct check *c)
{
    const struct llz_pump pump = pump_of(c);
    const enum llz_error err = llz_pump_end(&pump);

    if (err != LLZ_OK)
        return err;
    return side_equal(&c->given, &c->decoded) ? LLZ_OK : LLZ_ERR_CORRUPT;
}
