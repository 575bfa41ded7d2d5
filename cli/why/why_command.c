/* why_command.c - the options of llz why, in the order in which help tells them. How to compress is asked for
 * in the words of llz itself, so that a command line can be looked into by putting "why" before its options. */
#include "cli/options/command.h"

#include "cli/options/values.h"
#include "codec/llz.h"

enum { GROUP_FILES, GROUP_HOW };

static const char *const groups[] = { "Files and messages", "How to compress", NULL };

static const char *const usage[] = { "llz why [OPTION]... FILE", NULL };

static const struct definition definitions[] = {
    { 'o', "output", TAKES_VALUE, "FILE", 0, GROUP_FILES,
      "write the page to FILE (-: standard output); without it the page's name is that of what is looked at, "
      "with .why.html after it, and standard input's page goes to standard output",
      NULL },
    { LONG_CSV, "csv", TAKES_VALUE, "FILE", 0, GROUP_FILES,
      "write the cost of every byte to FILE as well, a row each", NULL },
    { 'f', "force", TAKES_NOTHING, NULL, 0, GROUP_FILES, "overwrite; read special files", NULL },
    { 'T', "threads", TAKES_VALUE, "N", 0, GROUP_FILES, "threads to use (default 2); never changes the page",
      NULL },
    { 'v', "verbose", TAKES_NOTHING, NULL, 0, GROUP_FILES, "a line with the sizes when the page is there",
      NULL },
    { 'q', "quiet", TAKES_NOTHING, NULL, 0, GROUP_FILES, "no progress", NULL },
    { 'h', "help", TAKES_NOTHING, NULL, 0, GROUP_FILES, "this text", NULL },

    { LONG_LEVEL, "level", TAKES_VALUE, "N", 0, GROUP_HOW, "as for compressing (default 5)", NULL },
    { LONG_MODEL, "model", TAKES_VALUE, "N", 0, GROUP_HOW,
      "likewise, in place of a level; one of:", value_model_name },
    { LONG_LM_ONLY, "lm-only", TAKES_NOTHING, NULL, 0, GROUP_HOW, "the language model alone predicts", NULL },
    { LONG_EXPERTS_ONLY, "experts-only", TAKES_NOTHING, NULL, 0, GROUP_HOW, "the n-gram experts alone predict",
      NULL },
    { LONG_WITHOUT, "without", TAKES_VALUE, "LIST", 0, GROUP_HOW,
      "leave parts of the predictor out:", llz_part_name },
    { LONG_POLICY, "policy", TAKES_VALUE, "NAME", 0, GROUP_HOW,
      "how the model learns; one of:", llz_policy_name },
    { LONG_AGAINST, "against", TAKES_VALUE, "NAME", 0, GROUP_HOW,
      "show what every byte costs less, or more, than under this policy; one of:", llz_policy_name },
    { LONG_OPTIMIZER, "optimizer", TAKES_VALUE, "NAME", 0, GROUP_HOW,
      "how its weights follow; one of:", llz_optimizer_name },
    { LONG_SEED, "seed", TAKES_VALUE, "N", 0, GROUP_HOW, "of the model's first weights (default 0)", NULL },
    { LONG_BUDGET, "budget", TAKES_VALUE, "N", 0, GROUP_HOW,
      "floating-point operations for each byte, with K or M for thousands or millions (default updates: as "
      "many as learning takes)",
      NULL },
};

/* 32 KiB is PASSAGES_WHOLE (passages.h); the 2 MB follow from it and from the cells of the map. */
static const struct topic topics[] = {
    { NULL, "FIGURES",
      "Costs are bits by the probabilities with which the coder coded; together they make the archive, "
      "except for headers and hashes. What a part saved is what its silence would have cost: for every bit, "
      "its inputs to the mixer are set to those of a probability of one half, with weights as they are. "
      "Parts that know the same save little each, and the figures do not add up. The language model alone "
      "pays by its own distribution of each byte.\n\n"
      "A file of 32 KiB or less is shown whole; of a larger one, the most expensive and the cheapest "
      "passages are shown, and others evenly from all over it. The page has 2 MB at most. It shows what the "
      "file holds, and gets the file's rights.\n\n"
      "    llz why -2 -o page.html FILE\n"
      "    llz why - <FILE >page.html" },
    { NULL, NULL, NULL },
};

const struct manual manual_why = {
    .usage = usage,
    .about = "Compress FILE in memory, and write a page (HTML, to be opened in a browser, which needs nothing "
             "else) that shows what every stretch and every byte of it cost, what the language model and each "
             "group of experts saved, and how the model learned. No archive is written.",
    .groups = groups,
    .definitions = definitions,
    .count = sizeof definitions / sizeof definitions[0],
    .topics = topics,
};
