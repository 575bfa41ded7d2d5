/* command.h - the commands of llz, and what they say of themselves: the one source of --help, man pages and
 * completions. */
#ifndef LLZ_COMMAND_H
#define LLZ_COMMAND_H

#include <stddef.h>

#include "cli/options/option_parser.h"
#include "cli/terminal/report.h"

/* A text that the man page has as a section, and of llz itself --help NAME shows. Paragraphs have empty lines
 * between them; lines that begin with four blanks stay as they are. */
struct topic {
    const char *name; /* NULL: of a command */
    const char *title;
    const char *text;
};

/* The options of a command, and what it says of itself. */
struct manual {
    const char *const *usage;  /* lines, NULL after the last */
    const char *about;         /* paragraphs, as in struct topic */
    const char *const *groups; /* headings of the options, NULL after the last */
    const struct definition *definitions;
    size_t count;
    const struct topic *topics; /* the last has no text; NULL: none */
    int confines;               /* whether its run() confines itself, and has signals watched afterwards */
};

/* Rows that commands which only decode have in common. */
#define DECODING_THREADS(group)                                                                                \
    {                                                                                                          \
        'T', "threads", TAKES_VALUE, "N", 0, group,                                                            \
            "threads to use (default 2; 0: as many as there are cores)", NULL                                  \
    }
#define DECODING_MEMLIMIT(group)                                                                               \
    {                                                                                                          \
        LONG_MEMLIMIT, "memlimit", TAKES_VALUE, "SIZE", 0, group,                                              \
            "refuse what needs more memory than SIZE bytes, KiB, MiB or GiB, before any is taken", NULL        \
    }
#define DECODING_ANY_COST(group)                                                                                    \
    {                                                                                                               \
        LONG_ANY_COST, "any-cost", TAKES_NOTHING, NULL, 0, group,                                                   \
            "decode archives of many small members, too, that take much more time to begin than their sizes allow", \
            NULL                                                                                                    \
    }
#define DECODING_PRIOR(group)                                                                                  \
    {                                                                                                          \
        'D', "prior", TAKES_VALUE, "FILE", 0, group, "the prior from which the archive starts", NULL           \
    }
#define HELP_AND_VERSION(group)                                                                                \
    { 'h', "help", TAKES_NOTHING, NULL, 0, group, "this text", NULL },                                         \
    {                                                                                                          \
        'V', "version", TAKES_NOTHING, NULL, 0, group, "version and arithmetic kernel", NULL                   \
    }

struct command {
    const char *name;    /* first word of the command */
    const char *summary; /* a few words */
    const struct manual *manual;
    enum status (*run)(int argc, char **argv); /* argv[0] is its word, or the program's name */
};

/* All of them, llz itself first; NULL after the last. */
const struct command *command_get(int i);

/* Names of all but llz itself, which have to be given; NULL after the last. */
const char *command_name(int i);

/* The one of that name, llz itself aside; NULL: there is none. */
const struct command *command_find(const char *name);

#define COMMAND(word, text, its_manual, its_run)                                                               \
    extern const struct manual its_manual;                                                                     \
    enum status its_run(int argc, char **argv);
#include "cli/commands.def"
#undef COMMAND

/* Of llz under the name llzcat. */
extern const struct manual manual_llzcat;
enum status llzcat_run(int argc, char **argv);

/* The texts of --help TOPIC. */
extern const struct topic topics_llz[];

/* What --help takes as TOPIC, beside names of options; NULL after the last. */
const char *topic_name(int i);

/* Ids of options without a short form are above every character. */
enum long_option {
    LONG_RM = 256,
    LONG_VERIFY,
    LONG_NO_SPARSE,
    LONG_NO_SANDBOX,
    LONG_ANY_COST,
    LONG_FILES0_FROM,
    LONG_ONLY,
    LONG_EXCLUDE,
    LONG_SPECIAL,
    LONG_REPACK,
    LONG_NO_REORDER,
    LONG_LEVEL,
    LONG_MODEL,
    LONG_LM_ONLY,
    LONG_EXPERTS_ONLY,
    LONG_WITHOUT,
    LONG_ABLATE,
    LONG_POLICY,
    LONG_OPTIMIZER,
    LONG_SEED,
    LONG_BUDGET,
    LONG_MEMORY,
    LONG_MEMLIMIT,
    LONG_MAX_OUTPUT,
    LONG_SEARCH,
    LONG_SPLIT,
    LONG_CHECK,
    LONG_RECOVER,
    LONG_RECOMPRESS,
    LONG_COMMAND,
    LONG_POLICIES, /* from here on those of commands alone */
    LONG_LEVELS,
    LONG_OPTIMIZERS,
    LONG_SEEDS,
    LONG_JOBS,
    LONG_NO_VERIFY,
    LONG_JSON,
    LONG_READ,
    LONG_CSV,
    LONG_HTML,
    LONG_SIZE,
    LONG_ETA,
    LONG_PASSES,
    LONG_LABELS,
    LONG_SPREAD,
    LONG_SHIFT,
    LONG_START,
    LONG_OUTER_RATE,
    LONG_LENGTHS,
    LONG_STATE,
    LONG_MODELS,
    LONG_PRIORS,
    LONG_SHARD,
    LONG_FORMAT,
    LONG_NO_TIMES,
    LONG_BUILD,
    LONG_FIT,
    LONG_RERUN,
    LONG_AGAINST,
    LONG_SELECT,
    LONG_SAMPLE
};

#endif
