/* docs.h - man pages, completions and OPTIONS.md, from the tables that --help has. */
#ifndef LLZ_CLI_DOCS_H
#define LLZ_CLI_DOCS_H

#include "cli/options/command.h"

/* Each writes one file to standard output. Command pages are llz-NAME(1), but llz(1). */
void docs_man(const struct command *command);
void docs_bash(void);
void docs_zsh(void);
void docs_fish(void);
void docs_fish_program(const struct command *program);
void docs_markdown(void);

/* Programs beside llz, in the manner of commands; NULL after the last. */
const struct command *docs_program(int i);

/* A short text for a menu: what stands before the first of ";", " (" and ":". */
#define DOCS_BRIEF_TEXT 128
void docs_brief(char text[DOCS_BRIEF_TEXT], const struct definition *d);

/* Whether its value is a file or a folder. */
int docs_is_file(const struct definition *d);

/* The names of all commands, that between them. */
void docs_print_commands(const char *between);

/* The names that a value may have, blanks between them. */
void docs_print_names(const struct definition *d);

#endif
