/* law.h - llz law: how equally the bytes of a file contribute to learning the next ones. */
#ifndef LLZ_CLI_LAW_LAW_H
#define LLZ_CLI_LAW_LAW_H

#include "cli/terminal/report.h"

/* argv[0] is the word "law". */
enum status law_run(int argc, char **argv);

#endif
