/* usage.h - the text of llz law --help, on stdout. */
#ifndef LLZ_CLI_LAW_USAGE_H
#define LLZ_CLI_LAW_USAGE_H

#include "cli/report.h"

enum status law_usage_print(void);

#endif
