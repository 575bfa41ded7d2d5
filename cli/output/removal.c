/* removal.c - A name is removed only while it still means the file that this program made. Folders are
 * emptied by descriptors, never by paths, which somebody could lead elsewhere by a link. */
#include "cli/output/removal.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "cli/names/listing.h"

#define FOLDER (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

/* What fails once may be done at the second try: an interrupted call, a disk that errs now and then. */
#define TRIES 2

static int remove_name(int folder, const char *name, const struct node *node, int flag)
{
    return node_check(node, folder, name) == 0 ? unlinkat(folder, name, flag) : -1;
}

int removal_of_file(int folder, const char *name, const struct node *node)
{
    int result = -1;

    for (int i = 0; i < TRIES && result != 0; i++) {
        result = remove_name(folder, name, node, 0);
        if (result != 0 && (errno == ESTALE || errno == ENOENT))
            break;
    }
    return result;
}

/* One descriptor, however deep the folders are. */
struct walk {
    int fd;    /* the folder that is being emptied; -1: the way back was lost */
    int error; /* errno of the first failure */
};

static void fail(struct walk *w)
{
    if (w->error == 0)
        w->error = errno;
}

static void move_to(struct walk *w, int fd)
{
    close(w->fd);
    w->fd = fd;
}

static void empty(struct walk *w);

/* Down into a folder and back. Not into another file system, since what is mounted there was not made here, and
 * back only to where it came from: somebody may have moved the folder, and its ".." would lead elsewhere. */
static void remove_folder(struct walk *w, const struct stat *here, const char *name)
{
    const int child = openat(w->fd, name, FOLDER);
    struct stat info;

    if (child < 0) {
        fail(w);
        return;
    }
    if (fstat(child, &info) != 0 || info.st_dev != here->st_dev) {
        errno = EXDEV;
        fail(w);
        close(child);
        return;
    }
    move_to(w, child);
    empty(w);
    if (w->fd < 0)
        return;
    move_to(w, openat(w->fd, "..", FOLDER));
    if (w->fd >= 0 && (fstat(w->fd, &info) != 0 || !same_file(&info, here))) {
        errno = ESTALE;
        fail(w);
        move_to(w, -1);
    }
    if (w->fd < 0 || unlinkat(w->fd, name, AT_REMOVEDIR) != 0)
        fail(w);
}

static void empty(struct walk *w)
{
    /* Listed first: what readdir() returns while entries vanish is not specified. */
    struct folder_names names;
    struct stat here;

    if (fstat(w->fd, &here) != 0 || folder_list_open(w->fd, &names) != 0) {
        fail(w);
        return;
    }
    for (size_t i = 0; i < names.count && w->fd >= 0; i++) {
        /* Tried as a file without a look at it first: between look and removal it could change. */
        if (unlinkat(w->fd, names.at[i], 0) == 0)
            continue;
        /* What Linux and POSIX say of a folder. A file that may not be removed says EPERM too, and then fails
         * to open as one. */
        if (errno == EISDIR || errno == EPERM)
            remove_folder(w, &here, names.at[i]);
        else
            fail(w);
    }
    folder_names_free(&names);
}

/* 0, or errno of the first failure. */
static int empty_folder(int folder, const char *name, const struct node *node)
{
    struct walk w = { .fd = openat(folder, name, FOLDER) };
    struct node now;

    if (w.fd < 0)
        return errno;
    if (node_read(&now, w.fd) != 0)
        fail(&w);
    else if (!node_equal(&now, node))
        w.error = ESTALE;
    else
        empty(&w);
    if (w.fd >= 0)
        close(w.fd);
    return w.error;
}

int removal_of_folder(int folder, const char *name, const struct node *node)
{
    int error = 0;

    /* One removal more than there are tries to empty it, for the last of these may succeed. */
    for (int i = 0; i <= TRIES; i++) {
        if (remove_name(folder, name, node, AT_REMOVEDIR) == 0)
            return 0;
        if (errno == ESTALE || errno == ENOENT || i == TRIES)
            break;
        error = empty_folder(folder, name, node);
    }
    /* Why something in it stays says more than that the folder is not empty. */
    errno = error ? error : errno;
    return -1;
}
