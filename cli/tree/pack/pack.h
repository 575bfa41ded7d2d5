/* pack.h - a tree becomes an archive: a member with its index, and one with the contents of its files. */
#ifndef LLZ_PACK_H
#define LLZ_PACK_H

#include "cli/output/target.h"
#include "cli/terminal/report.h"
#include "cli/tree/index/tree.h"

/* t has its ranks; the contents are read where its entries' origins say. Opens path (NULL: standard output),
 * fills it and gives it its name. STATUS_WARNING after messages: something changed or was missing by then. */
enum status pack_tree(const struct options *opt, const char *name, struct tree *t, char *path);

#endif
