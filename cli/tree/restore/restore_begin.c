/* restore_begin.c - before the contents: which entries are restored, and the folders they go into. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/names/listing.h"
#include "cli/tree/restore/restore_steps.h"

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
            return "refused: link to something that is not an earlier entry of the archive";
        kind = catalog_entry(r->catalog, link).kind;
        /* link() refuses it nearly everywhere, since a folder could come to lie in itself. */
        if (kind == TREE_FOLDER)
            return "refused: hard link to a folder";
    }
    if (!r->opt->special && kind == TREE_FIFO)
        return "refused: is a FIFO; --special restores it";
    if (!r->opt->special && (kind == TREE_CHARACTER || kind == TREE_BLOCK))
        return "refused: is a device; --special restores it";
    return NULL;
}

/* The one folder in which all entries lie becomes the new folder itself.
 *
 * `llz -d FOLDER.llz` makes FOLDER, not FOLDER/FOLDER. */
static size_t common_top(const struct catalog *c)
{
    const char *first = c->count > 0 ? catalog_path(c, 0) : "";
    struct catalog_walk w = { 0 };
    struct tree_entry e;
    size_t n = strcspn(first, "/");

    while (n > 0 && catalog_next(c, &w, &e))
        if (strncmp(e.path, first, n) != 0 || (e.path[n] != '\0' && e.path[n] != '/') ||
            /* A file of that name cannot become the folder. */
            (e.path[n] == '\0' && e.kind != TREE_FOLDER))
            n = 0;
    return n;
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
    qsort(sorted, r->folders_count, sizeof *sorted, compare_names);
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

        if (make_folder(&r->make, restore_path(r, i), &is_new, &r->nodes[k]) == 0)
            r->made[i] = is_new || folder_is_new(r->folder) || r->opt->force;
        else if (restore_not_made(r, i, why) != 0)
            return -1;
    }
    return 0;
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
            restore_refuse(r, i, reason);
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
            restore_refuse(r, i, "refused: leads through a link or a file");
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
                             /* With --recover a file may turn out to be damaged after it was begun, and
                              * must not have its name then. */
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

int restore_begin(void *user, const struct catalog *c, struct failure *why)
{
    struct restore *r = user;
    const char *unused;

    r->catalog = c;
    r->strip = folder_is_new(r->folder) ? common_top(c) : 0;
    if (select_entries(&r->selection, r->opt, c, &unused) != 0)
        return restore_no_memory(r, why);
    if (unused) {
        progress_clear(r->progress);
        r->status = report_error(unused, "--only: the archive has no such entry");
    }
    if (r->selection.count == 0 && (r->opt->only_count > 0 || r->opt->exclude_count > 0)) {
        progress_clear(r->progress);
        if (!unused)
            report_error(r->opt->exclude[0], "--exclude: leaves nothing of the archive");
        /* So that the failure is not told a second time (decode()). */
        r->nothing = 1;
        *why = (struct failure){ .name = r->folder->path, .code = LLZ_ERR_CANCELLED };
        return -1;
    }
    /* Otherwise all folders are wanted anyway. */
    if (r->opt->only_count > 0 && select_above(&r->selection, c) != 0)
        return restore_no_memory(r, why);
    refuse_entries(r);
    if (refuse_below_files(r) != 0)
        return restore_no_memory(r, why);
    /* After all refusals: a refused name must not be the one that gets the content. */
    select_keepers(&r->selection, c);
    /* Nothing is made before all that can be refused has been refused. */
    if (begin_making(r, why) != 0)
        return -1;
    return sort_folders(r) == 0 ? make_folders(r, why) : restore_no_memory(r, why);
}
