/* values.h - values of options, from text. Each returns 0, or -1 after saying on stderr what is wrong. */
#ifndef LLZ_CLI_VALUES_H
#define LLZ_CLI_VALUES_H

#include "codec/llz.h"

int value_level(const char *text, int *level);
int value_threads(const char *text, int *threads);
int value_seed(const char *text, uint64_t *seed);
int value_math(const char *text, enum llz_math *math);
int value_policy(const char *text, const char **policy);
int value_optimizer(const char *text, const char **optimizer);

/* Names of parts with commas between them; adds their bits to *without. */
int value_without(const char *text, unsigned *without);

/* The bits of all parts of the predictor. */
unsigned value_all_parts(void);

#endif
