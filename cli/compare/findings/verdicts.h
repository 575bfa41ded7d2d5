/* verdicts.h - a sentence about each variant, over all files. */
#ifndef LLZ_VERDICTS_H
#define LLZ_VERDICTS_H

#include "cli/compare/findings/findings.h"

/* Prints one for every variant at every level but the references. */
void verdicts_print(const struct findings *f);

/* "law, level 5: 0.06 % smaller, sure; on 2 of 6 files undecided". */
#define VERDICT_TEXT 512
void verdict_text(char text[VERDICT_TEXT], const struct findings *f, int level, int variant);

/* What tells the variant from its reference: "law", "prior 0123456789abcdef", "search 8"; with the optimizer where there are
 * several. */
void verdict_name(char *text, size_t size, const struct plan *plan, int variant);

#endif
