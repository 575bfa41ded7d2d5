/* verify_command.c - the options of llz verify, in the order in which help tells them. */
#include "cli/options/command.h"

enum { GROUP_HOW, GROUP_LIMITS };

static const char *const groups[] = { "How", "Limits and messages", NULL };

static const char *const usage[] = { "llz verify [OPTION]... FILE.llz [ORIGINAL]", NULL };

/* No options of outputs: the command writes none. Rows in capitals are those of every command that
 * decodes. */
static const struct definition definitions[] = {
    DECODING_PRIOR(GROUP_HOW),
    DECODING_THREADS(GROUP_HOW),

    DECODING_MEMLIMIT(GROUP_LIMITS),
    DECODING_ANY_COST(GROUP_LIMITS),
    { LONG_MAX_OUTPUT, "max-output", TAKES_VALUE, "SIZE", 0, GROUP_LIMITS, "refuse what holds more than SIZE",
      NULL },
    { LONG_NO_SANDBOX, "no-sandbox", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "do not confine what decodes",
      NULL },
    { 'v', "verbose", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "sizes, speed, memory", NULL },
    { 'q', "quiet", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "no progress, and nothing when all is well", NULL },
    HELP_AND_VERSION(GROUP_LIMITS),
};

const struct manual manual_verify = {
    .usage = usage,
    .about =
        "Decode an archive, check all its hashes, and say in one line that all is well. With ORIGINAL, which "
        "may be a pipe, compare it byte by byte, too; a difference is an error, which tells where it is, "
        "counted from 0. Either may be -. Archives that follow each other are one content; a folder has no "
        "one original. Nothing is written.",
    .groups = groups,
    .definitions = definitions,
    .count = sizeof definitions / sizeof definitions[0],
    .confines = 1,
};
