/* cost_tables.h - figures of the whole file, with bars. */
#ifndef LLZ_COST_TABLES_H
#define LLZ_COST_TABLES_H

#include <stdio.h>

#include "cli/why/account.h"

/* Sizes and settings. */
void why_table_head(FILE *out, const struct account *a);
/* Kinds of the segments, and what they cost. */
void why_table_kinds(FILE *out, const struct account *a);
/* What each part of the predictor saved. */
void why_table_parts(FILE *out, const struct account *a);
/* How many bytes cost how much: the key to the colours of the text, too. */
void why_table_classes(FILE *out, const struct account *a);

#endif
