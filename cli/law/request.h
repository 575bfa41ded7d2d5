/* request.h - the command line of llz law, parsed. */
#ifndef LLZ_CLI_LAW_REQUEST_H
#define LLZ_CLI_LAW_REQUEST_H

#include "cli/compare/lists.h"
#include "cli/options.h"

struct request {
    struct options common; /* level, threads, optimizer, seed, without, quiet, verbose, names, count */
    struct names policies; /* the reference first */
    const char *csv;       /* NULL: not wanted */
    int help;
};

/* Reads argv after argv[0], the word "law". 0, or -1 after saying on stderr what is wrong; request_free() in
 * both cases. */
int request_parse(struct request *r, int argc, char **argv);

void request_free(struct request *r);

#endif
