/* environment.c - what variables of the environment hold. */
#include "cli/options/environment.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/terminal/report.h"
#include "codec/llz_lab.h"

/* There are no quotes and no escapes: a value with a blank in it cannot be given in the variable. */
#define BLANKS " \t\n"

static int parse_words(const struct option_table *table, void *user, int argc, char **argv)
{
    struct option_table ours = *table;
    int names, failed;

    /* A variable is inherited unseen: nothing in it may remove, overwrite or redirect. */
    ours.needs = USE_SETTING;
    ours.refusal = ENVIRONMENT_NAME " may hold settings only; see llz --help environment";
    report_origin(ENVIRONMENT_NAME);
    failed = option_table_parse(&ours, user, argc, argv, &names);
    /* option_table_parse() gathers names at the front of argv, so argv[0] is the first of them. */
    if (!failed && names > 0)
        failed = report_usage(argv[0], "is a name, and only options may stand there");
    report_origin(NULL);
    return failed;
}

/* Cuts text, which it changes, into words after argv[0]; at most one for every second character. */
static int split(char *text, char **argv)
{
    char *place = NULL;
    int argc = 1;

    for (char *word = strtok_r(text, BLANKS, &place); word; word = strtok_r(NULL, BLANKS, &place))
        argv[argc++] = word;
    return argc;
}

int environment_parse(const struct option_table *table, void *user, char **text)
{
    const char *value = getenv(ENVIRONMENT_NAME);
    char **argv;
    int result = -1;

    *text = NULL;
    if (!value)
        return 0;
    *text = strdup(value);
    /* Words of one letter with a blank between them are (n + 1) / 2; argv[0] and the NULL at the end
     * come on top. */
    argv = calloc(strlen(value) / 2 + 3, sizeof *argv);
    if (*text && argv)
        result = parse_words(table, user, split(*text, argv), argv);
    else
        report_errno(ENVIRONMENT_NAME, ENOMEM);
    free(argv);
    return result;
}

int environment_check(void)
{
    const char *kernel = getenv(KERNEL_NAME);
    char known[128];
    size_t used = 0;

    /* Empty counts as not set, as it does for the library. */
    if (!kernel || !*kernel)
        return 0;
    for (int i = 0; llz_kernel_name(i) && used < sizeof known; i++) {
        if (strcmp(llz_kernel_name(i), kernel) == 0)
            return 0;
        /* snprintf() counts what it had to leave out too, so `used` may pass the end, and then ends the
         * loop before the room that is left would wrap around. */
        used += (size_t)snprintf(known + used, sizeof known - used, "%s %s", i ? "," : "", llz_kernel_name(i));
    }
    report_origin(KERNEL_NAME);
    report_usage(kernel, "no arithmetic kernel of this program that this machine can run; known are:%s", known);
    report_origin(NULL);
    return -1;
}
