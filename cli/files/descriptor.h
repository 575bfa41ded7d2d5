/* descriptor.h - names such as /dev/stdout and /dev/fd/3, which mean what this process has open. Behind them
 * may be a regular file, and yet a new file must never take the place of such a name. */
#ifndef LLZ_DESCRIPTOR_H
#define LLZ_DESCRIPTOR_H

#include <stddef.h>

/* The descriptor that the name means, whether it is open or not; -1: none. Of links only the system's own in
 * /dev count, for others may be changed by anybody. */
int descriptor_named(const char *name);

/* One write(), of *size bytes at *p or of `most`, whichever is less; both move on. 0 also where nothing could be
 * written just now; -1 with errno. */
int descriptor_write(int fd, const unsigned char **p, size_t *size, size_t most);

#endif
