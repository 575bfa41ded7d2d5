/* reorder.h - contents stand where what they have in common serves the model. */
#ifndef LLZ_REORDER_H
#define LLZ_REORDER_H

#include "cli/terminal/report.h"
#include "cli/tree/index/tree.h"

/* t has its ranks by kind and name; its files get others where that makes a smaller archive. STATUS_ERROR after a
 * message, or after a signal. */
enum status reorder(const struct options *opt, struct tree *t);

#endif
