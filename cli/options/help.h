/* help.h - the texts of --help and --version, on stdout. */
#ifndef LLZ_HELP_H
#define LLZ_HELP_H

#include "cli/options/command.h"
#include "cli/terminal/report.h"

/* All that a command can do. */
enum status help_print(const struct manual *manual);

/* One topic, command or option of llz, or a command and an option of that name; a name of none is an error,
 * which names the topics. */
enum status help_topic(const char *name);

/* verbose: and the identity of the build, and by what archives name the model of each level. */
enum status version_print(int verbose);

/* "-o, --output=FILE", or what else an option looks like. */
#define HELP_FORM_TEXT 64
void help_form(char text[HELP_FORM_TEXT], const struct definition *d);

#endif
