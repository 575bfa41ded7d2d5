#define _XOPEN_SOURCE 700 /* nftw() */
#include "cli/debris.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REMOVALS 3 /* of a folder in which another thread may still be making files */

struct debris {
    struct debris *next;
    int folder; /* -1: name is a path */
    int is_folder;
    char name[];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct debris *all;

/* Called with the lock. Without memory for it the program still removes it, but not at once. */
static void add(int folder, const char *name, int is_folder)
{
    const size_t n = strlen(name) + 1;
    struct debris *d = malloc(sizeof *d + n);

    if (!d)
        return;
    memcpy(d->name, name, n);
    d->folder = folder;
    d->is_folder = is_folder;
    d->next = all;
    all = d;
}

static void unlock(void)
{
    const int error = errno;

    pthread_mutex_unlock(&lock);
    errno = error;
}

int debris_file(char *path)
{
    int fd;

    pthread_mutex_lock(&lock);
    fd = mkstemp(path);
    if (fd >= 0)
        add(-1, path, 0);
    unlock();
    return fd;
}

int debris_folder(char *path)
{
    int made;

    pthread_mutex_lock(&lock);
    made = mkdtemp(path) != NULL;
    if (made)
        add(-1, path, 1);
    unlock();
    return made ? 0 : -1;
}

int debris_file_at(int folder, const char *name, int flags)
{
    int fd;

    pthread_mutex_lock(&lock);
    fd = openat(folder, name, flags | O_CREAT, 0600);
    if (fd >= 0)
        add(folder, name, 0);
    unlock();
    return fd;
}

void debris_forget(int folder, const char *name)
{
    struct debris **at, *d;

    pthread_mutex_lock(&lock);
    for (at = &all; (d = *at) && (d->folder != folder || strcmp(d->name, name) != 0); at = &d->next)
        ;
    if (d) {
        *at = d->next;
        free(d);
    }
    unlock();
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info;
    (void)kind;
    (void)place;
    (void)remove(path);
    return 0;
}

void debris_remove(void)
{
    pthread_mutex_lock(&lock); /* for ever */
    for (const struct debris *d = all; d; d = d->next) {
        if (d->folder >= 0)
            (void)unlinkat(d->folder, d->name, 0);
        else if (!d->is_folder)
            (void)unlink(d->name);
        for (int i = 0; d->is_folder && i < REMOVALS; i++)
            (void)nftw(d->name, remove_one, 32, FTW_DEPTH | FTW_PHYS);
    }
}
