/* pack.h - a tree becomes an archive: a member with its index, and one with the contents of its files. */
#ifndef LLZ_CLI_TREE_PACK_H
#define LLZ_CLI_TREE_PACK_H

#include "cli/report.h"
#include "cli/target.h"
#include "cli/tree/tree.h"

/* t has its ranks. spool: where the contents are, at the entries' places; -1: in files on the disk, at their
 * origins. Opens path (NULL: standard output), fills it and gives it its name. */
enum status pack_tree(const struct options *opt, const char *name, const struct tree *t, int spool, char *path);

#endif
