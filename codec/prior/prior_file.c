/* prior_file.c - Head, payload, hash. Sizes stand in the head, so that the memory a prior takes can be
 * told before any is taken. */
#include "codec/prior/prior_file.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "codec/coder/bytes.h"
#include "codec/coder/varint.h"
#include "codec/prior/prior_code.h"
#include "learner/identity.h"
#include "model/arithmetic/kernels.h"

/* As that of a member, with another last letter. */
static const uint8_t magic[4] = { 0xF5, 'l', 'l', 'p' };

#define VERSION 2
#define HASH_BYTES 8
#define COUNTS 12 /* in a head */
#define HEAD_MAX (5 + (COUNTS + 1) * LLZ_VARINT_MAX)
/* 2^27: sums of any of these, times the size of an entry, fit into 64 bits. */
#define COUNT_MAX (UINT64_C(1) << 27) /* of contexts, children and bytes */
/* Bytes of texts that a model codes, which takes some 4 us for each: whoever makes up a head shall not keep a reader
 * busy for hours. */
#define MODELLED_MAX (UINT64_C(1) << 25)

/* Numbers in a head, in this order. */
enum {
    BYTE_CONTEXTS,
    BYTE_CHILDREN,
    BYTE_DEPTH,
    WORDS,
    LETTERS,
    WORD_CONTEXTS,
    WORD_CHILDREN,
    WORD_DEPTH,
    REFERENCE,
    SAMPLE,
    MODEL,   /* by which both are coded, 0: by the statistics */
    IDENTITY /* of the model */
};

/* All that the head allows, though tables grow only as entries come; 3 numbers for each word are its ranks. */
static uint64_t memory_of(const uint64_t *v)
{
    const uint64_t contexts = v[BYTE_CONTEXTS] + v[WORD_CONTEXTS],
                   children = v[BYTE_CHILDREN] + v[WORD_CHILDREN];
    return sizeof(struct llz_prior_content) + sizeof(struct llz_prior_coding) +
           contexts * sizeof(struct llz_gram_context) +
           children * (sizeof(struct llz_gram) + sizeof(uint32_t)) +
           v[WORDS] * (sizeof(uint32_t) + 3 * sizeof(uint32_t)) + v[LETTERS] + v[REFERENCE] + v[SAMPLE] +
           (v[MODEL] ? llz_prior_model_memory((int)v[MODEL]) : 0);
}

static bool make_grams(struct llz_grams *g, uint64_t contexts, uint64_t children, uint64_t depth)
{
    *g = (struct llz_grams){ .context = calloc(llz_prior_room(contexts), sizeof *g->context),
                             .child = calloc(llz_prior_room(children), sizeof *g->child),
                             .of = calloc(llz_prior_room(children), sizeof *g->of),
                             .contexts = (size_t)contexts,
                             .children = (size_t)children,
                             .depth = (size_t)depth };
    return g->context && g->child && g->of;
}

static bool make_prior(struct llz_prior_content *p, const uint64_t *v)
{
    struct llz_vocabulary *words = &p->vocabulary;
    *words = (struct llz_vocabulary){ calloc(llz_prior_room(v[LETTERS]), 1),
                                      calloc((size_t)v[WORDS] + 1, sizeof(uint32_t)), (size_t)v[WORDS] };
    p->reference = calloc(llz_prior_room(v[REFERENCE]), 1);
    p->reference_bytes = (size_t)v[REFERENCE];
    p->sample = calloc(llz_prior_room(v[SAMPLE]), 1);
    p->sample_bytes = (size_t)v[SAMPLE];
    if (words->at)
        words->at[words->n] = (uint32_t)v[LETTERS];
    return make_grams(&p->bytes, v[BYTE_CONTEXTS], v[BYTE_CHILDREN], v[BYTE_DEPTH]) &&
           make_grams(&p->words, v[WORD_CONTEXTS], v[WORD_CHILDREN], v[WORD_DEPTH]) && words->letters &&
           words->at && p->reference && p->sample;
}

/* On the heap: its probabilities take 350 KB, and stacks may be small. All ranks are one block, of `order`. */
static struct llz_prior_coding *new_coding(struct llz_prior_ranks *ranks, size_t words)
{
    struct llz_prior_coding *c = malloc(sizeof *c);
    uint32_t *numbers = malloc((3 * words + 1) * sizeof *numbers);
    if (!c || !numbers) {
        free(c);
        free(numbers);
        return NULL;
    }
    *ranks = (struct llz_prior_ranks){ numbers, numbers + words, numbers + 2 * words };
    llz_prior_coding_init(c);
    return c;
}

static void counts_of(uint64_t *v, const struct llz_prior_content *p, int model)
{
    const struct llz_vocabulary *words = &p->vocabulary;
    const uint64_t all[COUNTS] = { p->bytes.contexts, p->bytes.children,   p->bytes.depth,
                                   words->n,          words->at[words->n], p->words.contexts,
                                   p->words.children, p->words.depth,      p->reference_bytes,
                                   p->sample_bytes,   (uint64_t)model,     llz_row_identity(model) };
    memcpy(v, all, sizeof all);
}

/* A model computes in floating point. */
static void walk(struct llz_prior_coding *c, struct llz_prior_content *p, struct llz_prior_ranks *ranks)
{
    const struct llz_fpenv caller = llz_fpenv_enter();

    llz_prior_code(c, p, ranks);
    llz_fpenv_leave(caller);
}

/* Coding only reads a prior in this direction, but the walk is one for
 * both. *bytes 0: the room is too small. */
static enum llz_error encode(const struct llz_prior_content *p, int model, uint8_t *out, size_t room,
                             size_t *bytes)
{
    struct llz_prior_content copy = *p;
    struct llz_prior_ranks ranks;
    struct llz_prior_coding *c = new_coding(&ranks, p->vocabulary.n);
    *bytes = 0;
    if (!c)
        return LLZ_ERR_MEMORY;
    c->model = model;
    c->decoding = c->broken = c->starved = false;
    llz_coder_encode(&c->coder, out, room);
    walk(c, &copy, &ranks);
    if (!c->broken)
        *bytes = llz_coder_finish(&c->coder);
    const enum llz_error err = c->starved ? LLZ_ERR_MEMORY : LLZ_OK;
    free(ranks.order);
    free(c);
    return err;
}

enum llz_error llz_prior_write(const struct llz_prior_content *p, int model, size_t most, uint8_t **file,
                               size_t *n)
{
    uint64_t v[COUNTS];
    uint8_t head[HEAD_MAX];
    size_t at = sizeof magic + 1, payload;
    enum llz_error err;
    uint8_t *out;

    *file = NULL;
    /* Too small for anything: the same answer as where the payload does not fit. */
    if (most <= HEAD_MAX + HASH_BYTES)
        return LLZ_OK;
    out = malloc(most);
    if (!out)
        return LLZ_ERR_MEMORY;
    err = encode(p, model, out + HEAD_MAX, most - HEAD_MAX - HASH_BYTES, &payload);
    if (err || payload == 0) {
        free(out);
        return err;
    }
    counts_of(v, p, model);
    memcpy(head, magic, sizeof magic);
    head[sizeof magic] = VERSION;
    for (int i = 0; i < COUNTS; i++)
        at += (size_t)llz_varint_put(head + at, v[i]);
    memcpy(out, head, at);
    /* The head is shorter than its room, so the payload moves up to it. */
    memmove(out + at, out + HEAD_MAX, payload);
    *n = at + payload;
    llz_store64(out + *n, XXH3_64bits(out, *n));
    *n += HASH_BYTES;
    *file = out;
    return LLZ_OK;
}

/* Asked before anything is multiplied or allocated. */
static bool possible(const uint64_t *v)
{
    for (int i = 0; i < MODEL; i++)
        if (v[i] > COUNT_MAX)
            return false;
    /* Without words nothing of them is coded, so that no number of them could be checked later. */
    if (v[WORDS] == 0 && (v[LETTERS] > 0 || v[WORD_CONTEXTS] != 1 || v[WORD_CHILDREN] > 0 || v[WORD_DEPTH] > 0))
        return false;
    return v[BYTE_CONTEXTS] > 0 && v[WORD_CONTEXTS] > 0 && v[BYTE_DEPTH] <= LLZ_PRIOR_DEPTH &&
           v[WORD_DEPTH] <= LLZ_PRIOR_WORD_DEPTH && v[WORDS] <= LLZ_PRIOR_WORDS_MAX;
}

/* Of the model that coded the texts. */
static enum llz_error check_model(const uint64_t *v)
{
    if (v[MODEL] == 0)
        return v[IDENTITY] == 0 ? LLZ_OK : LLZ_ERR_MODEL;
    if (v[MODEL] > INT_MAX || v[IDENTITY] == 0 || llz_row_identity((int)v[MODEL]) != v[IDENTITY])
        return LLZ_ERR_MODEL;
    if (llz_row_parts((int)v[MODEL], 0) & LLZ_PART_LM || v[REFERENCE] + v[SAMPLE] > MODELLED_MAX)
        return LLZ_ERR_HEADER;
    return LLZ_OK;
}

/* Head and hash; *at: where the payload begins. */
static enum llz_error read_head(const uint8_t *p, size_t n, uint64_t *v, size_t *at)
{
    if (n < sizeof magic || memcmp(p, magic, sizeof magic) != 0)
        return LLZ_ERR_NOT_LLZ;
    /* The hash comes first among what can be wrong with a whole file: then damage is called damage. */
    if (n < sizeof magic + 1 + COUNTS + HASH_BYTES)
        return LLZ_ERR_TRUNCATED;
    if (p[sizeof magic] != VERSION)
        return LLZ_ERR_VERSION;
    /* After this nothing is wrong by accident, only on purpose; that is why later checks stay. */
    if (llz_load64(p + n - HASH_BYTES) != XXH3_64bits(p, n - HASH_BYTES))
        return LLZ_ERR_CORRUPT;
    *at = sizeof magic + 1;
    for (int i = 0; i < COUNTS; i++)
        if (llz_varint_next(p, n - HASH_BYTES, at, &v[i]) != LLZ_OK)
            return LLZ_ERR_HEADER;
    return possible(v) ? check_model(v) : LLZ_ERR_HEADER;
}

static enum llz_error decode(struct llz_prior_content *p, int model, const uint8_t *payload, size_t n)
{
    struct llz_prior_ranks ranks;
    struct llz_prior_coding *c = new_coding(&ranks, p->vocabulary.n);
    enum llz_error err = LLZ_ERR_MEMORY;
    if (c) {
        c->model = model;
        c->decoding = true;
        c->broken = c->starved = false;
        llz_coder_decode(&c->coder, payload, n);
        walk(c, p, &ranks);
        /* What an encoder would have written otherwise is refused: one prior has one file, and one id. */
        err = c->broken || !llz_coder_exact(&c->coder) ? LLZ_ERR_CORRUPT : LLZ_OK;
        /* Not the file's fault, though the walk broke off. */
        if (c->starved)
            err = LLZ_ERR_MEMORY;
        free(ranks.order);
    }
    free(c);
    return err;
}

enum llz_error llz_prior_read(struct llz_prior_content *k, const uint8_t *data, size_t n, uint64_t memory_limit)
{
    uint64_t v[COUNTS];
    size_t at = 0;
    enum llz_error err = read_head(data, n, v, &at);

    if (!err && memory_limit > 0 && memory_of(v) > memory_limit)
        err = LLZ_ERR_MEMLIMIT;
    if (!err && !make_prior(k, v))
        err = LLZ_ERR_MEMORY;
    if (!err)
        err = decode(k, (int)v[MODEL], data + at, n - HASH_BYTES - at);
    if (err)
        llz_prior_content_clear(k);
    return err;
}

uint64_t llz_prior_file_id(const uint8_t *data, size_t n)
{
    return llz_load64(data + n - HASH_BYTES);
}
