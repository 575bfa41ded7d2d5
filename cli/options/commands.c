/* commands.c - the table of commands.
 *
 * cli/commands.def is included here and wherever else commands are counted, so a command is added
 * in one line. */
#include <string.h>

#include "cli/options/command.h"

#define COMMAND(word, text, its_manual, its_run) { #word, text, &its_manual, its_run },
static const struct command commands[] = {
#include "cli/commands.def"
};
#undef COMMAND

const struct command *command_get(int i)
{
    return i >= 0 && (size_t)i < sizeof commands / sizeof commands[0] ? &commands[i] : NULL;
}

const char *command_name(int i)
{
    const struct command *c = i >= 0 ? command_get(i + 1) : NULL;

    return c ? c->name : NULL;
}

const struct command *command_find(const char *name)
{
    for (int i = 1; command_get(i); i++)
        if (strcmp(command_get(i)->name, name) == 0)
            return command_get(i);
    return NULL;
}
