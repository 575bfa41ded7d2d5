/* arguments.h - the command line of llz compare, parsed. */
#ifndef LLZ_CLI_COMPARE_ARGUMENTS_H
#define LLZ_CLI_COMPARE_ARGUMENTS_H

#include "cli/compare/lists.h"
#include "cli/options.h"

struct arguments {
    struct options common;         /* threads, without, quiet, verbose, names, count */
    int levels[LLZ_LEVEL_MAX + 1]; /* levels[L]: level L is asked for */
    struct names policies, optimizers;
    int seeds, jobs; /* 1 or more */
    int verify, help;
    const char *json, *csv, *html; /* outputs; NULL: not wanted */
    struct names reads;            /* files of results to take, besides json */
    char **words;                  /* the command line as it was given, for records; to be freed */
    int word_count;
};

/* Reads argv after argv[0], the word "compare". 0, or -1 after saying on stderr what is wrong;
 * arguments_free() in both cases. */
int arguments_parse(struct arguments *args, int argc, char **argv);

void arguments_free(struct arguments *args);

#endif
