/* landlock.c - Landlock (Linux 5.13) limits which files a process can reach, without being root. A kernel
 * is asked for the version it has, and for no right that it does not know, since unknown bits are refused. */
#define _GNU_SOURCE /* syscall(), O_PATH */
#include "cli/sandbox/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__linux__) && __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

/* Rights of later versions than the oldest header; the numbers are the kernel's interface. */
#define RIGHT_REFER (UINT64_C(1) << 13)     /* version 2 */
#define RIGHT_TRUNCATE (UINT64_C(1) << 14)  /* version 3 */
#define RIGHT_IOCTL_DEV (UINT64_C(1) << 15) /* version 5 */
#define RIGHTS_FIRST ((UINT64_C(1) << 13) - 1)
#define TCP_BOTH UINT64_C(3)    /* version 4: bind and connect */
#define SCOPES_BOTH UINT64_C(3) /* version 6: abstract UNIX sockets and signals */

#define READ_FILE (LANDLOCK_ACCESS_FS_READ_FILE)
#define READ_ANY (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define REMOVE (LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_READ_DIR)

/* As the kernel has it today; an older one takes the first bytes, if the others are 0. */
struct ruleset {
    uint64_t fs, net, scoped;
};

struct landlock_set {
    int fd;
    uint64_t handled; /* file system rights that this kernel knows */
};

static uint64_t rights_of(int version)
{
    uint64_t rights = RIGHTS_FIRST;

    if (version >= 2)
        rights |= RIGHT_REFER;
    if (version >= 3)
        rights |= RIGHT_TRUNCATE;
    if (version >= 5)
        rights |= RIGHT_IOCTL_DEV;
    return rights;
}

static long version_here(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

int landlock_can_move(void)
{
    /* The first version forbids to rename between folders, whatever the rules say. */
    return version_here() != 1;
}

struct landlock_set *landlock_new(void)
{
    const long version = version_here();
    struct landlock_set *set = version > 0 ? malloc(sizeof *set) : NULL;
    struct ruleset attr = { 0 };

    if (!set)
        return NULL;
    attr.fs = set->handled = rights_of((int)version);
    attr.net = version >= 4 ? TCP_BOTH : 0;
    attr.scoped = version >= 6 ? SCOPES_BOTH : 0;
    set->fd = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
    if (set->fd >= 0)
        return set;
    free(set);
    return NULL;
}

/* Rights that make sense for a folder only are refused for a file. */
static uint64_t wanted(const struct landlock_set *set, enum landlock_use use, int folder)
{
    const uint64_t of_file = READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | RIGHT_TRUNCATE;
    uint64_t rights = 0;

    switch (use) {
    case LANDLOCK_USE_READ:
        rights = READ_ANY;
        break;
    case LANDLOCK_USE_WRITE:
        /* Everything but to start programs and to control devices. */
        rights = set->handled & ~(uint64_t)(LANDLOCK_ACCESS_FS_EXECUTE | RIGHT_IOCTL_DEV);
        break;
    case LANDLOCK_USE_PUT:
        rights = LANDLOCK_ACCESS_FS_WRITE_FILE;
        break;
    case LANDLOCK_USE_REMOVE:
        rights = REMOVE;
        break;
    }
    return rights & set->handled & (folder ? UINT64_MAX : of_file);
}

int landlock_allow(struct landlock_set *set, const char *path, enum landlock_use use)
{
    struct landlock_path_beneath_attr rule = { 0 };
    struct stat info;
    int failed, error;

    /* O_PATH needs no right to read the file, does not open a FIFO or a device, and follows links: what
     * a link leads to is what will be opened. */
    rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        /* What cannot be opened needs no rule; its turn will tell what is wrong with it. */
        return errno == ENOENT || errno == ENOTDIR || errno == EACCES ? 0 : -1;
    failed = fstat(rule.parent_fd, &info);
    if (!failed) {
        rule.allowed_access = wanted(set, use, S_ISDIR(info.st_mode));
        failed = rule.allowed_access != 0 &&
                 syscall(SYS_landlock_add_rule, set->fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0;
    }
    error = errno; /* close() may change it */
    if (close(rule.parent_fd) != 0 && !failed)
        return -1;
    errno = error;
    /* Pipes and sockets lie in no folder that a rule could name, and are not confined. */
    return failed && error != EBADFD ? -1 : 0;
}

int landlock_enforce(struct landlock_set *set)
{
    int failed =
        /* Otherwise only root may confine itself: a setuid program could be misled by the rules. */
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || syscall(SYS_landlock_restrict_self, set->fd, 0) != 0;
    int error = errno;

    landlock_free(set);
    errno = error;
    return failed ? -1 : 0;
}

void landlock_free(struct landlock_set *set)
{
    if (set)
        (void)close(set->fd); /* it names rules, and holds nothing that could be lost */
    free(set);
}

#else

struct landlock_set {
    int unused;
};

int landlock_can_move(void)
{
    return 1;
}

struct landlock_set *landlock_new(void)
{
    return NULL;
}

int landlock_allow(struct landlock_set *set, const char *path, enum landlock_use use)
{
    (void)set;
    (void)path;
    (void)use;
    errno = ENOSYS;
    return -1;
}

int landlock_enforce(struct landlock_set *set)
{
    (void)set;
    errno = ENOSYS;
    return -1;
}

void landlock_free(struct landlock_set *set)
{
    (void)set;
}

#endif
