/* misplaced_word.h - words that were meant to be a command or an option, and
 * would be taken for names of files. */
#ifndef LLZ_MISPLACED_WORD_H
#define LLZ_MISPLACED_WORD_H

#include "cli/options/command.h"

/* The command that is asked for, llz itself where no word at the front names another: a word alone, or
 * --command with it. *argv is moved to that word; what it is about follows. NULL after a message: it is a
 * file's name as well, or no command. */
const struct command *slip_command(int *argc, char ***argv);

/* Refuses a first name that is no file but nearly a command, or what other programs call one, while other names
 * follow. 0, or -1 after a message. */
int slip_check(const struct options *opt);

#endif
