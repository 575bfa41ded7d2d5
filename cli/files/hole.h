/* hole.h - holes of a file, which need not be read to know what is in them. */
#ifndef LLZ_HOLE_H
#define LLZ_HOLE_H

#include <stdint.h>

#define HOLE_LEAST 65536 /* bytes: what is shorter is read */

/* How many bytes of a regular file from `at` on are a hole; 0: none, or
 * nobody knows. Moves the file's offset. */
uint64_t hole_length(int fd, uint64_t at);

#endif
