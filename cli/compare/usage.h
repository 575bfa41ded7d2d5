/* usage.h - the text of llz compare --help, on stdout. */
#ifndef LLZ_CLI_COMPARE_USAGE_H
#define LLZ_CLI_COMPARE_USAGE_H

#include "cli/report.h"

enum status usage_print(void);

#endif
