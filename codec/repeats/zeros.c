/* zeros.c - rows of zeros, found word by word: of every row that counts some aligned word is all zeros. */
#include "codec/repeats/zeros.h"

#include <string.h>

/* memcpy(), as p need not be aligned; compilers make one load of it. */
static uint64_t word(const uint8_t *p)
{
    uint64_t v;

    memcpy(&v, p, sizeof v);
    return v;
}

size_t llz_zeros_front(const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (n - i >= 32 && (word(p + i) | word(p + i + 8) | word(p + i + 16) | word(p + i + 24)) == 0)
        i += 32;
    while (i < n && p[i] == 0)
        i++;
    return i;
}

/* The first of the zeros in a row that end before `end`, not before `least`. */
static size_t first_of(const uint8_t *p, size_t least, size_t end)
{
    while (end > least && p[end - 1] == 0)
        end--;
    return end;
}

size_t llz_zeros_find(const uint8_t *p, size_t n)
{
    size_t from = 0; /* zeros before it have been looked at */

    /* Every so long row of zeros has all of one of these words. */
    for (size_t i = 0; i + 8 <= n;) {
        size_t end;

        if (word(p + i) != 0) {
            i += 8;
            continue;
        }
        end = i + llz_zeros_front(p + i, n - i);
        /* Back to `from` at most, or rows that are just too short would be walked again and again. */
        from = first_of(p, from, i);
        if (end == n || end - from >= LLZ_ZEROS_LEAST)
            return from;
        i = from = end;
    }
    return first_of(p, from, n);
}
