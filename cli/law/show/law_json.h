/* law_json.h - every course as an object of JSON in a line of its own. */
#ifndef LLZ_LAW_JSON_H
#define LLZ_LAW_JSON_H

#include <stdio.h>

#include "cli/law/finding.h"

/* How the file begins, by which an older one is known as one that may be replaced. */
#define LAW_JSON_BEGINNING "{\"kind\":\"law course\","

void law_json_add(FILE *out, const struct law_request *r, const struct input *in, const struct course *c,
                  const struct finding *f);

#endif
