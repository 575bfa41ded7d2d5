/* unpack.c - The decoder's output is cut into index, files and notes; to files by the sizes that the index
 * has. Whoever wants the files is a sink: a folder, a tar, or nobody. */
#include "cli/tree/restore/unpack.h"

#include "cli/tree/index/notes.h"

static int fail(struct failure *why, const char *name, enum llz_error code)
{
    *why = (struct failure){ .name = name, .code = code };
    return -1;
}

static int fail_index(const struct unpack *u, enum index_result result, struct failure *why)
{
    return fail(why, u->name, result == INDEX_BAD ? LLZ_ERR_HEADER : LLZ_ERR_MEMORY);
}

uint64_t unpack_needed(const struct unpack *u)
{
    struct llz_info info = LLZ_INFO_INIT;

    if (u->stream)
        llz_get_info(u->stream, &info);
    return info.state_bytes + catalog_memory(&u->catalog, 0);
}

/* The model that decodes the index and what is kept of it, at the same time. */
static int check_memory(const struct unpack *u, struct failure *why)
{
    if (u->memory_limit == 0 || unpack_needed(u) <= u->memory_limit)
        return 0;
    fail(why, u->name, LLZ_ERR_MEMLIMIT);
    why->needed = unpack_needed(u);
    /* As long as some of the index is missing it may need more. */
    why->at_least = !catalog_is_complete(&u->catalog);
    return -1;
}

/* The model of what follows, which begins before anything of it comes out, gets what the index leaves. */
static void limit_stream(const struct unpack *u)
{
    const uint64_t taken = catalog_memory(&u->catalog, 0);

    if (u->stream && u->memory_limit > 0)
        /* 1, not 0, where nothing is left: 0 would be no limit. */
        llz_limit_memory(u->stream, u->memory_limit > taken ? u->memory_limit - taken : 1);
}

int unpack_index_piece(struct unpack *u, const unsigned char *p, size_t n, struct failure *why)
{
    enum index_result result;

    /* taken was within the limit after the last piece, so the difference does not wrap. */
    if (u->limit > 0 && n > u->limit - u->catalog.taken)
        return fail(why, u->name, LLZ_ERR_OUTPUT);
    result = catalog_add(&u->catalog, p, n);
    if (result != INDEX_OK)
        return fail_index(u, result, why);
    limit_stream(u);
    return check_memory(u, why);
}

int unpack_index_end(struct unpack *u, struct failure *why)
{
    enum index_result result = catalog_end(&u->catalog);

    if (result != INDEX_OK)
        return fail_index(u, result, why);
    u->known = 1;
    return 0;
}

/* Where nobody takes them, all files are as good as one. */
static size_t count_files(const struct unpack *u)
{
    return u->sink ? u->catalog.files : 1;
}

static int open_file(struct unpack *u, struct failure *why)
{
    size_t file;

    u->open = 1;
    if (!u->sink) {
        u->left = u->catalog.bytes;
        return 0;
    }
    file = catalog_ranked(&u->catalog, u->rank);
    u->left = catalog_entry(&u->catalog, file).size;
    return u->sink->open(u->user, file, why);
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
        if (u->rank == count_files(u))
            return 0;
        if (open_file(u, why) != 0)
            return -1;
    }
}

/* The index tells what will come, so that nothing need be begun in vain. */
static int exceeds_limit(const struct unpack *u)
{
    const uint64_t index = u->catalog.taken;

    /* Subtracted, not added: the sum could exceed 64 bits. */
    return u->limit > 0 && (index > u->limit || u->catalog.bytes > u->limit - index);
}

static int begin(struct unpack *u, struct failure *why)
{
    /* It failed when unpack_wants() had to begin early, and had no way to say so. */
    if (u->failed) {
        *why = u->early;
        return -1;
    }
    if (unpack_index_end(u, why) != 0)
        return -1;
    if (exceeds_limit(u))
        return fail(why, u->name, LLZ_ERR_OUTPUT);
    /* Only now, when all is known and within limits: a refused archive leaves no trace. */
    if (u->sink && u->sink->begin(u->user, &u->catalog, why) != 0)
        return -1;
    return advance(u, why);
}

/* Moves to the first file of which there is something from byte `at` on. */
static void move_to(struct unpack *u, uint64_t at)
{
    uint64_t size = 0;

    for (; u->wants_rank < u->catalog.files; u->wants_rank++, u->wants_at += size) {
        size = catalog_entry(&u->catalog, catalog_ranked(&u->catalog, u->wants_rank)).size;
        /* A file that ends at `at` has nothing from there on; nor has an empty one. */
        if (u->wants_at + size > at)
            break;
    }
}

int unpack_wants(void *user, enum llz_content content, uint64_t at, uint64_t n)
{
    struct unpack *u = user;
    uint64_t begins;

    /* Index and notes are always wanted. */
    if (content != LLZ_CONTENT_FILES)
        return 1;
    /* The question comes before the first byte of the files, and only then is the index known to be
     * complete. */
    if (!u->failed && !u->known)
        u->failed = begin(u, &u->early) != 0;
    if (u->failed)
        return 0; /* told when what stands in its place comes */
    move_to(u, at);
    begins = u->wants_at;
    for (size_t rank = u->wants_rank; rank < u->catalog.files && begins < at + n; rank++) {
        const size_t file = catalog_ranked(&u->catalog, rank);
        const uint64_t size = catalog_entry(&u->catalog, file).size;

        if (size > 0 && u->sink->wants(u->user, file))
            return 1;
        begins += size;
    }
    return 0;
}

int unpack_notes_piece(struct unpack *u, const unsigned char *p, size_t n, struct failure *why)
{
    if (n > notes_most(&u->catalog) - u->notes.n)
        return fail(why, u->name, LLZ_ERR_HEADER);
    buffer_add(&u->notes, p, n);
    return u->notes.failed ? fail(why, u->name, LLZ_ERR_MEMORY) : 0;
}

int unpack_notes_end(struct unpack *u, struct failure *why)
{
    const enum llz_error err = notes_read(&u->catalog, u->notes.p, u->notes.n);

    return err == LLZ_OK ? 0 : fail(why, u->name, err);
}

/* What content of files comes as: bytes, zeros that nobody wrote down, or bytes that are lost. */
enum arrival { ARRIVE_DATA, ARRIVE_ZEROS, ARRIVE_LOST };

static int put(struct unpack *u, enum arrival as, const unsigned char *p, uint64_t n, struct failure *why)
{
    if (!u->sink)
        return 0;
    switch (as) {
    case ARRIVE_DATA:
        return u->sink->data(u->user, p, (size_t)n, why);
    case ARRIVE_ZEROS:
        return u->sink->zeros(u->user, n, why);
    case ARRIVE_LOST:
        break;
    }
    /* How many is of no use to it: the file is lost. */
    return u->sink->lost(u->user, why);
}

/* n bytes go to the files that they belong to. p: the bytes, of ARRIVE_DATA alone. */
static int spread(struct unpack *u, enum arrival as, const unsigned char *p, uint64_t n, struct failure *why)
{
    while (n > 0) {
        const uint64_t part = u->open && u->left < n ? u->left : n;

        if (!u->open)
            return fail(why, u->name, LLZ_ERR_HEADER); /* more content than files */
        if (put(u, as, p, part, why) != 0)
            return -1;
        if (p)
            p += part;
        n -= part;
        u->left -= part;
        if (advance(u, why) != 0)
            return -1;
    }
    return 0;
}

int unpack_piece(void *user, enum llz_content content, const unsigned char *p, size_t n, struct failure *why)
{
    struct unpack *u = user;

    if (content == LLZ_CONTENT_INDEX)
        return unpack_index_piece(u, p, n, why);
    if ((!u->known || u->failed) && begin(u, why) != 0)
        return -1;
    if (content == LLZ_CONTENT_NOTES)
        return unpack_notes_piece(u, p, n, why);
    return spread(u, ARRIVE_DATA, p, n, why);
}

/* An index of zeros alone makes no sense, but a run of them may be in a value of an attribute. */
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
    if ((!u->known || u->failed) && begin(u, why) != 0)
        return -1;
    if (content == LLZ_CONTENT_NOTES)
        return fail(why, u->name, LLZ_ERR_HEADER); /* nothing that happened is a zero */
    return spread(u, ARRIVE_ZEROS, NULL, n, why);
}

int unpack_lost(struct unpack *u, uint64_t n, struct failure *why)
{
    return (!u->known || u->failed) && begin(u, why) != 0 ? -1 : spread(u, ARRIVE_LOST, NULL, n, why);
}

int unpack_end(void *user, struct failure *why)
{
    struct unpack *u = user;

    if ((!u->known || u->failed) && begin(u, why) != 0)
        return -1;
    if (u->open)
        return fail(why, u->name, LLZ_ERR_HEADER); /* less */
    if (unpack_notes_end(u, why) != 0)
        return -1;
    return u->sink ? u->sink->end(u->user, why) : 0;
}

void unpack_free(struct unpack *u)
{
    buffer_free(&u->notes);
    catalog_free(&u->catalog);
}
