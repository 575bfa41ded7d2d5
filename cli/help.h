/* help.h - the texts of --help and --version, on stdout. */
#ifndef LLZ_CLI_HELP_H
#define LLZ_CLI_HELP_H

#include "cli/report.h"

enum status help_print(void);
enum status version_print(void);

#endif
