/* value_lists.h - values of options that are lists with commas. Each
 * function returns 0, or -1 after a message. */
#ifndef LLZ_VALUE_LISTS_H
#define LLZ_VALUE_LISTS_H

#include "codec/llz.h"

/* Names out of a table, with parameters after them or without; none twice. */
struct names {
    const char **name; /* the names, which lie in texts or are the library's */
    char *texts;
    int count;
};
void names_free(struct names *names);

/* "all", or names with commas between them. known(i) gives the names that there are, value() checks one. The
 * list replaces what was there. */
int list_names(struct names *names, const char *text, const char *(*known)(int),
               int (*value)(const char *text, const char **name));

/* Words with commas between them, whatever they are; none twice. */
int list_words(struct names *names, const char *text);

/* Numbers or names of models with commas between them, or "all". */
int list_models(uint64_t *models, int room, int *count, const char *text);

/* "1,3,5-7". chosen[L] becomes 1 for level L, 0 for all others. */
int list_levels(int chosen[LLZ_LEVEL_MAX + 1], const char *text);

#endif
