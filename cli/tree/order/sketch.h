/* sketch.h - which bytes files have, and which strings they have in common, by a sample of each. */
#ifndef LLZ_SKETCH_H
#define LLZ_SKETCH_H

#include "cli/terminal/report.h"
#include "cli/tree/index/tree.h"

#define SKETCH_UNITS 2048 /* of more files several make a unit */

/* Files are taken in the order that they have. A unit is a file, or several that follow each other. All zero: empty. */
struct sketch {
    size_t units;
    size_t each;                 /* files of a unit, but for the last */
    uint64_t *bytes;             /* content of a unit */
    uint32_t *count;             /* strings of a unit that count */
    unsigned char (*parts)[256]; /* of all bytes in the samples of a unit, how many 255ths each makes */

    /* Strings that two units have, or more: which units have string k, and which strings unit u has. Both lists end where
     * the next one begins. */
    size_t strings;
    uint64_t *pairs; /* the unit is in the low half */
    uint32_t *units_of;
    uint32_t *list, *list_of;
};

/* Reads samples of all files of t, which has its ranks. What may not be read has no strings: STATUS_WARNING after a message.
 * STATUS_ERROR likewise, or after a signal; sketch_free() in any case. */
enum status sketch_make(struct sketch *s, const struct tree *t);
void sketch_free(struct sketch *s);

#endif
