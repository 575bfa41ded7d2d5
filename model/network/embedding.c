/* embedding.c - a row of floats for each hashed context: what the network sees of the bytes so far. */
#include "model/network/embedding.h"

#include <stdbool.h>
#include <string.h>

/* Rows that have not learned hold nothing: they begin as one of 64 starts, copied when they are first read.
  * Initialising all of them took a quarter of a second for each member, and rows that start random are hardly
  * better (0.2 %). */
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
        /* Row and its square lie far apart, and both are needed when it learns. */
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

/* Reads what is there without making it so: measuring and replaying must not change what is learned. */
void llz_embedding_peek(const struct llz_embedding *e, const uint32_t *row, llz_real *x)
{
    const size_t D = e->dim;
    for (size_t c = 0; c < e->tables; c++) {
        const bool learned = e->squares[row[c]] > 0;
        memcpy(x + c * D, learned ? e->rows + row[c] * D : e->start + row[c] % LLZ_STARTS * D, D * sizeof *x);
    }
}
