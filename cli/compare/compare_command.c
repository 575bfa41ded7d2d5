/* compare_command.c - the options of llz compare, in the order in which help tells them. Whatever has names
 * (policies, optimizers, parts) is listed by a function, so that a new one needs no change here. */
#include "cli/options/command.h"

#include "cli/options/values.h"

enum { GROUP_WHAT, GROUP_HOW, GROUP_RESULTS };

static const char *const groups[] = { "What to compare", "How", "Results, besides the table on standard output",
                                      NULL };

static const char *const usage[] = { "llz compare [OPTION]... FILE...", NULL };

static const struct definition definitions[] = {
    { LONG_POLICIES, "policies", TAKES_VALUE, "LIST", 0, GROUP_WHAT,
      "names, with parameters where they are not to be as usual (skip:share=0.6), and commas between them, or all (default); ./FILE.so is one of your own (COMPARE.md); uniform, which the others are measured against, is "
      "always among them:",
      value_compared_name },
    { LONG_OPTIMIZERS, "optimizers", TAKES_VALUE, "LIST", 0, GROUP_WHAT,
      "names, or all (default: the first):", llz_optimizer_name },
    { LONG_LEVELS, "levels", TAKES_VALUE, "LIST", 0, GROUP_WHAT,
      "numbers and ranges, such as 1,3 or 1-5 (default 5, unless there are models)", NULL },
    { LONG_MODELS, "models", TAKES_VALUE, "LIST", 0, GROUP_WHAT,
      "numbers or names of models, beside levels or in their place, or all:", value_model_name },
    { LONG_SEEDS, "seeds", TAKES_VALUE, "N|A-B", 0, GROUP_WHAT,
      "seeds 0 to N - 1, or A to B (default 1: seed 0); figures are means over them", NULL },
    { LONG_LM_ONLY, "lm-only", TAKES_NOTHING, NULL, 0, GROUP_WHAT, "the language model alone predicts", NULL },
    { LONG_EXPERTS_ONLY, "experts-only", TAKES_NOTHING, NULL, 0, GROUP_WHAT, "the n-gram experts alone predict",
      NULL },
    { LONG_WITHOUT, "without", TAKES_VALUE, "LIST", 0, GROUP_WHAT,
      "leave parts of the predictor out:", llz_part_name },
    { LONG_ABLATE, "ablate", TAKES_VALUE, "LIST", 0, GROUP_WHAT,
      "uniform without each of these parts, one at a time, or of all that there are: what a part is worth, and what it costs",
      NULL },

    /* A policy that skips data saves time and costs bytes. With a budget all take the same time. */
    { LONG_BUDGET, "budget", TAKES_VALUE, "N", 0, GROUP_WHAT,
      "floating-point operations for each byte, with K or M for thousands or millions, the same for all: "
      "what a policy leaves relearns old data (default updates: each window is learned once)",
      NULL },

    { 'D', "prior", TAKES_VALUE, "FILE", 0, GROUP_WHAT, "start every run from this prior (llz train)", NULL },
    { LONG_PRIORS, "priors", TAKES_VALUE, "LIST", 0, GROUP_WHAT,
      "priors to compare, with commas between them; none, which they are measured against, is always among them",
      NULL },
    { LONG_SEARCH, "search", TAKES_VALUE, "N", 0, GROUP_WHAT,
      "one variant more: uniform, compressed N times, each time learning in another way, of which the smallest "
      "counts; measured against uniform",
      NULL },
    { 'r', "recursive", TAKES_NOTHING, NULL, 0, GROUP_WHAT,
      "a folder stands for all files below it; empty ones and links are passed over", NULL },
    { LONG_EXCLUDE, "exclude", TAKES_VALUE, "GLOB", 0, GROUP_WHAT,
      "with -r: leave out what matches, and all below it; may be repeated", NULL },

    { LONG_SHARD, "shard", TAKES_VALUE, "I/N", 0, GROUP_HOW,
      "make the I-th of N shares of all runs (3/16), and print no table: so that several programs or machines can "
      "make one comparison; needs --json; llz report joins their files",
      NULL },
    /* Seconds can be compared with one run at a time alone (COMPARE.md), so that is the default. */
    { LONG_JOBS, "jobs", TAKES_VALUE, "N", 0, GROUP_HOW,
      "runs at once (default 1); each needs the memory of its level, a search with -T2 twice that", NULL },
    { 'T', "threads", TAKES_VALUE, "N", 0, GROUP_HOW, "threads of each run (default 1)", NULL },
    { LONG_NO_VERIFY, "no-verify", TAKES_NOTHING, NULL, 0, GROUP_HOW,
      "do not decode: half the time, and nothing is proved", NULL },
    { 'v', "verbose", TAKES_NOTHING, NULL, 0, GROUP_HOW, "a line for each run", NULL },
    { 'q', "quiet", TAKES_NOTHING, NULL, 0, GROUP_HOW,
      "no progress, and no warnings except of what a failure has cost", NULL },
    { 'h', "help", TAKES_NOTHING, NULL, 0, GROUP_HOW, "this text", NULL },

    { LONG_JSON, "json", TAKES_VALUE, "FILE", 0, GROUP_RESULTS,
      "add all results to FILE, a line after every run; what this build has written there is not computed "
      "again",
      NULL },
    /* For comparisons that were shared out: each program adds to a file of its own, and one reads them all. */
    { LONG_READ, "read", TAKES_VALUE, "FILE", 0, GROUP_RESULTS,
      "take results from this file of --json, too, and write nothing there; may be repeated", NULL },
    /* A row for each run, since programs make means and tables of their own. */
    { LONG_CSV, "csv", TAKES_VALUE, "FILE", 0, GROUP_RESULTS, "a row for each run", NULL },
    { LONG_HTML, "html", TAKES_VALUE, "FILE", 0, GROUP_RESULTS, "charts along each file", NULL },
};

static const struct topic topics[] = {
    { NULL, "RESULTS",
      "A table on standard output tells bytes, bits a byte, operations a byte and seconds for every level, "
      "policy and optimizer. Differences are in percent of uniform's bytes: below 0 is better. They are "
      "without the bytes that only name the policy (names). Their interval is a paired block bootstrap over "
      "pieces of 4096 bytes; \"-\": fewer than 8 pieces. The verdict is smaller or larger where p, corrected "
      "for all comparisons (Holm), is below 0.05, else undecided; a policy that has nothing to act on is "
      "inert here. With one seed a verdict is about that seed alone.\n\n"
      "--json adds lines to its file that are complete in themselves; several programs may add at a time. A "
      "run of another build (llz -V -v) is never taken for one of this build." },
    { NULL, NULL, NULL },
};

const struct manual manual_compare = {
    .usage = usage,
    .about = "Compress each FILE in memory under every level, policy, optimizer and seed asked for, decode "
             "and compare it, and print sizes, differences from the policy uniform and how sure they are.",
    .groups = groups,
    .definitions = definitions,
    .count = sizeof definitions / sizeof definitions[0],
    .topics = topics,
};
