/* sized.c - structs of the interface that grow at their end: a program and a library of different versions
 * agree by the size that each struct carries. */
#include "codec/sized.h"

#include <string.h>

#define SIZE_MOST 4096 /* of a struct; a larger number was never a size */

static size_t size_of(const void *p)
{
    size_t size;

    memcpy(&size, p, sizeof size);
    return size;
}

static int is_zero(const unsigned char *p, size_t n)
{
    while (n > 0 && *p == 0) {
        p++;
        n--;
    }
    return n == 0;
}

/* After the size, which is the library's own. */
static void copy(void *to, const void *from, size_t n)
{
    if (n > sizeof(size_t))
        memcpy((unsigned char *)to + sizeof(size_t), (const unsigned char *)from + sizeof(size_t),
               n - sizeof(size_t));
}

enum llz_error llz_sized_check(const void *to, size_t least)
{
    const size_t size = size_of(to);

    return size >= least && size <= SIZE_MOST ? LLZ_OK : LLZ_ERR_ARGUMENT;
}

enum llz_error llz_sized_take(void *to, size_t mine, size_t least, const void *from)
{
    const size_t theirs = size_of(from);

    if (llz_sized_check(from, least))
        return LLZ_ERR_ARGUMENT;
    /* What this library does not know must be zero, which means "as before": anything else is a wish that
     * it would ignore. */
    if (theirs > mine && !is_zero((const unsigned char *)from + mine, theirs - mine))
        return LLZ_ERR_ARGUMENT;
    copy(to, from, theirs < mine ? theirs : mine);
    return LLZ_OK;
}

void llz_sized_give(void *to, const void *from, size_t mine)
{
    const size_t theirs = size_of(to);

    copy(to, from, theirs < mine ? theirs : mine);
}

enum llz_error llz_sized_options(struct llz_options *to, const struct llz_options *from)
{
    *to = (struct llz_options)LLZ_OPTIONS_INIT;
    return from ? llz_sized_take(to, sizeof *to, offsetof(struct llz_options, policy), from) : LLZ_OK;
}
