/* wish.h - the command line of llz train, parsed. */
#ifndef LLZ_CLI_TRAIN_WISH_H
#define LLZ_CLI_TRAIN_WISH_H

#include "cli/options.h"

struct wish {
    struct options common; /* output, level, force, recursive, quiet, names, count */
    uint64_t size;
    int help;
};

/* Reads argv after argv[0]. 0, or -1 after saying on stderr what is wrong. */
int wish_parse(struct wish *w, int argc, char **argv);

#endif
