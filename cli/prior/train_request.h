/* train_request.h - the command line of llz train, parsed. */
#ifndef LLZ_TRAIN_REQUEST_H
#define LLZ_TRAIN_REQUEST_H

#include "cli/options/options.h"

struct train_request {
    struct options common; /* output, level, force, recursive, quiet, names, count */
    uint64_t size;
    uint64_t sample;    /* bytes; 0: as usual */
    const char *probes; /* value of --select; NULL without it */
    int help;
};

/* Reads argv after argv[0]. 0, or -1 after saying on stderr what is wrong. */
int train_request_parse(struct train_request *request, int argc, char **argv);

#endif
