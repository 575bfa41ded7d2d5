/* show.h - names from archives, made fit for a terminal. */
#ifndef LLZ_CLI_TREE_SHOW_H
#define LLZ_CLI_TREE_SHOW_H

#include "cli/report.h"
#include "cli/tree/tree.h"

#define SHOW_TEXT 1024 /* a name that is longer is cut short, which three dots tell */

/* The name without control characters, which a terminal might obey; they become \ooo. Returns text. */
char *show_name(char text[SHOW_TEXT], const char *name);

/* A line of -l about an entry, on stdout. */
void show_entry(const struct tree *t, const struct tree_entry *e);

#endif
