/* law_command.c - the options of llz law, in the order in which help tells them. */
#include "cli/options/command.h"

#include "codec/llz.h"

enum { GROUP_WHAT, GROUP_HOW };

static const char *const groups[] = { "What to measure",
                                      "How, and results besides the tables on standard output", NULL };

static const char *const usage[] = { "llz law [OPTION]... FILE...", NULL };

static const struct definition definitions[] = {
    { LONG_POLICIES, "policies", TAKES_VALUE, "LIST", 0, GROUP_WHAT,
      "names with commas between them, or all (default: uniform,law); uniform, which the others are measured "
      "against, is always among them:",
      llz_policy_name },
    { LONG_OPTIMIZER, "optimizer", TAKES_VALUE, "NAME", 0, GROUP_WHAT,
      "how the weights follow (default: the first):", llz_optimizer_name },
    { LONG_LEVEL, "level", TAKES_VALUE, "N", 0, GROUP_WHAT, "as for compressing (default 5)", NULL },
    { LONG_LM_ONLY, "lm-only", TAKES_NOTHING, NULL, 0, GROUP_WHAT,
      "the language model alone predicts; levels 1 and 2 have one only so", NULL },
    { LONG_WITHOUT, "without", TAKES_VALUE, "LIST", 0, GROUP_WHAT,
      "leave parts of the predictor out:", llz_part_name },
    { LONG_SEED, "seed", TAKES_VALUE, "N", 0, GROUP_WHAT, "of the model's first weights (default 0)", NULL },

    { 'T', "threads", TAKES_VALUE, "N", 0, GROUP_HOW, "threads to use (default 2)", NULL },
    { LONG_CSV, "csv", TAKES_VALUE, "FILE", 0, GROUP_HOW, "every checkpoint as a row", NULL },
    { 'v', "verbose", TAKES_NOTHING, NULL, 0, GROUP_HOW, "a line for each policy as it ends", NULL },
    { 'q', "quiet", TAKES_NOTHING, NULL, 0, GROUP_HOW, "no progress", NULL },
    { 'h', "help", TAKES_NOTHING, NULL, 0, GROUP_HOW, "this text", NULL },
};

const struct command command_law = {
    .name = "llz law",
    .purpose = "measure how the model of llz learns",
    .usage = usage,
    .about =
        "Compress each FILE in memory under every policy asked for, and print how equally its bytes "
        "contribute to learning the next ones, and how the loss on a part that is held back falls. No archive "
        "is written. It is the language model that is measured, whatever else predicts.",
    .groups = groups,
    .definitions = definitions,
    .count = sizeof definitions / sizeof definitions[0],
};
