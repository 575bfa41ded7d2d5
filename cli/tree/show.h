/* show.h - entries of archives, for people. */
#ifndef LLZ_CLI_TREE_SHOW_H
#define LLZ_CLI_TREE_SHOW_H

#include "cli/terminal/report.h"
#include "cli/tree/index/catalog.h"

/* A line of -l about an entry, on stdout. */
void show_entry(const struct catalog *c, const struct tree_entry *e);
void show_json(const struct catalog *c, const struct tree_entry *e); /* for programs */

#endif
