/* values.c - values of options, from text.
 *
 * Values are read strictly: a number with something after it, a sign or too many digits is an error, since
 * a mistyped one may cost hours. */
#include "cli/options/values.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/options/nearest.h"
#include "cli/terminal/report.h"
#include "codec/llz_lab.h"

/* Far above any machine's use, far below what could overflow anything. */
#define THREADS_MAX 1024

#define ROW_MAX 999999999              /* far more rows than any table has */
#define BUDGET_MAX (UINT64_C(1) << 26) /* operations a byte; llz.h */

/* Decimal digits only: strtoull() would let through signs, spaces and overflow. */
static int parse_number(const char *text, uint64_t max, uint64_t *number)
{
    uint64_t n = 0;

    if (!*text)
        return -1;
    for (; *text; text++) {
        /* Characters before '0' wrap around to huge numbers, but are refused for themselves first.
         * Every max is 9 or more, so that max - digit does not wrap. */
        uint64_t digit = (uint64_t)(*text - '0');

        if (*text < '0' || *text > '9' || n > max / 10 || n * 10 > max - digit)
            return -1;
        n = n * 10 + digit;
    }
    *number = n;
    return 0;
}

int value_level(const char *text, int *level)
{
    uint64_t n;

    if (parse_number(text, LLZ_LEVEL_MAX, &n) != 0)
        return report_usage(text, "not a level from 0 to 9");
    *level = (int)n;
    return 0;
}

static int cores(void)
{
    /* -1 where the system does not tell. */
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (int)n;
}

int value_threads(const char *text, int *threads)
{
    uint64_t n;

    if (parse_number(text, THREADS_MAX, &n) != 0)
        return report_usage(text, "not a number of threads (0: one for each core)");
    *threads = n > 0 ? (int)n : cores();
    return 0;
}

/* The shift of a unit, or -1. */
static int unit_shift(const char *unit)
{
    static const char *const units[][2] = { { "", "" }, { "K", "KiB" }, { "M", "MiB" }, { "G", "GiB" } };

    for (int i = 0; i < 4; i++)
        if (strcmp(unit, units[i][0]) == 0 || strcmp(unit, units[i][1]) == 0)
            return 10 * i;
    return -1;
}

int value_size(const char *text, uint64_t *bytes)
{
    size_t digits = strspn(text, "0123456789");
    int shift = unit_shift(text + digits);
    char number[24]; /* UINT64_MAX has 20 digits */
    uint64_t n;

    /* Zeros in front count too: so many digits are a slip. */
    if (digits >= sizeof number || shift < 0)
        return report_usage(text, "not a size, such as 1000000, 512KiB, 64MiB or 2GiB");
    memcpy(number, text, digits);
    number[digits] = '\0';
    /* What the shift would push out at the top is over the limit already. */
    if (parse_number(number, UINT64_MAX >> shift, &n) != 0 || n == 0)
        return report_usage(text, "not a size, such as 1000000, 512KiB, 64MiB or 2GiB");
    *bytes = n << shift;
    return 0;
}

int value_split(const char *text, uint64_t *bytes)
{
    if (value_size(text, bytes) != 0)
        return -1;
    if (*bytes < LLZ_SPLIT_MIN || *bytes > LLZ_SPLIT_MAX)
        return report_usage(text, "not a size of groups, from 64KiB to 1024GiB");
    return 0;
}

int value_seed(const char *text, uint64_t *seed)
{
    if (parse_number(text, UINT64_MAX, seed) != 0)
        return report_usage(text, "not a seed from 0 to 18446744073709551615");
    return 0;
}

/* One letter, unlike sizes: nobody writes "MiB" of operations. */
static uint64_t factor_of(char unit)
{
    return unit == 'K' ? 1000 : unit == 'M' ? 1000000 : 1;
}

int value_budget(const char *text, uint64_t *budget)
{
    const size_t length = strlen(text);
    const uint64_t factor = length ? factor_of(text[length - 1]) : 1;
    char digits[24];

    *budget = 0;
    if (strcmp(text, "updates") == 0)
        return 0;
    /* Decimal factors, as operations are counted; sizes have binary ones. */
    snprintf(digits, sizeof digits, "%.*s", (int)length - (factor > 1), text);
    /* Of a longer text only the beginning was copied, so that it must not be looked at alone. */
    if (length >= sizeof digits || parse_number(digits, BUDGET_MAX / factor, budget) != 0 || *budget == 0)
        return report_usage(text, "not a budget: operations a byte, such as 500K or 2M, or updates");
    *budget *= factor;
    return 0;
}

int value_count(const char *text, int *count)
{
    uint64_t n;

    if (parse_number(text, 1000, &n) != 0 || n == 0)
        return report_usage(text, "not a number from 1 to 1000");
    *count = (int)n;
    return 0;
}

int value_row(const char *text, int *row)
{
    uint64_t n;

    if (parse_number(text, ROW_MAX, &n) != 0)
        return report_usage(text, "not the number of a row");
    if (n == 0)
        return report_usage(text, "not the number of a row: they begin with 1");
    *row = (int)n;
    return 0;
}

const char *value_check_name(int i)
{
    static const char *const names[] = { "64", "128" };

    return i >= 0 && i < 2 ? names[i] : NULL;
}

int value_check(const char *text, int *bits)
{
    for (int i = 0; value_check_name(i); i++) {
        if (strcmp(text, value_check_name(i)) == 0) {
            *bits = 64 << i;
            return 0;
        }
    }
    return report_usage(text, "not a number of bits of a hash: 64 or 128");
}

int value_unknown(const char *text, size_t length, const char *what, const char *(*names)(int i))
{
    const char *near = nearest_name(text, length, names);
    char word[64], known[512]; /* cut short where it is longer: no name is */
    size_t used = 0;

    /* The word may end before its text does, as an item of a list. */
    snprintf(word, sizeof word, "%.*s", (int)length, text);
    for (int i = 0; names(i) && used < sizeof known; i++)
        used += (size_t)snprintf(known + used, sizeof known - used, "%s %s", i ? "," : "", names(i));
    if (near)
        return report_usage(word, "unknown %s; did you mean %s? Known are:%s", what, near, known);
    return report_usage(word, "unknown %s; known are:%s", what, known);
}

int value_name(const char *text, const char *what, const char *(*names)(int i), const char **found)
{
    for (int i = 0; names(i); i++) {
        if (strcmp(names(i), text) == 0) {
            *found = names(i);
            return 0;
        }
    }
    return value_unknown(text, strlen(text), what, names);
}

int value_optimizer(const char *text, const char **optimizer)
{
    return value_name(text, "optimizer", llz_optimizer_name, optimizer);
}

const char *value_model_name(int i)
{
    return llz_model_name(llz_model_number(i));
}

/* Numbers are never given away again, so that an archive of a model that is gone can be named. */
static int is_retired(uint64_t number)
{
    for (int i = 0; llz_retired_model(i) >= 0; i++)
        if ((uint64_t)llz_retired_model(i) == number)
            return 1;
    return 0;
}

static int unknown_number(const char *text, uint64_t number)
{
    char known[512]; /* cut short where it is longer */
    size_t used = 0;

    if (is_retired(number))
        return report_usage(text, "model %s is retired: this program has it no longer",
                            llz_model_name((int)number));
    for (int i = 0; llz_model_number(i) >= 0 && used < sizeof known; i++)
        used += (size_t)snprintf(known + used, sizeof known - used, "%s %d", i ? "," : "", llz_model_number(i));
    return report_usage(text, "no model has this number; known are:%s", known);
}

int value_model(const char *text, uint64_t *model)
{
    const char *name = NULL;
    uint64_t n;

    /* Numbers of models are int in the library. */
    if (parse_number(text, INT32_MAX, &n) == 0) {
        *model = n;
        return llz_model_identity((int)n) != 0 ? 0 : unknown_number(text, n);
    }
    if (value_name(text, "model", value_model_name, &name) != 0)
        return -1;
    /* Pointers are compared: value_name() returns one of the table. */
    for (int i = 0; value_model_name(i); i++)
        if (value_model_name(i) == name)
            *model = (uint64_t)llz_model_number(i);
    return 0;
}

const char *value_model_text(char text[VALUE_MODEL_TEXT], int level, uint64_t model)
{
    const char *name = model > 0 ? llz_model_name((int)model) : NULL;

    if (model > 0)
        snprintf(text, VALUE_MODEL_TEXT, "model %d (%s)", (int)model, name ? name : "unknown");
    else
        snprintf(text, VALUE_MODEL_TEXT, "level %d", level);
    return text;
}

unsigned value_all_parts(void)
{
    unsigned all = 0;

    for (int i = 0; llz_part_name(i); i++)
        all |= 1u << i;
    return all;
}

int value_without(const char *text, unsigned *without)
{
    for (;;) {
        size_t length = strcspn(text, ",");
        int i = 0;

        /* The whole item: names of parts are not cut short. */
        while (llz_part_name(i) &&
               (strlen(llz_part_name(i)) != length || memcmp(llz_part_name(i), text, length) != 0))
            i++;
        /* An empty item, as in "lm,", matches no name and is an error too. */
        if (!llz_part_name(i))
            return value_unknown(text, length, "part of the predictor", llz_part_name);
        *without |= 1u << i;
        if (text[length] == '\0')
            return 0;
        text += length + 1;
    }
}

void value_part_names(char text[VALUE_PARTS_TEXT], unsigned parts)
{
    size_t used = 0;

    text[0] = '\0';
    for (int i = 0; llz_part_name(i) && used < VALUE_PARTS_TEXT; i++)
        if (parts >> i & 1)
            used += (size_t)snprintf(text + used, VALUE_PARTS_TEXT - used, "%s%s", used ? "," : "",
                                     llz_part_name(i));
}
