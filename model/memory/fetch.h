/* fetch.h - memory that will be wanted soon, asked for in time.
 *
 * Many lines are read rather than prefetched: a processor may drop prefetches that come in a burst. Of 48 and 72 in a row
 * an EPYC dropped 37 and 47 %, of 24 9 %, of 8 1 % (tests/bench/LOG.md), and then each is missed where it is wanted, one
 * after the other. A read is kept, but whatever comes after it has to wait before it can be finished, so few lines are
 * prefetched. */
#ifndef LLZ_FETCH_H
#define LLZ_FETCH_H

#include <stddef.h>

#define LLZ_FEW_LINES 32 /* those of levels 1 and 2 */

/* Addresses first, then all of them in a row: so more are under way at once than a processor looks ahead while each address
 * is worked out between two. */
static inline void llz_fetch_all(const void *const *line, size_t n)
{
    if (n <= LLZ_FEW_LINES)
        for (size_t i = 0; i < n; i++)
            __builtin_prefetch(line[i]);
    else
        for (size_t i = 0; i < n; i++)
            (void)*(const volatile unsigned char *)line[i];
}

#endif
