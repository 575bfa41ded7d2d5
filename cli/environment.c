/* environment.c - options that LLZ_OPT holds. */
#include "cli/environment.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/report.h"

#define BLANKS " \t\n"

static int parse_words(const struct words *words, void *user, int argc, char **argv)
{
    struct words ours = *words;
    int names;

    ours.needs = USE_SETTING;
    ours.refusal = ENVIRONMENT_NAME " may hold settings only; see llz --help environment";
    if (words_parse(&ours, user, argc, argv, &names) != 0)
        return -1;
    return names == 0 ? 0 : report_usage(argv[0], ENVIRONMENT_NAME " may hold options only");
}

/* Cuts text, which it changes, into words behind argv[0]; at most one for every second character. */
static int split(char *text, char **argv)
{
    char *place = NULL;
    int argc = 1;

    for (char *word = strtok_r(text, BLANKS, &place); word; word = strtok_r(NULL, BLANKS, &place))
        argv[argc++] = word;
    return argc;
}

int environment_parse(const struct words *words, void *user)
{
    const char *value = getenv(ENVIRONMENT_NAME);
    char *text, **argv;
    int result = -1;

    if (!value)
        return 0;
    text = strdup(value);
    argv = calloc(strlen(value) / 2 + 3, sizeof *argv);
    if (text && argv)
        result = parse_words(words, user, split(text, argv), argv);
    else
        report_errno(ENVIRONMENT_NAME, ENOMEM);
    free(argv);
    free(text);
    return result;
}
