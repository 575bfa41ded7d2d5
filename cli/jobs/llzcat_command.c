/* llzcat_command.c - the options of llz under the name llzcat, in the order in which help tells them. */
#include "cli/options/command.h"

enum { GROUP_FILES, GROUP_LIMITS };

static const char *const groups[] = { "Files", "Limits and messages", NULL };

static const char *const usage[] = { "llzcat [OPTION]... [FILE.llz]...", NULL };

static const struct definition definitions[] = {
    { 'D', "prior", TAKES_VALUE, "FILE", 0, GROUP_FILES, "the prior from which the archive starts", NULL },
    { LONG_FILES0_FROM, "files0-from", TAKES_VALUE, "FILE", 0, GROUP_FILES,
      "names of archives are in FILE (-: standard input), a NUL after each", NULL },
    { LONG_ONLY, "only", TAKES_VALUE, "GLOB", 0, GROUP_FILES, "of a folder: only these entries", NULL },
    { LONG_EXCLUDE, "exclude", TAKES_VALUE, "GLOB", 0, GROUP_FILES, "of a folder: not these entries", NULL },
    { 'd', "decompress", TAKES_NOTHING, NULL, 0, GROUP_FILES, "as it does anyway", NULL },
    { 'c', "stdout", TAKES_NOTHING, NULL, 0, GROUP_FILES, "as it does anyway", NULL },
    { 'k', "keep", TAKES_NOTHING, NULL, 0, GROUP_FILES, "as it does anyway", NULL },
    { 'f', "force", TAKES_NOTHING, NULL, 0, GROUP_FILES, "read special files", NULL },

    { 'T', "threads", TAKES_VALUE, "N", 0, GROUP_LIMITS,
      "threads to use (default 2; 0: as many as there are cores)", NULL },
    { LONG_MEMLIMIT, "memlimit", TAKES_VALUE, "SIZE", 0, GROUP_LIMITS,
      "refuse what needs more memory than SIZE bytes, KiB, MiB or GiB, before any is taken", NULL },
    { LONG_ANY_COST, "any-cost", TAKES_NOTHING, NULL, 0, GROUP_LIMITS,
      "decode archives of many small members, too, that take much more time to begin than their sizes allow",
      NULL },
    { LONG_MAX_OUTPUT, "max-output", TAKES_VALUE, "SIZE", 0, GROUP_LIMITS,
      "refuse to put out more than SIZE for an input", NULL },
    { LONG_NO_SANDBOX, "no-sandbox", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "do not confine what decodes",
      NULL },
    { 'v', "verbose", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "after each file: sizes, speed, memory", NULL },
    { 'q', "quiet", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "no progress, no warnings", NULL },
    { 'h', "help", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "this text", NULL },
    { 'V', "version", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "version and arithmetic kernel", NULL },
};

const struct manual manual_llzcat = {
    .usage = usage,
    .about =
        "Write what archives hold to standard output, as llz -dc does: it is llz under another name. Without FILE, "
        "or when FILE is -, read standard input. Archives stay. Of a folder a tar is written.",
    .groups = groups,
    .definitions = definitions,
    .count = sizeof definitions / sizeof definitions[0],
    .confines = 1,
};
