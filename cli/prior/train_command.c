/* train_command.c - the options of llz train, in the order in which help tells them. --size, --sample and --select
 * alone change the prior; level and model are those of the trial that follows. */
#include "cli/options/command.h"

#include <stddef.h>

#include "cli/options/values.h"

enum { GROUP_WHAT, GROUP_HOW };

static const char *const groups[] = { "What to make", "How", NULL };

static const char *const usage[] = { "llz train [OPTION]... -o PRIOR.llzp FILE...", NULL };

static const struct definition definitions[] = {
    { 'o', "output", TAKES_VALUE, "FILE", 0, GROUP_WHAT, "the prior (-: standard output); has to be given",
      NULL },
    /* Limits: LLZ_PRIOR_SIZE_MIN and LLZ_PRIOR_SIZE_MAX, checked in train_request.c. */
    { LONG_SIZE, "size", TAKES_VALUE, "SIZE", 0, GROUP_WHAT,
      "bytes that its file may have: 64K to 64M (default 4M); the more, the slower it is to start from", NULL },
    { LONG_SAMPLE, "sample", TAKES_VALUE, "SIZE", 0, GROUP_WHAT,
      "bytes of the samples that it brings along, to be learned in full before a file: up to 16M, and half of all "
      "(default an eighth of its size, at most 128K). Files like the samples get smaller by it, and each run slower "
      "to start, as if it compressed so much text first: worth it for many small files at once",
      NULL },
    { LONG_SELECT, "select", TAKES_VALUE, "PROBES", 0, GROUP_WHAT,
      "keep what is worth most to PROBES: a file or a folder of files like those that shall be compressed, no samples",
      NULL },
    { 'f', "force", TAKES_NOTHING, NULL, 0, GROUP_WHAT, "overwrite", NULL },
    { 'r', "recursive", TAKES_NOTHING, NULL, 0, GROUP_WHAT,
      "all files below a folder; empty ones and links are passed over", NULL },

    { LONG_LEVEL, "level", TAKES_VALUE, "N", 0, GROUP_HOW,
      "at which it is tried on text that was held out (default 5); it serves every level", NULL },
    { LONG_MODEL, "model", TAKES_VALUE, "N", 0, GROUP_HOW,
      "likewise, in place of a level; one of:", value_model_name },
    { 'q', "quiet", TAKES_NOTHING, NULL, 0, GROUP_HOW,
      "no progress, no result, and no warnings except of what a failure has cost", NULL },
    { 'h', "help", TAKES_NOTHING, NULL, 0, GROUP_HOW, "this text", NULL },
};

const struct manual manual_train = {
    .usage = usage,
    .about =
        "Count what follows what in samples of text, 64 KB of them at least, and write what is worth most "
        "into a prior: a file from which llz -D starts, instead of from nothing. It is as good as the samples "
        "are like the files that are to be compressed.\n\n"
        "A few pieces of the samples are held out; the prior is tried on them, and the result is printed: "
        "bits for each byte without it and with it, and how many more they would be without its counts, its "
        "passages, its sample. The file depends on the samples, their order, the probes and the two sizes alone.\n\n"
        "With --select the samples may be of many kinds: what is counted, passages and sample are chosen by what they "
        "bring to the probes, 8 KB of them at least, which themselves do not go into the prior. That takes three to "
        "six times as long. A probe that is a sample too is an error; where a tenth of the probes stands in the "
        "samples, that is a warning.",
    .groups = groups,
    .definitions = definitions,
    .count = sizeof definitions / sizeof definitions[0],
};
