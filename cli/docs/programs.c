/* programs.c - what is installed beside llz and has a page and completions, too. llzgrep is a script, so its
 * table is here; it has the options of grep that matter with archives. */
#include <stddef.h>

#include "cli/docs/docs.h"

static const char *const groups[] = { "Options that matter here", NULL };

static const char *const usage[] = { "llzgrep [OPTION OF GREP]... [-e] PATTERN [FILE]...",
                                     "llzgrep [OPTION OF GREP]... -e PATTERN ... -f FILE ... [FILE]...", NULL };

static const struct definition definitions[] = {
    { 'e', "regexp", TAKES_VALUE, "PATTERN", 0, 0, "search for PATTERN; may be repeated", NULL },
    { 'f', "file", TAKES_VALUE, "FILE", 0, 0,
      "patterns are in FILE, one in each line; may be a pipe, or - for standard input", NULL },
    { 'c', "count", TAKES_NOTHING, NULL, 0, 0, "tell how many lines match", NULL },
    { 'i', "ignore-case", TAKES_NOTHING, NULL, 0, 0, "small letters and capitals are the same", NULL },
    { 'n', "line-number", TAKES_NOTHING, NULL, 0, 0, "tell numbers of lines", NULL },
    { 'm', "max-count", TAKES_VALUE, "NUM", 0, 0,
      "stop after NUM lines of each file; what follows is not decoded", NULL },
    { 'l', "files-with-matches", TAKES_NOTHING, NULL, 0, 0,
      "names of files that have a match; each is decoded up to the first one", NULL },
    { 'L', "files-without-match", TAKES_NOTHING, NULL, 0, 0, "names of files that have none", NULL },
    { 'H', "with-filename", TAKES_NOTHING, NULL, 0, 0, "names before lines (default with several files)",
      NULL },
    { 'h', "no-filename", TAKES_NOTHING, NULL, 0, 0, "no names", NULL },
    { 'Z', "null", TAKES_NOTHING, NULL, 0, 0, "a NUL after names", NULL },
    { 'q', "quiet", TAKES_NOTHING, NULL, 0, 0, "print nothing, and stop at the first match", NULL },
};

static const struct topic topics[] = {
    { NULL, "EXIT STATUS",
      "0 when a line matched, 1 when none did, 2 after an error, also of an archive: one that is damaged, as "
      "far as it was decoded, or cannot be read. With -q it is 0 at the first match, whatever comes after "
      "it." },
    { NULL, "ENVIRONMENT",
      "GREP names the grep that is used. It has to know -H and --label, as GNU grep does." },
    { NULL, "EXAMPLES",
      "Lines of old logs, with names and numbers:\n\n"
      "    llzgrep -n 'out of memory' log log.1.llz log.2.llz" },
    { NULL, NULL, NULL },
};

static const struct manual manual_llzgrep = {
    .usage = usage,
    .about =
        "Search archives of llz with grep: each FILE is decoded, and grep searches what it holds. A FILE that is "
        "not an archive is searched as it is. Without FILE, or when FILE is -, standard input is searched, "
        "which may be either. Of an archive of a folder it is the tar of llz -dc that is searched.\n\n"
        "All options of grep are passed on but those about folders (-r, --include and the like). Long "
        "options have to be written in full.",
    .groups = groups,
    .definitions = definitions,
    .count = sizeof definitions / sizeof definitions[0],
    .topics = topics,
};

static const struct command programs[] = {
    /* Of llzcat the manual is in the program, which prints it as help. */
    { "llzcat", "write what archives of llz hold", &manual_llzcat, NULL },
    { "llzgrep", "search archives of llz", &manual_llzgrep, NULL },
};

/* No functions to run: these are only written about. */
const struct command *docs_program(int i)
{
    return i >= 0 && (size_t)i < sizeof programs / sizeof programs[0] ? &programs[i] : NULL;
}
