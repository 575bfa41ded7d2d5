/* passage_text.h - passages of the file, coloured by the cost of each byte. */
#ifndef LLZ_PASSAGE_TEXT_H
#define LLZ_PASSAGE_TEXT_H

#include <stdio.h>

#include "cli/why/passages.h"

/* Prints all of them. anchor [cells], -1 each before: gets for each cell of the account the number N of a place
 * #cN on the page where it is shown. */
void text_print(FILE *out, const struct account *a, const struct passages *p, int *anchor);

#endif
