/* byte_buffer.h - bytes that grow at their end, and strings that stay where they are. */
#ifndef LLZ_BYTE_BUFFER_H
#define LLZ_BYTE_BUFFER_H

#include <stddef.h>
#include <stdint.h>

/* All zero: empty. After a failed allocation nothing is added any more, so
 * that one look at the end is enough. */
struct buffer {
    unsigned char *p;
    size_t n, room;
    int failed;
};

void buffer_add(struct buffer *b, const void *p, size_t n);
void buffer_number(struct buffer *b, uint64_t v);     /* as a varint */
void buffer_text(struct buffer *b, const char *text); /* with its NUL */
size_t buffer_room(const struct buffer *b, size_t n); /* bytes that it takes up once n have been added */
void buffer_free(struct buffer *b);

/* All zero: empty. What is in it is freed all at once. */
struct pool {
    struct pool_block *last;
};

/* Room for n bytes and the NUL that stands after them; NULL without memory. */
char *pool_room(struct pool *pool, size_t n);

/* A copy of n bytes in such room. */
char *pool_copy(struct pool *pool, const void *p, size_t n);
void pool_free(struct pool *pool);

/* Makes room for one element more in an array of count elements of that size; NULL without memory, and the
 * array is as it was. *room: elements that fit. */
void *array_grow(void *array, size_t count, size_t *room, size_t size);

#endif
