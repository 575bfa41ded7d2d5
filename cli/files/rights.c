/* rights.c - Linux gives access lists as bytes in extended attributes. They are interpreted here so that
 * rights can be narrowed without one: who had less by an entry must not get more by the plain mode that
 * stands in its place. */
#include "cli/files/rights.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

#ifdef __linux__
#include <sys/xattr.h>
#endif

#include "codec/coder/bytes.h"

/* Bytes of a list: its version, then for each entry tag and rights (2 bytes each), and a user or group (4). */
#define HEAD 4
#define ENTRY 8
#define VERSION 2

#define ACCESS "system.posix_acl_access"
#define DEFAULT "system.posix_acl_default"

mode_t rights_usual(mode_t mode)
{
    /* The mask cannot be read without setting it: a second thread would read, and then leave, the 0. */
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    mode_t mask;

    pthread_mutex_lock(&lock);
    mask = umask(0);
    umask(mask);
    pthread_mutex_unlock(&lock);
    return mode & ~mask;
}

static unsigned tag_of(const unsigned char *entry)
{
    return entry[0] | (unsigned)entry[1] << 8;
}

static unsigned rights_of(const unsigned char *entry)
{
    return entry[2] & 7;
}

/* A list may come from an archive, where it can be anything. */
static int is_list(const unsigned char *list, size_t n)
{
    return n >= HEAD && (n - HEAD) % ENTRY == 0 && llz_load32(list) == VERSION;
}

/* The rights that the list has for that tag, or `otherwise`. */
static unsigned find(const unsigned char *list, size_t n, unsigned tag, unsigned otherwise)
{
    for (size_t at = HEAD; at < n; at += ENTRY)
        if (tag_of(list + at) == tag)
            return rights_of(list + at);
    return otherwise;
}

mode_t rights_without_list(mode_t mode, const unsigned char *list, size_t n)
{
    unsigned mask, group, others;

    if (!is_list(list, n))
        /* A list that is not understood may deny anything, so nothing is left to others. */
        return mode & ~(mode_t)077;
    /* A list without a mask has no named entries (POSIX 1003.1e, draft 17), and limits nothing; where the
     * others are missing, nothing was granted. */
    mask = find(list, n, RIGHTS_MASK, 7);
    group = find(list, n, RIGHTS_GROUP, 0) & mask;
    others = find(list, n, RIGHTS_OTHERS, 0);
    for (size_t at = HEAD; at < n; at += ENTRY) {
        /* An entry may give somebody less than their group or others have. Without the list they would
         * fall back to these, which so get no more than it. */
        const unsigned allowed = rights_of(list + at) & mask;

        if (tag_of(list + at) == RIGHTS_A_USER)
            group &= allowed;
        if (tag_of(list + at) == RIGHTS_A_USER || tag_of(list + at) == RIGHTS_A_GROUP)
            others &= allowed;
    }
    return (mode & ~(mode_t)077) | (mode_t)(group << 3 | others);
}

/* When the owning group could not be kept, what was meant for its members is given to another group only
 * as far as everybody has it; set-group-ID goes too, as it would lend out rights of the wrong group. */
mode_t rights_of_another_group(mode_t mode)
{
    const mode_t common = (mode >> 3) & mode & 07;

    return (mode & ~(mode_t)02077) | common << 3 | common;
}

void rights_list_of_another_group(unsigned char *list, size_t n)
{
    unsigned common;

    if (!is_list(list, n))
        return;
    common = find(list, n, RIGHTS_GROUP, 0) & find(list, n, RIGHTS_MASK, 7) & find(list, n, RIGHTS_OTHERS, 0);
    for (size_t at = HEAD; at < n; at += ENTRY)
        if (tag_of(list + at) == RIGHTS_GROUP || tag_of(list + at) == RIGHTS_OTHERS)
            list[at + 2] = (unsigned char)common;
}

#ifdef __linux__

/* There is no list, or the file system or the kernel has none at all: the mode alone counts. */
static int is_none(int error)
{
    return error == ENODATA || error == ENOTSUP || error == EOPNOTSUPP || error == ENOSYS;
}

void rights_read(struct rights *r, int fd, mode_t mode)
{
    const ssize_t n = fgetxattr(fd, ACCESS, r->list, sizeof r->list);

    r->mode = mode & 0777;
    r->bytes = n > 0 ? (size_t)n : 0;
    /* ERANGE too: a list that is longer than the room for it. */
    r->unknown = n < 0 && !is_none(errno);
}

int rights_set_list(int fd, const unsigned char *list, size_t n)
{
    return fsetxattr(fd, ACCESS, list, n, 0);
}

int rights_set_default_list(int fd, const unsigned char *list, size_t n)
{
    return fsetxattr(fd, DEFAULT, list, n, 0);
}

int rights_clear(int fd, int is_folder)
{
    if (fremovexattr(fd, ACCESS) != 0 && !is_none(errno))
        return -1;
    return !is_folder || fremovexattr(fd, DEFAULT) == 0 || is_none(errno) ? 0 : -1;
}

/* Follows links: the name is that of a descriptor in /proc/self/fd, of a file that was opened by O_PATH. */
int rights_clear_name(const char *path)
{
    return removexattr(path, ACCESS) == 0 || is_none(errno) ? 0 : -1;
}

#else

/* Other systems have other calls for lists (FreeBSD and macOS those of NFSv4, too): only modes are kept. */
void rights_read(struct rights *r, int fd, mode_t mode)
{
    (void)fd;
    r->mode = mode & 0777;
    r->bytes = 0;
    r->unknown = 0;
}

int rights_set_list(int fd, const unsigned char *list, size_t n)
{
    (void)fd;
    (void)list;
    (void)n;
    /* Callers then set the mode that gives nobody more than the list. */
    errno = ENOTSUP;
    return -1;
}

int rights_set_default_list(int fd, const unsigned char *list, size_t n)
{
    return rights_set_list(fd, list, n);
}

int rights_clear(int fd, int is_folder)
{
    (void)fd;
    (void)is_folder;
    return 0;
}

int rights_clear_name(const char *path)
{
    (void)path;
    return 0;
}

#endif
