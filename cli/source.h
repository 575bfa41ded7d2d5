/* source.h - a file, pipe or standard input that is read from beginning to end. */
#ifndef LLZ_CLI_SOURCE_H
#define LLZ_CLI_SOURCE_H

#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "cli/options.h"
#include "cli/report.h"

struct source {
    const char *name; /* for messages */
    const char *path; /* NULL: standard input */
    int fd;
    struct stat info;
    uint64_t size; /* bytes ahead; 0: not known */
};

/* Opens name ("-": standard input) unless it is of a kind that opt forbids. STATUS_OK, or after a message
 * another status with nothing open. */
enum status source_open(struct source *src, const struct options *opt, const char *name);

/* Up to size bytes; 0 at the end; -1 with errno, which is EINTR only when signals_caught(). */
ssize_t source_read(struct source *src, void *data, size_t size);

void source_close(struct source *src);

/* Removes the file that was read, unless its name means another file by now. */
enum status source_remove(const struct source *src, const struct options *opt);

#endif
