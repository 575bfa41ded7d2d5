/* cost_map.h - the whole file as a grid of cells, each coloured by what a byte of it cost on average. */
#ifndef LLZ_COST_MAP_H
#define LLZ_COST_MAP_H

#include <stdio.h>

#include "cli/why/account.h"

/* anchor: see text.h. Cells with a place on the page lead there. The account has cells. */
void map_print(FILE *out, const struct account *a, const int *anchor);

/* The same of what was gained or lost against another policy. */
void map_print_gains(FILE *out, const struct account *a, const int *anchor);

#endif
