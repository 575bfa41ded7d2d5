/* conclusion.h - what the runs of one variant say together, as a JSON object (COMPARE.md). */
#ifndef LLZ_CONCLUSION_H
#define LLZ_CONCLUSION_H

#include <jansson.h>

#include "cli/compare/analysis/analysis.h"

#define CONCLUSION_KIND "comparison"

/* input == plan->input_count: over all files. NULL: no memory. */
json_t *conclusion_make(const struct analysis *a, int input, int level, int variant);

#endif
