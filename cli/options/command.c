/* command.c - the options of llz, in the order in which help tells them. */
#include "cli/options/command.h"

#include "cli/options/values.h"

/* Indices of groups[]: a row names its group by them, so both lists have one order. */
enum { GROUP_WHAT, GROUP_FILES, GROUP_FOLDERS, GROUP_HOW, GROUP_LIMITS };

static const char *const groups[] = {
    "What to do (compress, if nothing else is said)", "Files", "Folders", "How", "Limits and messages", NULL
};

/* The form without a command first: --help sets "Usage:" before it and lines the others up under it. */
static const char *const usage[] = { "llz [OPTION]... [FILE]...", "llz COMMAND [OPTION]... [FILE]...", NULL };

/* Help, man page and completions have the rows in this order. USE_SETTING marks what LLZ_OPT may hold.
 * A variable is inherited unseen, so that is nothing which says what to do, names an output, overwrites
 * or removes. A text that its row's names follow ends with a colon. */
static const struct definition definitions[] = {
    { 'd', "decompress", TAKES_NOTHING, NULL, 0, GROUP_WHAT, "FILE.llz becomes FILE again", NULL },
    { LONG_RECOVER, "recover", TAKES_NOTHING, NULL, 0, GROUP_WHAT,
      "decompress what is undamaged of a damaged archive, and tell what is lost", NULL },
    { 't', "test", TAKES_NOTHING, NULL, 0, GROUP_WHAT, "decode and check, write nothing", NULL },
    { 'l', "list", TAKES_NOTHING, NULL, 0, GROUP_WHAT,
      "sizes and settings of archives, entries of folders; with -v models and hashes too", NULL },
    { LONG_JSON, "json", TAKES_NOTHING, NULL, 0, GROUP_WHAT,
      "with -l: a line of JSON for each archive and each entry, for programs", NULL },
    /* Not TAKES_VALUE: in -b FILE the next word is a file. */
    { 'b', "bench", TAKES_NUMBER, "LEVELS", 0, GROUP_WHAT,
      "compress and decompress in memory, and tell sizes and speeds, at one level, or at several, such as "
      "1,3-5",
      NULL },
    /* This row is of llz alone: llzcat and llz verify have no topics, and the row of HELP_AND_VERSION. */
    { 'h', "help", TAKES_WORD, "TOPIC", 0, GROUP_WHAT,
      "this text, or more about TOPIC, an option or one of:", topic_name },
    /* Read by slip_command() before all options. It has a row so that help and completions know it, and
     * so that a later place on the line is an error of its own. */
    { LONG_COMMAND, "command", TAKES_VALUE, "NAME", 0, GROUP_WHAT,
      "before everything else: run the command NAME, where NAME alone would be a file too:", command_name },
    { 'V', "version", TAKES_NOTHING, NULL, 0, GROUP_WHAT,
      "version and arithmetic kernel; with -v the identity of the build, and all models and what levels stand for",
      NULL },

    /* The default, but of use after an --rm earlier on the line, which it takes back. */
    { 'k', "keep", TAKES_NOTHING, NULL, USE_SETTING, GROUP_FILES, "keep the source (default)", NULL },
    { LONG_RM, "rm", TAKES_NOTHING, NULL, 0, GROUP_FILES,
      "remove the source once its output is complete and on disk", NULL },
    /* In LLZ_OPT it counts for compressing alone, as do --search and --split: apply_defaults(). */
    { LONG_VERIFY, "verify", TAKES_NOTHING, NULL, USE_SETTING, GROUP_FILES,
      "decode again while compressing, in pipes too, at twice the time and memory; an archive that does not "
      "hold what was read is an error, gets no name, and costs no source",
      NULL },
    { 'c', "stdout", TAKES_NOTHING, NULL, 0, GROUP_FILES, "write to standard output", NULL },
    { 'o', "output", TAKES_VALUE, "FILE", 0, GROUP_FILES,
      "write to FILE (-: standard output); several inputs become one archive, as a folder does", NULL },
    { 'f', "force", TAKES_NOTHING, NULL, 0, GROUP_FILES,
      "overwrite; read special files; write compressed data to a terminal", NULL },
    { LONG_FILES0_FROM, "files0-from", TAKES_VALUE, "FILE", 0, GROUP_FILES,
      "names of files are in FILE (-: standard input), a NUL after each; with -o they become one archive, in "
      "which they keep their paths",
      NULL },
    /* Apart from -f: whoever overwrites what is there need not mean to compress archives once more. */
    { LONG_RECOMPRESS, "recompress", TAKES_NOTHING, NULL, 0, GROUP_FILES,
      "compress files whose names end in .llz too, which are skipped otherwise", NULL },
    { LONG_NO_SPARSE, "no-sparse", TAKES_NOTHING, NULL, USE_SETTING, GROUP_FILES,
      "write zeros where a decompressed file would get holes", NULL },

    /* Not a setting, for it changes which files are touched. */
    { 'r', "recursive", TAKES_NOTHING, NULL, 0, GROUP_FOLDERS,
      "each file below a folder for itself, instead of the folder; with -d, -t, -l: each archive below it",
      NULL },
    { 'C', "directory", TAKES_VALUE, "DIR", 0, GROUP_FOLDERS,
      "with -d: restore a folder into DIR, which exists; else FOLDER.llz becomes the new folder FOLDER", NULL },
    { LONG_ONLY, "only", TAKES_VALUE, "GLOB", 0, GROUP_FOLDERS,
      "with -d, -l: only these entries, and all below them; * matches slashes too; may be repeated", NULL },
    { LONG_EXCLUDE, "exclude", TAKES_VALUE, "GLOB", 0, GROUP_FOLDERS,
      "leave out what matches, and all below it: while packing, with -r, or with -d, -l; GLOB may match from "
      "any slash on, * matches slashes too; may be repeated",
      NULL },
    { LONG_SPECIAL, "special", TAKES_NOTHING, NULL, 0, GROUP_FOLDERS,
      "with -d: devices, FIFOs, setuid, setgid, and attributes of the system too", NULL },
    { LONG_REPACK, "repack", TAKES_NOTHING, NULL, 0, GROUP_FOLDERS,
      "FILE is a tar, zip, 7z, iso or cpio: compress its entries", NULL },
    { LONG_NO_REORDER, "no-reorder", TAKES_NOTHING, NULL, USE_SETTING, GROUP_FOLDERS,
      "leave files in the order of kinds and names inside an archive, instead of looking for a better one",
      NULL },

    /* The digits -0 to -9 are short for it (option_table.digits), and so may stand wherever it may. */
    { LONG_LEVEL, "level", TAKES_VALUE, "N", USE_SETTING, GROUP_HOW,
      "larger is smaller output, slower, more memory (default 5); 0 is a tiny model, meant for tests", NULL },
    { LONG_MODEL, "model", TAKES_VALUE, "N", USE_SETTING, GROUP_HOW,
      "in place of a level, which stands for one of them: the model of this number (-V -v tells all) or name, one of:",
      value_model_name },
    { LONG_LM_ONLY, "lm-only", TAKES_NOTHING, NULL, USE_SETTING, GROUP_HOW, "the language model alone predicts",
      NULL },
    { LONG_EXPERTS_ONLY, "experts-only", TAKES_NOTHING, NULL, USE_SETTING, GROUP_HOW,
      "the n-gram experts alone predict", NULL },
    { LONG_WITHOUT, "without", TAKES_VALUE, "LIST", USE_SETTING, GROUP_HOW,
      "leave parts of the predictor out, to see what they are worth:", llz_part_name },
    { LONG_POLICY, "policy", TAKES_VALUE, "NAME", USE_SETTING, GROUP_HOW,
      "how the model learns, with parameters as in skip:share=0.6:move=0.01, which `llz --help policy` lists; one of:",
      llz_policy_name },
    { LONG_OPTIMIZER, "optimizer", TAKES_VALUE, "NAME", USE_SETTING, GROUP_HOW,
      "how its weights follow; one of:", llz_optimizer_name },
    { LONG_SEED, "seed", TAKES_VALUE, "N", USE_SETTING, GROUP_HOW, "of the model's first weights (default 0)",
      NULL },
    /* The factor of 16 is that of llz_budget_most(); check_budget() tells the figure for the options at
     * hand. */
    { LONG_BUDGET, "budget", TAKES_VALUE, "N", USE_SETTING, GROUP_HOW,
      "floating-point operations for each byte, with K or M for thousands or millions; what learning leaves "
      "of them relearns old data; at most 16 times what a byte takes without a budget (default updates: as "
      "many as learning takes)",
      NULL },
    { LONG_MEMORY, "memory", TAKES_VALUE, "SIZE", USE_SETTING, GROUP_HOW,
      "the most memory that the model may take, more or less than usual; more is smaller output of much data; "
      "decompressing takes as much, and where that is more than usual has to be allowed it: with -d, -t, -l this "
      "is --memlimit",
      NULL },
    { 'D', "prior", TAKES_VALUE, "FILE", USE_SETTING, GROUP_HOW,
      "start from what the prior FILE, made by llz train, knows; auto: from the one that suits best, if any "
      "pays; decompressing needs the same one, which is also looked for in the folders of LLZ_PRIOR_PATH, and of "
      "the package llz-priors",
      NULL },
    /* 1000 is LLZ_SEARCH_MAX, which value_count() enforces. */
    { LONG_SEARCH, "search", TAKES_VALUE, "N", USE_SETTING, GROUP_HOW,
      "compress N times (1 to 1000), each time learning in another way, and keep the smallest; decompressing "
      "takes no longer",
      NULL },
    /* 64 KiB is LLZ_SPLIT_MIN. */
    { LONG_SPLIT, "split", TAKES_VALUE, "SIZE", USE_SETTING, GROUP_HOW,
      "learn anew after every SIZE bytes (64KiB or more), so that as many groups as there are threads are "
      "coded at a time, and damage to one leaves the others whole",
      NULL },
    { LONG_CHECK, "check", TAKES_VALUE, "BITS", USE_SETTING, GROUP_HOW,
      "length of the hash over all content that the archive keeps (default 64); one of:", value_check_name },
    { 'T', "threads", TAKES_VALUE, "N", USE_SETTING, GROUP_HOW,
      "threads to use (default 2; 0: as many as there are cores; more than 2 are of use for several files of up to "
      "64 KiB, with --split, and for decompressing what these made); never changes the output",
      NULL },

    { LONG_MEMLIMIT, "memlimit", TAKES_VALUE, "SIZE", USE_SETTING, GROUP_LIMITS,
      "refuse what needs more memory than SIZE bytes, KiB, MiB or GiB, before any is taken; never changes the "
      "level",
      NULL },
    { LONG_NO_SANDBOX, "no-sandbox", TAKES_NOTHING, NULL, USE_SETTING, GROUP_LIMITS,
      "with -d, -t, -l, --repack: do not confine what decodes", NULL },
    { LONG_ANY_COST, "any-cost", TAKES_NOTHING, NULL, USE_SETTING, GROUP_LIMITS,
      "decode archives of many small members, too, that take much more time to begin than their sizes allow",
      NULL },
    { LONG_MAX_OUTPUT, "max-output", TAKES_VALUE, "SIZE", USE_SETTING, GROUP_LIMITS,
      "refuse to put out more than SIZE for an input; what was begun is removed", NULL },
    { 'v', "verbose", TAKES_NOTHING, NULL, USE_SETTING, GROUP_LIMITS, "after each file: sizes, speed, memory",
      NULL },
    { 'q', "quiet", TAKES_NOTHING, NULL, USE_SETTING, GROUP_LIMITS,
      "no progress, and no warnings except of what a failure has cost", NULL },
};

const struct manual manual_llz = {
    .usage = usage,
    .about =
        "Compress each FILE to FILE.llz with a language model that learns while it codes. Without FILE, or "
        "when FILE is -, read standard input and write standard output. A folder becomes one archive, with "
        "rights, owners, times, links and attributes.\n\n"
        "Decompressing takes as long as compressing: the model learns everything again. Model, policy, "
        "optimizer, seed and arithmetic are read from the archive then.",
    .groups = groups,
    .definitions = definitions,
    .count = sizeof definitions / sizeof definitions[0],
    .topics = topics_llz,
    .confines = 1, /* run_named() does: signals_watch() starts a thread, which has to come after */
};
