/* folder_state.c - what stands in a folder: remembered and compared. */
#include "folder_state.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#define PATH_SPACE 4096
#define NEWER 1577836800 /* 2020-01-01 */

void die(const char *what)
{
    fprintf(stderr, "fault: %s: %s\n", what, strerror(errno));
    exit(3);
}

char *file_read(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    struct stat info;
    char *data;

    if (!f || fstat(fileno(f), &info) != 0 || !(data = malloc((size_t)info.st_size + 1)))
        die(path);
    *size = fread(data, 1, (size_t)info.st_size, f);
    data[*size] = 0;
    fclose(f);
    return data;
}

/* Names and values, one after the other. */
static void read_attributes(struct entry *e, const char *path)
{
    char names[1024], *n = names;
    ssize_t size = llistxattr(path, names, sizeof names);

    e->attributes = calloc(1, PATH_SPACE);
    if (!e->attributes)
        die(path);
    for (; size > 0 && n < names + size; n += strlen(n) + 1) {
        char *to = e->attributes + e->attributes_size;
        size_t length = strlen(n) + 1;
        ssize_t value = lgetxattr(path, n, to + length, PATH_SPACE - e->attributes_size - length - 1);

        if (strncmp(n, "user.", 5) != 0 || value < 0)
            continue;
        memcpy(to, n, length);
        e->attributes_size += length + (size_t)value + 1;
    }
}

static void read_entry(struct entry *e, const char *folder)
{
    char path[PATH_SPACE];
    ssize_t n;

    snprintf(path, sizeof path, "%s/%s", folder, e->path);
    if (lstat(path, &e->info) != 0)
        die(path);
    if (S_ISREG(e->info.st_mode)) {
        e->data = file_read(path, &e->size);
    } else if (S_ISLNK(e->info.st_mode)) {
        e->data = calloc(1, PATH_SPACE);
        n = readlink(path, e->data, PATH_SPACE - 1);
        if (n < 0)
            die(path);
        e->size = (size_t)n;
    }
    if (!S_ISLNK(e->info.st_mode))
        read_attributes(e, path);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

static void read_below(struct tree *t, const char *folder, const char *prefix)
{
    char path[PATH_SPACE];
    struct dirent *d;
    DIR *dir;

    snprintf(path, sizeof path, "%s/%s", folder, prefix);
    dir = opendir(path);
    if (!dir)
        die(path);
    while ((d = readdir(dir))) {
        struct entry *e;

        if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
            continue;
        t->entries = realloc(t->entries, (t->count + 1) * sizeof *t->entries);
        if (!t->entries)
            die(path);
        e = &t->entries[t->count++];
        *e = (struct entry){ 0 };
        snprintf(path, sizeof path, "%s%s%s", prefix, *prefix ? "/" : "", d->d_name);
        e->path = strdup(path);
        read_entry(e, folder);
        if (S_ISDIR(e->info.st_mode))
            read_below(t, folder, path);
    }
    closedir(dir);
}

void tree_read(struct tree *t, const char *folder)
{
    *t = (struct tree){ 0 };
    read_below(t, folder, "");
    qsort(t->entries, t->count, sizeof *t->entries, by_path);
}

void tree_free(struct tree *t)
{
    for (size_t i = 0; i < t->count; i++) {
        free(t->entries[i].path);
        free(t->entries[i].data);
        free(t->entries[i].attributes);
    }
    free(t->entries);
    *t = (struct tree){ 0 };
}

const struct entry *tree_find(const struct tree *t, const char *path)
{
    struct entry key = { .path = (char *)path };

    return t->count ? bsearch(&key, t->entries, t->count, sizeof *t->entries, by_path) : NULL;
}

/* The next character; a figure, with its sign, point and exponent, is one '#'. */
static int next_loose(const char *data, size_t size, size_t *at)
{
    size_t from = *at;

    while (*at < size && (isdigit((unsigned char)data[*at]) || (data[*at] && strchr("+-.", data[*at]))))
        (*at)++;
    if (*at > from)
        return '#';
    return *at < size ? (unsigned char)data[(*at)++] : -1;
}

int data_same(const char *a, size_t a_size, const char *b, size_t b_size, int loose)
{
    size_t i = 0, j = 0;
    int c;

    if (!loose)
        return a_size == b_size && memcmp(a, b, a_size) == 0;
    do {
        c = next_loose(a, a_size, &i);
        if (c != next_loose(b, b_size, &j))
            return 0;
    } while (c >= 0);
    return 1;
}

int entry_same(const struct entry *a, const struct entry *b, int loose)
{
    if ((a->info.st_mode & S_IFMT) != (b->info.st_mode & S_IFMT))
        return 0;
    if (!a->data)
        return 1;
    return data_same(a->data, a->size, b->data, b->size, loose);
}

int entry_same_attributes(const struct entry *a, const struct entry *b)
{
    return a->info.st_mode == b->info.st_mode && a->info.st_uid == b->info.st_uid &&
           a->info.st_gid == b->info.st_gid && a->attributes_size == b->attributes_size &&
           (S_ISLNK(a->info.st_mode) || memcmp(a->attributes, b->attributes, a->attributes_size) == 0) &&
           (a->info.st_mtim.tv_sec >= NEWER || (a->info.st_mtim.tv_sec == b->info.st_mtim.tv_sec &&
                                                a->info.st_mtim.tv_nsec == b->info.st_mtim.tv_nsec));
}

int tree_same(const struct tree *a, const struct tree *b)
{
    if (a->count != b->count)
        return 0;
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->entries[i].path, b->entries[i].path) != 0 ||
            !entry_same(&a->entries[i], &b->entries[i], 0) ||
            !entry_same_attributes(&a->entries[i], &b->entries[i]) ||
            a->entries[i].info.st_ino != b->entries[i].info.st_ino)
            return 0;
    return 1;
}
