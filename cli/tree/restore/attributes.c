/* attributes.c - Attributes are set by open descriptors, in an order in which at no moment anybody has
 * more rights than in the end: owner, extended attributes, rights, lists, and times last. */
#define _GNU_SOURCE /* O_PATH */
#include "cli/tree/restore/attributes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files/accounts.h"
#include "cli/files/rights.h"
#include "cli/tree/restore/extended.h"

#define USER_XATTR "user." /* the only attributes that give nobody anything */

/* Whom the entry is to belong to: by name, where this machine knows it, otherwise by number. Names first, as tar
 * does: numbers differ from machine to machine. -1, as chown() takes it: it could not be found out. */
static uid_t find_user(const struct tree_owner *o, int *failed)
{
    uint32_t id = (uint32_t)o->uid;

    if (!*o->user || accounts_user(o->user, &id) == 0)
        return id;
    *failed = 1;
    return (uid_t)-1;
}

static gid_t find_group(const struct tree_owner *o, int *failed)
{
    uint32_t id = (uint32_t)o->gid;

    if (!*o->group || accounts_group(o->group, &id) == 0)
        return id;
    *failed = 1;
    return (gid_t)-1;
}

/* What a file system answers that cannot do a thing at all, or not for us (EPERM). */
static int is_unsupported(int error)
{
    return error == EPERM || error == ENOTSUP || error == EOPNOTSUPP || error == ENOSYS;
}

static struct timespec changed(const struct tree_entry *e)
{
    return (struct timespec){ .tv_sec = (time_t)e->seconds, .tv_nsec = (long)e->nanoseconds };
}

static const struct timespec not_now = { .tv_nsec = UTIME_OMIT };

/* Owner and group as far as they can be given; only root gives files away. */
struct ownership {
    int user, group; /* 1: as the entry says */
    int failed;
};

/* path: what chown() takes for fd where that is of O_PATH, which fchown() does not take; otherwise NULL. */
static struct ownership apply_owner(int fd, const char *path, const struct tree_owner *owner)
{
    const int root = geteuid() == 0;
    int failed = 0;
    const gid_t group = find_group(owner, &failed);
    const uid_t user = find_user(owner, &failed);
    /* Only root gives files away. Others may choose among their own groups, so the group is always
     * tried. */
    const uid_t given = root ? user : (uid_t)-1;
    struct stat now;

    if ((path ? chown(path, given, group) : fchown(fd, given, group)) != 0 && root && !is_unsupported(errno))
        failed = 1;
    /* What is not known is not kept, or setuid would be given in somebody's name. */
    if (fstat(fd, &now) != 0)
        return (struct ownership){ 0, 0, 1 };
    return (struct ownership){ now.st_uid == user, now.st_gid == group, failed };
}

/* The access control list of the entry, to be freed; NULL: there is none, or none that makes sense. */
static unsigned char *access_list(const struct tree_entry *e, size_t *bytes, int *is_there)
{
    struct tree_attribute a;
    size_t at = 0;

    *is_there = 0;
    while (tree_attribute_next(e, &at, &a)) {
        if (strcmp(a.name, TREE_ACL_ACCESS) != 0)
            continue;
        *is_there = 1;
        return extended_list(&a, bytes);
    }
    return NULL;
}

/* The mode that an entry has by itself: nobody gets more by it than by mode and list together, nor than the
 * source gave where owner or group could not be kept. */
static mode_t usual_mode(const struct tree_entry *e, struct ownership own, int has_list,
                         const unsigned char *list, size_t bytes)
{
    mode_t mode = (mode_t)e->mode;

    if (has_list)
        mode = rights_without_list(mode, list, list ? bytes : 0);
    if (!own.group)
        mode = rights_of_another_group(mode);
    return own.user ? mode : mode & ~(mode_t)04000;
}

/* Rights first without the list, which is not there yet: in between nobody has more. */
static unsigned apply_rights(int fd, const struct tree_entry *e, struct ownership own, int special)
{
    size_t bytes = 0;
    int has_list, failed;
    unsigned char *list = access_list(e, &bytes, &has_list);
    mode_t mode = usual_mode(e, own, has_list, list, bytes) & (special ? 07777 : 01777);
    unsigned missing = (e->mode & 06000) && !special ? ATTRIBUTES_SETID : 0;

    if (special && (e->mode & 06000 & ~mode)) /* of another owner or group it would mean something else */
        missing |= ATTRIBUTES_FAILED;
    /* What the folder around it gave to it goes first, or the mode would open it to those. */
    failed = rights_clear(fd, e->kind == TREE_FOLDER) != 0 && !is_unsupported(errno);
    if (!failed)
        failed = fchmod(fd, mode) != 0 && !is_unsupported(errno);
    if (list && !own.group)
        rights_list_of_another_group(list, bytes);
    if (list && !failed)
        failed = rights_set_list(fd, list, bytes) != 0 && !is_unsupported(errno);
    /* There is a list that makes no sense: the mode alone stands, which has lost what the list might
     * have taken. */
    failed |= has_list && !list;
    free(list);
    return missing | (failed ? ATTRIBUTES_FAILED : 0);
}

static int apply_default_list(int fd, const struct tree_attribute *a)
{
    size_t bytes;
    unsigned char *list = extended_list(a, &bytes);
    int result = list ? rights_set_default_list(fd, list, bytes) : -1;

    free(list);
    return result;
}

/* Lists for what will be made in a folder come after its rights; all others before, which may forbid them. */
static unsigned apply_extended(int fd, const struct tree_entry *e, int lists, int special)
{
    struct tree_attribute a;
    size_t at = 0;
    unsigned missing = 0;

    while (tree_attribute_next(e, &at, &a)) {
        int is_list = strcmp(a.name, TREE_ACL_DEFAULT) == 0;
        int is_extended = strncmp(a.name, TREE_XATTR, strlen(TREE_XATTR)) == 0;
        const char *name = is_extended ? a.name + strlen(TREE_XATTR) : a.name;

        if (is_list != lists || !(is_list || is_extended))
            continue;
        if (!is_list && !special && strncmp(name, USER_XATTR, strlen(USER_XATTR)) != 0)
            missing |= ATTRIBUTES_EXTENDED;
        else if ((is_list ? apply_default_list(fd, &a) : extended_set(fd, name, &a)) != 0)
            missing |= is_unsupported(errno) ? 0 : ATTRIBUTES_FAILED;
    }
    return missing;
}

unsigned attributes_apply(int fd, const struct tree_owner *owner, const struct tree_entry *e, int special)
{
    const struct timespec times[2] = { not_now, changed(e) };
    /* The owner first, for that takes setuid away. */
    const struct ownership own = apply_owner(fd, NULL, owner);
    unsigned missing = own.failed ? ATTRIBUTES_FAILED : 0;

    missing |= apply_extended(fd, e, 0, special);
    missing |= apply_rights(fd, e, own, special);
    missing |= apply_extended(fd, e, 1, special);
    /* After all else, some of which would set them anew. The time of access is none of the archive's. */
    if (futimens(fd, times) != 0 && !is_unsupported(errno))
        missing |= ATTRIBUTES_FAILED;
    return missing;
}

/* A link, FIFO or device, held without being opened, so that nobody can put something else in its place between
 * one call and the next. The calls take it by the name that /proc has for its descriptor: that leads to it
 * directly, and not further if it is a link. */
struct held {
    int fd;
    char path[32];
};

static int hold(struct held *h, int folder, const char *name, const struct node *node)
{
    struct node now;

#ifdef O_PATH
    h->fd = openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
#else
    (void)folder;
    (void)name;
    h->fd = -1; /* it stays as it was made: for its owner alone */
#endif
    if (h->fd < 0)
        return -1;
    /* In the moment since it was made, the name may have become another's. */
    if (node_read(&now, h->fd) == 0 && node_equal(&now, node)) {
        snprintf(h->path, sizeof h->path, "/proc/self/fd/%d", h->fd);
        return 0;
    }
    close(h->fd);
    return -1;
}

static int apply_rights_held(const struct held *h, const struct tree_entry *e, struct ownership own)
{
    size_t bytes = 0;
    int has_list;
    unsigned char *list = access_list(e, &bytes, &has_list);
    const mode_t mode = usual_mode(e, own, has_list, list, bytes);
    const int lacks_list = has_list && !list;

    free(list);
    if (rights_clear_name(h->path) != 0 && !is_unsupported(errno)) /* what the folder gave to it */
        return -1;
    if (chmod(h->path, mode) != 0 && !is_unsupported(errno))
        return -1;
    return lacks_list ? -1 : 0;
}

unsigned attributes_apply_at(int folder, const char *name, const struct node *node,
                             const struct tree_owner *owner, const struct tree_entry *e)
{
    const struct timespec times[2] = { not_now, changed(e) };
    struct ownership own;
    unsigned missing;
    struct held h;

    if (hold(&h, folder, name, node) != 0)
        return ATTRIBUTES_FAILED;
    own = apply_owner(h.fd, h.path, owner);
    missing = own.failed ? ATTRIBUTES_FAILED : 0;
    /* Links have no rights of their own. */
    if (e->kind != TREE_SYMLINK && apply_rights_held(&h, e, own) != 0)
        missing |= ATTRIBUTES_FAILED;
    if (utimensat(AT_FDCWD, h.path, times, 0) != 0 && !is_unsupported(errno))
        missing |= ATTRIBUTES_FAILED;
    close(h.fd);
    return missing;
}
