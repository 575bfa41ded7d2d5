/* outcome.h - the statistics of a cell as every export has them: the same names, the same numbers. */
#ifndef LLZ_OUTCOME_H
#define LLZ_OUTCOME_H

#include <stdio.h>

#include "cli/compare/analysis/analysis.h"

/* One number; unknown where there is no such thing, as a difference of the reference from itself. */
struct figure {
    const char *name;
    const char *format; /* format of printf, for a double */
    double value;
    int known;
};
enum { OUTCOME_FIGURES = 10 };

/* Their names are the same for every cell. */
void outcome_figures(struct figure figures[OUTCOME_FIGURES], const struct cell *cell);

/* Text of a figure, "" where it is unknown. */
#define OUTCOME_TEXT 40
void outcome_text(char text[OUTCOME_TEXT], const struct figure *f);

/* All of them, a comma before each. */
void outcome_print(FILE *out, const struct cell *cell);

/* Has the variant the fewest bytes of all? "yes", "no", "undecided", or "-": there is no other to compare it
 * with. input == plan->input_count: over all files. */
const char *outcome_fewest(const struct analysis *a, int input, int level, int variant);

/* Percent more than the reference. */
double outcome_percent(double ratio);

#endif
