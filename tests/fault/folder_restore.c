/* folder_restore.c - a remembered folder is made again. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "folder_state.h"

#define PATH_SPACE 4096

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *at)
{
    (void)info;
    (void)type;
    if (at->level > 0 && remove(path) != 0)
        die(path);
    return 0;
}

static void write_file(const struct entry *e, const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);

    if (fd < 0 || write(fd, e->data, e->size) != (ssize_t)e->size || close(fd) != 0)
        die(path);
}

/* Files of one inode become links of the first of them. */
static void make_entry(const struct tree *t, size_t i, const char *folder, const char *path)
{
    const struct entry *e = &t->entries[i];
    char other[PATH_SPACE];

    if (S_ISDIR(e->info.st_mode)) {
        if (mkdir(path, 0700) != 0)
            die(path);
    } else if (S_ISLNK(e->info.st_mode)) {
        if (symlink(e->data, path) != 0)
            die(path);
    } else if (S_ISFIFO(e->info.st_mode)) {
        if (mkfifo(path, 0600) != 0)
            die(path);
    } else {
        for (size_t k = 0; k < i; k++)
            if (e->info.st_nlink > 1 && t->entries[k].info.st_ino == e->info.st_ino) {
                snprintf(other, sizeof other, "%s/%s", folder, t->entries[k].path);
                if (link(other, path) != 0)
                    die(path);
                return;
            }
        write_file(e, path);
    }
}

static void set_attributes(const struct entry *e, const char *path)
{
    const struct timespec times[2] = { e->info.st_mtim, e->info.st_mtim };
    const char *a = e->attributes;

    if (!S_ISLNK(e->info.st_mode)) {
        while (a < e->attributes + e->attributes_size) {
            const char *value = a + strlen(a) + 1;

            if (setxattr(path, a, value, strlen(value), 0) != 0)
                die(path);
            a = value + strlen(value) + 1;
        }
        if (chmod(path, e->info.st_mode & 07777) != 0)
            die(path);
    }
    if (utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) != 0)
        die(path);
}

void tree_restore(const struct tree *t, const char *folder)
{
    char path[PATH_SPACE];

    if (nftw(folder, remove_one, 32, FTW_DEPTH | FTW_PHYS) != 0)
        die(folder);
    for (size_t i = 0; i < t->count; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, t->entries[i].path);
        make_entry(t, i, folder, path);
    }
    /* Folders last: what is made in them changes their times. */
    for (size_t i = t->count; i-- > 0;) {
        snprintf(path, sizeof path, "%s/%s", folder, t->entries[i].path);
        set_attributes(&t->entries[i], path);
    }
}
