/* question.h - the command line of llz why, parsed. */
#ifndef LLZ_CLI_WHY_QUESTION_H
#define LLZ_CLI_WHY_QUESTION_H

#include "cli/options.h"

struct question {
    struct options common; /* level, threads, policy, optimizer, seed, budget, without, output, force, quiet,
                              verbose, names (one) */
    int help;
};

/* Reads argv after argv[0], the word "why". 0, or -1 after saying on stderr what is wrong. */
int question_parse(struct question *q, int argc, char **argv);

#endif
