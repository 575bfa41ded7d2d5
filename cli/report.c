/* report.c - what the user is told on stderr, and the exit status that follows. */
#include "cli/report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum status status_worse(enum status a, enum status b)
{
    if (a == STATUS_ERROR || b == STATUS_OK)
        return a;
    return b;
}

enum status report_error(const char *name, const char *reason)
{
    fprintf(stderr, "llz: %s: %s\n", name, reason);
    return STATUS_ERROR;
}

enum status report_errno(const char *name, int error)
{
    if (error == EPIPE)
        return STATUS_ERROR;
    return report_error(name, strerror(error));
}

enum status report_warning(const struct options *opt, const char *name, const char *reason)
{
    if (!opt->quiet)
        fprintf(stderr, "llz: %s: %s\n", name, reason);
    return STATUS_WARNING;
}

int report_usage(const char *word, const char *reason)
{
    report_error(word, reason);
    return -1;
}

enum status report_flush(void)
{
    if (fflush(stdout) != 0 || ferror(stdout))
        return report_errno("(stdout)", errno);
    return STATUS_OK;
}
