/* value_ranges.h - values of options that are two numbers. Each function returns 0, or -1 after a message. */
#ifndef LLZ_VALUE_RANGES_H
#define LLZ_VALUE_RANGES_H

#include <stdint.h>

#define SEEDS_MAX 1000 /* in one comparison */

/* "8": 8 seeds from 0 on; "8-15": those from 8 to 15. */
int value_seed_range(const char *text, uint64_t *first, int *count);

/* "3/16": the third of sixteen shares, which are counted from 1 on. */
int value_shard(const char *text, int *number, int *of);

#endif
