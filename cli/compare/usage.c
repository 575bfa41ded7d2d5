/* usage.c - the text of llz compare --help, on stdout. */
#include "cli/compare/usage.h"

#include <stdio.h>

static const char text[] =
    "Usage: llz compare [OPTION]... FILE...\n"
    "Compress each FILE in memory under every level, policy, optimizer and seed asked for, decode\n"
    "and compare it, and print sizes, differences from the policy uniform and how sure they are.\n"
    "\n"
    "What to compare\n"
    "      --policies=LIST  names with commas between them, or all (default); uniform, which\n"
    "                       the others are measured against, is always among them\n"
    "      --optimizers=LIST\n"
    "                       names, or all (default: adam)\n"
    "      --levels=LIST    numbers and ranges, such as 1,3 or 1-5 (default 5)\n"
    "      --seeds=N        seeds 0 to N - 1 (default 1); figures are means over them\n"
    "      --budget=N[K|M]  floating-point operations for each byte, the same for all: what a\n"
    "                       policy leaves relearns old data (default updates: each window is\n"
    "                       learned once)\n"
    "      --lm-only, --experts-only, --without=LIST\n"
    "                       as for compressing; see llz --help\n"
    "\n"
    "How\n"
    "      --jobs=N         runs at once (default 1); each needs the memory of its level\n"
    "  -T, --threads=N      threads of each run (default 1)\n"
    "      --no-verify      do not decode: half the time, and nothing is proved\n"
    "  -v, --verbose        a line for each run\n"
    "  -q, --quiet          no progress\n"
    "\n"
    "Results, besides the table on standard output\n"
    "      --json=FILE      all results, written after every run; what FILE holds already is\n"
    "                       not computed again\n"
    "      --csv=FILE       a row for each run\n"
    "      --html=FILE      charts along each file\n"
    "\n"
    "Differences are in percent of uniform's bytes: below 0 is better. Their interval is a\n"
    "paired block bootstrap over pieces of 4096 bytes; \"-\": fewer than 8 pieces.\n"
    "\n"
    "Exit status: 0 all well, 1 an error.\n";

enum status usage_print(void)
{
    fputs(text, stdout);
    return report_flush();
}
