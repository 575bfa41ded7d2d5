/* byte_buffer.c - Failure is remembered: code that builds an index adds hundreds of things and asks once.
 * Strings lie in a pool, where they do not move and are freed all together. */
#include "cli/files/byte_buffer.h"

#include <stdlib.h>
#include <string.h>

#include "codec/coder/varint.h"

/* Bytes: a thousand names or so, so that malloc() is not called for each. */
#define BLOCK_BYTES 65536

/* Strings follow each other without alignment: nothing else may be kept in a pool. */
struct pool_block {
    struct pool_block *before;
    size_t used, room;
    char bytes[];
};

/* Grown by a quarter: what is large is moved by the kernel, not copied. */
size_t buffer_room(const struct buffer *b, size_t n)
{
    return n > b->room - b->n ? b->room + b->room / 4 + n + 64 : b->room;
}

void buffer_add(struct buffer *b, const void *p, size_t n)
{
    /* An empty buffer has no bytes, and memcpy() to NULL is undefined even for none (C11 7.24.1). */
    if (b->failed || n == 0)
        return;
    /* Subtracted, as b->n + n might overflow. */
    if (n > b->room - b->n) {
        const size_t room = buffer_room(b, n);
        /* Not larger: the sum has overflowed. */
        unsigned char *grown = room > b->room ? realloc(b->p, room) : NULL;

        if (!grown) {
            b->failed = 1;
            return;
        }
        b->p = grown;
        b->room = room;
    }
    memcpy(b->p + b->n, p, n);
    b->n += n;
}

void buffer_number(struct buffer *b, uint64_t v)
{
    uint8_t bytes[LLZ_VARINT_MAX];

    buffer_add(b, bytes, llz_varint_put(bytes, v));
}

void buffer_text(struct buffer *b, const char *text)
{
    buffer_add(b, text, strlen(text) + 1);
}

void buffer_free(struct buffer *b)
{
    free(b->p);
    *b = (struct buffer){ 0 };
}

static struct pool_block *block_for(struct pool *pool, size_t n)
{
    struct pool_block *block = pool->last;
    /* What is longer than a block gets one of its own. */
    size_t room = n > BLOCK_BYTES ? n : BLOCK_BYTES;

    if (block && n <= block->room - block->used)
        return block;
    block = room < SIZE_MAX - sizeof *block ? malloc(sizeof *block + room) : NULL;
    if (!block)
        return NULL;
    /* The rest of the block before is given up; most strings are short. */
    *block = (struct pool_block){ .before = pool->last, .room = room };
    return pool->last = block;
}

char *pool_room(struct pool *pool, size_t n)
{
    struct pool_block *block = block_for(pool, n + 1);
    char *room;

    if (!block)
        return NULL;
    room = block->bytes + block->used;
    room[n] = '\0';
    block->used += n + 1;
    return room;
}

char *pool_copy(struct pool *pool, const void *p, size_t n)
{
    char *copy = pool_room(pool, n);

    /* p may be NULL where n is 0. */
    if (copy && n > 0)
        memcpy(copy, p, n);
    return copy;
}

void pool_free(struct pool *pool)
{
    while (pool->last) {
        struct pool_block *before = pool->last->before;

        free(pool->last);
        pool->last = before;
    }
}

void *array_grow(void *array, size_t count, size_t *room, size_t size)
{
    /* Doubled, so that n additions copy no more than 2 n elements in all. */
    size_t more = 2 * *room + 16;
    void *grown;

    if (count < *room)
        return array;
    grown = more <= SIZE_MAX / size ? realloc(array, more * size) : NULL;
    if (grown)
        *room = more;
    return grown;
}
