/* fault_run.h - one run of the program with one fault. */
#ifndef LLZ_FAULT_RUN_H
#define LLZ_FAULT_RUN_H

#include <stddef.h>

#include "fault.h"

struct pass {
    const char *name;
    unsigned mask;
    enum fault_how how;
    int error;
};

struct setting {
    const char *folder;  /* the program's working folder */
    const char *scratch; /* for what it prints, and the report */
    const char *preload;
    const char *input; /* standard input: a path; NULL: empty */
    int pipe;          /* standard input is a pipe */
    char **command;
};

struct outcome {
    int hung;
    int signal;
    int code;
    char *out, *err;
    size_t out_size, err_size;
    struct fault_report report;
};

/* Fault `at` of a pass; how FAULT_COUNT: none. */
void run_program(struct outcome *o, const struct setting *s, const struct pass *pass, uint64_t at);
void outcome_free(struct outcome *o);

#endif
