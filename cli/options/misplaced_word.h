/* misplaced_word.h - words that were meant to be a command or an option, and
 * would be taken for names of files. */
#ifndef LLZ_MISPLACED_WORD_H
#define LLZ_MISPLACED_WORD_H

#include "cli/options/options.h"

/* Moves *argv to the command at its front: a word of command_word(), "verify", or --command with either; what
 * it is about follows then. NULL: there is none, and *argv stays. *unclear becomes 1 after a message: it is a
 * file's name as well, or no command. */
const char *slip_command(int *argc, char ***argv, int *unclear);

/* The names that --command takes; NULL after the last. */
const char *slip_command_name(int i);

/* Refuses a first name that is no file but nearly a command, or what other programs call one, while other names
 * follow. 0, or -1 after a message. */
int slip_check(const struct options *opt);

#endif
