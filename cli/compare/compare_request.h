/* compare_request.h - the command line of llz compare, parsed. */
#ifndef LLZ_COMPARE_REQUEST_H
#define LLZ_COMPARE_REQUEST_H

#include "cli/options/options.h"
#include "cli/options/value_lists.h"

struct compare_request {
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
 * compare_request_free() in both cases. */
int compare_request_parse(struct compare_request *request, int argc, char **argv);

void compare_request_free(struct compare_request *request);

#endif
