#define _DEFAULT_SOURCE /* madvise */
#include "model/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#define HUGE_PAGE ((size_t)1 << 21)

/* Large tables are read at random: huge pages save most of their address translation. Only a hint. */
static void prefer_huge_pages(unsigned char *base, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    const size_t skip = (HUGE_PAGE - (uintptr_t)base % HUGE_PAGE) % HUGE_PAGE;
    if (bytes >= skip + 2 * HUGE_PAGE)
        (void)madvise(base + skip, (bytes - skip) / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
#else
    (void)base;
    (void)bytes;
#endif
}

struct llz_arena llz_arena_new(size_t bytes)
{
    struct llz_arena a = { NULL, 0, NULL };
    /* calloc rather than aligned_alloc: fresh pages are zero already and stay untouched until they are used. */
    a.memory = bytes < SIZE_MAX - LLZ_ALIGN ? calloc(bytes + LLZ_ALIGN, 1) : NULL;
    if (!a.memory)
        return a;
    a.base = (unsigned char *)a.memory + (LLZ_ALIGN - (uintptr_t)a.memory % LLZ_ALIGN) % LLZ_ALIGN;
    prefer_huge_pages(a.base, bytes);
    return a;
}

void llz_arena_free(struct llz_arena *a)
{
    free(a->memory);
    a->base = NULL;
    a->memory = NULL;
}
