/* pack.h - a tree becomes an archive: a member with its index, and one with the contents of its files. */
#ifndef LLZ_CLI_TREE_PACK_H
#define LLZ_CLI_TREE_PACK_H

#include "cli/report.h"
#include "cli/target.h"
#include "cli/tree/tree.h"

/* t has its ranks; the contents are read where its entries' origins say. Opens path (NULL: standard output),
 * fills it and gives it its name. STATUS_WARNING after messages: something changed or was missing by then. */
enum status pack_tree(const struct options *opt, const char *name, struct tree *t, char *path);

#endif
