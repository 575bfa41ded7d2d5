#include "cli/tree/unpack.h"

#include "cli/tree/index.h"
#include "cli/tree/notes.h"

static int fail(struct failure *why, const char *name, enum llz_error code)
{
    *why = (struct failure){ .name = name, .code = code };
    return -1;
}

int unpack_index_piece(struct unpack *u, const unsigned char *p, size_t n, struct failure *why)
{
    if (n > INDEX_BYTES_MAX - u->index.n)
        return fail(why, u->name, LLZ_ERR_HEADER);
    buffer_add(&u->index, p, n);
    return u->index.failed ? fail(why, u->name, LLZ_ERR_MEMORY) : 0;
}

int unpack_index_end(struct unpack *u, struct failure *why)
{
    enum index_result result = index_read(&u->tree, &u->index);

    if (result != INDEX_OK)
        return fail(why, u->name, result == INDEX_BAD ? LLZ_ERR_HEADER : LLZ_ERR_MEMORY);
    u->known = 1;
    return 0;
}

static int open_file(struct unpack *u, struct failure *why)
{
    size_t file = u->tree.order[u->rank];

    u->left = u->tree.entries[file].size;
    u->open = 1;
    return u->sink ? u->sink->open(u->user, file, why) : 0;
}

static int close_file(struct unpack *u, struct failure *why)
{
    u->open = 0;
    u->rank++;
    return u->sink ? u->sink->close(u->user, why) : 0;
}

/* Until a byte is wanted, or all files are through: closes what is complete, opens the next, empty ones too. */
static int advance(struct unpack *u, struct failure *why)
{
    for (;;) {
        if (u->open && u->left > 0)
            return 0;
        if (u->open && close_file(u, why) != 0)
            return -1;
        if (u->rank == u->tree.files)
            return 0;
        if (open_file(u, why) != 0)
            return -1;
    }
}

/* The index tells what will come, so that nothing need be begun in vain. */
static int exceeds_limit(const struct unpack *u, size_t index)
{
    return u->limit > 0 && (index > u->limit || u->tree.bytes > u->limit - index);
}

static int begin(struct unpack *u, struct failure *why)
{
    const size_t index = u->index.n;

    if (unpack_index_end(u, why) != 0)
        return -1;
    if (exceeds_limit(u, index))
        return fail(why, u->name, LLZ_ERR_OUTPUT);
    if (u->sink && u->sink->begin(u->user, &u->tree, why) != 0)
        return -1;
    return advance(u, why);
}

int unpack_notes_piece(struct unpack *u, const unsigned char *p, size_t n, struct failure *why)
{
    if (n > notes_most(&u->tree) - u->notes.n)
        return fail(why, u->name, LLZ_ERR_HEADER);
    buffer_add(&u->notes, p, n);
    return u->notes.failed ? fail(why, u->name, LLZ_ERR_MEMORY) : 0;
}

int unpack_notes_end(struct unpack *u, struct failure *why)
{
    const enum llz_error err = notes_read(&u->tree, u->notes.p, u->notes.n);

    return err == LLZ_OK ? 0 : fail(why, u->name, err);
}

int unpack_piece(void *user, enum llz_content content, const unsigned char *p, size_t n, struct failure *why)
{
    struct unpack *u = user;

    if (content == LLZ_CONTENT_INDEX)
        return unpack_index_piece(u, p, n, why);
    if (!u->known && begin(u, why) != 0)
        return -1;
    if (content == LLZ_CONTENT_NOTES)
        return unpack_notes_piece(u, p, n, why);
    while (n > 0) {
        size_t part = u->open && u->left < n ? (size_t)u->left : n;

        if (!u->open)
            return fail(why, u->name, LLZ_ERR_HEADER); /* more content than files */
        if (u->sink && u->sink->data(u->user, p, part, why) != 0)
            return -1;
        p += part;
        n -= part;
        u->left -= part;
        if (advance(u, why) != 0)
            return -1;
    }
    return 0;
}

static int index_zeros(struct unpack *u, uint64_t n, struct failure *why)
{
    static const unsigned char zeros[4096];
    int failed = 0;

    for (size_t piece; n > 0 && !failed; n -= piece) {
        piece = n < sizeof zeros ? (size_t)n : sizeof zeros;
        failed = unpack_index_piece(u, zeros, piece, why);
    }
    return failed;
}

int unpack_zeros(void *user, enum llz_content content, uint64_t n, struct failure *why)
{
    struct unpack *u = user;

    if (content == LLZ_CONTENT_INDEX)
        return index_zeros(u, n, why);
    if (!u->known && begin(u, why) != 0)
        return -1;
    if (content == LLZ_CONTENT_NOTES)
        return fail(why, u->name, LLZ_ERR_HEADER); /* nothing that happened is a zero */
    while (n > 0) {
        const uint64_t part = u->open && u->left < n ? u->left : n;

        if (!u->open)
            return fail(why, u->name, LLZ_ERR_HEADER);
        if (u->sink && u->sink->zeros(u->user, part, why) != 0)
            return -1;
        n -= part;
        u->left -= part;
        if (advance(u, why) != 0)
            return -1;
    }
    return 0;
}

int unpack_lost(struct unpack *u, uint64_t n, struct failure *why)
{
    if (!u->known && begin(u, why) != 0)
        return -1;
    while (n > 0) {
        uint64_t part = u->open && u->left < n ? u->left : n;

        if (!u->open)
            return fail(why, u->name, LLZ_ERR_HEADER);
        if (u->sink && u->sink->lost(u->user, why) != 0)
            return -1;
        n -= part;
        u->left -= part;
        if (advance(u, why) != 0)
            return -1;
    }
    return 0;
}

int unpack_end(void *user, struct failure *why)
{
    struct unpack *u = user;

    if (!u->known && begin(u, why) != 0)
        return -1;
    if (u->open)
        return fail(why, u->name, LLZ_ERR_HEADER); /* less */
    if (unpack_notes_end(u, why) != 0)
        return -1;
    return u->sink ? u->sink->end(u->user, why) : 0;
}

void unpack_free(struct unpack *u)
{
    buffer_free(&u->index);
    buffer_free(&u->notes);
    tree_free(&u->tree);
}
