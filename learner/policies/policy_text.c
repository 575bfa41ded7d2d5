/* policy_text.c - a policy as text: skip:share=0.6:move=0.01. Numbers are decimal fractions, which are read and written
 * exactly and in no locale. */
#include "learner/learner.h"
#include "learner/policies/policy.h"

#include <stdio.h>
#include <string.h>

#define DIGITS_MAX 12 /* of a number, on each side of its point */

static bool same(const char *known, const char *text, size_t length)
{
    return strlen(known) == length && memcmp(known, text, length) == 0;
}

/* -1: there is no such policy. */
static int find_policy(const char *text, size_t length)
{
    for (int i = 0; llz_learner_policy_name(i); i++)
        if (same(llz_learner_policy_name(i), text, length))
            return i;
    for (int i = 0; llz_learner_bound_name(i); i++)
        if (same(llz_learner_bound_name(i), text, length))
            return LLZ_BOUND + i;
    for (int i = 0; llz_learner_control_name(i); i++)
        if (same(llz_learner_control_name(i), text, length))
            return LLZ_CONTROL + i;
    return -1;
}

static int find_parameter(int policy, const char *text, size_t length)
{
    for (int i = 0; llz_learner_policy_parameter(policy, i); i++)
        if (same(llz_learner_policy_parameter(policy, i)->name, text, length))
            return i;
    return -1;
}

/* Digits at *text, of which there has to be one at least. */
static bool take_digits(const char **text, const char *end, uint64_t *number, uint64_t *scale)
{
    const char *first = *text;
    *number = 0;
    for (*scale = 1; *text < end && **text >= '0' && **text <= '9'; ++*text) {
        *number = *number * 10 + (uint64_t)(**text - '0');
        *scale *= 10;
        if (*text - first == DIGITS_MAX)
            return false;
    }
    return *text > first;
}

/* A number in units of 1 / p->unit. False: it is none, or lies between two of them, or outside of the range. */
static bool take_value(const char *text, const char *end, const struct llz_parameter *p, int32_t *value)
{
    uint64_t whole, fraction = 0, scale = 1, unit = (uint64_t)p->unit;
    if (!take_digits(&text, end, &whole, &scale))
        return false;
    scale = 1;
    if (text < end && *text == '.' && (text++, !take_digits(&text, end, &fraction, &scale)))
        return false;
    if (text != end || whole > INT32_MAX || fraction * unit % scale != 0)
        return false;
    whole = whole * unit + fraction * unit / scale;
    if (whole > INT32_MAX || (int32_t)whole < p->least || (int32_t)whole > p->most)
        return false;
    *value = (int32_t)whole;
    return true;
}

/* One "name=value". seen: bits of those before it. */
static enum llz_policy_fault take_parameter(const char *text, size_t length, int policy, unsigned *seen,
                                            struct llz_policy_change *change)
{
    const char *equals = memchr(text, '=', length);
    const size_t name = equals ? (size_t)(equals - text) : length;
    const int i = find_parameter(policy, text, name);
    const struct llz_parameter *p = i >= 0 ? llz_learner_policy_parameter(policy, i) : NULL;
    int32_t value;
    if (!p)
        return LLZ_FAULT_PARAMETER;
    if (*seen >> i & 1)
        return LLZ_FAULT_TWICE;
    if (!equals || !take_value(equals + 1, text + length, p, &value))
        return LLZ_FAULT_VALUE;
    *seen |= 1u << i;
    change->by[i] = value - p->usual;
    return LLZ_FAULT_NONE;
}

enum llz_policy_fault llz_learner_policy_parse(const char *text, int *policy, struct llz_policy_change *change,
                                               size_t *at, size_t *length)
{
    enum llz_policy_fault fault = LLZ_FAULT_NONE;
    unsigned seen = 0;
    *change = (struct llz_policy_change){ { 0 } };
    *at = 0;
    *length = strcspn(text, ":");
    *policy = find_policy(text, *length);
    if (*policy < 0)
        return LLZ_FAULT_POLICY;
    while (!fault && text[*at + *length] == ':') {
        *at += *length + 1;
        *length = strcspn(text + *at, ":");
        fault = take_parameter(text + *at, *length, *policy, &seen, change);
    }
    return fault;
}

/* Its units divide a power of ten, so that the fraction ends. */
void llz_parameter_print(char text[LLZ_PARAMETER_TEXT], const struct llz_parameter *p, int32_t value)
{
    int used = snprintf(text, LLZ_PARAMETER_TEXT, "%d", value / p->unit);
    int32_t rest = value % p->unit;
    if (rest > 0)
        text[used++] = '.';
    for (; rest > 0 && used < LLZ_PARAMETER_TEXT - 1; rest = (int32_t)((int64_t)rest * 10 % p->unit))
        text[used++] = (char)('0' + (int64_t)rest * 10 / p->unit);
    text[used] = '\0';
}

void llz_learner_policy_print(char text[LLZ_PARAMETERS_TEXT], int policy,
                              const struct llz_policy_change *change)
{
    const struct llz_parameter *p;
    char value[LLZ_PARAMETER_TEXT];
    size_t used = 0;
    text[0] = '\0';
    for (int i = 0; (p = llz_learner_policy_parameter(policy, i)) != NULL && used < LLZ_PARAMETERS_TEXT; i++) {
        if (change->by[i] == 0)
            continue;
        llz_parameter_print(value, p, p->usual + change->by[i]);
        used += (size_t)snprintf(text + used, LLZ_PARAMETERS_TEXT - used, "%s%s=%s", used ? ":" : "", p->name,
                                 value);
    }
}
