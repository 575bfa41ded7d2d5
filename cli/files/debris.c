/* debris.c - Temporary files and folders are registered under the lock that is held while they are made: a
 * thread that ends the program takes it, and so knows all of them. */
#include "cli/files/debris.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/output/removal.h"
#include "cli/terminal/report.h"

#define REMOVALS 3 /* of a folder in which another thread may still be making files */

/* The folder is a descriptor of its maker, who forgets the entry before the number can be used again. */
struct debris {
    struct debris *next;
    int folder, is_folder;
    struct node node;
    char name[];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct debris *all;

/* Called with the lock. Without memory for it the program still removes it, but not at once. */
static void add(int folder, const char *name, int is_folder, const struct node *node)
{
    const size_t n = strlen(name) + 1;
    struct debris *d = malloc(sizeof *d + n);

    if (!d)
        return;
    memcpy(d->name, name, n);
    d->folder = folder;
    d->is_folder = is_folder;
    d->node = *node;
    d->next = all;
    all = d;
}

/* Callers report the errno of what they did, which unlocking may overwrite. */
static void unlock(void)
{
    const int error = errno;

    pthread_mutex_unlock(&lock);
    errno = error;
}

/* What was just made and cannot be looked at is none. *left: errno, where it stays. */
static int give_up(int fd, int folder, const char *name, int flag, int *left)
{
    const int error = errno;

    if (fd >= 0)
        close(fd);
    /* Otherwise a file would stay of which the list does not know. */
    if (unlinkat(folder, name, flag) != 0)
        *left = errno;
    errno = error;
    return -1;
}

/* Without the lock, which those may need for whom a message waits. The failure of what comes of it says more. */
static int tell_left(int fd, const char *name, int left)
{
    const int error = errno;

    if (left != 0)
        (void)report_left(name, left);
    errno = error;
    return fd;
}

int debris_file(int folder, const char *name, int flags, struct node *node)
{
    int fd, left = 0;

    pthread_mutex_lock(&lock);
    /* O_EXCL: a file or link that somebody has put there in advance is not written into. */
    fd = openat(folder, name, flags | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0 && node_read(node, fd) != 0)
        fd = give_up(fd, folder, name, 0, &left);
    if (fd >= 0)
        add(folder, name, 0, node);
    unlock();
    return tell_left(fd, name, left);
}

int debris_folder(int folder, const char *name, struct node *node)
{
    int fd = -1, left = 0;

    pthread_mutex_lock(&lock);
    if (mkdirat(folder, name, 0700) == 0) {
        /* mkdirat() gives no descriptor, and the name may have been exchanged for a link since. */
        fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0 || node_read(node, fd) != 0)
            fd = give_up(fd, folder, name, AT_REMOVEDIR, &left);
        else
            add(folder, name, 1, node);
    }
    unlock();
    return tell_left(fd, name, left);
}

int debris_have(const struct node *node)
{
    const struct debris *d;

    pthread_mutex_lock(&lock);
    for (d = all; d && !node_equal(&d->node, node); d = d->next)
        ;
    unlock();
    return d != NULL;
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

void debris_remove(void)
{
    /* The program ends now, and other threads must not make more meanwhile. */
    pthread_mutex_lock(&lock); /* for ever */
    for (const struct debris *d = all; d; d = d->next) {
        if (!d->is_folder)
            (void)removal_of_file(d->folder, d->name, &d->node);
        for (int i = 0; d->is_folder && i < REMOVALS; i++)
            (void)removal_of_folder(d->folder, d->name, &d->node);
    }
}
