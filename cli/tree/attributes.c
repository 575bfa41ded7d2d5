#include "cli/tree/attributes.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/tree/extended.h"

#define USER_XATTR "user." /* the only attributes that give nobody anything */

/* By name, where this machine knows it, otherwise by number. */
static uid_t find_user(const struct tree_owner *o)
{
    const struct passwd *p = *o->user ? getpwnam(o->user) : NULL;

    return p ? p->pw_uid : (uid_t)o->uid;
}

static gid_t find_group(const struct tree_owner *o)
{
    const struct group *g = *o->group ? getgrnam(o->group) : NULL;

    return g ? g->gr_gid : (gid_t)o->gid;
}

static int is_unsupported(int error)
{
    return error == EPERM || error == ENOTSUP || error == EOPNOTSUPP || error == ENOSYS;
}

static struct timespec changed(const struct tree_entry *e)
{
    return (struct timespec){ .tv_sec = (time_t)e->seconds, .tv_nsec = (long)e->nanoseconds };
}

static const struct timespec not_now = { .tv_nsec = UTIME_OMIT };

/* Lists of rights come behind the rights, whose group they take as a mask. */
static unsigned apply_extended(int fd, const struct tree_entry *e, int lists, int special)
{
    struct tree_attribute a;
    size_t at = 0;
    unsigned missing = 0;

    while (tree_attribute_next(e, &at, &a)) {
        int is_list = strcmp(a.name, TREE_ACL_ACCESS) == 0 || strcmp(a.name, TREE_ACL_DEFAULT) == 0;
        int is_extended = strncmp(a.name, TREE_XATTR, strlen(TREE_XATTR)) == 0;
        const char *name = is_extended ? a.name + strlen(TREE_XATTR) : a.name;

        if (is_list != lists || !(is_list || is_extended))
            continue;
        if (!is_list && !special && strncmp(name, USER_XATTR, strlen(USER_XATTR)) != 0)
            missing |= ATTRIBUTES_EXTENDED;
        else if ((is_list ? extended_set_list(fd, a.name, &a) : extended_set(fd, name, &a)) != 0)
            missing |= is_unsupported(errno) ? 0 : ATTRIBUTES_FAILED;
    }
    return missing;
}

unsigned attributes_apply(int fd, const struct tree *t, const struct tree_entry *e, int special)
{
    const struct tree_owner *owner = &t->owners[e->owner];
    const struct timespec times[2] = { not_now, changed(e) };
    mode_t mode = (mode_t)(special ? e->mode : e->mode & 01777);
    unsigned missing = mode != e->mode ? ATTRIBUTES_SETID : 0;

    /* The owner first, for that takes setuid away; attributes before rights, which may forbid to write them. */
    if (geteuid() == 0 && fchown(fd, find_user(owner), find_group(owner)) != 0 && !is_unsupported(errno))
        missing |= ATTRIBUTES_FAILED;
    missing |= apply_extended(fd, e, 0, special);
    if (fchmod(fd, mode) != 0 && !is_unsupported(errno))
        missing |= ATTRIBUTES_FAILED;
    missing |= apply_extended(fd, e, 1, special);
    if (futimens(fd, times) != 0 && !is_unsupported(errno))
        missing |= ATTRIBUTES_FAILED;
    return missing;
}

unsigned attributes_apply_at(int folder, const char *name, const struct tree *t, const struct tree_entry *e)
{
    const struct tree_owner *owner = &t->owners[e->owner];
    const struct timespec times[2] = { not_now, changed(e) };
    unsigned missing = 0;

    if (geteuid() == 0 &&
        fchownat(folder, name, find_user(owner), find_group(owner), AT_SYMLINK_NOFOLLOW) != 0 &&
        !is_unsupported(errno))
        missing |= ATTRIBUTES_FAILED;
    /* Links have no rights of their own, and what is no link was made just now. */
    if (e->kind != TREE_SYMLINK && fchmodat(folder, name, (mode_t)e->mode, 0) != 0 && !is_unsupported(errno))
        missing |= ATTRIBUTES_FAILED;
    if (utimensat(folder, name, times, AT_SYMLINK_NOFOLLOW) != 0 && !is_unsupported(errno))
        missing |= ATTRIBUTES_FAILED;
    return missing;
}
