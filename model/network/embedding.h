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

struct llz_embedding {
    size_t tables, dim;
    int bits;
    llz_real *rows; /* [tables << bits][dim] */
    /* [tables << bits] sum of mean squared gradients; belongs to the row-wise optimizer.
     * 0: the row has not learned yet */
    llz_real *squares;
    llz_real *start; /* [LLZ_STARTS][dim] what a row that has not learned yet contains */
};

/* Rows start as one of so many vectors, chosen by the low bits of their index: filling whole tables at the
 * start of a member would cost more than coding a small file. */
#define LLZ_STARTS ((uint32_t)64)

void llz_embedding_lay(struct llz_embedding *e, struct llz_arena *a, size_t tables, size_t dim, int bits);

/* row[c] = index of the row that keys[c] chooses in table c; hints the processor to fetch it. */
void llz_embedding_find(const struct llz_embedding *e, const uint64_t *keys, uint32_t *row);
/* x: [tables * dim], the rows one after the other. Rows that have not learned yet get their start first. */
void llz_embedding_read(struct llz_embedding *e, const uint32_t *row, llz_real *x);
/* The same for a reader beside it: writes no row, and reads none that the other may write. */
void llz_embedding_peek(const struct llz_embedding *e, const uint32_t *row, llz_real *x);

#endif
