/* verify_command.c - the options of llz verify, in the order in which help tells them. */
#include "cli/options/command.h"

enum { GROUP_HOW, GROUP_LIMITS };

static const char *const groups[] = { "How", "Limits and messages", NULL };

static const char *const usage[] = { "llz verify [OPTION]... FILE.llz [ORIGINAL]", NULL };

static const struct definition definitions[] = {
    { 'D', "prior", TAKES_VALUE, "FILE", 0, GROUP_HOW, "the prior from which the archive starts", NULL },
    { 'T', "threads", TAKES_VALUE, "N", 0, GROUP_HOW,
      "threads to use (default 2; 0: as many as there are cores)", NULL },

    { LONG_MEMLIMIT, "memlimit", TAKES_VALUE, "SIZE", 0, GROUP_LIMITS,
      "refuse what needs more memory than SIZE bytes, KiB, MiB or GiB, before any is taken", NULL },
    { LONG_ANY_COST, "any-cost", TAKES_NOTHING, NULL, 0, GROUP_LIMITS,
      "decode archives of many small members, too, that take much more time to begin than their sizes allow",
      NULL },
    { LONG_MAX_OUTPUT, "max-output", TAKES_VALUE, "SIZE", 0, GROUP_LIMITS, "refuse what holds more than SIZE",
      NULL },
    { 'v', "verbose", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "sizes, speed, memory", NULL },
    { 'q', "quiet", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "no progress, and nothing when all is well", NULL },
    { 'h', "help", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "this text", NULL },
    { 'V', "version", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "version and arithmetic kernel", NULL },
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
