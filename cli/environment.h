/* environment.h - options that LLZ_OPT holds. */
#ifndef LLZ_CLI_ENVIRONMENT_H
#define LLZ_CLI_ENVIRONMENT_H

#include "cli/words.h"

#define ENVIRONMENT_NAME "LLZ_OPT"

/* Applies what LLZ_OPT holds, blanks between options; only those with USE_SETTING may stand there. 0, or -1
 * after saying on stderr what is wrong. Values are gone when this returns. */
int environment_parse(const struct words *words, void *user);

#endif
