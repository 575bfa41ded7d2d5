/* command.h - what llz and its subcommands say of themselves: the one source
 * of --help, man pages, completions. */
#ifndef LLZ_COMMAND_H
#define LLZ_COMMAND_H

#include <stddef.h>

#include "cli/options/option_parser.h"

struct command {
    const char *name;          /* "llz compare" */
    const char *purpose;       /* a few words */
    const char *const *usage;  /* lines, NULL after the last */
    const char *about;         /* paragraphs, as in struct topic */
    const char *const *groups; /* headings of the options, NULL after the last */
    const struct definition *definitions;
    size_t count;
};

extern const struct command command_llz, command_compare, command_law, command_train, command_why;

/* All of them, llz itself first; NULL after the last. */
const struct command *command_get(int i);

/* The word behind llz that a command begins with; "" for llz itself. */
const char *command_word(const struct command *c);

/* Ids of options without a short form are above every character. */
enum long_option {
    LONG_RM = 256,
    LONG_VERIFY,
    LONG_NO_SPARSE,
    LONG_NO_SANDBOX,
    LONG_ANY_COST,
    LONG_ONLY,
    LONG_SPECIAL,
    LONG_REPACK,
    LONG_LEVEL,
    LONG_LM_ONLY,
    LONG_EXPERTS_ONLY,
    LONG_WITHOUT,
    LONG_POLICY,
    LONG_OPTIMIZER,
    LONG_SEED,
    LONG_BUDGET,
    LONG_MEMLIMIT,
    LONG_MAX_OUTPUT,
    LONG_SEARCH,
    LONG_SPLIT,
    LONG_CHECK,
    LONG_RECOVER,
    LONG_RECOMPRESS,
    LONG_COMMAND,
    LONG_POLICIES, /* from here on those of subcommands alone */
    LONG_LEVELS,
    LONG_OPTIMIZERS,
    LONG_SEEDS,
    LONG_JOBS,
    LONG_NO_VERIFY,
    LONG_JSON,
    LONG_READ,
    LONG_CSV,
    LONG_HTML,
    LONG_SIZE
};

/* A text that --help TOPIC shows and the man page has as a section. Paragraphs have empty lines between them;
 * lines that begin with four blanks stay as they are. */
struct topic {
    const char *name;
    const char *title;
    const char *text;
    const struct command *command; /* to which it belongs */
};

/* Behind the last there is NULL. */
const struct topic *topic_get(int i);
const char *topic_name(int i);

#endif
