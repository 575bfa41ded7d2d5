/* naming.h - the name of the output, from the name of the input. */
#ifndef LLZ_NAMING_H
#define LLZ_NAMING_H

#include "cli/terminal/report.h"

/* The output's name, to be freed, in *path; NULL there stands for standard output. STATUS_WARNING after a
 * message: this input is to be skipped. STATUS_ERROR after a message: it cannot be done. */
enum status naming_output(const struct options *opt, const char *input, char **path);

/* Whether it says STATUS_WARNING of that input: the name is that of an archive already. */
int naming_skips(const struct options *opt, const char *input);

/* Whether this is the name of an archive: the suffix with something before it. */
int naming_is_archive(const char *name);

#endif
