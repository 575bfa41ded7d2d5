#include "cli/tree/libarchive/meta.h"

#include <archive.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/files/rights.h"
#include "cli/tree/libarchive/pax.h"

/* Numbers beside names, for machines that do not know the names; one line, as pax has it. */
#define ACL_STYLE (ARCHIVE_ENTRY_ACL_STYLE_EXTRA_ID | ARCHIVE_ENTRY_ACL_STYLE_SEPARATOR_COMMA)

/* "./a//b/" is "a/b", and "./" is ".". What leads elsewhere (a leading slash, "..") stays: it is the restorer's
 * business to refuse it, and hiding it would make two paths one. */
static char *copy_path(struct pool *pool, const char *path)
{
    char *copy = pool_copy(pool, path, strlen(path)), *to = copy;
    const char *from = copy;

    if (!copy)
        return NULL;
    /* A path from the root stays one: restoring refuses it, and says so. */
    if (*from == '/')
        *to++ = *from++;
    while (*from) {
        size_t n = strcspn(from, "/");

        if (n > 0 && !(n == 1 && *from == '.')) {
            if (to > copy && to[-1] != '/')
                *to++ = '/';
            /* Within the copy, which only gets shorter: `to` is never beyond `from`. */
            memmove(to, from, n);
            to += n;
        }
        from += n;
        while (*from == '/')
            from++;
    }
    if (to == copy && *path)
        *to++ = '.';
    *to = '\0';
    return copy;
}

static enum meta_result find_kind(struct archive_entry *from, enum tree_kind *kind)
{
    /* Asked first: a hard link has the type of a file, too. */
    if (archive_entry_hardlink(from)) {
        *kind = TREE_HARDLINK;
        return META_OK;
    }
    switch (archive_entry_filetype(from)) {
    case AE_IFREG:
        *kind = TREE_FILE;
        return META_OK;
    case AE_IFDIR:
        *kind = TREE_FOLDER;
        return META_OK;
    case AE_IFLNK:
        *kind = TREE_SYMLINK;
        return META_OK;
    case AE_IFIFO:
        *kind = TREE_FIFO;
        return META_OK;
    case AE_IFCHR:
        *kind = TREE_CHARACTER;
        return META_OK;
    case AE_IFBLK:
        *kind = TREE_BLOCK;
        return META_OK;
    /* Sockets, which a tar cannot have either. */
    default:
        return META_KIND;
    }
}

struct xattr {
    const char *name;
    const void *value;
    size_t length;
};

static int compare_xattrs(const void *a, const void *b)
{
    return strcmp(((const struct xattr *)a)->name, ((const struct xattr *)b)->name);
}

static void put_attribute(struct buffer *list, struct tree_entry *e, const char *prefix, const char *name,
                          const void *value, size_t length)
{
    buffer_add(list, prefix, strlen(prefix));
    buffer_text(list, name);
    buffer_number(list, length);
    buffer_add(list, value, length);
    e->attributes++;
}

static void put_acl(struct buffer *list, struct tree_entry *e, struct archive_entry *from, int type,
                    const char *name)
{
    char *text;

    if (!(archive_entry_acl_types(from) & type))
        return;
    text = archive_entry_acl_to_text(from, NULL, type | ACL_STYLE);
    if (text)
        put_attribute(list, e, "", name, text, strlen(text));
    else
        /* NULL where there is a list is want of memory: to store the entry without it could give rights
         * to others. */
        list->failed = 1;
    free(text);
}

/* What an attribute of Linux means to one machine only: access control lists in the kernel's
 * form, which libarchive hands out as lists besides, and what security modules say about
 * files and say anew when these are made. */
static int is_of_this_machine(const char *name)
{
    static const char *const left_out[] = { "security.selinux", "security.ima", "security.evm",
                                            "security.SMACK64" };

    for (size_t i = 0; i < sizeof left_out / sizeof left_out[0]; i++)
        if (strcmp(name, left_out[i]) == 0)
            return 1;
    return strncmp(name, "system.", strlen("system.")) == 0;
}

/* In the order of their names: the file systems' own order says nothing. */
static int put_xattrs(struct buffer *list, struct tree_entry *e, struct archive_entry *from)
{
    int count = archive_entry_xattr_reset(from), n = 0;
    struct xattr *all = calloc((size_t)count + 1, sizeof *all);

    if (!all)
        return -1;
    /* Counted first, so that the list is taken at once and can be sorted. */
    while (n < count &&
           archive_entry_xattr_next(from, &all[n].name, &all[n].value, &all[n].length) == ARCHIVE_OK)
        n++;
    qsort(all, (size_t)n, sizeof *all, compare_xattrs);
    for (int i = 0; i < n; i++)
        if (!is_of_this_machine(all[i].name))
            put_attribute(list, e, TREE_XATTR, all[i].name, all[i].value, all[i].length);
    free(all);
    return 0;
}

static int copy_attributes(struct tree *t, struct tree_entry *e, struct archive_entry *from)
{
    struct buffer list = { 0 };
    int failed;

    put_acl(&list, e, from, ARCHIVE_ENTRY_ACL_TYPE_ACCESS, TREE_ACL_ACCESS);
    put_acl(&list, e, from, ARCHIVE_ENTRY_ACL_TYPE_DEFAULT, TREE_ACL_DEFAULT);
    failed = put_xattrs(&list, e, from) != 0 || list.failed;
    if (!failed && list.n > 0) {
        /* One copy in the pool, so that it lives as long as the tree and is freed with it. */
        e->attribute_list = (unsigned char *)pool_copy(&t->pool, list.p, list.n);
        e->attribute_bytes = list.n;
        failed = !e->attribute_list;
    }
    buffer_free(&list);
    return failed ? -1 : 0;
}

/* An archive may say anything; the index has no sign here. */
static uint64_t not_negative(int64_t v)
{
    return v < 0 ? 0 : (uint64_t)v;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

enum meta_result meta_add(struct tree *t, struct archive_entry *from, struct tree_entry **e)
{
    const char *path = archive_entry_pathname(from);
    const struct tree_owner owner = { not_negative(archive_entry_uid(from)),
                                      not_negative(archive_entry_gid(from)),
                                      or_empty(archive_entry_uname(from)),
                                      or_empty(archive_entry_gname(from)) };
    struct tree_entry new = { 0 };
    enum meta_result result = find_kind(from, &new.kind);
    long nanoseconds = archive_entry_mtime_nsec(from);

    if (!path || !*path)
        return META_UNNAMED;
    if (result != META_OK)
        return result;
    new.path = copy_path(&t->pool, path);
    /* Twelve bits are what the index takes; the kind stands by itself. */
    new.mode = archive_entry_perm(from) & 07777;
    new.owner = tree_owner(t, &owner);
    new.seconds = archive_entry_mtime(from);
    /* Out of range is taken for unknown. */
    new.nanoseconds = nanoseconds >= 0 && nanoseconds < 1000000000 ? (unsigned)nanoseconds : 0;
    if (new.kind == TREE_HARDLINK)
        new.target = copy_path(&t->pool, archive_entry_hardlink(from));
    /* As it is, to the byte: what a link says is not a path of the archive. */
    if (new.kind == TREE_SYMLINK) {
        const char *target = or_empty(archive_entry_symlink(from));

        new.target = pool_copy(&t->pool, target, strlen(target));
    }
    if (new.kind == TREE_CHARACTER || new.kind == TREE_BLOCK) {
        new.major = archive_entry_rdevmajor(from);
        new.minor = archive_entry_rdevminor(from);
    }
    if (!new.path || new.owner == TREE_NONE || copy_attributes(t, &new, from) != 0)
        return META_MEMORY;
    if ((new.kind == TREE_HARDLINK || new.kind == TREE_SYMLINK) && !new.target)
        return META_MEMORY;
    *e = tree_add(t, &new);
    return *e ? META_OK : META_MEMORY;
}

/* A list that makes no sense is left out of a tar; an index may hold any bytes there. It might deny anything, so
 * nothing is left to others then, as on a disk (rights_without_list()). 0, 1 where it is left out, -1 for want of
 * memory. */
static int export_list(struct archive_entry *to, const struct tree_attribute *a, int type)
{
    char *text = strndup((const char *)a->value, a->length);
    /* Read by itself first, for libarchive goes on after what it does not understand. */
    struct archive_entry *trial = archive_entry_new();
    int result = text && trial ? 0 : -1;

    if (result == 0 && archive_entry_acl_from_text(trial, text, type) != ARCHIVE_OK)
        result = 1;
    else if (result == 0 && archive_entry_acl_from_text(to, text, type) != ARCHIVE_OK)
        result = -1; /* it can be read, so memory has run out */
    if (result == 1 && type == ARCHIVE_ENTRY_ACL_TYPE_ACCESS)
        archive_entry_set_perm(to, rights_without_list(archive_entry_perm(to), NULL, 0));
    archive_entry_free(trial);
    free(text);
    return result;
}

/* 0, 1 where a list is left out, -1 for want of memory. */
static int export_attributes(struct archive_entry *to, const struct tree_entry *e)
{
    struct tree_attribute a;
    size_t at = 0;
    int result = 0;

    while (tree_attribute_next(e, &at, &a)) {
        int type = strcmp(a.name, TREE_ACL_ACCESS) == 0    ? ARCHIVE_ENTRY_ACL_TYPE_ACCESS
                   : strcmp(a.name, TREE_ACL_DEFAULT) == 0 ? ARCHIVE_ENTRY_ACL_TYPE_DEFAULT
                                                           : 0;
        const int failed = type ? export_list(to, &a, type) : 0;

        if (failed < 0)
            return failed;
        result |= failed;
        if (!type && strncmp(a.name, TREE_XATTR, strlen(TREE_XATTR)) == 0)
            archive_entry_xattr_add_entry(to, a.name + strlen(TREE_XATTR), a.value, a.length);
    }
    return result;
}

int meta_export(struct archive_entry *to, const struct tree_owner *owner, const struct tree_entry *e,
                const struct tree_entry *link)
{
    static const unsigned types[TREE_KINDS] = {
        [TREE_FILE] = AE_IFREG,     [TREE_FOLDER] = AE_IFDIR, [TREE_SYMLINK] = AE_IFLNK,
        [TREE_HARDLINK] = AE_IFREG, [TREE_FIFO] = AE_IFIFO,   [TREE_CHARACTER] = AE_IFCHR,
        [TREE_BLOCK] = AE_IFBLK
    };
    int64_t seconds = e->seconds;
    long nanoseconds = (long)e->nanoseconds;

    archive_entry_copy_pathname(to, e->path);
    archive_entry_set_filetype(to, types[e->kind]);
    archive_entry_set_perm(to, (mode_t)e->mode);
    archive_entry_set_uid(to, (la_int64_t)owner->uid);
    archive_entry_set_gid(to, (la_int64_t)owner->gid);
    if (*owner->user)
        archive_entry_copy_uname(to, owner->user);
    if (*owner->group)
        archive_entry_copy_gname(to, owner->group);
    pax_time_to_libarchive(&seconds, &nanoseconds);
    archive_entry_set_mtime(to, seconds, nanoseconds);
    if (link)
        archive_entry_copy_hardlink(to, link->path);
    else if (e->kind == TREE_SYMLINK)
        archive_entry_copy_symlink(to, e->target);
    /* 0 of all that is no device, which is what a tar has there. */
    archive_entry_set_rdevmajor(to, (dev_t)e->major);
    archive_entry_set_rdevminor(to, (dev_t)e->minor);
    return export_attributes(to, e);
}
