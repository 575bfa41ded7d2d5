/* parts.h - parts of the predictor; leaving some out shows what they are worth. */
#ifndef LLZ_PARTS_H
#define LLZ_PARTS_H

#define LLZ_PART_COUNT 7

/* Bits; their numbers stand in archives: append only. */
enum llz_part {
    LLZ_PART_LM = 1,        /* the language model */
    LLZ_PART_ORDERS = 2,    /* experts: the last bytes */
    LLZ_PART_WORDS = 4,     /* words, phrases, tags */
    LLZ_PART_SPARSE = 8,    /* bytes with gaps, upper bits, columns, lines, classes of characters */
    LLZ_PART_INDIRECT = 16, /* what followed the last bytes before */
    LLZ_PART_MATCH = 32,    /* match models and what they expect */
    LLZ_PART_KIND = 64,     /* machine code, records, fields, images and sound */
    LLZ_PART_EXPERTS =
        LLZ_PART_ORDERS | LLZ_PART_WORDS | LLZ_PART_SPARSE | LLZ_PART_INDIRECT | LLZ_PART_MATCH | LLZ_PART_KIND,
    LLZ_PARTS_ALL = (1 << LLZ_PART_COUNT) - 1
};

#endif
