/* draft.c - a text that is printed into a stream.
 *
 * A temporary file, not open_memstream(): where memory is missing, glibc's drops what is printed without
 * setting ferror(), and closes with success. */
#include "cli/lab/draft.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files/sparse.h"
#include "cli/files/spool.h"

#define TRIED 4096 /* bytes that even a short draft takes of a disk */

/* More than any file system has in hand for a file whose last write failed. */
#define REPEATED 65536

/* 0, or an errno. */
static int write_zeros(int fd, size_t size)
{
    static const char zeros[REPEATED];

    return sparse_write_all(fd, zeros, size) == 0 ? 0 : errno;
}

enum status draft_check(void)
{
    int fd = spool_open(), error;

    if (fd < 0)
        return report_errno(spool_name(), errno);
    error = write_zeros(fd, TRIED);
    if (close(fd) != 0 && error == 0)
        error = errno;
    return error ? report_errno(spool_name(), error) : STATUS_OK;
}

FILE *draft_open(void)
{
    int fd = spool_open(), error;
    FILE *draft = fd < 0 ? NULL : fdopen(fd, "w+");

    if (draft)
        return draft;
    error = errno;
    if (fd >= 0)
        close(fd);
    report_errno(spool_name(), error);
    return NULL;
}

/* The errno of a write that failed long ago: a stream keeps that it failed, and not why. So it is made again, of what
 * the stream still has or, as a long text passes its buffer by, of as much after it. */
static int cause(FILE *draft)
{
    int error;

    if (fflush(draft) != 0)
        return errno;
    if (lseek(fileno(draft), 0, SEEK_END) < 0)
        return errno;
    error = write_zeros(fileno(draft), REPEATED);
    return error ? error : EIO;
}

/* 0, or an errno. */
static int read_all(FILE *draft, char **text, size_t *size)
{
    long end;

    if (ferror(draft))
        return cause(draft);
    if (fflush(draft) != 0 || fseek(draft, 0, SEEK_END) != 0 || (end = ftell(draft)) < 0 ||
        fseek(draft, 0, SEEK_SET) != 0)
        return errno;
    *size = (size_t)end;
    *text = malloc(*size + 1);
    if (!*text)
        return ENOMEM;
    (*text)[*size] = '\0';
    errno = EIO; /* for a file that is shorter now */
    return fread(*text, 1, *size, draft) == *size ? 0 : errno;
}

enum status draft_end(FILE *draft, const char *name, char **text, size_t *size)
{
    int error;

    *text = NULL;
    error = read_all(draft, text, size);
    if (fclose(draft) != 0 && error == 0)
        error = errno;
    if (error == 0)
        return STATUS_OK;
    free(*text);
    *text = NULL;
    return report_errno(error == ENOMEM ? name : spool_name(), error);
}
