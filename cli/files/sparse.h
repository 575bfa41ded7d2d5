/* sparse.h - a regular file is written from its beginning to its end; blocks of zeros become holes. */
#ifndef LLZ_SPARSE_H
#define LLZ_SPARSE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* All zero before the first byte, unless it is off. */
struct sparse {
    int off;    /* zeros are written too */
    off_t at;   /* offset of the next byte */
    off_t hole; /* number of zeros before it that have not been written */
};

/* All return 0, or -1 with errno. */
int sparse_write(struct sparse *s, int fd, const void *data, size_t size);
int sparse_skip(struct sparse *s, uint64_t n);  /* zeros, where it is not off */
int sparse_end(const struct sparse *s, int fd); /* the file gets its full length though it ends in a hole */
int sparse_write_all(int fd, const void *data, size_t size); /* zeros too */

#endif
