/* preload_calls.c - system calls that fail, come back short, or are not lived to see. Every name of each: glibc
 * has one with 64 for large files, and others that check sizes for _FORTIFY_SOURCE. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "inject.h"

/* The next definition of NAME, in `real`. */
#define REAL(name)                                                                                             \
    static __typeof__(&name) real;                                                                             \
    if (!real)                                                                                                 \
    real = (__typeof__(&name))inject_real(#name)

/* A function that returns FAILED and errno when it is its turn. */
#define WRAP(kind, type, name, parameters, arguments, failed)                                                  \
    type name parameters                                                                                       \
    {                                                                                                          \
        REAL(name);                                                                                            \
        return inject_failure(kind, #name, (kind) == FAULT_SYNC) ? (failed) : real arguments;                  \
    }

/* A function that may also do half of what is asked for. */
#define WRAP_SIZED(kind, name, parameters, arguments)                                                          \
    ssize_t name parameters                                                                                    \
    {                                                                                                          \
        enum fault_how fate = inject(kind, #name, (kind) == FAULT_WRITE);                                      \
        REAL(name);                                                                                            \
        if (fate == FAULT_ONCE)                                                                                \
            return -1;                                                                                         \
        if (fate == FAULT_SHORT && size > 1)                                                                   \
            size /= 2;                                                                                         \
        return real arguments;                                                                                 \
    }

WRAP_SIZED(FAULT_READ, read, (int fd, void *data, size_t size), (fd, data, size))
WRAP_SIZED(FAULT_READ, pread, (int fd, void *data, size_t size, off_t at), (fd, data, size, at))
WRAP_SIZED(FAULT_READ, pread64, (int fd, void *data, size_t size, off64_t at), (fd, data, size, at))
WRAP_SIZED(FAULT_WRITE, write, (int fd, const void *data, size_t size), (fd, data, size))
WRAP_SIZED(FAULT_WRITE, pwrite, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
WRAP_SIZED(FAULT_WRITE, pwrite64, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))

ssize_t __read_chk(int fd, void *data, size_t size, size_t room);
ssize_t __read_chk(int fd, void *data, size_t size, size_t room)
{
    return size > room ? (abort(), -1) : read(fd, data, size);
}

ssize_t __pread64_chk(int fd, void *data, size_t size, off64_t at, size_t room);
ssize_t __pread64_chk(int fd, void *data, size_t size, off64_t at, size_t room)
{
    return size > room ? (abort(), -1) : pread64(fd, data, size, at);
}

#define MODE_AFTER(last)                                                                                       \
    mode_t mode = 0;                                                                                           \
    if (flags & (O_CREAT | O_TMPFILE)) {                                                                       \
        va_list more;                                                                                          \
        va_start(more, last);                                                                                  \
        mode = va_arg(more, mode_t);                                                                           \
        va_end(more);                                                                                          \
    }

#define WRAP_OPEN(name)                                                                                        \
    int name(const char *path, int flags, ...)                                                                 \
    {                                                                                                          \
        MODE_AFTER(flags)                                                                                      \
        REAL(name);                                                                                            \
        return inject_failure(FAULT_OPEN, #name, 0) ? -1 : real(path, flags, mode);                            \
    }
#define WRAP_OPENAT(name)                                                                                      \
    int name(int folder, const char *path, int flags, ...)                                                     \
    {                                                                                                          \
        MODE_AFTER(flags)                                                                                      \
        REAL(name);                                                                                            \
        return inject_failure(FAULT_OPEN, #name, 0) ? -1 : real(folder, path, flags, mode);                    \
    }

WRAP_OPEN(open)
WRAP_OPEN(open64)
WRAP_OPENAT(openat)
WRAP_OPENAT(openat64)

int __open_2(const char *path, int flags);
int __open_2(const char *path, int flags)
{
    return open(path, flags);
}
int __open64_2(const char *path, int flags);
int __open64_2(const char *path, int flags)
{
    return open64(path, flags);
}
int __openat_2(int folder, const char *path, int flags);
int __openat_2(int folder, const char *path, int flags)
{
    return openat(folder, path, flags);
}
int __openat64_2(int folder, const char *path, int flags);
int __openat64_2(int folder, const char *path, int flags)
{
    return openat64(folder, path, flags);
}

WRAP(FAULT_OPEN, DIR *, opendir, (const char *path), (path), NULL)
WRAP(FAULT_OPEN, DIR *, fdopendir, (int fd), (fd), NULL)

WRAP(FAULT_MAKE, int, link, (const char *from, const char *to), (from, to), -1)
WRAP(FAULT_MAKE, int, linkat, (int a, const char *from, int b, const char *to, int flags),
     (a, from, b, to, flags), -1)
WRAP(FAULT_MAKE, int, symlink, (const char *target, const char *path), (target, path), -1)
WRAP(FAULT_MAKE, int, symlinkat, (const char *target, int folder, const char *path), (target, folder, path), -1)
WRAP(FAULT_MAKE, int, rename, (const char *from, const char *to), (from, to), -1)
WRAP(FAULT_MAKE, int, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to), -1)
WRAP(FAULT_MAKE, int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags),
     (a, from, b, to, flags), -1)
WRAP(FAULT_MAKE, int, mkdir, (const char *path, mode_t mode), (path, mode), -1)
WRAP(FAULT_MAKE, int, mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode), -1)
WRAP(FAULT_MAKE, int, mkfifo, (const char *path, mode_t mode), (path, mode), -1)
WRAP(FAULT_MAKE, int, mkfifoat, (int folder, const char *path, mode_t mode), (folder, path, mode), -1)
WRAP(FAULT_MAKE, int, mknodat, (int folder, const char *path, mode_t mode, dev_t device),
     (folder, path, mode, device), -1)

WRAP(FAULT_REMOVE, int, unlink, (const char *path), (path), -1)
WRAP(FAULT_REMOVE, int, unlinkat, (int folder, const char *path, int flags), (folder, path, flags), -1)
WRAP(FAULT_REMOVE, int, rmdir, (const char *path), (path), -1)
WRAP(FAULT_REMOVE, int, remove, (const char *path), (path), -1)

WRAP(FAULT_ATTRIBUTE, int, chmod, (const char *path, mode_t mode), (path, mode), -1)
WRAP(FAULT_ATTRIBUTE, int, fchmod, (int fd, mode_t mode), (fd, mode), -1)
WRAP(FAULT_ATTRIBUTE, int, fchmodat, (int folder, const char *path, mode_t mode, int flags),
     (folder, path, mode, flags), -1)
WRAP(FAULT_ATTRIBUTE, int, chown, (const char *path, uid_t uid, gid_t gid), (path, uid, gid), -1)
WRAP(FAULT_ATTRIBUTE, int, lchown, (const char *path, uid_t uid, gid_t gid), (path, uid, gid), -1)
WRAP(FAULT_ATTRIBUTE, int, fchown, (int fd, uid_t uid, gid_t gid), (fd, uid, gid), -1)
WRAP(FAULT_ATTRIBUTE, int, fchownat, (int folder, const char *path, uid_t uid, gid_t gid, int flags),
     (folder, path, uid, gid, flags), -1)
WRAP(FAULT_ATTRIBUTE, int, futimens, (int fd, const struct timespec times[2]), (fd, times), -1)
WRAP(FAULT_ATTRIBUTE, int, utimensat, (int folder, const char *path, const struct timespec times[2], int flags),
     (folder, path, times, flags), -1)
WRAP(FAULT_ATTRIBUTE, int, ftruncate, (int fd, off_t size), (fd, size), -1)
WRAP(FAULT_ATTRIBUTE, int, ftruncate64, (int fd, off64_t size), (fd, size), -1)
WRAP(FAULT_ATTRIBUTE, int, setxattr,
     (const char *path, const char *name, const void *data, size_t size, int flags),
     (path, name, data, size, flags), -1)
WRAP(FAULT_ATTRIBUTE, int, lsetxattr,
     (const char *path, const char *name, const void *data, size_t size, int flags),
     (path, name, data, size, flags), -1)
WRAP(FAULT_ATTRIBUTE, int, fsetxattr, (int fd, const char *name, const void *data, size_t size, int flags),
     (fd, name, data, size, flags), -1)

WRAP(FAULT_LOOK, int, stat, (const char *path, struct stat *info), (path, info), -1)
WRAP(FAULT_LOOK, int, stat64, (const char *path, struct stat64 *info), (path, info), -1)
WRAP(FAULT_LOOK, int, lstat, (const char *path, struct stat *info), (path, info), -1)
WRAP(FAULT_LOOK, int, lstat64, (const char *path, struct stat64 *info), (path, info), -1)
WRAP(FAULT_LOOK, int, fstat, (int fd, struct stat *info), (fd, info), -1)
WRAP(FAULT_LOOK, int, fstat64, (int fd, struct stat64 *info), (fd, info), -1)
WRAP(FAULT_LOOK, int, fstatat, (int folder, const char *path, struct stat *info, int flags),
     (folder, path, info, flags), -1)
WRAP(FAULT_LOOK, int, fstatat64, (int folder, const char *path, struct stat64 *info, int flags),
     (folder, path, info, flags), -1)
WRAP(FAULT_LOOK, int, access, (const char *path, int mode), (path, mode), -1)
WRAP(FAULT_LOOK, int, faccessat, (int folder, const char *path, int mode, int flags),
     (folder, path, mode, flags), -1)
WRAP(FAULT_LOOK, off_t, lseek, (int fd, off_t at, int whence), (fd, at, whence), -1)
WRAP(FAULT_LOOK, off64_t, lseek64, (int fd, off64_t at, int whence), (fd, at, whence), -1)
WRAP(FAULT_LOOK, struct dirent *, readdir, (DIR * folder), (folder), NULL)
WRAP(FAULT_LOOK, struct dirent64 *, readdir64, (DIR * folder), (folder), NULL)
WRAP(FAULT_LOOK, char *, realpath, (const char *path, char *to), (path, to), NULL)
WRAP(FAULT_LOOK, ssize_t, readlink, (const char *path, char *to, size_t size), (path, to, size), -1)
WRAP(FAULT_LOOK, ssize_t, readlinkat, (int folder, const char *path, char *to, size_t size),
     (folder, path, to, size), -1)
WRAP(FAULT_LOOK, ssize_t, listxattr, (const char *path, char *list, size_t size), (path, list, size), -1)
WRAP(FAULT_LOOK, ssize_t, llistxattr, (const char *path, char *list, size_t size), (path, list, size), -1)
WRAP(FAULT_LOOK, ssize_t, flistxattr, (int fd, char *list, size_t size), (fd, list, size), -1)
WRAP(FAULT_LOOK, ssize_t, getxattr, (const char *path, const char *name, void *to, size_t size),
     (path, name, to, size), -1)
WRAP(FAULT_LOOK, ssize_t, lgetxattr, (const char *path, const char *name, void *to, size_t size),
     (path, name, to, size), -1)
WRAP(FAULT_LOOK, ssize_t, fgetxattr, (int fd, const char *name, void *to, size_t size), (fd, name, to, size),
     -1)

ssize_t __readlink_chk(const char *path, char *to, size_t size, size_t room);
ssize_t __readlink_chk(const char *path, char *to, size_t size, size_t room)
{
    return size > room ? (abort(), -1) : readlink(path, to, size);
}
ssize_t __readlinkat_chk(int folder, const char *path, char *to, size_t size, size_t room);
ssize_t __readlinkat_chk(int folder, const char *path, char *to, size_t size, size_t room)
{
    return size > room ? (abort(), -1) : readlinkat(folder, path, to, size);
}

/* A kill loses nothing that was written, so nobody has to wait for the disk. */
#define WRAP_SYNC(name)                                                                                        \
    int name(int fd)                                                                                           \
    {                                                                                                          \
        if (fcntl(fd, F_GETFD) < 0)                                                                            \
            return -1;                                                                                         \
        return inject_failure(FAULT_SYNC, #name, 1) ? -1 : 0;                                                  \
    }
WRAP_SYNC(fsync)
WRAP_SYNC(fdatasync)
WRAP_SYNC(syncfs)

void sync(void)
{
    (void)inject(FAULT_SYNC, "sync", 0);
}

WRAP(FAULT_CLOSE, int, closedir, (DIR * folder), (folder), (real(folder), -1))

/* Losing data matters where the file stays: it has a name and was opened for writing. */
static int keeps_data(int fd)
{
    static int (*look)(int, struct stat *);
    int flags = fcntl(fd, F_GETFL);
    struct stat info;

    if (!look)
        look = (int (*)(int, struct stat *))inject_real("fstat");
    return flags >= 0 && (flags & O_ACCMODE) != O_RDONLY && look(fd, &info) == 0 && S_ISREG(info.st_mode) &&
           info.st_nlink > 0;
}

/* The descriptor is closed even so, as Linux does. */
int close(int fd)
{
    int failed, error, result;
    REAL(close);

    if (fd < 0)
        return real(fd);
    failed = inject_failure(FAULT_CLOSE, "close", keeps_data(fd));
    error = errno;
    result = real(fd);
    if (!failed)
        return result;
    errno = error;
    return -1;
}
