/* fetch.h - memory that will be wanted soon, asked for in time.
 *
 * Read rather than prefetched: a processor may drop prefetches that come in a burst. Of 48 and 72 in a row an EPYC dropped
 * 37 and 47 %, of 8 1 % (tests/bench/LOG.md), and then each is missed where it is wanted, one after the other. A read is
 * kept, and nothing waits for what it returns. Where only one of two lines will be wanted, __builtin_prefetch() was no
 * slower. */
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
