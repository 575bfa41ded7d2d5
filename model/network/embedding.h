/* embedding.h - tables of hashed n-gram embeddings: a context's key chooses a row, the rows are the network's
 * input.
 *
 * Hashing needs no vocabulary; contexts that collide in a row share what it learns. */
#ifndef LLZ_EMBEDDING_H
#define LLZ_EMBEDDING_H

#include <stddef.h>
#include <stdint.h>

#include "model/arithmetic/real.h"
#include "model/memory/arena.h"
#include "model/memory/hash_index.h"

/* Rows start as one of so many vectors, chosen by the context. */
#define LLZ_STARTS ((uint32_t)64)

/* Rows are numbered as they come. The first LLZ_STARTS are the starts, and stand for contexts that have no row yet. */
struct llz_embedding {
    size_t tables, dim;
    int bits;          /* a table has contexts of so many bits */
    llz_real *rows;    /* [LLZ_STARTS + (tables << bits)][dim] */
    llz_real *squares; /* [...] sum of mean squared gradients; belongs to the row-wise optimizer */
    uint32_t *context; /* [...] whose row it is: table << bits | its bits */
    uint64_t *rows_mark, *squares_mark, *context_mark; /* of these (arena.h) */
    struct llz_index index;                            /* of number - LLZ_STARTS + 1 */
};

void llz_embedding_lay(struct llz_embedding *e, struct llz_arena *a, size_t tables, size_t dim, int bits);
void llz_embedding_init(struct llz_embedding *e); /* the memory is zero; the starts are the caller's */

/* Hints to the processor, one after the other: where the rows of these keys are, and to fetch them. */
void llz_embedding_prefetch_places(const struct llz_embedding *e, const uint64_t *keys);
void llz_embedding_prefetch(const struct llz_embedding *e, const uint64_t *keys);
/* row[c] = number of the row that keys[c] chooses in table c. */
void llz_embedding_find(const struct llz_embedding *e, const uint64_t *keys, uint32_t *row);
/* Likewise, where the same has just been found: those without a row get one. */
void llz_embedding_take(struct llz_embedding *e, const uint64_t *keys, uint32_t *row);
/* A row and its sum of squares will be written to. */
static inline void llz_embedding_mark(const struct llz_embedding *e, size_t row)
{
    llz_mark_bytes(e->rows_mark, row * e->dim * sizeof *e->rows, e->dim * sizeof *e->rows);
    llz_mark(e->squares_mark, row * sizeof *e->squares / LLZ_ALIGN);
}
/* x: [tables * dim], the rows one after the other. */
void llz_embedding_read(const struct llz_embedding *e, const uint32_t *row, llz_real *x);

#endif
