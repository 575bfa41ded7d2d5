/* words.h - options on a command line, in the manner of getopt_long, which POSIX lacks. */
#ifndef LLZ_CLI_WORDS_H
#define LLZ_CLI_WORDS_H

#include <stddef.h>

struct definition {
    int id; /* the short form where it is a character; above every character where there is none */
    const char *name;
    int takes_value;
};

/* What a command knows. Both functions return 0, or -1 after a message. */
struct words {
    const struct definition *definitions;
    size_t count;
    const char *help;    /* command that explains the options, for messages */
    int digits;          /* -0 to -9 are flags too */
    const char *allowed; /* short forms of those that may be used; NULL: all */
    const char *refusal; /* what to say of the others */
    int (*flag)(void *user, int id);
    int (*value)(void *user, int id, const char *value);
};

/* Reads argv behind argv[0], an option at a time. What is no option is gathered at the front of argv; *count
 * says how many. 0, or -1 after saying on stderr what is wrong. */
int words_parse(const struct words *words, void *user, int argc, char **argv, int *count);

#endif
