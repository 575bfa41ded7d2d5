/* price_tables.h - bytes that are saved for what more is spent. Where time is well spent the last second buys as much in all
 * places: the Learning Law, of compute. */
#ifndef LLZ_PRICE_TABLES_H
#define LLZ_PRICE_TABLES_H

#include "cli/compare/findings/findings.h"

/* From level to level. Nothing where there is one level. */
void tables_levels(const struct findings *f);

/* Of each part that was left out (--ablate). Nothing where none was. */
void tables_parts(const struct findings *f);

#endif
