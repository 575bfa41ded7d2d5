/* preload_stdio.c - streams whose system calls can fail. Those of the C library do not look for another read()
 * or write(), so here they are streams over functions of ours, which do. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inject.h"

#define STREAMS 64
static struct {
    FILE *stream;
    int fd;
} table[STREAMS];

static ssize_t cookie_read(void *cookie, char *data, size_t size)
{
    return read((int)(intptr_t)cookie, data, size);
}

/* fopencookie() wants 0 for an error. */
static ssize_t cookie_write(void *cookie, const char *data, size_t size)
{
    size_t done = 0;

    while (done < size) {
        ssize_t n = write((int)(intptr_t)cookie, data + done, size - done);

        if (n <= 0)
            return 0;
        done += (size_t)n;
    }
    return (ssize_t)done;
}

static int cookie_seek(void *cookie, off64_t *offset, int whence)
{
    *offset = lseek64((int)(intptr_t)cookie, *offset, whence);
    return *offset < 0 ? -1 : 0;
}

static int cookie_close(void *cookie)
{
    return close((int)(intptr_t)cookie);
}

static FILE *stream_on(int fd, const char *mode)
{
    const cookie_io_functions_t calls = { cookie_read, cookie_write, cookie_seek, cookie_close };
    FILE *stream = fopencookie((void *)(intptr_t)fd, mode, calls);

    for (int i = 0; stream && i < STREAMS; i++)
        if (!table[i].stream) {
            table[i].stream = stream;
            table[i].fd = fd;
            return stream;
        }
    return stream;
}

void inject_stdout(void)
{
    FILE *stream = stream_on(STDOUT_FILENO, "w");

    if (!stream)
        abort();
    stdout = stream;
}

FILE *fopen(const char *path, const char *mode)
{
    int plus = strchr(mode, '+') != NULL;
    int flags = mode[0] == 'r' ? (plus ? O_RDWR : O_RDONLY) : (plus ? O_RDWR : O_WRONLY) | O_CREAT;
    FILE *stream;
    int fd;

    if (mode[0] != 'r')
        flags |= mode[0] == 'a' ? O_APPEND : O_TRUNC;
    if (strchr(mode, 'x'))
        flags |= O_EXCL;
    if (strchr(mode, 'e'))
        flags |= O_CLOEXEC;
    fd = open(path, flags, 0666);
    if (fd < 0)
        return NULL;
    stream = stream_on(fd, mode);
    if (!stream)
        close(fd);
    return stream;
}

FILE *fopen64(const char *path, const char *mode)
{
    return fopen(path, mode);
}

FILE *fdopen(int fd, const char *mode)
{
    return stream_on(fd, mode);
}

int fileno(FILE *stream)
{
    static int (*real)(FILE *);

    for (int i = 0; i < STREAMS; i++)
        if (table[i].stream == stream)
            return table[i].fd;
    if (!real)
        real = (int (*)(FILE *))inject_real("fileno");
    return real(stream);
}

int fclose(FILE *stream)
{
    static int (*real)(FILE *);

    for (int i = 0; i < STREAMS; i++)
        if (table[i].stream == stream)
            table[i].stream = NULL;
    if (!real)
        real = (int (*)(FILE *))inject_real("fclose");
    return real(stream);
}
