/* law_command.c - the options of llz law, in the order in which help tells them. The model is asked for in the
 * words of llz itself, policies in those of llz compare. */
#include "cli/options/command.h"

#include "cli/options/values.h"
#include "codec/llz.h"

enum { GROUP_WHAT, GROUP_HOW };

static const char *const groups[] = { "What to measure",
                                      "How, and results besides the tables on standard output", NULL };

static const char *const usage[] = { "llz law [OPTION]... FILE...", NULL };

static const struct definition definitions[] = {
    { LONG_POLICIES, "policies", TAKES_VALUE, "LIST", 0, GROUP_WHAT,
      "names, with parameters where they are not to be as usual (law:rate=0.02), and commas between them, or all (default: uniform,law); ./FILE.so is one of your own (COMPARE.md); uniform, which the others are measured "
      "against, is always among them:",
      llz_policy_name },
    { LONG_OPTIMIZER, "optimizer", TAKES_VALUE, "NAME", 0, GROUP_WHAT,
      "how the weights follow (default: the first):", llz_optimizer_name },
    { LONG_LEVEL, "level", TAKES_VALUE, "N", 0, GROUP_WHAT, "as for compressing (default 5)", NULL },
    { LONG_LEVELS, "levels", TAKES_VALUE, "LIST", 0, GROUP_WHAT,
      "several, one after the other: numbers and ranges, such as 1,3 or 1-5", NULL },
    { LONG_MODEL, "model", TAKES_VALUE, "N", 0, GROUP_WHAT,
      "likewise, in place of a level; one of:", value_model_name },
    /* Without it levels 1 and 2 are refused, as there would be nothing to measure. */
    { LONG_LM_ONLY, "lm-only", TAKES_NOTHING, NULL, 0, GROUP_WHAT,
      "the language model alone predicts; levels 1 and 2 have one only so", NULL },
    { LONG_WITHOUT, "without", TAKES_VALUE, "LIST", 0, GROUP_WHAT,
      "leave parts of the predictor out:", llz_part_name },
    { LONG_SEED, "seed", TAKES_VALUE, "N", 0, GROUP_WHAT, "of the model's first weights (default 0)", NULL },
    { LONG_SEEDS, "seeds", TAKES_VALUE, "N|A-B", 0, GROUP_WHAT,
      "seeds 0 to N - 1, or A to B, one after the other, and what they say together", NULL },

    { LONG_JOBS, "jobs", TAKES_VALUE, "N", 0, GROUP_HOW,
      "policies and seeds measured at once (default 1); each needs the memory of its level", NULL },
    { 'T', "threads", TAKES_VALUE, "N", 0, GROUP_HOW, "threads of each (default 2; 1 where --jobs is more)",
      NULL },
    { LONG_CSV, "csv", TAKES_VALUE, "FILE", 0, GROUP_HOW, "every checkpoint as a row", NULL },
    { LONG_JSON, "json", TAKES_VALUE, "FILE", 0, GROUP_HOW,
      "the same, an object for each policy, file, level and seed in a line", NULL },
    { LONG_HTML, "html", TAKES_VALUE, "FILE", 0, GROUP_HOW,
      "a page with charts, on which each column says what it means", NULL },
    { 'v', "verbose", TAKES_NOTHING, NULL, 0, GROUP_HOW, "a line for each policy as it ends", NULL },
    { 'q', "quiet", TAKES_NOTHING, NULL, 0, GROUP_HOW, "no progress", NULL },
    { 'h', "help", TAKES_NOTHING, NULL, 0, GROUP_HOW, "this text", NULL },
};

/* In short; LAW.md has the formulas. */
static const struct topic topics[] = {
    { NULL, "COLUMNS",
      "CT, a byte's contribution, is the product of the gradient of its loss with that of the window that "
      "follows. In optimal learning all CT of bytes that are learned from are equal.\n\n"
      "    bits/byte  of the archive\n"
      "    probe      of what is held back, by the language model\n"
      "    mean/sd    mean of CT by its standard deviation in windows: large when equal\n"
      "    CT<=0 %    of bytes in use\n"
      "    unused %   bytes not learned from, and how many of them have CT<=0\n"
      "    effect. %  bytes that carry the contributions, of those in use\n"
      "    cosine     of the next window's gradient with that of the one after it\n"
      "    r(output), r(rows)  rank correlation of two cheap forms of CT with CT\n\n"
      "Acceleration: how many times the data uniform needs to reach the same loss on the probe, by the curves "
      "fitted and by the losses read; above 1 the policy learns faster." },
    { NULL, NULL, NULL },
};

const struct manual manual_law = {
    .usage = usage,
    .about =
        "Compress each FILE in memory under every policy asked for, and print how equally its bytes "
        "contribute to learning the next ones, and how the loss on a part that is held back falls. No archive "
        "is written. It is the language model that is measured, whatever else predicts.",
    .groups = groups,
    .definitions = definitions,
    .count = sizeof definitions / sizeof definitions[0],
    .topics = topics,
};
