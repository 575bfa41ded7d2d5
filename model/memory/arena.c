/* arena.c - memory by calloc(), or as pages of a file in memory, which can be brought back to what they were (a
 * learner that has learned the primer). */
#define _GNU_SOURCE /* madvise, memfd_create */
#include "model/memory/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "model/memory/image.h"

#define HUGE_PAGE ((size_t)1 << 21)

/* Large tables are read at random: huge pages save most of their address translation. Where little is touched
 * they only cost, for all of each is cleared and taken. Either is a hint. */
static void advise(unsigned char *base, size_t bytes, int advice)
{
    /* Whole huge pages within the memory; less than two are not worth the call. */
    const size_t skip = (HUGE_PAGE - (uintptr_t)base % HUGE_PAGE) % HUGE_PAGE;
    if (bytes >= skip + 2 * HUGE_PAGE)
        (void)madvise(base + skip, (bytes - skip) / HUGE_PAGE * HUGE_PAGE, advice);
}

static void advise_huge_pages(unsigned char *base, size_t bytes, bool huge)
{
#ifdef MADV_HUGEPAGE
    advise(base, bytes, huge ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
#else
    (void)base;
    (void)bytes;
    (void)huge;
#endif
}

#ifdef MFD_CLOEXEC

/* Pages of a file in memory are only found missing when they are touched, by a signal. So much memory, and as
 * much again for the image of it, has to be promised now. */
static bool is_promised(size_t bytes)
{
    void *p = bytes <= SIZE_MAX / 2
                  ? mmap(NULL, 2 * bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                  : MAP_FAILED;
    return p != MAP_FAILED && munmap(p, 2 * bytes) == 0;
}

/* A mapping of a file that has no name. base NULL: there is none. */
static struct llz_arena map_file(size_t bytes)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE), mapped = bytes / page * page + page;
    struct llz_arena a = { .file = -1 };
    void *p = MAP_FAILED;
    if (bytes >= SIZE_MAX - page || !is_promised(mapped))
        return a;
    a.file = memfd_create("llz", MFD_CLOEXEC);
    if (a.file >= 0 && ftruncate(a.file, (off_t)mapped) == 0)
        p = mmap(NULL, mapped, PROT_READ | PROT_WRITE, MAP_SHARED, a.file, 0);
    if (p != MAP_FAILED) {
        a.base = a.memory = p;
        a.mapped = mapped;
    } else if (a.file >= 0) {
        (void)close(a.file);
    }
    return a;
}

#else

static struct llz_arena map_file(size_t bytes)
{
    (void)bytes;
    return (struct llz_arena){ .file = -1 };
}

#endif

bool llz_arena_freeze(struct llz_arena *a)
{
    if (a->mapped)
        a->image = llz_image_take(a->file, a->base, a->marked, a->marked_n);
    return a->image != NULL;
}

void llz_arena_clear(const struct llz_arena *a, size_t from, size_t to)
{
    memset(a->base + from, 0, to - from);
    for (size_t i = 0; a->image && i < a->marked_n; i++) {
        const struct llz_marked *m = &a->marked[i];
        const size_t at = (size_t)(m->line - a->base);

        if (at >= from && at < to)
            for (size_t line = 0; line < m->n; line++)
                llz_mark(m->mark, line);
    }
}

bool llz_arena_restore(struct llz_arena *a)
{
    return llz_image_restore(a->image, a->file, a->base, a->marked, a->marked_n);
}

void llz_arena_expect_much(const struct llz_arena *a)
{
    if (a->mapped)
        return;
#ifdef MADV_HUGEPAGE
    /* A huge page takes the place of small ones only where there are none yet. */
    advise(a->base, a->used, MADV_DONTNEED);
#endif
    advise_huge_pages(a->base, a->used, true);
}

struct llz_arena llz_arena_new_for(enum llz_arena_use use, size_t bytes)
{
    struct llz_arena a = { .file = -1 };
    if (use == LLZ_ARENA_KEPT)
        a = map_file(bytes);
    a.use = use;
    if (a.base)
        return a;
    /* calloc rather than aligned_alloc: fresh pages are zero already and stay untouched until they are used. */
    a.memory = bytes < SIZE_MAX - LLZ_ALIGN ? calloc(bytes + LLZ_ALIGN, 1) : NULL;
    if (!a.memory)
        return a;
    /* calloc() aligns for any type, which may be 16 bytes; vectors and lines of the cache have 64. */
    a.base = (unsigned char *)a.memory + (LLZ_ALIGN - (uintptr_t)a.memory % LLZ_ALIGN) % LLZ_ALIGN;
    advise_huge_pages(a.base, bytes, use != LLZ_ARENA_BRIEF);
    return a;
}

struct llz_arena llz_arena_new(size_t bytes)
{
    return llz_arena_new_for(LLZ_ARENA_LONG, bytes);
}

void llz_arena_free(struct llz_arena *a)
{
    if (a->mapped == 0) {
        free(a->memory);
    } else {
        (void)munmap(a->memory, a->mapped);
        (void)close(a->file);
    }
    llz_image_free(a->image);
    a->image = NULL;
    a->base = NULL;
    a->memory = NULL;
    a->mapped = 0;
}
