/* usage.c - the text of llz law --help, on stdout. */
#include "cli/law/usage.h"

#include <stdio.h>

static const char text[] =
    "Usage: llz law [OPTION]... FILE...\n"
    "Compress each FILE in memory under every policy asked for, and print how equally its bytes\n"
    "contribute to learning the next ones, and how the loss on a part that is held back falls.\n"
    "Nothing is written. It is the language model that is measured, whatever else predicts.\n"
    "\n"
    "What to measure\n"
    "      --policies=LIST  names with commas between them, or all (default: uniform,law);\n"
    "                       uniform, which the others are measured against, is always among them\n"
    "      --optimizer=NAME (default: adam)\n"
    "  -0 ... -9, --level=N level (default 5)\n"
    "      --lm-only        the language model alone predicts; levels 1 and 2 have one only so\n"
    "      --without=LIST   as for compressing; see llz --help\n"
    "      --seed=N         of the model's first weights (default 0)\n"
    "  -T, --threads=N      threads to use (default 2)\n"
    "  -v, --verbose        a line for each policy as it ends\n"
    "  -q, --quiet          no progress\n"
    "      --csv=FILE       every checkpoint as a row, besides the tables on standard output\n"
    "\n"
    "Columns. CT, a byte's contribution: the product of the gradient of its loss with that of\n"
    "the window that follows. All CT of bytes that are learned from are equal in optimal learning.\n"
    "  bits/byte  of the archive        probe    of what is held back, by the language model\n"
    "  mean/sd    mean of CT over its standard deviation within windows: large when equal\n"
    "  CT<=0 %    of bytes in use       unused % bytes that the policy does not learn from, and\n"
    "                                            how many of them have CT<=0\n"
    "  effect. %  bytes that carry the contributions, of those in use\n"
    "  cosine     of the gradient of the following window with that of the one after it\n"
    "  r(output), r(rows)  rank correlation of two cheap forms of CT with CT\n"
    "  acceleration: how many times the data uniform needs to reach the same loss on the probe,\n"
    "  by the curves fitted and by the losses read; above 1: the policy learns faster\n"
    "cli/LAW.md says how all of it is found.\n"
    "\n"
    "Exit status: 0 all well, 1 an error.\n";

enum status law_usage_print(void)
{
    fputs(text, stdout);
    return report_flush();
}
