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

static int is_refused(const struct words *words, const struct definition *d)
{
    return words->needs && !(d->uses & words->needs);
}

const struct definition *words_find(const struct definition *definitions, size_t count, int id,
                                    const char *name)
{
    for (size_t k = 0; k < count; k++)
        if (id ? definitions[k].id == id : strcmp(definitions[k].name, name) == 0)
            return &definitions[k];
    return NULL;
}

/* The long option whose name is the first length bytes of name. */
static const struct definition *find_long(const struct words *words, const char *name, size_t length)
{
    for (size_t k = 0; k < words->count; k++) {
        const struct definition *d = &words->definitions[k];

        if (strlen(d->name) == length && memcmp(d->name, name, length) == 0)
            return d;
    }
    return NULL;
}

/* Parses "--name", "--name=value" or "--name value"; *i is moved over a separate value. */
static int parse_long(const struct words *words, void *user, int argc, char **argv, int *i)
{
    const char *word = argv[*i], *name = word + 2;
    size_t length = strcspn(name, "=");
    const char *value = name[length] == '=' ? name + length + 1 : NULL;
    const struct definition *d = find_long(words, name, length);
    int more = *i + 1 < argc;

    if (!d)
        return unknown(words, word);
    if (is_refused(words, d))
        return report_usage(word, words->refusal);
    if (d->takes == TAKES_NOTHING)
        return value ? report_usage(word, "this option takes no value") : words->flag(user, d->id);
    if (!value && d->takes == TAKES_VALUE && !more)
        return report_usage(word, "this option needs a value");
    if (!value && (d->takes == TAKES_VALUE || (d->takes == TAKES_WORD && more && argv[*i + 1][0] != '-')))
        value = argv[++*i];
    return words->value(user, d->id, value);
}

static int is_digit(int c)
{
    return c >= '0' && c <= '9';
}

/* The option of a letter; a digit is the one that it is short for. */
static const struct definition *find_short(const struct words *words, int letter, int *digit)
{
    *digit = words->digits && is_digit(letter);
    return words_find(words->definitions, words->count, *digit ? words->digits : letter, NULL);
}

/* Parses "-dkf", "-5", "-ofile" or "-o file"; *i is moved over a separate value. */
static int parse_short(const struct words *words, void *user, int argc, char **argv, int *i)
{
    for (const char *p = argv[*i] + 1; *p; p++) {
        const char letter[3] = { '-', *p, '\0' };
        int digit, failed;
        const struct definition *d = find_short(words, *p, &digit);

        if (!d)
            return unknown(words, letter);
        if (is_refused(words, d))
            return report_usage(letter, words->refusal);
        if (!digit && (d->takes == TAKES_VALUE || (d->takes == TAKES_NUMBER && is_digit(p[1])))) {
            if (p[1])
                return words->value(user, *p, p + 1);
            if (*i + 1 >= argc)
                return report_usage(letter, "this option needs a value");
            return words->value(user, *p, argv[++*i]);
        }
        failed = digit || d->takes == TAKES_NOTHING ? words->flag(user, *p) : words->value(user, *p, NULL);
        if (failed)
            return -1;
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
