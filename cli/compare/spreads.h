/* spreads.h - how far figures depend on the seed, which the intervals do not say. */
#ifndef LLZ_CLI_COMPARE_SPREADS_H
#define LLZ_CLI_COMPARE_SPREADS_H

#include "cli/compare/analysis.h"

/* Fills the spreads of all cells, whose other figures are known. 0 with one seed. */
void spreads_fill(struct analysis *a);

#endif
