/* draft.c - a text that is printed into a stream.
 *
 * A temporary file, not open_memstream(): where memory is missing, glibc's drops what is printed without
 * setting ferror(), and closes with success. */
#include "cli/lab/draft.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files/spool.h"

FILE *draft_open(void)
{
    int fd = spool_open(), error;
    FILE *draft = fd < 0 ? NULL : fdopen(fd, "w+");

    if (!draft && fd >= 0) {
        error = errno;
        close(fd);
        errno = error;
    }
    return draft;
}

static int read_all(FILE *draft, char **text, size_t *size)
{
    long end;

    if (ferror(draft) || fflush(draft) != 0 || fseek(draft, 0, SEEK_END) != 0 || (end = ftell(draft)) < 0 ||
        fseek(draft, 0, SEEK_SET) != 0)
        return -1;
    *size = (size_t)end;
    *text = malloc(*size + 1);
    if (!*text)
        return -1;
    (*text)[*size] = '\0';
    errno = EIO; /* for a file that is shorter now */
    return fread(*text, 1, *size, draft) == *size ? 0 : -1;
}

int draft_end(FILE *draft, char **text, size_t *size)
{
    int failed, error;

    *text = NULL;
    errno = EIO; /* for a stream that failed earlier */
    failed = read_all(draft, text, size) != 0;
    error = errno;
    if (fclose(draft) != 0 && !failed) {
        failed = 1;
        error = errno;
    }
    if (failed) {
        free(*text);
        *text = NULL;
    }
    errno = error;
    return failed ? -1 : 0;
}
