/* value_ranges.c - values of options that are two numbers: seeds of a comparison, a share of its runs. */
#include "cli/options/value_ranges.h"

#include <stdio.h>
#include <string.h>

#include "cli/options/values.h"
#include "cli/terminal/report.h"

#define HALF_MAX 32 /* a number has 20 digits at most */

/* Cuts the text in two at a separator, which must be there once. 0, or -1 without a message. */
static int halve(const char *text, char separator, char first[HALF_MAX], char second[HALF_MAX])
{
    const char *at = strchr(text, separator);

    if (!at || at - text >= HALF_MAX || strlen(at + 1) >= HALF_MAX)
        return -1;
    snprintf(first, HALF_MAX, "%.*s", (int)(at - text), text);
    snprintf(second, HALF_MAX, "%s", at + 1);
    return 0;
}

int value_seed_range(const char *text, uint64_t *first, int *count)
{
    char from[HALF_MAX], to[HALF_MAX];
    uint64_t last;

    if (halve(text, '-', from, to) != 0) {
        *first = 0;
        return value_count(text, count);
    }
    if (value_seed(from, first) != 0 || value_seed(to, &last) != 0)
        return -1;
    if (last < *first)
        return report_usage(text, "a range of seeds ends below its beginning");
    /* Results are kept in JSON, whose integers have a sign here. */
    if (last > INT64_MAX)
        return report_usage(text, "a seed of a range is 9223372036854775807 at most");
    if (last - *first >= SEEDS_MAX)
        return report_usage(text, "more than %d seeds", SEEDS_MAX);
    *count = (int)(last - *first) + 1;
    return 0;
}

int value_shard(const char *text, int *number, int *of)
{
    char first[HALF_MAX], second[HALF_MAX];

    if (halve(text, '/', first, second) != 0)
        return report_usage(text, "not a shard, such as 3/16");
    if (value_count(first, number) != 0 || value_count(second, of) != 0)
        return -1;
    if (*number > *of)
        return report_usage(text, "there is no such shard: they are 1/%d to %d/%d", *of, *of, *of);
    return 0;
}
