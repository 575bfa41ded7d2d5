/* findings_tables.h - the figures of an analysis as tables. */
#ifndef LLZ_FINDINGS_TABLES_H
#define LLZ_FINDINGS_TABLES_H

#include "cli/compare/findings/findings.h"

/* Every variant at every level, over all files. */
void tables_over_all(const struct findings *f);

/* The same of each file. */
void tables_of_files(const struct findings *f);

/* Differences with their intervals on one scale, files of one variant under each other: a forest plot. */
void tables_forest(const struct findings *f);

/* Which variant has the fewest bytes in each file and each quarter of it, where that is clear. Nothing where there is one. */
void tables_winners(const struct findings *f);

#endif
