/* scan.h - files and folders on the disk, as the entries of a tree. */
#ifndef LLZ_CLI_TREE_SCAN_H
#define LLZ_CLI_TREE_SCAN_H

#include <sys/stat.h>

#include "cli/report.h"
#include "cli/tree/tree.h"

/* Adds everything below these names to t, each operand under the last part of its name, folders before what is
 * in them and that sorted by name. skip: a file that is left out, for it is the output; NULL: none.
 * STATUS_WARNING after messages: something could not be read and was left out. */
enum status scan_operands(const struct options *opt, char **names, int count, const struct stat *skip,
                          struct tree *t);

/* The last part of a name, where it has one: not of ".", "..", "/". A copy in the pool of t. NULL after a
 * message. */
const char *scan_own_name(struct tree *t, const char *operand);

#endif
