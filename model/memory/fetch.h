/* fetch.h - memory that will be wanted soon, asked for in time.
 *
 * What all contexts want is read rather than prefetched where contexts are many: a processor may drop prefetches that
 * come in a burst. Of 48 and 72 in a row an EPYC dropped 37 and 47 %, 9 % of 24, 1 % of 8 (tests/bench/LOG.md), and then
 * each is missed where it is wanted, one after the other. A read is kept, but nothing after it can be completed before
 * its line has come, so the processor soon looks no further ahead; few lines are therefore prefetched. */
#ifndef LLZ_FETCH_H
#define LLZ_FETCH_H

#include <stddef.h>

#define LLZ_FEW_LINES 32 /* levels 1 and 2 have 16 and 26 at most */

/* Addresses first, then all of them in a row: so more are under way at once than a processor looks ahead while each
 * address is worked out between two. */
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
