/* fetch.h - memory that will be wanted soon, asked for in time.
 *
 * Read rather than prefetched: a processor drops prefetches while all of its buffers for misses wait (of bursts of 48 or
 * more every third to every second was dropped by one with some 24 of them), and then each is missed where it is wanted,
 * one after the other. A read is kept, and nothing waits for what it returns. It suits addresses that are sure to be
 * wanted; for guesses __builtin_prefetch() is cheaper. */
#ifndef LLZ_FETCH_H
#define LLZ_FETCH_H

#include <stddef.h>

static inline void llz_fetch(const void *line)
{
    (void)*(const volatile unsigned char *)line;
}

/* Addresses first, then all reads in a row: so more of them are under way at once than a processor looks ahead while each
 * address is worked out between two. */
static inline void llz_fetch_all(const void *const *line, size_t n)
{
    for (size_t i = 0; i < n; i++)
        llz_fetch(line[i]);
}

#endif
