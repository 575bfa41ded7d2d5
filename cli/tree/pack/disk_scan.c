/* disk_scan.c - First everything is looked at, then packed: contents come in another order than names are
 * found, and the index stands in front. */
#define _XOPEN_SOURCE 700 /* realpath() */
#include "cli/tree/pack/disk_scan.h"

#include <archive.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/files/around.h"
#include "cli/files/inodes.h"
#include "cli/files/spool.h"
#include "cli/names/listing.h"
#include "cli/names/patterns.h"
#include "cli/signals.h"
#include "cli/tree/index/notes.h"
#include "cli/tree/libarchive/meta.h"
#include "cli/tree/libarchive/owners.h"
#include "cli/tree/pack/file_size.h"
#include "cli/tree/pack/listed.h"

struct scan {
    const struct options *opt;
    const struct scan_output *output;
    struct tree *tree;
    struct archive *disk; /* reads owners' names, attributes, access control lists */
    struct owners owners;
    struct inodes inodes;
    const char *operand; /* as it is found on disk, while nothing of it is in the tree */
    size_t
        folder; /* the entry of what is read, whose notes tell what is missing in it; TREE_NONE: it has none */
    int bare;   /* the entry that is made lacks attributes */
    enum status status;
};

/* It could not be read: told with -q too, and to whoever gets the archive. */
static int unreadable(struct scan *s, const char *name, int error)
{
    /* Of descriptors or memory: the fault is none of the file's, and what comes after it would be left out, too. */
    const int shortage = error == EMFILE || error == ENFILE || error == ENOMEM;
    const char *why = strerror(error);
    const enum status one = shortage || name == s->operand ? report_error(name, why) : report_loss(name, why);

    /* An error leaves no archive that a note could stand in. */
    if (one != STATUS_ERROR)
        *(s->folder == TREE_NONE ? &s->tree->notes : &s->tree->entries[s->folder].notes) |= NOTE_LEFT_OUT;
    s->status = status_worse(s->status, one);
    return shortage ? -1 : 0;
}

/* What was named has to be there; what is below may be missing. */
static int skipped(struct scan *s, const char *name, const char *why)
{
    const enum status one = name == s->operand ? report_error(name, why) : report_warning(s->opt, name, why);

    s->status = status_worse(s->status, one);
    return 0;
}

/* Stored, but not with all that belongs to it. */
static void lacks(struct scan *s, const char *name, int error)
{
    char text[128];

    snprintf(text, sizeof text, "stored without some of its owner and attributes: %s", strerror(error));
    s->bare = 1;
    s->status = status_worse(s->status, report_loss(name, text));
}

static int no_memory(struct scan *s, const char *name)
{
    s->status = report_errno(name, ENOMEM);
    return -1;
}

static int is_output(const struct scan_output *output, const struct stat *info)
{
    return output->exists &&
           (same_file(&output->file, info) || (output->path && same_file(&output->link, info)));
}

/* An archive must not take the place of what it is to hold; what a shell has opened is ours to write. */
static int meet_output(struct scan *s, const char *disk)
{
    if (!s->output->path)
        return skipped(s, disk, "skipped: is the output");
    s->status = report_error(s->output->path, "is one of the files that are read");
    return -1;
}

/* Only what can be read is in the archive, so it is opened already now. */
static int open_readable(const char *disk, mode_t kind)
{
    if (!S_ISREG(kind) && !S_ISDIR(kind))
        return -1;
    /* O_NOFOLLOW: what lstat() saw as a file may be a link by now. O_NONBLOCK: or a FIFO, whose writer
     * nobody waits for. O_NOCTTY: or a terminal, which must not become ours. */
    return open(disk, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

/* A link without what it leads to is none; a file without an attribute that could not be read is one, after a
 * line. libarchive does not return all that fails on the way: some of it is only in archive_errno(). */
static enum meta_result read_meta(struct scan *s, const char *disk, struct archive_entry *entry, int fd,
                                  const struct stat *info)
{
    int result, error;

    /* The reader serves all files, and would tell of the last one's error again. */
    archive_clear_error(s->disk);
    s->owners.error = 0;
    s->bare = 0;
    result = archive_read_disk_entry_from_file(s->disk, entry, fd, info);
    error = archive_errno(s->disk);
    if (error == ENOMEM)
        return META_MEMORY;
    /* ARCHIVE_WARN and better: there is an entry that can be used. */
    if (result < ARCHIVE_WARN || (S_ISLNK(info->st_mode) && !archive_entry_symlink(entry))) {
        errno = error ? error : EIO;
        return META_UNREADABLE;
    }
    /* Names of owners come from our own table, whose errors libarchive does not see. */
    if (error == 0 && result == ARCHIVE_OK)
        error = s->owners.error;
    if (error != 0 || result != ARCHIVE_OK)
        lacks(s, disk, error ? error : EIO);
    return META_OK;
}

/* What libarchive finds out about the file. A file seen under another name becomes a hard link to that. */
static enum meta_result describe(struct scan *s, const char *disk, const char *path, int fd,
                                 const struct stat *info, struct tree_entry **e)
{
    struct archive_entry *entry = archive_entry_new();
    enum meta_result result = META_MEMORY;
    const char *first = NULL;
    int failed = entry == NULL;

    /* Files of one name need no look into a table, and are nearly all; folders have several by nature. */
    if (!failed && S_ISREG(info->st_mode) && info->st_nlink > 1)
        first = inodes_seen(&s->inodes, info->st_dev, info->st_ino, path, &failed);
    if (!failed) {
        /* By this libarchive finds links and attributes; the path in the archive is another. */
        archive_entry_copy_sourcepath(entry, disk);
        archive_entry_copy_pathname(entry, path);
        result = read_meta(s, disk, entry, fd, info);
    }
    if (result == META_OK) {
        if (first)
            archive_entry_copy_hardlink(entry, first);
        result = meta_add(s->tree, entry, e);
    }
    archive_entry_free(entry);
    return result;
}

static int unmeasured(struct scan *s, const char *disk, const struct measured *content)
{
    /* A file that cannot be read is left out. Without the spool no other file could be packed either. */
    if (!content->no_spool && !signals_caught())
        return unreadable(s, disk, errno);
    s->status = signals_caught() ? STATUS_ERROR : report_errno(spool_name(), errno);
    return -1;
}

/* Adds one file or folder; what is in a folder follows. 0, or -1 when nothing more can be done. */
static int add(struct scan *s, const char *disk, const char *path, int *is_folder)
{
    struct stat info;
    struct tree_entry *e;
    struct measured content = { 0 };
    enum meta_result result;
    int fd, error;

    *is_folder = 0;
    if (lstat(disk, &info) != 0)
        return unreadable(s, disk, errno);
    /* Before it is opened: to read it while it grows would never end. */
    if (is_output(s->output, &info))
        return meet_output(s, disk);
    if (S_ISSOCK(info.st_mode))
        return skipped(s, disk, "skipped: is a socket");
    /* Opened once, and asked by descriptor: what is described is what was opened. */
    fd = open_readable(disk, info.st_mode);
    if (fd < 0 && (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode)))
        return unreadable(s, disk, errno);
    if (fd >= 0 && fstat(fd, &info) != 0) {
        error = errno;
        close(fd);
        return unreadable(s, disk, error);
    }
    if (fd >= 0 && S_ISREG(info.st_mode) && measure(s->tree, fd, &info, &content) != 0) {
        close(fd);
        return unmeasured(s, disk, &content);
    }
    result = describe(s, disk, path, fd, &info, &e);
    error = errno;
    if (fd >= 0)
        close(fd);
    if (result == META_MEMORY)
        return no_memory(s, disk);
    if (result == META_UNREADABLE)
        return unreadable(s, disk, error);
    if (result != META_OK)
        return skipped(s, disk, "skipped: is nothing that could be stored");
    /* As measured, and not what the file has when its turn comes: the index goes first. */
    e->size = e->kind == TREE_FILE ? content.size : 0;
    e->origin = (struct tree_origin){ disk,
                                      (uint64_t)info.st_dev,
                                      (uint64_t)info.st_ino,
                                      info.st_ctim.tv_sec,
                                      info.st_ctim.tv_nsec,
                                      e->kind == TREE_FILE && content.spooled,
                                      content.at };
    e->notes = s->bare ? NOTE_BARE : 0;
    *is_folder = S_ISDIR(info.st_mode);
    return 0;
}

static int add_below(struct scan *s, const char *disk, const char *path);

/* The strings stay in the pool for as long as the tree. */
static int add_name(struct scan *s, const char *disk, const char *path)
{
    int is_folder;

    if (signals_caught()) {
        s->status = STATUS_ERROR;
        return -1;
    }
    /* Before the file is looked at, so that what is left out may be unreadable. */
    if (pattern_excludes(s->opt, path))
        return 0;
    if (add(s, disk, path, &is_folder) != 0)
        return -1;
    return is_folder ? add_below(s, disk, path) : 0;
}

/* What is in a folder, whose own entry is s->folder. */
static int add_names(struct scan *s, const char *disk, const char *path)
{
    struct folder_names names = { 0 };
    int result = 0;

    if (folder_list(disk, &names) != 0)
        result = unreadable(s, disk, errno);
    for (size_t i = 0; i < names.count && result == 0; i++) {
        char *below = folder_join(&s->tree->pool, disk, names.at[i]);
        /* Two paths: where it lies on the disk, and where it will lie in the archive. */
        char *inside = folder_join(&s->tree->pool, path, names.at[i]);

        result = below && inside ? add_name(s, below, inside) : no_memory(s, disk);
    }
    folder_names_free(&names);
    return result;
}

static int add_below(struct scan *s, const char *disk, const char *path)
{
    const size_t above = s->folder;
    int result;

    s->folder = s->tree->count - 1; /* it has just been added */
    result = add_names(s, disk, path);
    s->folder = above;
    return result;
}

const char *scan_own_name(struct tree *t, const char *operand)
{
    char *real = NULL;
    const char *name = operand, *copy = NULL;
    size_t n = strlen(operand), start;

    while (n > 1 && name[n - 1] == '/')
        n--;
    /* Where the last part of the name begins. */
    for (start = n; start > 0 && name[start - 1] != '/'; start--)
        ;
    if (strspn(name + start, ".") == n - start && n - start <= 2) { /* empty, ".", "..": ask where that is */
        real = realpath(operand, NULL);
        if (!real) {
            report_errno(operand, errno);
            return NULL;
        }
        name = real;
        n = strlen(name);
        for (start = n; start > 0 && name[start - 1] != '/'; start--)
            ;
    }
    /* Only the root is left without a name. */
    if (n <= start)
        report_error(operand, "has no name of its own");
    else if (!(copy = pool_copy(&t->pool, name + start, n - start)))
        report_errno(operand, ENOMEM);
    free(real);
    return copy;
}

/* Two operands of one name would become one entry. Quadratic, but over operands alone: before each of
 * them the whole tree is looked through once. */
static int is_taken(const struct tree *t, const char *name)
{
    for (size_t i = 0; i < t->count; i++)
        if (strcmp(t->entries[i].path, name) == 0)
            return 1;
    return 0;
}

/* What is named is followed where it is a link, as the source of any other
 * archive is; below it links are stored. */
static const char *behind_link(struct scan *s, const char *operand)
{
    struct stat info;
    char *real;
    const char *copy;

    if (lstat(operand, &info) != 0 || !S_ISLNK(info.st_mode))
        return operand;
    /* All links at once; a chain of them may lead from folder to folder. */
    real = realpath(operand, NULL);
    copy = real ? pool_copy(&s->tree->pool, real, strlen(real)) : operand;
    free(real);
    /* Where it leads nowhere the operand stays, and opening it tells why. */
    return copy ? copy : operand;
}

/* A name from a list. A link is stored as one; of the folder that we are in there is no entry. */
static int add_listed(struct scan *s, const char *operand)
{
    const char *path = listed_path(s->tree, operand);

    s->operand = operand;
    s->folder = TREE_NONE;
    if (!path)
        s->status = STATUS_ERROR;
    if (!path)
        return -1;
    return *path ? add_name(s, operand, path) : add_names(s, operand, path);
}

static int add_operand(struct scan *s, const char *operand)
{
    const char *name;

    if (s->opt->keeps_paths)
        return add_listed(s, operand);
    name = scan_own_name(s->tree, operand);

    if (!name) {
        s->status = STATUS_ERROR;
        return -1;
    }
    if (is_taken(s->tree, name)) {
        s->status = report_error(operand, "another operand has that name too");
        return -1;
    }
    s->operand = behind_link(s, operand);
    return add_name(s, s->operand, name);
}

enum status scan_operands(const struct options *opt, char **names, int count, const struct scan_output *output,
                          struct tree *t)
{
    struct scan s = {
        .opt = opt, .output = output, .tree = t, .disk = archive_read_disk_new(), .status = STATUS_OK
    };

    if (!s.disk)
        return report_errno(names[0], ENOMEM);
    owners_lookup(&s.owners, s.disk);
    /* Flags and holes are not stored, so libarchive need not look for them. */
    archive_read_disk_set_behavior(s.disk, ARCHIVE_READDISK_NO_FFLAGS | ARCHIVE_READDISK_NO_SPARSE);
    /* An operand that is not there ends it all: an archive without what was named is none that was
     * asked for. */
    for (int i = 0; i < count && s.status != STATUS_ERROR; i++)
        if (add_operand(&s, names[i]) != 0)
            break;
    if (s.status != STATUS_ERROR && opt->keeps_paths)
        s.status = status_worse(s.status, listed_drop_doubles(t));
    if (s.status != STATUS_ERROR && t->count == 0 && opt->exclude_count > 0)
        s.status = report_error(names[0], "--exclude leaves nothing of it");
    archive_read_free(s.disk);
    owners_free(&s.owners);
    inodes_free(&s.inodes);
    return s.status;
}
