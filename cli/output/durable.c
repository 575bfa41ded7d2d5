/* durable.c - A folder may have a million files; to sync each would take far longer than one sync of all. */
#define _GNU_SOURCE /* syncfs() */
#include "cli/output/durable.h"

#include <unistd.h>

int durable_all(int fd)
{
#ifdef __linux__
    return syncfs(fd);
#else
    (void)fd;
    sync(); /* it tells of no error; the files have been asked for one by one */
    return 0;
#endif
}
