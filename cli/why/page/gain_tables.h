/* gain_tables.h - figures of what a file costs less, or more, than under another policy. */
#ifndef LLZ_GAIN_TABLES_H
#define LLZ_GAIN_TABLES_H

#include <stdio.h>

#include "cli/why/account.h"

/* A sentence or two about all of the file. */
void gain_summary(FILE *out, const struct account *a);

/* Kinds of the segments, and what they gained. */
void gain_table_kinds(FILE *out, const struct account *a);

/* How many bytes gained or lost how much: the key to the colours of the text, too. */
void gain_table_classes(FILE *out, const struct account *a);

#endif
