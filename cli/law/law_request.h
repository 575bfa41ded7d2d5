/* law_request.h - the command line of llz law, parsed. */
#ifndef LLZ_LAW_REQUEST_H
#define LLZ_LAW_REQUEST_H

#include "cli/lab/own_policies.h"
#include "cli/options/options.h"
#include "cli/options/value_lists.h"

struct law_request {
    struct options common;         /* level, threads, optimizer, seed, without, quiet, verbose, names, count */
    struct names policies;         /* the reference first */
    struct own_policies own;       /* those among them that are from shared objects */
    int levels[LLZ_LEVEL_MAX + 1]; /* levels[L]: level L is asked for; none: that of common, or its model */
    int one_model, one_seed;       /* whether a level or a model, and a seed, is asked for by itself */
    uint64_t first_seed;
    int seeds;                     /* how many, from there on; 0: that of common alone */
    int jobs;                      /* courses at a time, 1 or more */
    const char *csv, *json, *html; /* NULL: not wanted */
    int help;
};

/* Reads argv after argv[0], the word "law". 0, or -1 after saying on stderr what is wrong; law_request_free()
 * in both cases. */
int law_request_parse(struct law_request *request, int argc, char **argv);

void law_request_free(struct law_request *request);

#endif
