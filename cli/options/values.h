/* values.h - values of options, from text. Each returns 0, or -1 after saying on stderr what is wrong. */
#ifndef LLZ_VALUES_H
#define LLZ_VALUES_H

#include "codec/llz.h"

int value_level(const char *text, int *level);

/* Number or name of a model. */
int value_model(const char *text, uint64_t *model);
/* Names of those that this program has, i = 0, 1, ...; NULL after the last. */
const char *value_model_name(int i);
#define VALUE_MODEL_TEXT 64
/* "level 5", or "model 79 (words-joint-36)" unless model is 0. */
const char *value_model_text(char text[VALUE_MODEL_TEXT], int level, uint64_t model);
/* 0 becomes the number of cores that are online. */
int value_threads(const char *text, int *threads);
/* Operations a byte, with K or M for thousands or millions; "updates": 0. */
int value_budget(const char *text, uint64_t *budget);
int value_seed(const char *text, uint64_t *seed);
/* Bytes, or with a unit KiB, MiB or GiB; 1 or more. */
int value_size(const char *text, uint64_t *bytes);
/* The same, LLZ_SPLIT_MIN to LLZ_SPLIT_MAX. */
int value_split(const char *text, uint64_t *bytes);
const char *value_check_name(int i); /* likewise: bits of the hash over all content */
int value_check(const char *text, int *bits);
/* With parameters, if there are any. *policy becomes the text itself. */
int value_policy(const char *text, const char **policy);
#define VALUE_POLICY_TEXT 192
/* Name and parameters of what made an archive. */
void value_policy_text(char text[VALUE_POLICY_TEXT], const struct llz_info *info);
/* Says that the first length bytes of text are not among the names of a table; returns -1. */
int value_unknown(const char *text, size_t length, const char *what, const char *(*names)(int i));
/* One of the names of a table. *found is the table's own string, which outlives text. */
int value_name(const char *text, const char *what, const char *(*names)(int i), const char **found);
/* The same for llz compare, which runs upper bounds too; the names of both, NULL after the last. */
int value_compared(const char *text, const char **policy);
const char *value_compared_name(int i);
/* For llz law, which makes no archive: controls too. */
int value_measured(const char *text, const char **policy);
int value_is_bound(const char *policy);
int value_is_control(const char *policy);
/* Is it the path of a shared object? It has a slash, as the shell wants of a program that is none of its own. */
int value_is_own(const char *policy);
int value_optimizer(const char *text, const char **optimizer);

/* A number of things, from 1 to a thousand. */
int value_count(const char *text, int *count);
/* That of a row of a table, from 1 on. */
int value_row(const char *text, int *row);

/* Names of parts with commas between them; adds their bits to *without. */
int value_without(const char *text, unsigned *without);

/* The opposite: the names of these parts, as value_without() reads them. */
#define VALUE_PARTS_TEXT 256
void value_part_names(char text[VALUE_PARTS_TEXT], unsigned parts);

/* The bits of all parts of the predictor. */
unsigned value_all_parts(void);

#endif
