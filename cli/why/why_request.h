/* why_request.h - the command line of llz why, parsed. */
#ifndef LLZ_WHY_REQUEST_H
#define LLZ_WHY_REQUEST_H

#include "cli/options/options.h"

struct why_request {
    /* level, threads, policy, optimizer, seed, budget, without, output, force, quiet, verbose, names (one) */
    struct options common;
    const char *against; /* policy to compare with; NULL: none */
    const char *csv;     /* file for costs of single bytes; NULL: none */
    int help;
};

/* Reads argv after argv[0], the word "why". 0, or -1 after saying on stderr what is wrong. */
int why_request_parse(struct why_request *request, int argc, char **argv);

#endif
