/* words.c - options on a command line, in the manner of getopt_long, which POSIX lacks. */
#include "cli/words.h"

#include <stdio.h>
#include <string.h>

#include "cli/report.h"

static int unknown(const struct words *words, const char *word)
{
    char reason[64];

    snprintf(reason, sizeof reason, "unknown option; try %s", words->help);
    return report_usage(word, reason);
}

static int is_refused(const struct words *words, int id)
{
    return words->allowed && (id > 'z' || !strchr(words->allowed, id));
}

/* Parses "--name", "--name=value" or "--name value"; *i is moved over a separate value. */
static int parse_long(const struct words *words, void *user, int argc, char **argv, int *i)
{
    const char *word = argv[*i], *name = word + 2;
    size_t length = strcspn(name, "=");
    const char *value = name[length] == '=' ? name + length + 1 : NULL;

    for (size_t k = 0; k < words->count; k++) {
        const struct definition *d = &words->definitions[k];

        if (strlen(d->name) != length || memcmp(d->name, name, length) != 0)
            continue;
        if (is_refused(words, d->id))
            return report_usage(word, words->refusal);
        if (!d->takes_value)
            return value ? report_usage(word, "this option takes no value") : words->flag(user, d->id);
        if (!value && *i + 1 >= argc)
            return report_usage(word, "this option needs a value");
        return words->value(user, d->id, value ? value : argv[++*i]);
    }
    return unknown(words, word);
}

/* Parses "-dkf", "-5", "-ofile" or "-o file"; *i is moved over a separate value. */
static int parse_short(const struct words *words, void *user, int argc, char **argv, int *i)
{
    for (const char *p = argv[*i] + 1; *p; p++) {
        const char letter[3] = { '-', *p, '\0' };
        int digit = words->digits && *p >= '0' && *p <= '9';
        size_t k = 0;

        while (!digit && k < words->count && words->definitions[k].id != *p)
            k++;
        if (k == words->count)
            return unknown(words, letter);
        if (is_refused(words, *p))
            return report_usage(letter, words->refusal);
        if (digit || !words->definitions[k].takes_value) {
            if (words->flag(user, *p) != 0)
                return -1;
            continue;
        }
        if (p[1])
            return words->value(user, *p, p + 1);
        if (*i + 1 >= argc)
            return report_usage(letter, "this option needs a value");
        return words->value(user, *p, argv[++*i]);
    }
    return 0;
}

int words_parse(const struct words *words, void *user, int argc, char **argv, int *count)
{
    int only_names = 0;

    *count = 0;
    for (int i = 1; i < argc; i++) {
        char *word = argv[i];
        int failed = 0;

        if (only_names || word[0] != '-' || word[1] == '\0')
            argv[(*count)++] = word; /* *count < i: nothing unread is overwritten */
        else if (word[1] != '-')
            failed = parse_short(words, user, argc, argv, &i);
        else if (word[2] == '\0')
            only_names = 1;
        else
            failed = parse_long(words, user, argc, argv, &i);
        if (failed)
            return -1;
    }
    return 0;
}
