/* header.c - Everything that decoding depends on stands in a header: model, policy, options, prior, group.
 * It is read byte by byte, so that a wrong file is refused at its first byte and a pipe never waits for
 * more than is there, and is believed only when its check has matched. */
#include "codec/container/header.h"

#include <string.h>
#include <xxhash.h>

#include "codec/coder/bytes.h"
#include "learner/identity.h"
#include "learner/learner.h"

/* 0xF5 occurs in no UTF-8 text. */
static const uint8_t magic[3] = { 0xF5, 'l', 'z' };

#define VERSION_AT 3 /* offset of the version */
#define MODEL_AT 4   /* of the number of the model */
#define FLAGS_AT 5
#define IDENTITY_AT 6
#define FIXED_BYTES 10 /* up to what the flags announce */
#define CHECK_BYTES 2

#define FLAG_CONTENT 3 /* mask of an enum llz_content */
#define FLAG_OPTIONS 4
#define FLAG_PRIOR 8
#define FLAG_GROUP 16
#define FLAG_WIDE 32
#define FLAGS_ALL 63

/* Two bytes: headers are short, and recovery tries every place in a file as one (recover/header_scan.c),
 * where a false hit must also be a header that makes sense. */
static uint16_t check_of(const uint8_t *p, size_t n)
{
    return (uint16_t)XXH3_64bits(p, n);
}

bool llz_header_is_control(const struct llz_header *h)
{
    return h->policy >= LLZ_CONTROL;
}

/* A number that exists here is not enough: its model may have been another one. */
bool llz_header_has_model(const struct llz_header *h)
{
    return llz_row_identity(h->model) != 0 && h->identity == llz_row_identity(h->model);
}

uint64_t llz_header_budget_most(const struct llz_header *h)
{
    const struct llz_learner_config cfg = {
        .model = h->model, .parts = h->parts, .policy = h->policy, .optimizer = h->optimizer
    };

    return llz_learner_budget_most(&cfg);
}

/* A group that begins at 0 and is the last one is no group: that is what the first number says with 0. */
static size_t put_group(uint8_t *out, const struct llz_group *g)
{
    /* The format has six of these eight bytes, the low ones. */
    uint8_t previous[8];
    size_t n = llz_varint_put(out, g->at << 1 | g->more);

    n += llz_varint_put(out + n, g->length);
    llz_store64(previous, g->previous);
    memcpy(out + n, previous, LLZ_GROUP_NAME);
    return n + LLZ_GROUP_NAME;
}

size_t llz_header_put(uint8_t *out, const struct llz_header *h)
{
    uint8_t options[LLZ_OPTIONS_MAX];
    size_t length = llz_options_put(options, h), n = FIXED_BYTES;

    memcpy(out, magic, sizeof magic);
    out[VERSION_AT] = LLZ_FORMAT_VERSION;
    out[MODEL_AT] = (uint8_t)h->model;
    out[FLAGS_AT] =
        (uint8_t)((unsigned)h->content | (length ? FLAG_OPTIONS : 0) | (h->has_prior ? FLAG_PRIOR : 0) |
                  (h->group.length ? FLAG_GROUP : 0) | (h->wide ? FLAG_WIDE : 0));
    llz_store32(out + IDENTITY_AT, h->identity);
    if (h->has_prior) {
        llz_store32(out + n, h->prior);
        n += 4;
    }
    if (h->group.length)
        n += put_group(out + n, &h->group);
    if (length) {
        n += llz_varint_put(out + n, length);
        memcpy(out + n, options, length);
        n += length;
    }
    llz_store16(out + n, check_of(out, n));
    return n + CHECK_BYTES;
}

/* Bytes of a header that are being read: `at` of the n are. */
struct cursor {
    const uint8_t *p;
    size_t n, at, need;
};

/* LLZ_AGAIN: as many are not there yet. */
static enum llz_error want(struct cursor *c, size_t bytes)
{
    c->need = c->at + bytes;
    return c->n < c->need ? LLZ_AGAIN : LLZ_OK;
}

static enum llz_error get_varint(struct cursor *c, uint64_t *v)
{
    const enum llz_error err = llz_varint_next(c->p, c->n, &c->at, v);

    if (err == LLZ_AGAIN)
        /* Its own last byte tells where it ends, so they are asked for one by one. */
        c->need = c->n + 1;
    return err;
}

/* Up to the flags, each byte as soon as it is there; then the identity. */
static enum llz_error get_fixed(struct cursor *c, struct llz_header *h)
{
    const uint8_t *p = c->p;
    enum llz_error err;

    if (memcmp(p, magic, c->n < sizeof magic ? c->n : sizeof magic) != 0)
        return LLZ_ERR_NOT_LLZ;
    if (c->n > VERSION_AT && p[VERSION_AT] != LLZ_FORMAT_VERSION)
        return LLZ_ERR_VERSION;
    /* A bit that this version does not know may mean that more follows. */
    if (c->n > FLAGS_AT && p[FLAGS_AT] & ~FLAGS_ALL)
        return LLZ_ERR_HEADER;
    err = want(c, c->n > FLAGS_AT ? FIXED_BYTES : FLAGS_AT + 1);
    if (err)
        return err;
    c->at = FIXED_BYTES;
    h->model = p[MODEL_AT];
    h->identity = llz_load32(p + IDENTITY_AT);
    h->content = (enum llz_content)(p[FLAGS_AT] & FLAG_CONTENT);
    h->wide = p[FLAGS_AT] & FLAG_WIDE;
    h->has_prior = p[FLAGS_AT] & FLAG_PRIOR;
    return LLZ_OK;
}

static enum llz_error get_prior(struct cursor *c, struct llz_header *h)
{
    enum llz_error err = want(c, 4);

    if (err)
        return err;
    h->prior = llz_load32(c->p + c->at);
    c->at += 4;
    return LLZ_OK;
}

/* Two numbers and a name. The content ends below 2^63. The first group has none before it that it could name;
 * nothing can be restored without all of an index, which so has no groups, and notes are short. */
static enum llz_error get_group(struct cursor *c, struct llz_header *h)
{
    struct llz_group *g = &h->group;
    uint8_t previous[8] = { 0 };
    uint64_t place;
    enum llz_error err = get_varint(c, &place);

    if (!err)
        err = get_varint(c, &g->length);
    if (err)
        return err;
    g->at = place >> 1;
    g->more = place & 1;
    if (place == 0 || g->length == 0 || g->length > INT64_MAX - g->at)
        return LLZ_ERR_HEADER;
    if (h->content == LLZ_CONTENT_INDEX || h->content == LLZ_CONTENT_NOTES)
        return LLZ_ERR_HEADER;
    err = want(c, LLZ_GROUP_NAME);
    if (err)
        return err;
    memcpy(previous, c->p + c->at, LLZ_GROUP_NAME);
    c->at += LLZ_GROUP_NAME;
    g->previous = llz_load64(previous);
    return g->at == 0 && g->previous != 0 ? LLZ_ERR_HEADER : LLZ_OK;
}

/* The options' length. There are some, or the flag would not say so. */
static enum llz_error get_length(struct cursor *c, size_t *length)
{
    uint64_t v;
    enum llz_error err = get_varint(c, &v);

    if (err)
        return err;
    *length = (size_t)v;
    return v == 0 || v > LLZ_OPTIONS_MAX ? LLZ_ERR_HEADER : LLZ_OK;
}

/* All but the options, which begin at *options. */
static enum llz_error get_all(struct cursor *c, struct llz_header *h, size_t *options, size_t *length)
{
    enum llz_error err = get_fixed(c, h);

    if (!err && c->p[FLAGS_AT] & FLAG_PRIOR)
        err = get_prior(c, h);
    if (!err && c->p[FLAGS_AT] & FLAG_GROUP)
        err = get_group(c, h);
    if (!err && c->p[FLAGS_AT] & FLAG_OPTIONS)
        err = get_length(c, length);
    if (err)
        return err;
    *options = c->at;
    err = want(c, *length + CHECK_BYTES);
    if (err)
        return err;
    c->at += *length;
    return llz_load16(c->p + c->at) == check_of(c->p, c->at) ? LLZ_OK : LLZ_ERR_CORRUPT;
}

enum llz_error llz_header_get(const uint8_t *p, size_t n, struct llz_header *h, size_t *need)
{
    struct cursor c = { .p = p, .n = n };
    struct llz_header got = { 0 };
    size_t options = 0, length = 0;
    enum llz_error err = get_all(&c, &got, &options, &length);

    *need = c.need;
    if (err)
        return err == LLZ_AGAIN ? LLZ_OK : err;
    /* Nothing in the options is believed before the check has matched. */
    err = llz_options_get(p + options, length, &got);
    if (!err)
        *h = got;
    return err;
}
