/* disk_scan.h - files and folders on the disk, as the entries of a tree. */
#ifndef LLZ_DISK_SCAN_H
#define LLZ_DISK_SCAN_H

#include <sys/stat.h>

#include "cli/terminal/report.h"
#include "cli/tree/index/tree.h"

/* Where the archive goes: the file that has the name, and what that leads to where it is a link. */
struct scan_output {
    const char *path; /* NULL: standard output, or another descriptor */
    struct stat file, link;
    int exists;
};

/* Adds everything below these names to t, each operand under the last part of its name, folders before what is
 * in them and that sorted by name. output: the file that is to be written, which is no part of what goes into
 * it. One that a name will be taken from is an error, one that was open already is left out. STATUS_WARNING
 * after messages: something could not be read and was left out. */
enum status scan_operands(const struct options *opt, char **names, int count, const struct scan_output *output,
                          struct tree *t);

/* The last part of a name, where it has one: not of ".", "..", "/". A copy in
 * the pool of t. NULL after a message. */
const char *scan_own_name(struct tree *t, const char *operand);

#endif
