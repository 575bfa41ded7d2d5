/* option_parser.h - options on a command line, in the manner of getopt_long, which POSIX lacks. One table of
 * them tells the parser what there is, and --help, the man pages and the completions what to say of it. */
#ifndef LLZ_OPTION_PARSER_H
#define LLZ_OPTION_PARSER_H

#include <stddef.h>

/* Where the value of an option stands. */
enum takes {
    TAKES_NOTHING,
    TAKES_VALUE,  /* -oX, -o X, --output=X, --output X */
    TAKES_NUMBER, /* may be missing: -b, -b1-3, --bench, --bench=1-3 */
    TAKES_WORD    /* may be missing: --help, --help=X, --help X; the short form never has one */
};

struct definition {
    int id; /* the short form where it is a character; above every character where there is none */
    const char *name;
    enum takes takes;
    const char *value;              /* name of the value in help; NULL: it takes none */
    unsigned uses;                  /* USE_*: places other than a plain command line where it may stand */
    int group;                      /* index among the groups of its manual */
    const char *text;               /* explanation in help */
    const char *(*names)(int item); /* all values that there are, NULL after the last; NULL: no such list */
};

#define USE_SETTING 1u /* in the environment variable LLZ_OPT */

/* What a command knows. Both functions return 0, or -1 after a message; a value that is missing is NULL. */
struct option_table {
    const struct definition *definitions;
    size_t count;
    const char *help;    /* command that explains the options, for messages */
    int digits;          /* -0 to -9 are flags too, and may be used where the option with this id may; 0: no */
    unsigned needs;      /* USE_*: only these may be used; 0: all */
    const char *refusal; /* what to say of the others */
    int *literal;        /* becomes 1 where the first name stands after "--", else 0; NULL: nobody asks */
    int (*flag)(void *user, int id);
    int (*value)(void *user, int id, const char *value);
};

/* Reads argv after argv[0], an option at a time; a long one may be cut short as long as one only begins so.
 * Words that are not options are gathered at the front of argv; *count says how many. 0, or -1 after saying on
 * stderr what is wrong. */
int option_table_parse(const struct option_table *table, void *user, int argc, char **argv, int *count);

/* The option with that id, or, where id is 0, with that name; NULL: there is none. */
const struct definition *option_table_find(const struct definition *definitions, size_t count, int id,
                                           const char *name);

#endif
