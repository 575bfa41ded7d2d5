/* temporary.c - Names like mkstemp() makes them, but in an open folder: mkstempat() does not exist. A lock
 * marks what is being written, and vanishes with its process, however that ends. */
#define _DEFAULT_SOURCE /* flock() */
#include "cli/output/temporary.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define BEGINNING ".llz-"
#define DIGITS 6
#define TRIES 1000

/* Names that no other process is likely to try just now. */
int temporary_next(struct temporary *t)
{
    struct timespec now = { 0 };

    if (t->tries == 0)
        clock_gettime(CLOCK_REALTIME, &now);
    else if (errno != EEXIST || t->tries >= TRIES)
        return -1;
    t->number = t->tries++ == 0 ? (unsigned long)now.tv_nsec ^ (unsigned long)getpid() << 8 : t->number + 1;
    /* 24 bits, six digits; the next number is tried where one is taken. */
    snprintf(t->name, sizeof t->name, BEGINNING "%06lx", t->number & 0xffffff);
    return 0;
}

/* Where a file system has no locks nothing is lost but a message. */
void temporary_mark(int fd)
{
    (void)flock(fd, LOCK_EX | LOCK_NB);
}

int temporary_is_marked(int fd)
{
    if (flock(fd, LOCK_SH | LOCK_NB) == 0)
        return 0;
    return errno == EWOULDBLOCK ? 1 : -1;
}

int temporary_is_name(const char *name)
{
    size_t n = strlen(BEGINNING);

    if (strncmp(name, BEGINNING, n) != 0 || strlen(name) != n + DIGITS)
        return 0;
    for (; name[n]; n++)
        if (!isalnum((unsigned char)name[n]))
            return 0;
    return 1;
}
