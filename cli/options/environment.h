/* environment.h - what variables of the environment hold. */
#ifndef LLZ_ENVIRONMENT_H
#define LLZ_ENVIRONMENT_H

#include "cli/options/option_parser.h"

#define ENVIRONMENT_NAME "LLZ_OPT"
#define KERNEL_NAME "LLZ_KERNEL"

/* Applies what LLZ_OPT holds, blanks between options; only those with USE_SETTING may stand there. *text
 * becomes the words, in which values lie, to be freed when these are of no use any more; NULL without any. 0,
 * or -1 after saying on stderr what is wrong. */
int environment_parse(const struct option_table *table, void *user, char **text);

/* Whether LLZ_KERNEL, where it is set, names a kernel that there is. 0, or -1 as above. */
int environment_check(void);

#endif
