/* arena.h - one allocation and aligned pieces of it.
 *
 * An object runs its layout function twice: with base == NULL to count bytes, then over the real memory. */
#ifndef LLZ_ARENA_H
#define LLZ_ARENA_H

#include <stddef.h>

#define LLZ_ALIGN ((size_t)64)

struct llz_arena {
    unsigned char *base; /* NULL: only count */
    size_t used;         /* bytes */
    void *memory;        /* what free() takes */
};

/* n elements of the given size, 64-byte aligned; NULL while counting. */
static inline void *llz_arena_take(struct llz_arena *a, size_t n, size_t size)
{
    void *p = a->base ? (void *)(a->base + a->used) : NULL;
    a->used += (n * size + LLZ_ALIGN - 1) / LLZ_ALIGN * LLZ_ALIGN;
    return p;
}

/* Zeroed memory for a counted arena, rewound; base is NULL when there is none. */
struct llz_arena llz_arena_new(size_t bytes);
void llz_arena_free(struct llz_arena *a);

#endif
