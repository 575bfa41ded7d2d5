/* journal.c - a file of lines that only ever grows.
 *
 * A comparison may take days, and be ended by anything. Each result is appended as a whole line under a
 * lock and synced, so that what was measured is never lost, and several processes can share a file. A torn
 * last line is closed by whoever comes next. */
#include "cli/compare/records/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/signals.h"

#define RETRY_NANOSECONDS 20000000 /* between two tries to lock */

/* Waits for it, but no longer than until a signal asks the program to end: a
 * lock that blocks would not notice.
 *
 * POSIX locks go when the process closes any descriptor of the file: none is opened twice at a time here. */
static enum status lock(const char *path, int fd, short type)
{
    const struct timespec pause = { 0, RETRY_NANOSECONDS };
    struct flock whole = { .l_type = type, .l_whence = SEEK_SET };
    char reason[256];

    while (fcntl(fd, F_SETLK, &whole) != 0) {
        if (errno != EACCES && errno != EAGAIN && errno != EINTR) {
            snprintf(reason, sizeof reason, "cannot be locked, so results would get lost: %s", strerror(errno));
            return report_error(path, reason);
        }
        if (signals_caught())
            return STATUS_ERROR;
        nanosleep(&pause, NULL);
    }
    return STATUS_OK;
}

/* Back to the beginning if the file starts as it should. */
static enum status check_beginning(const char *path, FILE *file, const char *beginning)
{
    /* A mistyped name of someone's file is refused before a line is added to it. */
    char head[64];
    size_t n = fread(head, 1, strlen(beginning), file);

    if (ferror(file))
        return report_errno(path, errno);
    if (n > 0 && (n < strlen(beginning) || memcmp(head, beginning, n) != 0))
        return report_error(path, "not usable: was not written by llz compare, or by an older one");
    rewind(file);
    return STATUS_OK;
}

static enum status read_lines(const char *path, FILE *file, journal_line_fn line, void *user)
{
    enum status status = STATUS_OK;
    char *text = NULL;
    size_t room = 0, number = 0;
    ssize_t n;

    /* n is handed on, as a damaged line may hold zero bytes. */
    while (status != STATUS_ERROR && (n = getline(&text, &room, file)) > 0) {
        if (text[n - 1] == '\n')
            text[--n] = '\0';
        status = status_worse(status, line(user, text, (size_t)n, ++number));
    }
    if (status != STATUS_ERROR && !feof(file))
        status = report_errno(path, errno);
    free(text);
    return status;
}

enum status journal_read(const char *path, const char *beginning, journal_line_fn line, void *user)
{
    FILE *file = fopen(path, "r");
    enum status status;

    if (!file)
        return report_errno(path, errno);
    status = lock(path, fileno(file), F_RDLCK);
    if (status == STATUS_OK)
        status = check_beginning(path, file, beginning);
    if (status == STATUS_OK)
        status = read_lines(path, file, line, user);
    fclose(file);
    return status;
}

/* A link is not followed: others could change it between two lines. */
static int open_to_append(const char *path, int more)
{
    /* Not blocking: a FIFO of that name would hold the program up before it can be refused. */
    const int fd = open(path, O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | more, 0666);
    struct stat info;
    int error = EEXIST;

    if (fd < 0)
        return -1;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode))
        return fd;
    if (close(fd) != 0)
        error = errno;
    errno = error;
    return -1;
}

static enum status not_opened(const char *path)
{
    if (errno == ELOOP)
        return report_error(path, "is a link, through which nothing is written");
    return errno == EEXIST ? report_error(path, "is not a regular file") : report_errno(path, errno);
}

enum status journal_check(const char *path)
{
    /* Without O_CREAT: a comparison that is refused leaves no empty file. */
    int fd = open_to_append(path, 0);
    enum status status;

    if (fd < 0)
        return errno == ENOENT ? STATUS_OK : not_opened(path);
    status = lock(path, fd, F_WRLCK);
    close(fd);
    return status;
}

/* 0, or -1 with errno. */
static int write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t wrote = write(fd, p, n);

        if (wrote < 0 && errno != EINTR)
            return -1;
        p += wrote > 0 ? wrote : 0;
        n -= wrote > 0 ? (size_t)wrote : 0;
    }
    return 0;
}

/* 1: the last line has no end, for whoever wrote it died. -1: errno. */
static int is_torn(int fd, off_t size)
{
    char last;

    if (size == 0)
        return 0;
    return pread(fd, &last, 1, size - 1) == 1 ? last != '\n' : -1;
}

static enum status append(const char *path, int fd, const char *text)
{
    size_t length = strlen(text);
    /* A line end before it if the last line is torn, one after it, and the zero. */
    char *line = malloc(length + 3);
    struct stat before;
    int torn = -1, error = 0;

    if (line && fstat(fd, &before) == 0)
        torn = is_torn(fd, before.st_size);
    if (torn >= 0) {
        snprintf(line, length + 3, "%s%s\n", torn ? "\n" : "", text);
        if (write_all(fd, line, strlen(line)) != 0 || fsync(fd) != 0) {
            error = errno;
            /* A full disk leaves a file as it was, not half a line. */
            if (ftruncate(fd, before.st_size) != 0)
                report_error(path, "ends with a line that is not complete");
        }
    } else {
        error = errno;
    }
    free(line);
    return error ? report_errno(path, error) : STATUS_OK;
}

enum status journal_create(const char *path)
{
    const int fd = open_to_append(path, O_CREAT);

    if (fd < 0)
        return not_opened(path);
    return close(fd) == 0 ? STATUS_OK : report_errno(path, errno);
}

enum status journal_append(const char *path, const char *text)
{
    int fd = open_to_append(path, O_CREAT);
    enum status status;

    if (fd < 0)
        return not_opened(path);
    status = lock(path, fd, F_WRLCK);
    if (status == STATUS_OK)
        status = append(path, fd, text);
    if (close(fd) != 0 && status == STATUS_OK)
        status = report_errno(path, errno);
    return status;
}
