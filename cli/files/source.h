/* source.h - a file, pipe or standard input that is read from beginning to end. */
#ifndef LLZ_SOURCE_H
#define LLZ_SOURCE_H

#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "cli/files/rights.h"
#include "cli/options/options.h"
#include "cli/terminal/report.h"

/* Enough for the header of an archive's first member. */
#define SOURCE_AHEAD 8192

struct source {
    const char *name; /* for messages */
    const char *path; /* NULL: standard input */
    int fd;
    struct stat info;
    struct rights rights;              /* rights of a regular file */
    uint64_t size;                     /* bytes ahead; 0: not known */
    unsigned char ahead[SOURCE_AHEAD]; /* read by source_content() or source_peek(), next for source_read() */
    size_t ahead_at, ahead_end;
    int spool;        /* a copy of what can be read only once, by source_anywhere(); 0: none */
    off_t start;      /* offset from which source_pread() counts */
    int around;       /* with --rm: folder of the path; 0: none */
    const char *last; /* its name there */
};

/* Opens name ("-": standard input) unless it is of a kind that opt forbids. STATUS_OK, or after a message
 * another status with nothing open. */
enum status source_open(struct source *src, const struct options *opt, const char *name);

/* Up to size bytes; 0 at the end; -1 with errno, which is EINTR only when signals_caught(). */
ssize_t source_read(struct source *src, void *data, size_t size);

/* Reads up to n bytes, at most SOURCE_AHEAD, which stay to be read, and are at src->ahead until then. How many there
 * are, fewer only at the end of the input; -1 with errno as above. Before source_read(). */
ssize_t source_peek(struct source *src, size_t n);

/* Passes over a hole that comes next, or the first `most` bytes of it; returns how many bytes that are. They
 * need not be read: they are zeros. */
uint64_t source_skip_hole(struct source *src, uint64_t most);

/* Bytes that are ahead and need not be read one after the other; 0: none are, or nobody knows. */
uint64_t source_seekable(const struct source *src);

/* Passes over n of these. 0, or -1 with errno. */
int source_skip(struct source *src, uint64_t n);

/* What the first member of an archive holds; LLZ_CONTENT_STREAM too where there is no archive. Nothing is lost
 * of what is read for that. STATUS_OK, or STATUS_ERROR after a message (none after a signal) when it could not
 * be read. */
enum status source_content(struct source *src, enum llz_content *content);

/* Makes all of it readable anywhere, by way of a temporary file where it is none. Instead of source_read(), not
 * after it. STATUS_OK, or STATUS_ERROR after a message (none after a signal). */
enum status source_anywhere(struct source *src);

/* Up to size bytes from byte `at` on; 0 at the end; -1 with errno. */
ssize_t source_pread(const struct source *src, void *data, size_t size, uint64_t at);

void source_close(struct source *src);

/* What happened to a regular file, or to its name, since it was opened: a few words, or NULL. Size, times of
 * the last change of content and of the inode, and whether the name still means it are compared: two changes
 * within a tick of the file system's clock (a few ms on kernels before Linux 6.13) can look like none. */
const char *source_change(const struct source *src);

/* Once its output is complete and on disk: a line (STATUS_WARNING) when it changed meanwhile. With --rm it is
 * removed, unless it changed, or `kept` says why it has to stay, which is a line too. */
enum status source_finish(const struct source *src, const struct options *opt, const char *kept);

#endif
