/* leaders.h - who has the fewest bytes, and whether that is more than chance. */
#ifndef LLZ_LEADERS_H
#define LLZ_LEADERS_H

#include "cli/compare/analysis/analysis.h"

/* Fills a->leaders; all cells are filled. pairs has room for all files. 0, or -1 for want of memory. */
int leaders_fill(struct analysis *a, struct pairs *pairs);

#endif
