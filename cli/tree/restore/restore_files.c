/* restore_files.c - contents arrive, and files get their names. */
#include <errno.h>
#include <string.h>

#include "cli/output/durable.h"
#include "cli/signals.h"
#include "cli/tree/restore/restore_steps.h"

/* Files that get their names together: so many, or so many bytes. With -f that
 * is what the disk has to hold twice.
 *
 * A sync takes milliseconds on a disk; shared by thousands of files it costs next to nothing. */
#define PENDING_MAX 4096
#define PENDING_BYTES (UINT64_C(1) << 28)

int restore_wants(void *user, size_t file)
{
    const struct restore *r = user;

    return select_keeper(&r->selection, file) != TREE_NONE;
}

int restore_open_file(void *user, size_t file, struct failure *why)
{
    struct restore *r = user;
    const size_t keeper = select_keeper(&r->selection, file);

    r->file = file;
    r->damaged = 0;
    r->sparse = (struct sparse){ .off = r->opt->no_sparse };
    if (keeper == TREE_NONE || make_file(&r->make, restore_path(r, keeper), &r->at) == 0)
        return 0;
    /* Links to it are refused later: there is nothing that they could lead to. */
    select_drop_keeper(&r->selection, file);
    return restore_not_made(r, keeper, why);
}

int restore_write_file(void *user, const unsigned char *p, size_t n, struct failure *why)
{
    struct restore *r = user;

    /* Zeros come in a loop without any callback of the decoder; with --no-sparse there may be
     * terabytes. */
    if (signals_caught()) {
        *why = (struct failure){ .name = r->folder->path, .error = EINTR };
        return -1;
    }
    /* fd -1: nobody wants it, or it was refused, and its bytes pass by. */
    return r->at.fd < 0 || sparse_write(&r->sparse, r->at.fd, p, n) == 0 ? 0 : restore_stop(r, r->file, why);
}

int restore_write_zeros(void *user, uint64_t n, struct failure *why)
{
    static const unsigned char zeros[4096];
    struct restore *r = user;

    if (r->at.fd >= 0 && !r->sparse.off)
        return sparse_skip(&r->sparse, n) == 0 ? 0 : restore_stop(r, r->file, why);
    for (size_t piece; r->at.fd >= 0 && n > 0; n -= piece) {
        piece = n < sizeof zeros ? (size_t)n : sizeof zeros;
        if (restore_write_file(user, zeros, piece, why) != 0)
            return -1;
    }
    return 0;
}

int restore_flush(struct restore *r, struct failure *why)
{
    int failed = 0;

    /* All content is on the disk before the first name is given, or a crash could leave names of empty
     * files. */
    if (r->pending_count > 0 && durable_all(r->stage.fd) != 0) {
        *why = (struct failure){ .name = r->folder->path, .error = errno };
        failed = 1;
    }
    for (size_t k = 0; k < r->pending_count && !failed; k++) {
        const struct pending *p = &r->pending[k];
        const size_t keeper = select_keeper(&r->selection, p->file);
        struct made at;

        if (made_resume(&r->make, restore_path(r, keeper), &p->temporary, &p->node, &at) == 0 &&
            made_finish(&r->make, &at) == 0)
            continue;
        /* Links to it would lead to nothing. */
        select_drop_keeper(&r->selection, p->file);
        failed = restore_not_made(r, keeper, why) != 0;
    }
    r->pending_count = 0;
    r->pending_bytes = 0;
    return failed ? -1 : 0;
}

/* The open file is complete, but not yet on the disk. */
static int defer(struct restore *r, struct failure *why)
{
    struct pending *grown = array_grow(r->pending, r->pending_count, &r->pending_room, sizeof *grown);

    if (!grown)
        return restore_no_memory(r, why);
    r->pending = grown;
    grown[r->pending_count] = (struct pending){ r->file, r->at.temporary, r->at.node };
    if (made_defer(&r->make, &r->at) != 0)
        return restore_stop(r, r->file, why);
    r->pending_count++;
    r->pending_bytes += catalog_entry(r->catalog, r->file).size;
    return r->pending_count < PENDING_MAX && r->pending_bytes < PENDING_BYTES ? 0 : restore_flush(r, why);
}

int restore_lose_file(void *user, struct failure *why)
{
    struct restore *r = user;

    (void)why;
    r->damaged = 1;
    return 0;
}

/* A file of which some is lost is none. */
static void drop_file(struct restore *r)
{
    const size_t keeper = select_keeper(&r->selection, r->file);

    made_undo(&r->make, &r->at);
    restore_refuse(r, keeper, "lost: it is in the damaged part of the archive");
    select_drop_keeper(&r->selection, r->file);
}

int restore_close_file(void *user, struct failure *why)
{
    struct restore *r = user;
    const size_t keeper = select_keeper(&r->selection, r->file);

    if (r->at.fd < 0)
        return 0;
    if (r->damaged) {
        drop_file(r);
        return 0;
    }
    if (sparse_end(&r->sparse, r->at.fd) != 0)
        return restore_stop(r, r->file, why);
    /* Attributes before the sync, which covers them too. They are the file's, whichever of its names is
     * the keeper. */
    restore_tell_missing(r, keeper, restore_apply(r, r->file));
    if (restore_sync(r, !r->make.sync || r->at.where == r->make.stage) != 0)
        return restore_stop(r, r->file, why);
    if (*r->at.temporary.name && r->at.where == r->make.stage)
        return defer(r, why);
    if (made_finish(&r->make, &r->at) == 0)
        return 0;
    select_drop_keeper(&r->selection, r->file);
    return restore_not_made(r, keeper, why);
}
