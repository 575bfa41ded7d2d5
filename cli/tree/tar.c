#include "cli/tree/tar.h"

#include <archive.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/signals.h"
#include "cli/sparse.h"
#include "cli/spool.h"
#include "cli/tree/meta.h"
#include "cli/tree/pax.h"

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

static int begin(void *user, const struct tree *t, struct failure *why)
{
    struct tar *w = user;
    const char *unused;

    w->tree = t;
    w->at = calloc(t->count + 1, sizeof *w->at);
    errno = ENOMEM;
    if (!w->at || select_entries(&w->selection, w->opt, t, &unused) != 0)
        return stop(w, why, NULL);
    if (unused)
        w->status = report_error(unused, "--only: the archive has no such entry");
    select_keepers(&w->selection, t);
    w->spool = spool_open();
    return w->spool >= 0 ? 0 : stop(w, why, spool_name());
}

static int open_file(void *user, size_t file, struct failure *why)
{
    struct tar *w = user;

    (void)why;
    w->skip = w->selection.keeper[file] == TREE_NONE;
    w->at[file] = w->bytes;
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

    w->too_much |= limit > 0 && n > limit - w->written;
    if (!w->too_much && !signals_caught() && target_write(w->dst, p, n) == 0) {
        w->written += n;
        return (la_ssize_t)n;
    }
    archive_set_error(a, signals_caught() ? EINTR : errno, "write");
    return -1;
}

static int copy_content(const struct tar *w, struct archive *a, size_t file)
{
    unsigned char piece[PIECE];
    uint64_t done = 0, size = w->tree->entries[file].size;

    while (done < size) {
        size_t part = size - done < sizeof piece ? (size_t)(size - done) : sizeof piece;
        ssize_t n = pread(w->spool, piece, part, (off_t)(w->at[file] + done));

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

/* The first of several names of a file carries the content, the others lead to it. */
static int put_entry(struct tar *w, struct archive *a, struct archive_entry *entry, size_t i)
{
    const struct tree *t = w->tree;
    const struct tree_entry *e = &t->entries[i], *link = NULL;
    size_t file = TREE_NONE;

    archive_entry_clear(entry);
    if (e->kind == TREE_FILE) {
        file = i;
    } else if (e->kind == TREE_HARDLINK && e->link != TREE_NONE && t->entries[e->link].kind == TREE_FILE) {
        size_t keeper = w->selection.keeper[e->link];

        file = keeper == i ? e->link : TREE_NONE;
        link = keeper == i ? NULL : &t->entries[keeper];
    }
    if (meta_export(entry, t, e, link) != 0) {
        archive_set_error(a, ENOMEM, "no memory");
        return -1;
    }
    if (e->kind == TREE_HARDLINK && !link && file == TREE_NONE)
        archive_entry_copy_hardlink(entry, e->target); /* as it was found: to another kind, or to nothing */
    archive_entry_set_size(entry, file != TREE_NONE ? (la_int64_t)t->entries[file].size : 0);
    w->mending = e->seconds == -1 && e->nanoseconds > 0;
    if (archive_write_header(a, entry) < ARCHIVE_WARN)
        return -1;
    w->mending = w->records = 0;
    return file != TREE_NONE ? copy_content(w, a, file) : 0;
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

static int put_all(struct tar *w, struct archive *a, struct archive_entry *entry)
{
    errno = 0; /* libarchive takes an ENOMEM from before for the reason why a name is no UTF-8 */
    if (archive_write_set_format_pax(a) != ARCHIVE_OK ||
        archive_write_set_bytes_per_block(a, 0) != ARCHIVE_OK ||
        archive_write_open(a, w, NULL, put, NULL) != ARCHIVE_OK)
        return -1;
    for (size_t i = 0; i < w->tree->count; i++)
        if (w->selection.wanted[i] && put_entry(w, a, entry, i) != 0)
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
        errno = archive_errno(a) > 0 ? archive_errno(a) : EIO;
    }
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

const struct tree_sink tar_sink = { begin, open_file, write_file, close_file, NULL, end, write_zeros };
