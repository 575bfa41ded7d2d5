/* Preloaded into llz, it is the other user of a folder who is always in time: just before the first call of one
 * of the functions in SWAP_AT (names with commas; open means to write, open-read to read) whose path ends in
 * SWAP_LAST (if that is set), what SWAP_NAME means (a pattern) gets the name NAME.moved, and SWAP_GOAL takes its
 * place: as a link to it, or, after "=", as another name of it. Says so on stderr. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define VISIBLE __attribute__((visibility("default")))

static int is_listed(const char *function)
{
    const char *list = getenv("SWAP_AT");
    const size_t n = strlen(function);

    for (; list; list = strchr(list, ','), list += list != NULL)
        if (strncmp(list, function, n) == 0 && (list[n] == ',' || list[n] == '\0'))
            return 1;
    return 0;
}

static int is_last(const char *path)
{
    const char *last = getenv("SWAP_LAST"), *slash = strrchr(path, '/');

    return !last || strcmp(slash ? slash + 1 : path, last) == 0;
}

static void swap(const char *function, const char *path)
{
    static int done;
    const char *goal = getenv("SWAP_GOAL"), *name = getenv("SWAP_NAME");
    char moved[4096];
    const int error = errno;
    glob_t found;

    if (done || !goal || !name || !is_listed(function) || !is_last(path))
        return;
    done = 1;
    if (glob(name, GLOB_PERIOD, NULL, &found) == 0) {
        snprintf(moved, sizeof moved, "%s.moved", found.gl_pathv[0]);
        if (rename(found.gl_pathv[0], moved) == 0 &&
            (*goal == '=' ? link(goal + 1, found.gl_pathv[0]) : symlink(goal, found.gl_pathv[0])) == 0)
            dprintf(2, "swap: %s at %s\n", found.gl_pathv[0], function);
        globfree(&found);
    }
    errno = error;
}

/* The next definition of that function. */
static void real_of(const char *name, void *to)
{
    void *symbol = dlsym(RTLD_NEXT, name);

    memcpy(to, &symbol, sizeof symbol);
}

static mode_t mode_of(int flags, va_list more)
{
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
}

#define OPEN(name, parameters, folder)                                                                         \
    VISIBLE int name parameters                                                                                \
    {                                                                                                          \
        int (*real)(int, const char *, int, ...);                                                              \
        va_list more;                                                                                          \
        mode_t mode;                                                                                           \
                                                                                                               \
        va_start(more, flags);                                                                                 \
        mode = mode_of(flags, more);                                                                           \
        va_end(more);                                                                                          \
        swap((flags & O_ACCMODE) != O_RDONLY ? "open" : "open-read", path);                                    \
        real_of("openat", &real);                                                                              \
        return real(folder, path, flags, mode);                                                                \
    }
OPEN(open, (const char *path, int flags, ...), AT_FDCWD)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD)
OPEN(openat, (int folder, const char *path, int flags, ...), folder)
OPEN(openat64, (int folder, const char *path, int flags, ...), folder)

int __open_2(const char *path, int flags);
VISIBLE int __open_2(const char *path, int flags)
{
    return open(path, flags);
}
int __open64_2(const char *path, int flags);
VISIBLE int __open64_2(const char *path, int flags)
{
    return open(path, flags);
}
int __openat_2(int folder, const char *path, int flags);
VISIBLE int __openat_2(int folder, const char *path, int flags)
{
    return openat(folder, path, flags);
}
int __openat64_2(int folder, const char *path, int flags);
VISIBLE int __openat64_2(int folder, const char *path, int flags)
{
    return openat(folder, path, flags);
}

#define WRAP(name, parameters, path, arguments)                                                                \
    VISIBLE int name parameters                                                                                \
    {                                                                                                          \
        int(*real) parameters;                                                                                 \
                                                                                                               \
        swap(#name, path);                                                                                     \
        real_of(#name, &real);                                                                                 \
        return real arguments;                                                                                 \
    }
WRAP(unlink, (const char *path), path, (path))
WRAP(remove, (const char *path), path, (path))
WRAP(unlinkat, (int folder, const char *path, int flags), path, (folder, path, flags))
WRAP(chmod, (const char *path, mode_t mode), path, (path, mode))
WRAP(fchmodat, (int folder, const char *path, mode_t mode, int flags), path, (folder, path, mode, flags))
WRAP(chown, (const char *path, uid_t user, gid_t group), path, (path, user, group))
WRAP(fchownat, (int folder, const char *path, uid_t user, gid_t group, int flags), path,
     (folder, path, user, group, flags))
