/* difference.h - content, as it is decoded, against an original that is read beside it. */
#ifndef LLZ_DIFFERENCE_H
#define LLZ_DIFFERENCE_H

#include <stddef.h>
#include <stdint.h>

#include "cli/files/source.h"

enum verdict {
    VERDICT_EQUAL = 0,        /* so far */
    VERDICT_DIFFERS,          /* in the byte at offset `at` */
    VERDICT_ORIGINAL_SHORTER, /* it ends at offset `at` */
    VERDICT_ORIGINAL_LONGER,  /* the content ends there */
    VERDICT_UNREADABLE        /* the original, because of `error` */
};

struct difference {
    struct source *original;
    enum verdict verdict;                      /* verdict so far; any but VERDICT_EQUAL is final */
    uint64_t at;                               /* number of equal bytes */
    unsigned char archive_byte, original_byte; /* bytes at that offset, where they differ */
    int error;                                 /* errno of reading the original */
};

/* The next bytes of the content, and its end. Returns the verdict. */
enum verdict difference_piece(struct difference *c, const unsigned char *p, size_t n);
enum verdict difference_zeros(struct difference *c, uint64_t n); /* the next n bytes of it */
enum verdict difference_end(struct difference *c);

#endif
