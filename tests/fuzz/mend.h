/* mend.h - archives that are damaged but for their checks, so that a fuzzer gets behind them.
 *
 * Headers are mended before anything is read. The checks of content, which nobody knows before it is decoded,
 * are mended while it is: the linker puts mend.c in the place of the two functions that judge it. */
#ifndef LLZ_TESTS_FUZZ_MEND_H
#define LLZ_TESTS_FUZZ_MEND_H

#include <stddef.h>
#include <stdint.h>

/* What an archive wants of its decoder. */
struct demand {
    size_t coded;    /* bytes of its frames outside of repeats */
    uint64_t budget; /* the largest that a header has */
};

/* Magic, version, model (level 0 of this build), name of the group before, and check of the header at p, as far
 * as there is one in n bytes. value: that of the chain at the end of the group before. */
void mend_header(uint8_t *p, size_t n, uint64_t value);

/* The headers of all members, each where the one before ends. */
struct demand mend_archive(uint8_t *p, size_t n);

/* Headers wherever their magic bytes stand, whatever is between them. */
struct demand mend_anywhere(uint8_t *p, size_t n);

/* Is it worth trying? What larger contents and budgets cost is no question for a fuzzer. */
int mend_is_cheap(const struct demand *d);

#endif
