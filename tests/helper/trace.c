/* Preloaded into llz, it writes a line into the file TRACE for each call that gives, takes or syncs names, with
 * the last parts of the paths of files; and lets the first call of the function TRACE_FAIL fail with EIO. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define VISIBLE __attribute__((visibility("default")))

static void real_of(const char *name, void *to)
{
    void *symbol = dlsym(RTLD_NEXT, name);

    memcpy(to, &symbol, sizeof symbol);
}

/* Opened before the program is confined. */
static int out = -1;

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("TRACE");

    if (path)
        out = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static const char *last_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash && slash[1] ? slash + 1 : path;
}

/* The kind and the last part of the name that an open file has. */
static const char *name_of(int fd, char text[4096])
{
    char link[64];
    struct stat info;
    ssize_t n;

    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    n = readlink(link, text, 4095);
    if (n < 0 || fstat(fd, &info) != 0)
        return "?";
    text[n] = '\0';
    return last_of(text);
}

/* errno stays as it is if not. */
static int fails(const char *function)
{
    static int failed;
    const char *fail = getenv("TRACE_FAIL");

    if (!fail || strcmp(fail, function) != 0 || failed)
        return 0;
    failed = 1;
    errno = EIO;
    return 1;
}

/* -1: the call fails. */
static int note(const char *function, const char *from, const char *to)
{
    const int error = errno;

    if (out >= 0)
        dprintf(out, "%s %s%s%s\n", function, from, to ? " " : "", to ? to : "");
    errno = error;
    return fails(function) ? -1 : 0;
}

#define SYNC(name)                                                                                             \
    VISIBLE int name(int fd)                                                                                   \
    {                                                                                                          \
        char text[4096];                                                                                       \
                                                                                                               \
        return note(#name, name_of(fd, text), NULL);                                                           \
    }
SYNC(fsync)
SYNC(syncfs)

VISIBLE void sync(void)
{
    (void)note("sync", "", NULL);
}

/* Not told, as there are so many. */
VISIBLE ssize_t pread64(int fd, void *data, size_t size, off64_t at)
{
    ssize_t (*real)(int, void *, size_t, off64_t);

    if (fails("pread64"))
        return -1;
    real_of("pread64", &real);
    return real(fd, data, size, at);
}

#define NAMES(name, parameters, from, to, arguments)                                                           \
    VISIBLE int name parameters                                                                                \
    {                                                                                                          \
        int(*real) parameters;                                                                                 \
                                                                                                               \
        if (note(#name, last_of(from), to) != 0)                                                               \
            return -1;                                                                                         \
        real_of(#name, &real);                                                                                 \
        return real arguments;                                                                                 \
    }
NAMES(rename, (const char *from, const char *to), from, last_of(to), (from, to))
NAMES(renameat, (int a, const char *from, int b, const char *to), from, last_of(to), (a, from, b, to))
NAMES(renameat2, (int a, const char *from, int b, const char *to, unsigned flags), from, last_of(to),
      (a, from, b, to, flags))
NAMES(link, (const char *from, const char *to), from, last_of(to), (from, to))
NAMES(linkat, (int a, const char *from, int b, const char *to, int flags), from, last_of(to),
      (a, from, b, to, flags))
NAMES(unlink, (const char *path), path, NULL, (path))
NAMES(unlinkat, (int folder, const char *path, int flags), path, NULL, (folder, path, flags))
