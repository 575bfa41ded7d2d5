/* help.c - the texts of --help and --version, on stdout. */
#include "cli/help.h"

#include <stdio.h>

/* In parts: C11 promises string literals of 4095 characters and no more. */
static const char what_to_do[] =
    "Usage: llz [OPTION]... [FILE]...\n"
    "       llz verify [OPTION]... FILE.llz [ORIGINAL]\n"
    "       llz compare [OPTION]... FILE...    (see llz compare --help)\n"
    "Compress each FILE to FILE.llz with a language model that learns while it codes.\n"
    "Without FILE, or when FILE is -, read standard input and write standard output.\n"
    "\n"
    "What to do (compress, if nothing else is said)\n"
    "  -d, --decompress     FILE.llz becomes FILE again\n"
    "  -t, --test           decode and check, write nothing\n"
    "  -l, --list           sizes and settings of archives; with -v their hashes too\n"
    "  verify FILE.llz      decode and check, write nothing but a line about it\n"
    "  verify FILE.llz ORIGINAL\n"
    "                       also compare with ORIGINAL; a difference is an error, which\n"
    "                       tells where it is, counted from 0. Either may be -; takes\n"
    "                       -T, -v, -q; elsewhere than in front, verify is a file\n"
    "  -h, --help           this text\n"
    "  -V, --version        version and arithmetic kernel\n"
    "\n"
    "Files\n"
    "  -k, --keep           keep the source (default)\n"
    "      --rm             remove the source once its output is complete and on disk\n"
    "      --verify         decode again while compressing, at twice the time and memory;\n"
    "                       an archive that does not hold what was read is an error,\n"
    "                       gets no name, and costs no source\n"
    "  -c, --stdout         write to standard output\n"
    "  -o, --output=FILE    write to FILE (-: standard output)\n"
    "  -f, --force          overwrite; compress .llz files again; read special files;\n"
    "                       write compressed data to a terminal\n"
    "  --                   all that follows are names\n";

static const char how_to_do_it[] =
    "\n"
    "How\n"
    "  -0 ... -9            level: larger is smaller output, slower, more memory\n"
    "                       (default 5); 0 is a tiny model, meant for tests\n"
    "      --level=N        the same\n"
    "      --lm-only        the language model alone predicts\n"
    "      --experts-only   the n-gram experts alone predict\n"
    "      --without=LIST   leave parts of the predictor out, to see what they are worth:\n"
    "                       lm, orders, words, sparse, indirect, match, kind\n"
    "      --policy=NAME    how the model learns; one of:";

static const char how_to_do_it_with[] = "      --optimizer=NAME how its weights follow; one of:";

static const char how_to_do_it_further[] =
    "      --seed=N         of the model's first weights (default 0)\n"
    "      --math=NAME      canonical (default: the same bytes on every machine) or\n"
    "                       openblas (archives that only the same library can read)\n"
    "      --search=N       compress N times (1 to 1000), each time learning in another way,\n"
    "                       and keep the smallest; decompressing takes no longer. Keeps the\n"
    "                       input in memory, and two models with -T 2. Interrupted (SIGINT)\n"
    "                       it keeps the best so far\n"
    "  -T, --threads=N      threads to use (default 2); never changes the output\n"
    "  -v, --verbose        after each file: sizes, speed, memory\n"
    "  -q, --quiet          no progress, no warnings\n"
    "\n"
    "Decompressing takes as long as compressing: the model learns everything again.\n"
    "Level, policy, optimizer, seed and arithmetic are read from the archive then.\n"
    "\n"
    "Exit status: 0 all well, 1 an error, 2 a warning (something was skipped).\n";

static void print_names(const char *(*names)(int i))
{
    for (int i = 0; names(i); i++)
        printf("%s %s", i ? "," : "", names(i));
    putchar('\n');
}

enum status help_print(void)
{
    fputs(what_to_do, stdout);
    fputs(how_to_do_it, stdout);
    print_names(llz_policy_name);
    fputs(how_to_do_it_with, stdout);
    print_names(llz_optimizer_name);
    fputs(how_to_do_it_further, stdout);
    return report_flush();
}

enum status version_print(void)
{
    printf("llz %s (kernel %s)\n", llz_version(), llz_kernel());
    return report_flush();
}
