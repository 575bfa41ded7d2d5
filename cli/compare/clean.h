/* clean.h - file names, which may hold any byte, for formats that hold text. */
#ifndef LLZ_CLI_COMPARE_CLEAN_H
#define LLZ_CLI_COMPARE_CLEAN_H

/* A copy, to be freed, with "?" for every control character and every byte that is not UTF-8. NULL: no memory.
 */
char *clean_name(const char *name);

#endif
