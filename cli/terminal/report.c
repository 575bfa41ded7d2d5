/* report.c - what the user is told on stderr, and the exit status that follows.
 *
 * One form for all messages: "llz: NAME: REASON", a line each, names made printable. */
#include "cli/terminal/report.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/terminal/printable.h"
#include "cli/terminal/turn.h"

static const char *origin; /* variable that the wrong option comes from; NULL: the command line */

/* Not the larger number: an error is 1 and a warning 2. */
enum status status_worse(enum status a, enum status b)
{
    if (a == STATUS_ERROR || b == STATUS_OK)
        return a;
    return b;
}

static void end_line(void)
{
    if (origin)
        fprintf(stderr, " (in %s)", origin);
    fputc('\n', stderr);
}

enum status report_error(const char *name, const char *reason)
{
    turn_wait();
    /* In pieces, so that a name of any length needs no buffer. */
    fputs("llz: ", stderr);
    printable_put(stderr, name);
    fputs(": ", stderr);
    /* It may be the text of a library, which an archive has a say in. */
    printable_put_reason(stderr, reason);
    end_line();
    return STATUS_ERROR;
}

enum status report_errno(const char *name, int error)
{
    /* Whoever has closed the pipe has had enough, as with head(1). */
    if (error == EPIPE)
        return STATUS_ERROR;
    return report_error(name, strerror(error));
}

enum status report_warning(const struct options *opt, const char *name, const char *reason)
{
    /* The exit status says it in any case. */
    if (!opt->quiet)
        report_error(name, reason);
    return STATUS_WARNING;
}

enum status report_loss(const char *name, const char *reason)
{
    report_error(name, reason);
    return STATUS_WARNING;
}

enum status report_left(const char *path, int error)
{
    char text[160];

    snprintf(text, sizeof text, "left over: cannot be removed: %s", strerror(error));
    return report_loss(path, text);
}

void report_origin(const char *variable)
{
    origin = variable;
}

int report_usage(const char *word, const char *format, ...)
{
    char reason[4096];
    va_list values;

    va_start(values, format);
    vsnprintf(reason, sizeof reason, format, values);
    va_end(values);
    report_error(word, reason);
    return -1;
}

/* Standard output is buffered, so errors may show only here. */
enum status report_flush(void)
{
    if (fflush(stdout) != 0 || ferror(stdout))
        return report_errno("(stdout)", errno);
    return STATUS_OK;
}
