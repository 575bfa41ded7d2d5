/* restore.c - the order of steps, and the last ones: links, special files, rights of folders. */
#include "cli/tree/restore/restore.h"

#include <errno.h>
#include <stdlib.h>

#include "cli/output/durable.h"
#include "cli/tree/restore/attributes.h"
#include "cli/tree/restore/restore_steps.h"

/* All but files and folders: wanted link i, which means entry e. */
static int restore_node(struct restore *r, size_t i, const struct tree_entry *e, struct failure *why)
{
    const struct tree_owner owner = catalog_owner(r->catalog, e);
    struct made at;

    if (make_node(&r->make, restore_path(r, i), e, &at) != 0)
        return restore_not_made(r, i, why);
    /* While it has its temporary name, so that nobody meets it with other rights. */
    restore_tell_missing(r, i, attributes_apply_at(made_where(&at), made_name(&at), &at.node, &owner, e));
    return made_finish(&r->make, &at) == 0 ? 0 : restore_not_made(r, i, why);
}

static int restore_links(struct restore *r, struct failure *why)
{
    for (size_t i = 0; i < r->catalog->count; i++) {
        const size_t link = catalog_link(r->catalog, i);
        size_t keeper;

        /* Links to anything but files are made by restore_nodes(), as what they lead to once more. */
        if (!r->selection.wanted[i] || link == TREE_NONE || catalog_entry(r->catalog, link).kind != TREE_FILE)
            continue;
        keeper = select_keeper(&r->selection, link);
        if (keeper == TREE_NONE)
            restore_refuse(r, i, "refused: the file that it is a link to was refused or is lost");
        /* The keeper is a link too where the file itself was not wanted: it has got the content. */
        else if (keeper != i && make_link(&r->make, restore_path(r, i), restore_path(r, keeper)) != 0 &&
                 restore_not_made(r, i, why) != 0)
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
            /* Its target is known, or the entry would have been refused. */
            e = catalog_entry(r->catalog, catalog_link(r->catalog, i));
        if (e.kind != TREE_FILE && e.kind != TREE_FOLDER && restore_node(r, i, &e, why) != 0)
            return -1;
    }
    return 0;
}

static int finish_folders(struct restore *r, struct failure *why)
{
    /* From the innermost out: making something in a folder changes its time, and a folder without rights
     * lets nobody in. */
    for (size_t k = r->folders_count; k-- > 0;) {
        size_t i = r->folders[k];

        /* A folder that was there before keeps its own rights and times, unless -f says otherwise. */
        if (!r->made[i] || !r->selection.wanted[i])
            continue;
        if (make_reopen(&r->make, restore_path(r, i), &r->at) != 0)
            return restore_stop(r, i, why);
        if (!node_equal(&r->at.node, &r->nodes[k])) {
            restore_tell_loss(r, i, "was replaced while it was restored, and is left as it is");
            made_close(&r->at);
            continue;
        }
        restore_tell_missing(r, i, restore_apply(r, i));
        if (restore_sync(r, !r->make.sync || r->at.node.device == r->make.stage_device) != 0)
            return restore_stop(r, i, why);
        made_close(&r->at);
    }
    return 0;
}

/* What takes the place of files, once it is on the disk. */
static int end_detours(struct restore *r, struct failure *why)
{
    /* First on the disk, then in the place of the file: the other way round a crash could leave
     * neither. */
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
    /* From here on paths lead to the folders themselves (detour_place()). */
    r->detours.count = 0;
    return 0;
}

static int end(void *user, struct failure *why)
{
    struct restore *r = user;

    /* Symbolic links last of all names, so that nothing is ever written through one of them. */
    if (restore_flush(r, why) != 0 || restore_links(r, why) != 0 || restore_nodes(r, why) != 0 ||
        end_detours(r, why) != 0)
        return -1;
    /* Before the entries' own rights, which win where the archive has an entry for the top folder. */
    folder_usual_rights(r->folder);
    return finish_folders(r, why);
}

const struct tree_sink restore_sink = { .begin = restore_begin,
                                        .wants = restore_wants,
                                        .open = restore_open_file,
                                        .data = restore_write_file,
                                        .zeros = restore_write_zeros,
                                        .lost = restore_lose_file,
                                        .close = restore_close_file,
                                        .end = end };

void restore_init(struct restore *r, const struct options *opt, struct folder *folder,
                  struct progress *progress)
{
    *r = (struct restore){ .opt = opt, .folder = folder, .progress = progress };
    r->at = (struct made){ .fd = -1, .folder = -1 };
    /* 0 would be a descriptor that folder_discard() closes. */
    r->stage = (struct folder){ .fd = -1, .around = -1 };
}

void restore_rescue(struct restore *r)
{
    struct failure why = { 0 };

    if (r->pending_count > 0 && restore_flush(r, &why) != 0)
        r->status = status_worse(r->status, report_errno(why.name, why.error));
}

enum status restore_free(struct restore *r)
{
    enum status status;

    /* The file that was being written may lie in the stage, which goes next. */
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
