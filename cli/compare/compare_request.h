/* compare_request.h - the command line of llz compare, parsed. */
#ifndef LLZ_COMPARE_REQUEST_H
#define LLZ_COMPARE_REQUEST_H

#include "cli/lab/own_policies.h"
#include "cli/options/options.h"
#include "cli/options/value_lists.h"

/* A prior to start from, beside others. */
struct prior_choice {
    const char *name;              /* name as given; "": none */
    char id[17];                   /* 16 hexadecimal digits; "": none */
    const struct llz_prior *prior; /* NULL: none, or known from records alone */
};

#define MODELS_MAX 64 /* models of --models */

struct compare_request {
    /* threads, without, budget, search, prior_name, recursive, quiet, verbose, names, count */
    struct options common;
    int levels[LLZ_LEVEL_MAX + 1]; /* levels[L]: level L is asked for */
    int levels_given;
    uint64_t models[MODELS_MAX]; /* numbers of models, after the levels */
    int model_count;
    struct names policies, optimizers;
    struct own_policies own;  /* those among the policies that are from shared objects */
    struct names prior_names; /* value of --priors */
    unsigned ablate;          /* parts that are left out one at a time, bits as in llz_options.without */
    struct prior_choice
        *priors;     /* what prior_set_open() made of -D or --priors; the first is the reference's */
    int prior_count; /* 0: no prior was asked for */
    struct prior_set *prior_set; /* what they lie in */
    uint64_t first_seed;
    int seeds, jobs;   /* 1 or more */
    int shard, shards; /* which share of the runs, from 1 on, of how many; 0: all, and they are shown */
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
