/* cost_curves.h - along the file: how the model learned, and what its parts saved. */
#ifndef LLZ_COST_CURVES_H
#define LLZ_COST_CURVES_H

#include <stdio.h>

#include "cli/why/account.h"

/* Bits per byte, in windows and so far, of all together and of the language model alone. */
void curves_learning(FILE *out, const struct account *a);

/* Bits per byte that each part saved, in windows. */
void curves_parts(FILE *out, const struct account *a);

/* Bytes gained against another policy from the beginning to each place. */
void curves_gain(FILE *out, const struct account *a);

#endif
