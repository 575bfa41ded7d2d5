/* report.h - what the user is told on stderr, and the exit status that follows. */
#ifndef LLZ_REPORT_H
#define LLZ_REPORT_H

#include "cli/options/options.h"

/* Values are the program's exit statuses. */
enum status { STATUS_OK = 0, STATUS_ERROR = 1, STATUS_WARNING = 2 };

/* An error outweighs a warning, a warning outweighs success. */
enum status status_worse(enum status a, enum status b);

/* "llz: NAME: REASON". Returns STATUS_ERROR. */
enum status report_error(const char *name, const char *reason);

/* The same with the reason of errno. A closed pipe is an error, but says nothing: whoever closed it knows. */
enum status report_errno(const char *name, int error);

/* The same, but -q keeps it silent. Returns STATUS_WARNING. */
enum status report_warning(const struct options *opt, const char *name, const char *reason);

/* The same, told with -q too: something is lost because a call failed, and not by a rule. */
enum status report_loss(const char *name, const char *reason);

/* A temporary name that could not be removed and so stays. Returns STATUS_WARNING. */
enum status report_left(const char *path, int error);

/* An unusable command line: "llz: WORD: REASON", the reason as printf() has it. Returns -1. */
__attribute__((format(printf, 2, 3))) int report_usage(const char *word, const char *format, ...);

/* Whatever is wrong from now on comes from that variable of the environment, which messages then name; NULL:
 * from the command line, or a file. */
void report_origin(const char *variable);

/* Flushes stdout, so that a full disk or a closed pipe after tables and help is an error too. */
enum status report_flush(void);

#endif
