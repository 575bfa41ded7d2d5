/* arena.h - one allocation and aligned pieces of it.
 *
 * An object runs its layout function twice: with base == NULL to count bytes, then over the real memory. */
#ifndef LLZ_ARENA_H
#define LLZ_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#define LLZ_ALIGN ((size_t)64)

struct llz_arena {
    unsigned char *base;     /* NULL: only count */
    size_t used;             /* bytes */
    void *memory;            /* what free() takes, or munmap(), */
    size_t mapped;           /* which takes so many bytes, unless this is 0 */
    int file;                /* of them */
    struct llz_image *image; /* of what it held when it was frozen (image.h) */
};

/* What an arena is for. */
enum llz_arena_use {
    LLZ_ARENA_LONG,  /* most of it will be touched */
    LLZ_ARENA_BRIEF, /* little of it will be */
    LLZ_ARENA_KEPT   /* it will be frozen, and then restored again and again */
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
struct llz_arena llz_arena_new_for(enum llz_arena_use use, size_t bytes);
void llz_arena_free(struct llz_arena *a);
/* Of one that was brief and has been laid out: it is a long one. What was written may be there still, or zero again. */
void llz_arena_expect_much(const struct llz_arena *a);

/* From now on llz_arena_restore() brings back what it holds now, in a time that depends on how much of it was ever
 * touched, not on its size. False: this arena cannot, and goes on as it is. */
bool llz_arena_freeze(struct llz_arena *a);
bool llz_arena_restore(struct llz_arena *a); /* false: what it holds is of no use */

#endif
