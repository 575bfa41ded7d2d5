/* lab_request.h - the command line of llz lab, parsed. */
#ifndef LLZ_LAB_REQUEST_H
#define LLZ_LAB_REQUEST_H

#include "cli/options/options.h"
#include "learner/lab/lab_rows.h"

struct lab_request {
    struct options common; /* quiet, threads, names, count */
    struct llz_lab_setting setting;
    struct llz_lab_plan plan;
    const char *size; /* its name; NULL: the first of the experiment */
    int labels;       /* of the perceptron, texts of the transformer, coded at each step */
    int first_seed, last_seed;
    int of_perceptron;             /* an option that is given and acts on the perceptron alone; 0: none is */
    int lengths;                   /* at a quarter and a half of the steps, too */
    const char *state;             /* folder of finished rows; NULL: none is kept */
    const char *csv, *json, *html; /* files; NULL: not asked for */
    int help;
};

/* Words of experiments, values of --size and --start; NULL after the last. */
const char *lab_experiment_name(int i);
const char *lab_size_name(int i);
const char *lab_start_name(int i);

/* Reads argv after argv[0], the word "lab". 0, or -1 after saying on stderr what is wrong. */
int lab_request_parse(struct lab_request *request, int argc, char **argv);

#endif
