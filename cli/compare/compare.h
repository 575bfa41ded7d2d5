/* compare.h - llz compare: the same files under several ways of learning, and how sure the difference is. */
#ifndef LLZ_CLI_COMPARE_COMPARE_H
#define LLZ_CLI_COMPARE_COMPARE_H

#include "cli/terminal/report.h"

/* argv[0] is the word "compare". */
enum status compare_run(int argc, char **argv);

#endif
