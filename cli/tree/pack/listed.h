/* listed.h - names from a list, which keep their paths. */
#ifndef LLZ_LISTED_H
#define LLZ_LISTED_H

#include "cli/terminal/report.h"
#include "cli/tree/index/tree.h"

/* Its path in an archive, as tar has it: without what leads to the folder that we are in, or to the top. In the pool
 * of t; "" for that folder itself; NULL after a message. */
const char *listed_path(struct tree *t, const char *name);

/* A list may name a file and the folder that it is in: the first entry of each path stays. STATUS_ERROR after a
 * message: two files have one path. */
enum status listed_drop_doubles(struct tree *t);

#endif
