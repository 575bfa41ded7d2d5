/* embedding.c - a row of floats for each hashed context: what the network sees of the bytes so far. */
#include "model/network/embedding.h"

#include <string.h>

#include "model/memory/hash.h"

/* Binary logarithm of the index's groups at first. */
#define FIRST 8

static size_t rows_of(const struct llz_embedding *e)
{
    return e->tables << e->bits;
}

/* Rows lie in the order in which contexts come, so that a short text does not touch all of a large table. They begin as
 * one of 64 starts: rows that start random are hardly better (0.2 %). */
void llz_embedding_lay(struct llz_embedding *e, struct llz_arena *a, size_t tables, size_t dim, int bits)
{
    e->tables = tables;
    e->dim = dim;
    e->bits = bits;
    const size_t rows = LLZ_STARTS + rows_of(e);
    e->rows = llz_arena_take_marked(a, rows * dim, sizeof *e->rows, &e->rows_mark);
    e->squares = llz_arena_take_marked(a, rows, sizeof *e->squares, &e->squares_mark);
    e->context = llz_arena_take_marked(a, rows, sizeof *e->context, &e->context_mark);
    llz_index_lay(&e->index, a, FIRST, rows_of(e));
}

void llz_embedding_init(struct llz_embedding *e)
{
    llz_index_init(&e->index);
}

/* A context of table c. */
static uint32_t context_of(const struct llz_embedding *e, const uint64_t *keys, size_t c)
{
    return (uint32_t)(c << e->bits) + (uint32_t)(keys[c] >> (64 - e->bits));
}

static uint64_t hash_of(uint32_t context)
{
    return context * LLZ_GOLDEN;
}

static uint32_t context_in(const void *contexts, uint32_t n)
{
    return ((const uint32_t *)contexts)[n];
}

/* The contexts of the index's numbers, from 1 on. */
static const uint32_t *contexts_of(const struct llz_embedding *e)
{
    return e->context + LLZ_STARTS - 1;
}

void llz_embedding_prefetch_places(const struct llz_embedding *e, const uint64_t *keys)
{
    for (size_t c = 0; c < e->tables; c++) {
        const uint32_t context = context_of(e, keys, c);
        __builtin_prefetch(llz_index_group(&e->index, hash_of(context), context));
    }
}

void llz_embedding_prefetch(const struct llz_embedding *e, const uint64_t *keys)
{
    for (size_t c = 0; c < e->tables; c++) {
        const uint32_t context = context_of(e, keys, c);
        const uint64_t hash = hash_of(context);
        const uint32_t *guess = llz_index_guess(&e->index, llz_index_group(&e->index, hash, context), hash);
        if (!guess)
            continue;
        const uint32_t row = LLZ_STARTS - 1 + llz_index_number(&e->index, *guess);
        __builtin_prefetch(e->rows + row * e->dim);
        __builtin_prefetch(e->context + row);
    }
}

void llz_embedding_find(const struct llz_embedding *e, const uint64_t *keys, uint32_t *row)
{
    for (size_t c = 0; c < e->tables; c++) {
        const uint32_t context = context_of(e, keys, c);
        const uint32_t n = llz_index_find(&e->index, hash_of(context), context, contexts_of(e), context_in);
        row[c] = n ? LLZ_STARTS - 1 + n : context % LLZ_STARTS;
    }
}

/* A row is never given to another context, for a window may be learned later that has it. Where a group of the index
 * is full, a context shares one of its rows, until the group is parted. */
void llz_embedding_take(struct llz_embedding *e, const uint64_t *keys, uint32_t *row)
{
    struct llz_index *x = &e->index;
    llz_index_grow(x, contexts_of(e), context_in);
    for (size_t c = 0; c < e->tables; c++) {
        if (row[c] >= LLZ_STARTS)
            continue;
        const uint32_t context = context_of(e, keys, c);
        uint32_t *group = llz_index_group(x, hash_of(context), context), *entry = llz_index_room(x, group);
        if (!entry) {
            row[c] = LLZ_STARTS - 1 + llz_index_number(x, group[context % LLZ_INDEX_WAYS]);
            continue;
        }
        llz_index_enter(x, group, entry, hash_of(context), ++x->given);
        row[c] = LLZ_STARTS - 1 + x->given;
        llz_embedding_mark(e, row[c]);
        llz_mark(e->context_mark, row[c] * sizeof *e->context / LLZ_ALIGN);
        e->context[row[c]] = context;
        memcpy(e->rows + row[c] * e->dim, e->rows + context % LLZ_STARTS * e->dim, e->dim * sizeof *e->rows);
    }
}

void llz_embedding_read(const struct llz_embedding *e, const uint32_t *row, llz_real *x)
{
    for (size_t c = 0; c < e->tables; c++)
        memcpy(x + c * e->dim, e->rows + row[c] * e->dim, e->dim * sizeof *x);
}
