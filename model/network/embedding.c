#include "model/network/embedding.h"

#include <stdbool.h>
#include <string.h>

void llz_embedding_lay(struct llz_embedding *e, struct llz_arena *a, size_t tables, size_t dim, int bits)
{
    size_t rows = tables << bits;
    e->tables = tables;
    e->dim = dim;
    e->bits = bits;
    e->rows = llz_arena_take(a, rows * dim, sizeof *e->rows);
    e->squares = llz_arena_take(a, rows, sizeof *e->squares);
    e->start = llz_arena_take(a, LLZ_STARTS * dim, sizeof *e->start);
}

void llz_embedding_find(const struct llz_embedding *e, const uint64_t *keys, uint32_t *row)
{
    for (size_t c = 0; c < e->tables; c++) {
        row[c] = (uint32_t)(c << e->bits) + (uint32_t)(keys[c] >> (64 - e->bits));
        __builtin_prefetch(e->rows + row[c] * e->dim);
        __builtin_prefetch(e->squares + row[c]);
    }
}

void llz_embedding_read(struct llz_embedding *e, const uint32_t *row, llz_real *x)
{
    const size_t D = e->dim;
    for (size_t c = 0; c < e->tables; c++) {
        llz_real *r = e->rows + row[c] * D;
        if (!(e->squares[row[c]] > 0))
            memcpy(r, e->start + row[c] % LLZ_STARTS * D, D * sizeof *r);
        memcpy(x + c * D, r, D * sizeof *x);
    }
}

void llz_embedding_peek(const struct llz_embedding *e, const uint32_t *row, llz_real *x)
{
    const size_t D = e->dim;
    for (size_t c = 0; c < e->tables; c++) {
        const bool learned = e->squares[row[c]] > 0;
        memcpy(x + c * D, learned ? e->rows + row[c] * D : e->start + row[c] % LLZ_STARTS * D, D * sizeof *x);
    }
}
