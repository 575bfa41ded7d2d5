/* option_parser.c - options on a command line, in the manner of getopt_long, which POSIX lacks. Words
 * mean what the guidelines of POSIX (Base Definitions, 12.2) say; long options and mixed order are from
 * GNU. */
#include "cli/options/option_parser.h"

#include <string.h>

#include "cli/options/nearest.h"
#include "cli/terminal/report.h"

/* Of a long option: without its two dashes and its value. */
static int unknown_long(const struct option_table *table, const char *word, const char *name, size_t length)
{
    struct nearest nearest = nearest_begin(name, length);

    for (size_t k = 0; k < table->count; k++)
        nearest_offer(&nearest, table->definitions[k].name);
    if (nearest.found)
        return report_usage(word, "unknown option; did you mean --%s?", nearest.found);
    return report_usage(word, "unknown option; try %s", table->help);
}

static int is_refused(const struct option_table *table, const struct definition *d)
{
    return table->needs && !(d->uses & table->needs);
}

const struct definition *option_table_find(const struct definition *definitions, size_t count, int id,
                                           const char *name)
{
    for (size_t k = 0; k < count; k++)
        if (id ? definitions[k].id == id : strcmp(definitions[k].name, name) == 0)
            return &definitions[k];
    return NULL;
}

/* The next definition from k on whose name begins with the first length bytes of name; NULL: there is none. */
static const struct definition *next_long(const struct option_table *table, size_t k, const char *name,
                                          size_t length)
{
    for (; k < table->count; k++)
        if (strncmp(table->definitions[k].name, name, length) == 0)
            return &table->definitions[k];
    return NULL;
}

static int ambiguous(const struct option_table *table, const char *word, const char *name, size_t length)
{
    const struct definition *first = next_long(table, 0, name, length);
    const size_t after = (size_t)(first - table->definitions) + 1;

    return report_usage(word, "ambiguous option: --%s, --%s and perhaps more begin like that", first->name,
                        next_long(table, after, name, length)->name);
}

/* The long option whose name is the first length bytes of name, or the only one that begins with them. NULL
 * after a message. */
static const struct definition *find_long(const struct option_table *table, const char *word, const char *name,
                                          size_t length)
{
    /* Every name begins with no letters at all, so "--=3" has to be kept from meaning any of them. */
    const struct definition *first = length > 0 ? next_long(table, 0, name, length) : NULL;
    int several = 0;

    for (const struct definition *d = first; d;) {
        if (d->name[length] == '\0')
            return d;
        /* A whole name wins over longer ones that begin with it. */
        d = next_long(table, (size_t)(d - table->definitions) + 1, name, length);
        several |= d != NULL;
    }
    if (several)
        ambiguous(table, word, name, length);
    else if (!first)
        unknown_long(table, word, name, length);
    return several ? NULL : first;
}

/* Parses "--name", "--name=value" or "--name value"; *i is moved over a separate value. */
static int parse_long(const struct option_table *table, void *user, int argc, char **argv, int *i)
{
    const char *word = argv[*i], *name = word + 2;
    size_t length = strcspn(name, "=");
    const char *value = name[length] == '=' ? name + length + 1 : NULL;
    const struct definition *d = find_long(table, word, name, length);
    int more = *i + 1 < argc;

    if (!d)
        return -1;
    /* Before the value is looked at: of what may not stand here it does not matter whether its value is
     * right. */
    if (is_refused(table, d))
        return report_usage(word, "%s", table->refusal);
    if (d->takes == TAKES_NOTHING)
        return value ? report_usage(word, "this option takes no value") : table->flag(user, d->id);
    if (!value && d->takes == TAKES_VALUE && !more)
        return report_usage(word, "this option needs a value");
    /* What needs a value takes the next word whatever it looks like, as in -o -file; where it may be
     * missing, a dash begins the next option. */
    if (!value && (d->takes == TAKES_VALUE || (d->takes == TAKES_WORD && more && argv[*i + 1][0] != '-')))
        value = argv[++*i];
    return table->value(user, d->id, value);
}

/* Not isdigit(), for which a char of a name may be out of range: it has a sign on most machines. */
static int is_digit(int c)
{
    return c >= '0' && c <= '9';
}

/* The option of a letter; a digit is the one that it is short for. */
static const struct definition *find_short(const struct option_table *table, int letter, int *digit)
{
    *digit = table->digits && is_digit(letter);
    return option_table_find(table->definitions, table->count, *digit ? table->digits : letter, NULL);
}

/* Parses "-dkf", "-5", "-ofile" or "-o file"; *i is moved over a separate value. */
static int parse_short(const struct option_table *table, void *user, int argc, char **argv, int *i)
{
    for (const char *p = argv[*i] + 1; *p; p++) {
        /* For messages: of several letters in a word the one that is wrong. */
        const char letter[3] = { '-', *p, '\0' };
        int digit, failed;
        const struct definition *d = find_short(table, *p, &digit);

        if (!d)
            return report_usage(letter, "unknown option; try %s", table->help);
        if (is_refused(table, d))
            return report_usage(letter, "%s", table->refusal);
        if (digit && is_digit(p[1])) /* two levels are none */
            return report_usage(argv[*i], "not a level from 0 to 9");
        if (!digit && (d->takes == TAKES_VALUE || (d->takes == TAKES_NUMBER && is_digit(p[1])))) {
            /* The rest of the word is the value (guideline 6), whatever letters are in it. */
            if (p[1])
                return table->value(user, *p, p + 1);
            if (*i + 1 >= argc)
                return report_usage(letter, "this option needs a value");
            return table->value(user, *p, argv[++*i]);
        }
        failed = digit || d->takes == TAKES_NOTHING ? table->flag(user, *p) : table->value(user, *p, NULL);
        if (failed)
            return -1;
    }
    return 0;
}

int option_table_parse(const struct option_table *table, void *user, int argc, char **argv, int *count)
{
    int only_names = 0;

    *count = 0;
    for (int i = 1; i < argc; i++) {
        char *word = argv[i];
        int failed = 0;

        /* Until the first name has been counted, so that it says how that one came. */
        if (table->literal && *count == 0)
            *table->literal = only_names;
        /* Names and options may be mixed, as GNU programs allow; names are gathered at the front of
         * argv. "-" alone is a name, that of standard input (guideline 13); after "--" everything is
         * (guideline 10). */
        if (only_names || word[0] != '-' || word[1] == '\0')
            argv[(*count)++] = word; /* *count < i: nothing unread is overwritten */
        else if (word[1] != '-')
            failed = parse_short(table, user, argc, argv, &i);
        else if (word[2] == '\0')
            only_names = 1;
        else
            failed = parse_long(table, user, argc, argv, &i);
        if (failed)
            return -1;
    }
    return 0;
}
