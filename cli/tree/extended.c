#include "cli/tree/extended.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#ifdef __linux__

#include <archive.h>
#include <archive_entry.h>
#include <grp.h>
#include <pwd.h>
#include <sys/types.h>
#include <sys/xattr.h>

#include "codec/bytes.h"

int extended_set(int fd, const char *name, const struct tree_attribute *a)
{
    return fsetxattr(fd, name, a->value, a->length, 0);
}

/* The kernel's form, little-endian: version 2 in 4 bytes, then for each entry tag, rights (2 bytes each) and
 * the number of a user or group (4), sorted by tag and number (linux/posix_acl_xattr.h). */
#define LIST_VERSION 2
#define NO_ID UINT32_MAX

struct right {
    unsigned tag, rights;
    uint32_t id;
};

static int compare_rights(const void *a, const void *b)
{
    const struct right *x = a, *y = b;

    if (x->tag != y->tag)
        return x->tag < y->tag ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static unsigned kernel_tag(int tag)
{
    switch (tag) {
    case ARCHIVE_ENTRY_ACL_USER_OBJ:
        return 0x01;
    case ARCHIVE_ENTRY_ACL_USER:
        return 0x02;
    case ARCHIVE_ENTRY_ACL_GROUP_OBJ:
        return 0x04;
    case ARCHIVE_ENTRY_ACL_GROUP:
        return 0x08;
    case ARCHIVE_ENTRY_ACL_MASK:
        return 0x10;
    default:
        return 0x20; /* others */
    }
}

static uint32_t find_id(int tag, int id, const char *name)
{
    const struct passwd *p;
    const struct group *g;

    if (tag != ARCHIVE_ENTRY_ACL_USER && tag != ARCHIVE_ENTRY_ACL_GROUP)
        return NO_ID;
    if (tag == ARCHIVE_ENTRY_ACL_USER && name && (p = getpwnam(name)) != NULL)
        return p->pw_uid;
    if (tag == ARCHIVE_ENTRY_ACL_GROUP && name && (g = getgrnam(name)) != NULL)
        return g->gr_gid;
    return (uint32_t)id;
}

/* Those of the owner, the group and others are among them. */
static void collect(struct archive_entry *entry, int type, struct right **all, size_t *n)
{
    int kind, permset, tag, id;
    const char *name;
    size_t room = 0;

    *all = NULL;
    *n = 0;
    if (archive_entry_acl_reset(entry, type) == 0)
        return;
    while (archive_entry_acl_next(entry, type, &kind, &permset, &tag, &id, &name) == ARCHIVE_OK) {
        struct right *grown = array_grow(*all, *n, &room, sizeof *grown);

        if (!grown)
            break;
        *all = grown;
        grown[(*n)++] = (struct right){ kernel_tag(tag), (unsigned)permset & 7, find_id(tag, id, name) };
    }
}

static int set_rights(int fd, const char *name, struct right *all, size_t n)
{
    size_t bytes = 4 + 8 * n;
    uint8_t *list = malloc(bytes);
    int result;

    if (!list)
        return -1;
    qsort(all, n, sizeof *all, compare_rights);
    llz_store32(list, LIST_VERSION);
    for (size_t i = 0; i < n; i++) {
        llz_store32(list + 4 + 8 * i, all[i].rights << 16 | all[i].tag);
        llz_store32(list + 8 + 8 * i, all[i].id);
    }
    result = fsetxattr(fd, name, list, bytes, 0);
    free(list);
    return result;
}

int extended_set_list(int fd, const char *name, const struct tree_attribute *a)
{
    int is_default = strcmp(name, TREE_ACL_DEFAULT) == 0, result = -1;
    int type = is_default ? ARCHIVE_ENTRY_ACL_TYPE_DEFAULT : ARCHIVE_ENTRY_ACL_TYPE_ACCESS;
    struct archive_entry *entry = archive_entry_new();
    char *text = strndup((const char *)a->value, a->length);
    struct right *all = NULL;
    size_t n = 0;

    errno = ENOMEM;
    if (entry && text) {
        errno = EINVAL;
        if (archive_entry_acl_from_text(entry, text, type) == ARCHIVE_OK)
            collect(entry, type, &all, &n);
        if (n > 0)
            result =
                set_rights(fd, is_default ? "system.posix_acl_default" : "system.posix_acl_access", all, n);
    }
    free(all);
    free(text);
    archive_entry_free(entry);
    return result;
}

#else

int extended_set(int fd, const char *name, const struct tree_attribute *a)
{
    (void)fd;
    (void)name;
    (void)a;
    errno = ENOTSUP;
    return -1;
}

int extended_set_list(int fd, const char *name, const struct tree_attribute *a)
{
    return extended_set(fd, name, a);
}

#endif
