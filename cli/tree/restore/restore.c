/* restore.c - contents arrive, and what has to be done before and after them. */
#include "cli/tree/restore/restore.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/output/durable.h"
#include "cli/signals.h"
#include "cli/tree/restore/attributes.h"

/* Files that get their names together: so many, or so many bytes. With -f that
 * is what the disk has to hold twice. */
#define PENDING_MAX 4096
#define PENDING_BYTES (UINT64_C(1) << 28)

static const char *path_of(const struct restore *r, size_t i)
{
    const char *path = catalog_path(r->catalog, i);

    if (r->strip == 0)
        return path;
    path += r->strip;
    return *path ? path + 1 : ".";
}

/* What a call that failed has cost is told with -q too. */
static void tell_loss(struct restore *r, size_t i, const char *reason)
{
    progress_clear(r->progress);
    r->status = status_worse(r->status, report_loss(catalog_path(r->catalog, i), reason));
}

static void tell(struct restore *r, size_t i, const char *reason)
{
    progress_clear(r->progress);
    r->status = status_worse(r->status, report_warning(r->opt, catalog_path(r->catalog, i), reason));
}

static void refuse(struct restore *r, size_t i, const char *reason)
{
    tell(r, i, reason);
    r->selection.wanted[i] = 0;
}

static int stop(struct restore *r, size_t i, struct failure *why)
{
    *why = (struct failure){ .name = catalog_path(r->catalog, i), .error = errno };
    return -1;
}

/* The entry could not be made, for the reason of errno. 0: it is refused and
 * the others go on; -1: they cannot. */
static int not_made(struct restore *r, size_t i, struct failure *why)
{
    switch (errno) {
    case EEXIST:
        refuse(r, i, "refused: already exists; use -f to overwrite");
        return 0;
    case ETXTBSY:
        refuse(r, i, "refused: would replace one of the files that are read");
        return 0;
    case EISDIR:
        refuse(r, i, "refused: a folder of that name is there, and folders are not replaced");
        return 0;
    case ELOOP:
    case ENOTDIR:
        refuse(r, i, "refused: leads through a link or a file");
        return 0;
    case ENOSPC:
    case EDQUOT:
    case EIO:
    case EROFS:
    case EMFILE:
    case ENFILE:
    case ENOMEM:
        return stop(r, i, why);
    default:
        tell_loss(r, i, strerror(errno));
        r->selection.wanted[i] = 0;
        return 0;
    }
}

/* Attributes of entry i to what is open. */
static unsigned apply(const struct restore *r, size_t i)
{
    const struct tree_entry e = catalog_entry(r->catalog, i);
    const struct tree_owner owner = catalog_owner(r->catalog, &e);

    return attributes_apply(r->at.fd, &owner, &e, r->opt->special);
}

static void tell_missing(struct restore *r, size_t i, unsigned missing)
{
    if (missing & ATTRIBUTES_SETID)
        tell(r, i, "restored without setuid and setgid; --special keeps them");
    if (missing & ATTRIBUTES_EXTENDED)
        tell(r, i, "restored without attributes of the system; --special keeps them");
    if (missing & ATTRIBUTES_FAILED)
        tell_loss(r, i, "restored, but not with its owner, rights, times and attributes");
}

/* Why entry i is not even tried. */
static const char *refusal(const struct restore *r, size_t i, const struct tree_entry *e)
{
    const char *why = place_refusal(e->path);
    enum tree_kind kind = e->kind;

    if (why)
        return why;
    if (kind == TREE_HARDLINK) {
        const size_t link = catalog_link(r->catalog, i);

        if (link == TREE_NONE)
            return "refused: link to what is no earlier entry of the archive";
        kind = catalog_entry(r->catalog, link).kind;
        if (kind == TREE_FOLDER)
            return "refused: hard link to a folder";
    }
    if (!r->opt->special && kind == TREE_FIFO)
        return "refused: is a FIFO; --special restores it";
    if (!r->opt->special && (kind == TREE_CHARACTER || kind == TREE_BLOCK))
        return "refused: is a device; --special restores it";
    return NULL;
}

/* The one folder in which all entries lie becomes the new folder itself. */
static size_t common_top(const struct catalog *c)
{
    const char *first = c->count > 0 ? catalog_path(c, 0) : "";
    struct catalog_walk w = { 0 };
    struct tree_entry e;
    size_t n = strcspn(first, "/");

    while (n > 0 && catalog_next(c, &w, &e))
        if (strncmp(e.path, first, n) != 0 || (e.path[n] != '\0' && e.path[n] != '/') ||
            (e.path[n] == '\0' && e.kind != TREE_FOLDER))
            n = 0;
    return n;
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted, a folder comes before all that is in it. */
static int sort_folders(struct restore *r)
{
    const struct catalog *c = r->catalog;
    const char **sorted = malloc((c->count + 1) * sizeof *sorted);
    struct catalog_walk w = { 0 };
    struct tree_entry e;

    if (!sorted)
        return -1;
    while (catalog_next(c, &w, &e))
        if (r->selection.wanted[w.i - 1] && e.kind == TREE_FOLDER)
            sorted[r->folders_count++] = e.path;
    qsort(sorted, r->folders_count, sizeof *sorted, compare_paths);
    r->folders = malloc((r->folders_count + 1) * sizeof *r->folders);
    for (size_t i = 0; r->folders && i < r->folders_count; i++)
        r->folders[i] = (uint32_t)catalog_find(c, sorted[i]);
    free(sorted); /* before more is taken: catalog_memory() counts on it */
    r->nodes = calloc(r->folders_count + 1, sizeof *r->nodes);
    r->made = calloc(c->count + 1, 1);
    return r->folders && r->nodes && r->made ? 0 : -1;
}

static int make_folders(struct restore *r, struct failure *why)
{
    for (size_t k = 0; k < r->folders_count; k++) {
        size_t i = r->folders[k];
        int is_new;

        if (make_folder(&r->make, path_of(r, i), &is_new, &r->nodes[k]) == 0)
            r->made[i] = is_new || folder_is_new(r->folder) || r->opt->force;
        else if (not_made(r, i, why) != 0)
            return -1;
    }
    return 0;
}

static int no_memory(const struct restore *r, struct failure *why)
{
    *why = (struct failure){ .name = r->folder->path, .code = LLZ_ERR_MEMORY };
    return -1;
}

/* What is refused is told, and no longer wanted; nor is what a later entry takes the place of. */
static void refuse_entries(struct restore *r)
{
    struct catalog_walk w = { 0 };
    struct tree_entry e;

    while (catalog_next(r->catalog, &w, &e)) {
        const size_t i = w.i - 1;
        const char *reason = r->selection.wanted[i] ? refusal(r, i, &e) : NULL;

        if (reason)
            refuse(r, i, reason);
        else if (catalog_is_superseded(r->catalog, i))
            r->selection.wanted[i] = 0;
    }
}

/* A file gets its name later than it is met, so it could not yet be in the way of what is to be below it. */
static int refuse_below_files(struct restore *r)
{
    unsigned char *below = calloc(r->catalog->count + 1, 1);
    const int failed = !below || select_below_files(&r->selection, r->catalog, below) != 0;

    for (size_t i = 0; !failed && i < r->catalog->count; i++)
        if (below[i])
            refuse(r, i, "refused: leads through a link or a file");
    free(below);
    return failed ? -1 : 0;
}

/* What is made in a folder that is new and has no name yet can be seen by nobody, and all of it is synced at
 * once. With -f something may be in the way even there. */
static int begin_making(struct restore *r, struct failure *why)
{
    const int is_new = folder_is_new(r->folder);
    struct stat info;

    r->make = (struct make){ .base = r->folder->fd,
                             .staged = !is_new || r->opt->recover || r->opt->force,
                             .stage = -1,
                             .sync = !is_new,
                             .replace = r->opt->force,
                             .claims = r->opt->claims,
                             .shown = r->folder->shown,
                             .status = &r->status };
    if (is_new)
        return 0;
    /* Who may write only below the folder needs no stage: then each file is synced by itself. */
    if (fstat(r->folder->fd, &info) == 0 && folder_stage(&r->stage, r->opt, r->folder) == 0) {
        r->make.stage = r->stage.fd;
        r->make.stage_device = info.st_dev;
        r->make.stage_shown = r->stage.shown;
        r->make.detours = &r->detours;
    } else if (errno != EACCES && errno != EPERM && errno != EROFS) {
        *why = (struct failure){ .name = r->folder->path, .error = errno };
        return -1;
    }
    return 0;
}

static int begin(void *user, const struct catalog *c, struct failure *why)
{
    struct restore *r = user;
    const char *unused;

    r->catalog = c;
    r->strip = folder_is_new(r->folder) ? common_top(c) : 0;
    if (select_entries(&r->selection, r->opt, c, &unused) != 0)
        return no_memory(r, why);
    if (unused) {
        progress_clear(r->progress);
        r->status = report_error(unused, "--only: the archive has no such entry");
    }
    if (r->selection.count == 0 && (r->opt->only_count > 0 || r->opt->exclude_count > 0)) {
        progress_clear(r->progress);
        if (!unused)
            report_error(r->opt->exclude[0], "--exclude: leaves nothing of the archive");
        r->nothing = 1;
        *why = (struct failure){ .name = r->folder->path, .code = LLZ_ERR_CANCELLED };
        return -1;
    }
    if (r->opt->only_count > 0 && select_above(&r->selection, c) != 0)
        return no_memory(r, why);
    refuse_entries(r);
    if (refuse_below_files(r) != 0)
        return no_memory(r, why);
    select_keepers(&r->selection, c);
    if (begin_making(r, why) != 0)
        return -1;
    return sort_folders(r) == 0 ? make_folders(r, why) : no_memory(r, why);
}

static int open_file(void *user, size_t file, struct failure *why)
{
    struct restore *r = user;
    const size_t keeper = select_keeper(&r->selection, file);

    r->file = file;
    r->damaged = 0;
    r->sparse = (struct sparse){ .off = r->opt->no_sparse };
    if (keeper == TREE_NONE || make_file(&r->make, path_of(r, keeper), &r->at) == 0)
        return 0;
    select_drop_keeper(&r->selection, file);
    return not_made(r, keeper, why);
}

static int write_file(void *user, const unsigned char *p, size_t n, struct failure *why)
{
    struct restore *r = user;

    if (signals_caught()) {
        *why = (struct failure){ .name = r->folder->path, .error = EINTR };
        return -1;
    }
    return r->at.fd < 0 || sparse_write(&r->sparse, r->at.fd, p, n) == 0 ? 0 : stop(r, r->file, why);
}

static int write_zeros(void *user, uint64_t n, struct failure *why)
{
    static const unsigned char zeros[4096];
    struct restore *r = user;

    if (r->at.fd >= 0 && !r->sparse.off)
        return sparse_skip(&r->sparse, n) == 0 ? 0 : stop(r, r->file, why);
    for (size_t piece; r->at.fd >= 0 && n > 0; n -= piece) {
        piece = n < sizeof zeros ? (size_t)n : sizeof zeros;
        if (write_file(user, zeros, piece, why) != 0)
            return -1;
    }
    return 0;
}

/* What is open, unless it is synced later, with all the others. */
static int sync_open(const struct restore *r, int later)
{
    return (later && !DURABLE_EACH) || fsync(r->at.fd) == 0 ? 0 : -1;
}

/* All that is in the stage is on the disk, and gets its names. */
static int flush(struct restore *r, struct failure *why)
{
    int failed = 0;

    if (r->pending_count > 0 && durable_all(r->stage.fd) != 0) {
        *why = (struct failure){ .name = r->folder->path, .error = errno };
        failed = 1;
    }
    for (size_t k = 0; k < r->pending_count && !failed; k++) {
        const struct pending *p = &r->pending[k];
        const size_t keeper = select_keeper(&r->selection, p->file);
        struct made at;

        if (made_resume(&r->make, path_of(r, keeper), &p->temporary, &p->node, &at) == 0 &&
            made_finish(&r->make, &at) == 0)
            continue;
        select_drop_keeper(&r->selection, p->file);
        failed = not_made(r, keeper, why) != 0;
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
        return no_memory(r, why);
    r->pending = grown;
    grown[r->pending_count] = (struct pending){ r->file, r->at.temporary, r->at.node };
    if (made_defer(&r->make, &r->at) != 0)
        return stop(r, r->file, why);
    r->pending_count++;
    r->pending_bytes += catalog_entry(r->catalog, r->file).size;
    return r->pending_count < PENDING_MAX && r->pending_bytes < PENDING_BYTES ? 0 : flush(r, why);
}

static int lose_file(void *user, struct failure *why)
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
    refuse(r, keeper, "lost: it is in the damaged part of the archive");
    select_drop_keeper(&r->selection, r->file);
}

static int close_file(void *user, struct failure *why)
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
        return stop(r, r->file, why);
    tell_missing(r, keeper, apply(r, r->file));
    if (sync_open(r, !r->make.sync || r->at.where == r->make.stage) != 0)
        return stop(r, r->file, why);
    if (*r->at.temporary.name && r->at.where == r->make.stage)
        return defer(r, why);
    if (made_finish(&r->make, &r->at) == 0)
        return 0;
    select_drop_keeper(&r->selection, r->file);
    return not_made(r, keeper, why);
}

/* All but files and folders: wanted link i, which means entry e. */
static int restore_node(struct restore *r, size_t i, const struct tree_entry *e, struct failure *why)
{
    const struct tree_owner owner = catalog_owner(r->catalog, e);
    struct made at;

    if (make_node(&r->make, path_of(r, i), e, &at) != 0)
        return not_made(r, i, why);
    tell_missing(r, i, attributes_apply_at(made_where(&at), made_name(&at), &at.node, &owner, e));
    return made_finish(&r->make, &at) == 0 ? 0 : not_made(r, i, why);
}

static int restore_links(struct restore *r, struct failure *why)
{
    for (size_t i = 0; i < r->catalog->count; i++) {
        const size_t link = catalog_link(r->catalog, i);
        size_t keeper;

        if (!r->selection.wanted[i] || link == TREE_NONE || catalog_entry(r->catalog, link).kind != TREE_FILE)
            continue;
        keeper = select_keeper(&r->selection, link);
        if (keeper == TREE_NONE)
            refuse(r, i, "refused: the file that it is a link to was refused or is lost");
        else if (keeper != i && make_link(&r->make, path_of(r, i), path_of(r, keeper)) != 0 &&
                 not_made(r, i, why) != 0)
            return -1;
    }
    return 0;
}

static int restore_nodes(struct restore *r, struct failure *why)
{
    struct catalog_walk w = { 0 };
    struct tree_entry e;

    while (catalog_next(r->catalog, &w, &e)) {
        const size_t i = w.i - 1;

        if (!r->selection.wanted[i])
            continue;
        if (e.kind == TREE_HARDLINK)
            e = catalog_entry(r->catalog, catalog_link(r->catalog, i));
        if (e.kind != TREE_FILE && e.kind != TREE_FOLDER && restore_node(r, i, &e, why) != 0)
            return -1;
    }
    return 0;
}

static int finish_folders(struct restore *r, struct failure *why)
{
    for (size_t k = r->folders_count; k-- > 0;) {
        size_t i = r->folders[k];

        if (!r->made[i] || !r->selection.wanted[i])
            continue;
        if (make_reopen(&r->make, path_of(r, i), &r->at) != 0)
            return stop(r, i, why);
        if (r->at.node.device != r->nodes[k].device || r->at.node.number != r->nodes[k].number) {
            tell_loss(r, i, "was replaced while it was restored, and is left as it is");
            made_close(&r->at);
            continue;
        }
        tell_missing(r, i, apply(r, i));
        if (sync_open(r, !r->make.sync || r->at.node.device == r->make.stage_device) != 0)
            return stop(r, i, why);
        made_close(&r->at);
    }
    return 0;
}

/* What takes the place of files, once it is on the disk. */
static int end_detours(struct restore *r, struct failure *why)
{
    if (r->detours.count > 0 && durable_all(r->stage.fd) != 0) {
        *why = (struct failure){ .name = r->folder->path, .error = errno };
        return -1;
    }
    for (size_t i = 0; i < r->detours.count; i++) {
        if (detour_end(&r->make, &r->detours.at[i]) == 0)
            continue;
        *why = (struct failure){ .name = r->detours.at[i].path, .error = errno };
        return -1;
    }
    r->detours.count = 0;
    return 0;
}

static int end(void *user, struct failure *why)
{
    struct restore *r = user;

    if (flush(r, why) != 0 || restore_links(r, why) != 0 || restore_nodes(r, why) != 0 ||
        end_detours(r, why) != 0)
        return -1;
    folder_usual_rights(r->folder);
    return finish_folders(r, why);
}

const struct tree_sink restore_sink = { begin, open_file, write_file, close_file, lose_file, end, write_zeros };

void restore_init(struct restore *r, const struct options *opt, struct folder *folder,
                  struct progress *progress)
{
    *r = (struct restore){ .opt = opt, .folder = folder, .progress = progress };
    r->at = (struct made){ .fd = -1, .folder = -1 };
    r->stage = (struct folder){ .fd = -1, .around = -1 };
}

void restore_rescue(struct restore *r)
{
    struct failure why = { 0 };

    if (r->pending_count > 0 && flush(r, &why) != 0)
        r->status = status_worse(r->status, report_errno(why.name, why.error));
}

enum status restore_free(struct restore *r)
{
    enum status status;

    made_undo(&r->make, &r->at);
    status = folder_discard(&r->stage);
    detours_free(&r->detours);
    free(r->pending);
    free(r->nodes);
    select_free(&r->selection);
    free(r->folders);
    free(r->made);
    return status;
}
