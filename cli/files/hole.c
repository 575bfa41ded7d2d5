/* hole.c - A hole of a terabyte is found by one call where the system can tell, and read as zeros
 * where it cannot. */
#define _GNU_SOURCE /* SEEK_DATA */
#include "cli/files/hole.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef SEEK_DATA
/* After the last data a hole goes on to the end of the file. */
static off_t data_from(int fd, uint64_t at)
{
    off_t data = lseek(fd, (off_t)at, SEEK_DATA);
    struct stat info;

    if (data < 0 && errno == ENXIO && fstat(fd, &info) == 0 && S_ISREG(info.st_mode))
        data = info.st_size;
    return data;
}

uint64_t hole_length(int fd, uint64_t at)
{
    off_t data = at <= INT64_MAX ? data_from(fd, at) : -1;

    return data >= 0 && (uint64_t)data >= at + HOLE_LEAST ? (uint64_t)data - at : 0;
}
#else
uint64_t hole_length(int fd, uint64_t at)
{
    (void)fd;
    (void)at;
    return 0;
}
#endif
