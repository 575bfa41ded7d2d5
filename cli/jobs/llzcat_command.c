/* llzcat_command.c - the options of llz under the name llzcat, in the order in which help tells them. */
#include "cli/options/command.h"

enum { GROUP_FILES, GROUP_LIMITS };

static const char *const groups[] = { "Files", "Limits and messages", NULL };

static const char *const usage[] = { "llzcat [OPTION]... [FILE.llz]...", NULL };

static const struct definition definitions[] = {
    DECODING_PRIOR(GROUP_FILES),
    { LONG_FILES0_FROM, "files0-from", TAKES_VALUE, "FILE", 0, GROUP_FILES,
      "names of archives are in FILE (-: standard input), a NUL after each", NULL },
    { LONG_ONLY, "only", TAKES_VALUE, "GLOB", 0, GROUP_FILES, "of a folder: only these entries", NULL },
    { LONG_EXCLUDE, "exclude", TAKES_VALUE, "GLOB", 0, GROUP_FILES, "of a folder: not these entries", NULL },
    /* These three change nothing. They are taken because zcat of gzip takes them, and scripts use both
     * alike. */
    { 'd', "decompress", TAKES_NOTHING, NULL, 0, GROUP_FILES, "as it does anyway", NULL },
    { 'c', "stdout", TAKES_NOTHING, NULL, 0, GROUP_FILES, "as it does anyway", NULL },
    { 'k', "keep", TAKES_NOTHING, NULL, 0, GROUP_FILES, "as it does anyway", NULL },
    { 'f', "force", TAKES_NOTHING, NULL, 0, GROUP_FILES, "read special files", NULL },

    DECODING_THREADS(GROUP_LIMITS),
    DECODING_MEMLIMIT(GROUP_LIMITS),
    DECODING_ANY_COST(GROUP_LIMITS),
    { LONG_MAX_OUTPUT, "max-output", TAKES_VALUE, "SIZE", 0, GROUP_LIMITS,
      "refuse to put out more than SIZE for an input", NULL },
    { LONG_NO_SANDBOX, "no-sandbox", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "do not confine what decodes",
      NULL },
    { 'v', "verbose", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "after each file: sizes, speed, memory", NULL },
    { 'q', "quiet", TAKES_NOTHING, NULL, 0, GROUP_LIMITS, "no progress, no warnings", NULL },
    HELP_AND_VERSION(GROUP_LIMITS),
};

/* No command of cli/commands.def: main() finds it by the name under which the program was started. */
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
