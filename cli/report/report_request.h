/* report_request.h - the command line of llz report, parsed. */
#ifndef LLZ_REPORT_REQUEST_H
#define LLZ_REPORT_REQUEST_H

#include "cli/options/options.h"

struct report_request {
    struct options common; /* output, force, quiet, names (files of results), count */
    const char *format;    /* of report_format_name() */
    const char *build;     /* NULL: that of this program */
    int times;             /* whether times and machines are told */
    int fit;               /* whether curves were asked for: too little data for them is an error then */
    int rerun;             /* number of a row; 0: none is made again */
    int help;
};

/* Names of formats; NULL after the last. */
const char *report_format_name(int i);

/* Reads argv after argv[0], the word "report". 0, or -1 after saying on stderr what is wrong. */
int report_request_parse(struct report_request *request, int argc, char **argv);

#endif
