/* tar.c - Contents come in the order in which they were packed, entries of a tar stand in that of the
 * index. So they wait in a temporary file. */
#include "cli/tree/libarchive/tar.h"

#include <archive.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/files/sparse.h"
#include "cli/files/spool.h"
#include "cli/signals.h"
#include "cli/tree/libarchive/meta.h"
#include "cli/tree/libarchive/pax.h"

#define PIECE 65536

void tar_init(struct tar *w, const struct options *opt, const char *name, struct target *dst)
{
    *w = (struct tar){ .opt = opt, .name = name, .dst = dst, .spool = -1 };
}

void tar_free(struct tar *w)
{
    select_free(&w->selection);
    free(w->at);
    free(w->copy);
    if (w->spool >= 0)
        close(w->spool);
}

static int stop(const struct tar *w, struct failure *why, const char *name)
{
    *why = (struct failure){ .name = name ? name : w->dst->name, .error = errno };
    return -1;
}

static int begin(void *user, const struct catalog *c, struct failure *why)
{
    struct tar *w = user;
    const char *unused;

    w->catalog = c;
    w->at = calloc(c->files + 1, sizeof *w->at);
    /* stop() takes the reason from errno, and not every function that fails for want of memory sets it. */
    errno = ENOMEM;
    if (!w->at || select_entries(&w->selection, w->opt, c, &unused) != 0)
        return stop(w, why, NULL);
    if (unused)
        w->status = report_error(unused, "--only: the archive has no such entry");
    select_keepers(&w->selection, c);
    /* Now, and not with the first byte: that there is no place for it is told before the contents are
     * decoded. */
    w->spool = spool_open();
    return w->spool >= 0 ? 0 : stop(w, why, spool_name());
}

static int wants(void *user, size_t file)
{
    const struct tar *w = user;

    return select_keeper(&w->selection, file) != TREE_NONE;
}

static int open_file(void *user, size_t file, struct failure *why)
{
    struct tar *w = user;

    (void)why;
    w->skip = select_keeper(&w->selection, file) == TREE_NONE;
    /* Unwanted ones too, for files are found by their ranks; these have no bytes there. */
    w->at[w->rank++] = w->bytes;
    return 0;
}

static int write_file(void *user, const unsigned char *p, size_t n, struct failure *why)
{
    struct tar *w = user;

    if (w->skip)
        return 0;
    w->bytes += n;
    return sparse_write(&w->sparse, w->spool, p, n) == 0 ? 0 : stop(w, why, spool_name());
}

static int write_zeros(void *user, uint64_t n, struct failure *why)
{
    struct tar *w = user;

    if (w->skip)
        return 0;
    w->bytes += n;
    /* The spool has holes where the files have zeros, and is as large as they are all the same. */
    return sparse_skip(&w->sparse, n) == 0 ? 0 : stop(w, why, spool_name());
}

static int close_file(void *user, struct failure *why)
{
    (void)user;
    (void)why;
    return 0;
}

/* The same bytes, or a copy that says what libarchive cannot: records come in one piece, after their header.
 * NULL without memory. */
static const void *mend(struct tar *w, const void *p, size_t n)
{
    const int are_records = w->records;

    w->records = w->mending && n == PAX_BLOCK && !are_records && pax_header_kind(p) == PAX_KIND;
    if (!are_records)
        return p;
    free(w->copy);
    w->copy = malloc(n);
    if (!w->copy)
        return NULL;
    memcpy(w->copy, p, n);
    pax_mend_time(w->copy, n);
    return w->copy;
}

static la_ssize_t put(struct archive *a, void *user, const void *data, size_t n)
{
    struct tar *w = user;
    const uint64_t limit = w->opt->output_limit;
    const void *p = mend(w, data, n);

    if (!p) {
        archive_set_error(a, ENOMEM, "write");
        return -1;
    }

    /* written never exceeds the limit, so the difference does not wrap. */
    w->too_much |= limit > 0 && n > limit - w->written;
    if (!w->too_much && !signals_caught() && target_write(w->dst, p, n) == 0) {
        w->written += n;
        return (la_ssize_t)n;
    }
    /* libarchive hands the reason on, and end() takes it from there: the callback has no other way. */
    archive_set_error(a, signals_caught() ? EINTR : errno, "write");
    return -1;
}

static int copy_content(const struct tar *w, struct archive *a, const struct tree_entry *file)
{
    unsigned char piece[PIECE];
    uint64_t done = 0, size = file->size;

    while (done < size) {
        size_t part = size - done < sizeof piece ? (size_t)(size - done) : sizeof piece;
        ssize_t n = pread(w->spool, piece, part, (off_t)(w->at[file->rank] + done));

        /* The end of the spool, before that of a file in it, is an error of the disk. */
        if (n <= 0) {
            archive_set_error(a, n < 0 ? errno : EIO, "temporary file");
            return -1;
        }
        if (archive_write_data(a, piece, (size_t)n) != n)
            return -1;
        done += (uint64_t)n;
    }
    return 0;
}

/* What entry i stands for in a tar. */
struct part {
    struct tree_entry entry, file, link;
    int has_content; /* whether it has the content of file */
    int is_link;     /* whether it is a link to the path of link */
};

/* The first of several names of a file carries the content, the others lead to it. */
static struct part part_of(const struct tar *w, size_t i, const struct tree_entry *e)
{
    const size_t link = catalog_link(w->catalog, i);
    struct part p = { .entry = *e, .file = *e, .has_content = e->kind == TREE_FILE };

    if (link == TREE_NONE)
        return p;
    p.file = catalog_entry(w->catalog, link);
    if (p.file.kind == TREE_FILE) {
        const size_t keeper = select_keeper(&w->selection, link);

        p.has_content = keeper == i;
        p.is_link = !p.has_content;
        if (p.is_link)
            p.link = catalog_entry(w->catalog, keeper);
    }
    return p;
}

/* All but the content. */
static int describe(struct tar *w, struct archive_entry *entry, const struct part *p)
{
    const struct tree_owner owner = catalog_owner(w->catalog, &p->entry);
    const int lacks_list = meta_export(entry, &owner, &p->entry, p->is_link ? &p->link : NULL);

    if (lacks_list > 0)
        w->status = status_worse(w->status,
                                 report_loss(p->entry.path, "written, but not with its access control list"));
    return lacks_list < 0 ? -1 : 0;
}

static int put_entry(struct tar *w, struct archive *a, struct archive_entry *entry, const struct part *p)
{
    const struct tree_entry *e = &p->entry;

    archive_entry_clear(entry);
    if (describe(w, entry, p) != 0) {
        archive_set_error(a, ENOMEM, "no memory");
        return -1;
    }
    if (e->kind == TREE_HARDLINK && !p->is_link && !p->has_content)
        archive_entry_copy_hardlink(entry, e->target); /* as it was found: to another kind, or to nothing */
    archive_entry_set_size(entry, p->has_content ? (la_int64_t)p->file.size : 0);
    /* The last second of 1969, which libarchive cannot be made to write (pax_time_to_libarchive()). */
    w->mending = e->seconds == -1 && e->nanoseconds > 0;
    /* ARCHIVE_WARN: a name that is no UTF-8 is written as the bytes that it is. */
    if (archive_write_header(a, entry) < ARCHIVE_WARN)
        return -1;
    w->mending = w->records = 0;
    return p->has_content ? copy_content(w, a, &p->file) : 0;
}

/* As tar does: to whole records of 20 blocks. */
static int pad(struct tar *w, struct archive *a)
{
    static const unsigned char zeros[PAX_BLOCK];

    while (w->written % (20 * sizeof zeros) != 0)
        if (put(a, w, zeros, sizeof zeros) < 0)
            return -1;
    return 0;
}

static int put_entries(struct tar *w, struct archive *a, struct archive_entry *entry)
{
    struct catalog_walk walk = { 0 };
    struct tree_entry e;

    while (catalog_next(w->catalog, &walk, &e)) {
        struct part p;

        if (!w->selection.wanted[walk.i - 1])
            continue; /* of names that nobody wants none need carry the content */
        p = part_of(w, walk.i - 1, &e);
        if (put_entry(w, a, entry, &p) != 0)
            return -1;
    }
    return 0;
}

static int put_all(struct tar *w, struct archive *a, struct archive_entry *entry)
{
    errno = 0; /* libarchive takes an ENOMEM from before for the reason why a name is no UTF-8 */
    if (archive_write_set_format_pax(a) != ARCHIVE_OK ||
        /* Without blocks: each header comes by itself, so that records can be recognized and mended. */
        archive_write_set_bytes_per_block(a, 0) != ARCHIVE_OK ||
        archive_write_open(a, w, NULL, put, NULL) != ARCHIVE_OK)
        return -1;
    if (put_entries(w, a, entry) != 0)
        return -1;
    return archive_write_close(a) == ARCHIVE_OK ? pad(w, a) : -1;
}

static int end(void *user, struct failure *why)
{
    struct tar *w = user;
    struct archive *a = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    int result = -1;

    errno = ENOMEM;
    if (a && entry && sparse_end(&w->sparse, w->spool) == 0) {
        result = put_all(w, a, entry);
        /* libarchive has errors of its own below 0, which strerror() does not know. */
        errno = archive_errno(a) > 0 ? archive_errno(a) : EIO;
    }
    /* The limit is the user's, and has a message of its own. */
    if (result != 0 && w->too_much)
        *why = (struct failure){ .name = w->name, .code = LLZ_ERR_OUTPUT };
    else if (result != 0)
        stop(w, why, NULL);
    archive_entry_free(entry);
    if (a) {
        if (result != 0)
            archive_write_fail(a); /* nothing more is written */
        archive_write_free(a);
    }
    return result;
}

const struct tree_sink tar_sink = { begin, wants, open_file, write_file, close_file, NULL, end, write_zeros };
