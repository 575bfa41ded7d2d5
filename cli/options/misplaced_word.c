/* misplaced_word.c - Like git, llz takes its first word for a command; unlike git, it takes any other word
 * for a file. Both mistakes are caught before anything is compressed: a file that has the name of a
 * command, and a command that was mistyped or is another program's. */
#include "cli/options/misplaced_word.h"

#include <string.h>
#include <sys/stat.h>

#include "cli/options/command.h"
#include "cli/options/nearest.h"
#include "cli/terminal/report.h"

#define OPTION "--command"
#define LONG_WORD 7 /* letters; a word that is as long may be mistyped and is known all the same */

/* What others call it, and how llz is asked for it. */
static const struct {
    const char *word, *purpose, *form;
} foreign[] = {
    { "compress", "compress", "llz FILE" },
    { "decompress", "decompress", "llz -d FILE" },
    { "extract", "decompress", "llz -d FILE" },
    { "list", "list", "llz -l FILE" },
    { "test", "test", "llz -t FILE" },
    { "add", "make one archive of several files", "llz -o ARCHIVE FILE..." },
    { "a", "make one archive of several files", "llz -o ARCHIVE FILE..." },
    { "x", "decompress", "llz -d FILE" },
    { "e", "decompress", "llz -d FILE" },
    { "l", "list", "llz -l FILE" },
    { "t", "test", "llz -t FILE" },
};

/* lstat(): a link is a name that is there, even if it leads nowhere. */
static int is_there(const char *name)
{
    struct stat info;

    return lstat(name, &info) == 0;
}

/* How many words at the front of argv are --command and its value, which *value becomes. */
static int parse_option(int argc, char **argv, const char **value)
{
    const size_t n = strlen(OPTION);

    if (argc < 2 || strncmp(argv[1], OPTION, n) != 0)
        return 0;
    /* Words such as --commands, or --command at the end of the line, are left to the parser, which
     * knows what to say of them. */
    *value = argv[1][n] == '=' ? argv[1] + n + 1 : argv[1][n] == '\0' && argc > 2 ? argv[2] : NULL;
    return !*value ? 0 : argv[1][n] == '=' ? 1 : 2;
}

/* --command names none. */
static const struct command *refuse_unknown(const char *word)
{
    const char *near = nearest_name(word, strlen(word), command_name);

    report_usage(word, "no command%s%s%s; see llz --help", near ? "; did you mean " : "", near ? near : "",
                 near ? "?" : "");
    return NULL;
}

const struct command *slip_command(int *argc, char ***argv)
{
    const char *word = *argc > 1 ? (*argv)[1] : "";
    const int option = parse_option(*argc, *argv, &word);
    const struct command *found = command_find(word);

    if (option && !found)
        return refuse_unknown(word);
    if (!found)
        return command_get(0);
    if (!option && is_there(word)) {
        report_usage(
            word, "is a command, and a file here; for the file: ./%s, for the command: llz " OPTION "=%s ...",
            word, word);
        return NULL;
    }
    /* Words of a command are counted from its own on, in place of the program's name. */
    *argc -= option ? option : 1;
    *argv += option ? option : 1;
    return found;
}

static int refuse_command(const char *word, const char *command)
{
    if (strcmp(word, command) == 0)
        return report_usage(word, "no such file; as a command it comes first: llz %s ...", command);
    return report_usage(word, "no such file or command; did you mean llz %s?", command);
}

int slip_check(const struct options *opt)
{
    /* One name alone is left to whoever opens it: that it is not there is an error in any case, and no
     * other file is touched. */
    const char *word = opt->count > 1 ? opt->names[0] : "-";
    const char *near;

    if (opt->literal || strcmp(word, "-") == 0 || is_there(word))
        return 0;
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
        if (strcmp(word, foreign[i].word) == 0)
            return report_usage(word, "no such file or command; to %s: %s", foreign[i].purpose,
                                foreign[i].form);
    /* Commands before foreign words: they are what llz has. */
    near = nearest_name(word, strlen(word), command_name);
    if (near)
        return refuse_command(word, near);
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
        if (strlen(foreign[i].word) >= LONG_WORD && nearest_edits(word, strlen(word), foreign[i].word) <= 1)
            return report_usage(word, "no such file or command; to %s: %s", foreign[i].purpose,
                                foreign[i].form);
    return 0;
}
