/* why.h - llz why: a page that shows a person why a file compresses as it does. */
#ifndef LLZ_CLI_WHY_WHY_H
#define LLZ_CLI_WHY_WHY_H

#include "cli/terminal/report.h"

/* argv[0] is the word "why". */
enum status why_run(int argc, char **argv);

#endif
