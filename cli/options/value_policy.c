/* value_policy.c - a policy with its parameters: skip:share=0.6:move=0.01. */
#include <stdio.h>
#include <string.h>

#include "cli/options/nearest.h"
#include "cli/options/values.h"
#include "cli/terminal/report.h"
#include "codec/llz_lab.h"

enum { FLAW_NONE, FLAW_POLICY, FLAW_PARAMETER, FLAW_VALUE, FLAW_TWICE }; /* llz_policy_flaw() */

#define WORD_MAX 64 /* cut short where it is longer: no name is */

/* Of the policy's name alone, whatever parameters stand after it. */
static int is_among(const char *(*names)(int i), const char *policy)
{
    const size_t length = strcspn(policy, ":");

    for (int i = 0; names(i); i++)
        if (strlen(names(i)) == length && memcmp(names(i), policy, length) == 0)
            return 1;
    return 0;
}

int value_is_bound(const char *policy)
{
    return is_among(llz_bound_name, policy);
}

int value_is_control(const char *policy)
{
    return is_among(llz_control_name, policy);
}

int value_is_own(const char *policy)
{
    return strchr(policy, '/') != NULL;
}

/* The names of several tables, one after the other. */
const char *value_compared_name(int i)
{
    static const char *(*const tables[])(int i) = { llz_policy_name, llz_control_name, llz_bound_name };

    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        int n = 0;

        while (tables[t](n))
            n++;
        if (i < n)
            return tables[t](i);
        i -= n;
    }
    return NULL;
}

/* The word is the first length bytes: the rest of the policy's text follows it. */
static int unknown_parameter(const char *policy, const char *word, size_t length)
{
    struct llz_parameter_info info = { .size = sizeof info };
    struct nearest nearest = nearest_begin(word, length);
    char shown[WORD_MAX], name[WORD_MAX], known[256];
    size_t used = 0;

    snprintf(shown, sizeof shown, "%.*s", (int)length, word);
    snprintf(name, sizeof name, "%.*s", (int)strcspn(policy, ":"), policy);
    for (int i = 0; llz_parameter_get(policy, i, &info) && used < sizeof known; i++) {
        nearest_offer(&nearest, info.name);
        /* More than fits ends the loop: snprintf() counts it too. */
        used += (size_t)snprintf(known + used, sizeof known - used, "%s %s", i ? "," : "", info.name);
    }
    if (used == 0)
        return report_usage(shown, "policy %s has no parameters", name);
    if (nearest.found)
        return report_usage(shown, "policy %s has no such parameter; did you mean %s? It has:%s", name,
                            nearest.found, known);
    return report_usage(shown, "policy %s has no such parameter; it has:%s", name, known);
}

static int wrong_value(const char *policy, const char *word, size_t length)
{
    struct llz_parameter_info info = { .size = sizeof info };
    const size_t name = strcspn(word, "=");
    char shown[WORD_MAX];
    int i = 0;

    snprintf(shown, sizeof shown, "%.*s", (int)length, word);
    /* It is among them, or llz_policy_flaw() would have found fault with the name and not with its
     * value. */
    while (llz_parameter_get(policy, i, &info) &&
           (strlen(info.name) != name || memcmp(info.name, word, name) != 0))
        i++;
    return report_usage(shown, "%s is a number from %s to %s, in steps of %s", info.name, info.least, info.most,
                        info.step);
}

static int check(const char *text, const char *(*names)(int i), const char **policy)
{
    size_t at = 0, length = 0;
    /* Where it is to be blamed: length bytes of the text from `at` on. */
    const int flaw = llz_policy_flaw(text, &at, &length);
    char shown[WORD_MAX];

    *policy = text;
    /* It is loaded when all options are known (cli/lab/own_policies.h). */
    if (value_is_own(text))
        return 0;
    snprintf(shown, sizeof shown, "%.*s", (int)length, text + at);
    switch (flaw) {
    case FLAW_NONE:
        return 0;
    /* The word may have a value after it, which is no part of the name. */
    case FLAW_PARAMETER:
        return unknown_parameter(text, text + at,
                                 memchr(text + at, '=', length) ? strcspn(text + at, "=") : length);
    case FLAW_VALUE:
        return wrong_value(text, text + at, length);
    case FLAW_TWICE:
        return report_usage(shown, "this parameter is given twice");
    default:
        return value_unknown(text, length, "policy", names);
    }
}

/* All that can be run at all, as its archives are decoded at once and kept nowhere. */
int value_compared(const char *text, const char **policy)
{
    return check(text, value_compared_name, policy);
}

int value_measured(const char *text, const char **policy)
{
    /* By name alone, before the parameters: what is wrong with those does not matter then. */
    if (value_is_bound(text))
        return report_usage(text,
                            "looks ahead, so that nothing could decode its archives; only llz compare runs it");
    return check(text, llz_policy_name, policy);
}

int value_policy(const char *text, const char **policy)
{
    if (value_is_own(text))
        return report_usage(text, "is none that a decoder would have; only llz compare and llz law run it");
    if (value_is_control(text))
        return report_usage(text,
                            "exists to lose, so that no archive names it; only llz compare and llz law run it");
    return value_measured(text, policy);
}

void value_policy_text(char text[VALUE_POLICY_TEXT], const struct llz_info *info)
{
    snprintf(text, VALUE_POLICY_TEXT, "%s%s%s", info->policy ? info->policy : "-",
             info->parameters[0] ? ":" : "", info->parameters);
}
