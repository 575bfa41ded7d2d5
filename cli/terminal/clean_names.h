/* clean_names.h - file names, which may hold any byte, for formats that hold text. */
#ifndef LLZ_CLEAN_NAMES_H
#define LLZ_CLEAN_NAMES_H

#include <stddef.h>

/* Bytes of the well-formed UTF-8 character at p (Unicode, table 3-7), which ends with 0; 0 where there is none,
 * and for control characters of one byte. */
size_t clean_character(const unsigned char *p);

/* A copy, to be freed, with "?" for every control character and every byte
 * that is not UTF-8. NULL: no memory. */
char *clean_name(const char *name);

#endif
