/* extended.c - Access control lists are stored as text, which every system can read, and are set in the
 * form that Linux' kernel takes, since libacl need not be there. */
#include "cli/tree/restore/extended.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#ifdef __linux__
#include <sys/xattr.h>
#endif

#include "cli/files/accounts.h"
#include "cli/files/rights.h"
#include "codec/coder/bytes.h"

/* POSIX_ACL_XATTR_VERSION of the kernel. */
#define LIST_VERSION 2
/* ACL_UNDEFINED_ID: of entries that name nobody. */
#define NO_ID UINT32_MAX

#ifdef __linux__

int extended_set(int fd, const char *name, const struct tree_attribute *a)
{
    return fsetxattr(fd, name, a->value, a->length, 0);
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

#endif

struct right {
    unsigned tag, rights;
    uint32_t id;
};

/* The kernel refuses lists that are not in the order of tags, and of numbers within a tag. */
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
        return RIGHTS_OWNER;
    case ARCHIVE_ENTRY_ACL_USER:
        return RIGHTS_A_USER;
    case ARCHIVE_ENTRY_ACL_GROUP_OBJ:
        return RIGHTS_GROUP;
    case ARCHIVE_ENTRY_ACL_GROUP:
        return RIGHTS_A_GROUP;
    case ARCHIVE_ENTRY_ACL_MASK:
        return RIGHTS_MASK;
    default:
        return RIGHTS_OTHERS;
    }
}

/* Names first, as with owners: numbers differ from machine to machine. 0, or -1 with errno. */
static int find_id(int tag, const char *name, uint32_t *id)
{
    if (tag == ARCHIVE_ENTRY_ACL_USER)
        return name ? accounts_user(name, id) : 0;
    if (tag == ARCHIVE_ENTRY_ACL_GROUP)
        return name ? accounts_group(name, id) : 0;
    *id = NO_ID;
    return 0;
}

/* Those of the owner, the group and others are among them. 0 for all of them, or an errno: one that is missing may
 * be what took rights from somebody. */
static int collect(struct archive_entry *entry, int type, struct right **all, size_t *n)
{
    int kind, permset, tag, id, result;
    const char *name;
    size_t room = 0;

    if (archive_entry_acl_reset(entry, type) == 0)
        return EINVAL;
    while ((result = archive_entry_acl_next(entry, type, &kind, &permset, &tag, &id, &name)) == ARCHIVE_OK) {
        struct right *grown = array_grow(*all, *n, &room, sizeof *grown);
        uint32_t number = (uint32_t)id;

        if (!grown)
            return ENOMEM;
        *all = grown;
        if (find_id(tag, name, &number) != 0)
            return errno;
        grown[(*n)++] = (struct right){ kernel_tag(tag), (unsigned)permset & 7, number };
    }
    return result == ARCHIVE_EOF ? 0 : ENOMEM;
}

/* Sorted by tag and number, as the kernel wants them. NULL without memory. */
static unsigned char *make_list(struct right *all, size_t n)
{
    unsigned char *list = malloc(4 + 8 * n);

    if (!list)
        return NULL;
    qsort(all, n, sizeof *all, compare_rights);
    llz_store32(list, LIST_VERSION);
    for (size_t i = 0; i < n; i++) {
        /* Tag in the lower half and rights in the upper, which little-endian stand in that order. */
        llz_store32(list + 4 + 8 * i, all[i].rights << 16 | all[i].tag);
        llz_store32(list + 8 + 8 * i, all[i].id);
    }
    return list;
}

/* 0, or an errno and no list. */
static int list_of(struct archive_entry *entry, int type, unsigned char **list, size_t *bytes)
{
    struct right *all = NULL;
    size_t n = 0;
    int error = collect(entry, type, &all, &n);

    if (!error && !(*list = make_list(all, n)))
        error = ENOMEM;
    /* The version, then tag, rights and number of each entry (cli/files/rights.h). */
    *bytes = 4 + 8 * n;
    free(all);
    return error;
}

unsigned char *extended_list(const struct tree_attribute *a, size_t *bytes)
{
    const int type =
        strcmp(a->name, TREE_ACL_DEFAULT) == 0 ? ARCHIVE_ENTRY_ACL_TYPE_DEFAULT : ARCHIVE_ENTRY_ACL_TYPE_ACCESS;
    struct archive_entry *entry = archive_entry_new();
    /* A value has no NUL at its end, but libarchive reads up to one. */
    char *text = a->length <= EXTENDED_TEXT_MOST ? strndup((const char *)a->value, a->length) : NULL;
    unsigned char *list = NULL;
    int error = a->length <= EXTENDED_TEXT_MOST ? ENOMEM : EINVAL;

    if (entry && text)
        error = archive_entry_acl_from_text(entry, text, type) == ARCHIVE_OK
                    ? list_of(entry, type, &list, bytes)
                    : EINVAL;
    free(text);
    archive_entry_free(entry);
    errno = error;
    return list;
}
