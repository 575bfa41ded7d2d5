/* law_rows.h - every checkpoint of every course as a row of CSV. */
#ifndef LLZ_LAW_ROWS_H
#define LLZ_LAW_ROWS_H

#include <stdio.h>

#include "cli/law/finding.h"

#define ROWS_BEGINNING "file,size,xxh3_128,level,policy,optimizer,seed,without,position,"

void rows_head(FILE *out);
void rows_add(FILE *out, const struct law_request *r, const struct input *in, const struct course *c,
              const struct finding *f);

#endif
