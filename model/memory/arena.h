/* arena.h - one allocation and aligned pieces of it.
 *
 * An object runs its layout function twice: with base == NULL to count bytes, then over the real memory. */
#ifndef LLZ_ARENA_H
#define LLZ_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LLZ_ALIGN ((size_t)64)

/* A table of which is known what lines, of LLZ_ALIGN bytes, were written to. */
struct llz_marked {
    unsigned char *line; /* [n * LLZ_ALIGN] */
    uint64_t *mark; /* after them, a bit for each: perhaps written to since the arena was frozen or restored */
    size_t n;
};

#define LLZ_MARKED_MAX 24 /* a learner has 22 at most; what is beyond would be copied whole */

/* What an arena is for. */
enum llz_arena_use {
    LLZ_ARENA_LONG,  /* most of it will be touched */
    LLZ_ARENA_BRIEF, /* little of it will be */
    LLZ_ARENA_KEPT   /* it will be frozen, and then restored again and again: its tables have marks */
};

struct llz_arena {
    unsigned char *base;                      /* NULL: only count */
    enum llz_arena_use use;                   /* to be set before counting; 0: LLZ_ARENA_LONG */
    size_t used;                              /* bytes */
    void *memory;                             /* what free() takes, or munmap(), */
    size_t mapped;                            /* which takes so many bytes, unless this is 0 */
    int file;                                 /* of them */
    struct llz_image *image;                  /* of what it held when it was frozen (image.h) */
    struct llz_marked marked[LLZ_MARKED_MAX]; /* in the order of their places */
    size_t marked_n;
};

/* n elements of the given size, 64-byte aligned; NULL while counting. */
static inline void *llz_arena_take(struct llz_arena *a, size_t n, size_t size)
{
    void *p = a->base ? (void *)(a->base + a->used) : NULL;
    a->used += (n * size + LLZ_ALIGN - 1) / LLZ_ALIGN * LLZ_ALIGN;
    return p;
}

static inline size_t llz_marks_of(size_t lines)
{
    return lines / 64 + 1;
}

/* The search for touched pages ends at one that is not: so large tables, whose pages need no search, lie between such
 * pages, which nobody ever touches. */
#define LLZ_ARENA_LARGE ((size_t)1 << 20) /* bytes */
#define LLZ_ARENA_GAP ((size_t)8192)      /* has a whole page of 4 KiB, wherever it begins */

/* The same for a table whose user calls llz_mark() or llz_mark_bytes() for what it may write to. *mark: NULL in an arena
 * that is not kept, for marks take time (4 % of level 5). */
static inline void *llz_arena_take_marked(struct llz_arena *a, size_t n, size_t size, uint64_t **mark)
{
    const size_t gap = n * size < LLZ_ARENA_LARGE ? 0 : LLZ_ARENA_GAP;
    struct llz_marked m = { .n = (n * size + LLZ_ALIGN - 1) / LLZ_ALIGN };

    *mark = NULL;
    if (a->use != LLZ_ARENA_KEPT)
        return llz_arena_take(a, n, size);
    a->used += gap;
    m.line = llz_arena_take(a, n, size);
    a->used += gap;
    *mark = m.mark = llz_arena_take(a, llz_marks_of(m.n), sizeof *m.mark);
    a->used += gap;
    if (a->base && a->marked_n < LLZ_MARKED_MAX)
        a->marked[a->marked_n++] = m;
    return m.line;
}

static inline void llz_mark(uint64_t *mark, size_t line)
{
    if (mark)
        mark[line / 64] |= UINT64_C(1) << line % 64;
}

/* Of a table, the lines that have `bytes` bytes from `at` on. */
static inline void llz_mark_bytes(uint64_t *mark, size_t at, size_t bytes)
{
    for (size_t line = at / LLZ_ALIGN; mark && line * LLZ_ALIGN < at + bytes; line++)
        llz_mark(mark, line);
}

/* Zeroed memory for a counted arena, rewound; base is NULL when there is none. */
struct llz_arena llz_arena_new(size_t bytes);
struct llz_arena llz_arena_new_for(enum llz_arena_use use, size_t bytes);
void llz_arena_free(struct llz_arena *a);
/* Of one that was brief and has been laid out: it is a long one. What was written may be there still, or zero again. */
void llz_arena_expect_much(const struct llz_arena *a);

/* From now on llz_arena_restore() brings back what it holds now, in a time that depends on how much of it was marked
 * since, and on what of it was ever touched that has no marks. False: this arena cannot, and goes on as it is. */
bool llz_arena_freeze(struct llz_arena *a);
bool llz_arena_restore(struct llz_arena *a); /* false: what it holds is of no use */
/* Zeroes what lies between two places of it, and marks the tables there. */
void llz_arena_clear(const struct llz_arena *a, size_t from, size_t to);

#endif
