/* report_command.c - the options of llz report, in the order in which help tells them. */
#include "cli/options/command.h"

#include "cli/report/report_request.h"

enum { GROUP_WHAT, GROUP_HOW };

static const char *const groups[] = { "What to report", "Where to, and messages", NULL };

static const char *const usage[] = { "llz report [OPTION]... FILE...", NULL };

static const struct definition definitions[] = {
    { LONG_FORMAT, "format", TAKES_VALUE, "NAME", 0, GROUP_WHAT,
      "form of the report (default text); csv and curves are tables for programs:", report_format_name },
    /* So that machines do not show in a report, nor their number. */
    { LONG_NO_TIMES, "no-times", TAKES_NOTHING, NULL, 0, GROUP_WHAT,
      "leave out times and machines: then results of different machines go together, and the report depends on "
      "what was learned alone",
      NULL },
    { LONG_BUILD, "build", TAKES_VALUE, "ID", 0, GROUP_WHAT,
      "report on the runs of this build alone (llz -V -v); without it all have to be of this program's", NULL },
    { LONG_FIT, "fit", TAKES_NOTHING, NULL, 0, GROUP_WHAT,
      "insist on curves: a file that is too short for one is an error", NULL },
    { LONG_RERUN, "rerun", TAKES_VALUE, "ROW", 0, GROUP_WHAT,
      "make the runs of that row again, from the files under the names that are recorded, and compare: every "
      "byte of size has to be as it was",
      NULL },

    { 'o', "output", TAKES_VALUE, "FILE", 0, GROUP_HOW, "write to FILE (default: standard output)", NULL },
    { 'f', "force", TAKES_NOTHING, NULL, 0, GROUP_HOW, "overwrite", NULL },
    { 'q', "quiet", TAKES_NOTHING, NULL, 0, GROUP_HOW, "no progress, no warnings", NULL },
    { 'h', "help", TAKES_NOTHING, NULL, 0, GROUP_HOW, "this text", NULL },
};

static const struct topic topics[] = {
    { NULL, "RESULTS",
      "Sentences of verdict come first; then figures over all files, a forest plot, figures of each file, what a "
      "larger model buys, learning curves, and curves fitted to them where they are identified.\n\n"
      "Nothing is mixed that does not belong together: runs of different builds, parts or budgets, shards of "
      "different comparisons, two different results of one run, and times of different machines are refused. "
      "Runs that are missing leave their rows incomplete, and the exit status is 2.\n\n"
      "    llz compare --levels=5 --shard=1/2 --json=1.jsonl FILES   on one machine,\n"
      "    llz compare --levels=5 --shard=2/2 --json=2.jsonl FILES   on another\n"
      "    llz report --no-times --format=html -o page.html 1.jsonl 2.jsonl" },
    { NULL, NULL, NULL },
};

const struct manual manual_report = {
    .usage = usage,
    .about =
        "Read results of llz compare, each FILE being one of its --json, whether made by one program or by "
        "several, and tell what they say together, and how sure that is. The files that were compared are "
        "not needed.",
    .groups = groups,
    .definitions = definitions,
    .count = sizeof definitions / sizeof definitions[0],
    .topics = topics,
};
