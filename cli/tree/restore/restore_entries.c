/* restore_entries.c - what all steps of a restoration say and do about one entry. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/output/durable.h"
#include "cli/tree/restore/attributes.h"
#include "cli/tree/restore/restore_steps.h"

const char *restore_path(const struct restore *r, size_t i)
{
    const char *path = catalog_path(r->catalog, i);

    if (r->strip == 0)
        return path;
    path += r->strip;
    /* The top folder itself becomes the folder that is restored to. */
    return *path ? path + 1 : ".";
}

void restore_tell_loss(struct restore *r, size_t i, const char *reason)
{
    progress_clear(r->progress);
    r->status = status_worse(r->status, report_loss(catalog_path(r->catalog, i), reason));
}

void restore_tell(struct restore *r, size_t i, const char *reason)
{
    progress_clear(r->progress);
    r->status = status_worse(r->status, report_warning(r->opt, catalog_path(r->catalog, i), reason));
}

/* Not wanted from here on, so that no later step tries again or complains twice. */
void restore_refuse(struct restore *r, size_t i, const char *reason)
{
    restore_tell(r, i, reason);
    r->selection.wanted[i] = 0;
}

int restore_stop(struct restore *r, size_t i, struct failure *why)
{
    *why = (struct failure){ .name = catalog_path(r->catalog, i), .error = errno };
    return -1;
}

int restore_not_made(struct restore *r, size_t i, struct failure *why)
{
    /* Values that the functions of create.h and stage.h set are given their meaning here. */
    switch (errno) {
    case EEXIST:
        restore_refuse(r, i, "refused: already exists; use -f to overwrite");
        return 0;
    /* stage_check() has chosen this one, as nothing else here returns it. */
    case ETXTBSY:
        restore_refuse(r, i, "refused: would replace one of the files that are read");
        return 0;
    case EISDIR:
        restore_refuse(r, i, "refused: a folder of that name is there, and folders are not replaced");
        return 0;
    /* O_NOFOLLOW at a link: ELOOP, or ENOTDIR where O_DIRECTORY is looked at first. */
    case ELOOP:
    case ENOTDIR:
        restore_refuse(r, i, "refused: leads through a link or a file");
        return 0;
    /* What would fail for every other entry too ends it all; anything else concerns one entry. */
    case ENOSPC:
    case EDQUOT:
    case EIO:
    case EROFS:
    case EMFILE:
    case ENFILE:
    case ENOMEM:
        return restore_stop(r, i, why);
    /* What concerns this entry alone, such as a name that the file system cannot have. */
    default:
        restore_tell_loss(r, i, strerror(errno));
        r->selection.wanted[i] = 0;
        return 0;
    }
}

int restore_no_memory(const struct restore *r, struct failure *why)
{
    *why = (struct failure){ .name = r->folder->path, .code = LLZ_ERR_MEMORY };
    return -1;
}

unsigned restore_apply(const struct restore *r, size_t i)
{
    const struct tree_entry e = catalog_entry(r->catalog, i);
    const struct tree_owner owner = catalog_owner(r->catalog, &e);

    return attributes_apply(r->at.fd, &owner, &e, r->opt->special);
}

void restore_tell_missing(struct restore *r, size_t i, unsigned missing)
{
    if (missing & ATTRIBUTES_SETID)
        restore_tell(r, i, "restored without setuid and setgid; --special keeps them");
    if (missing & ATTRIBUTES_EXTENDED)
        restore_tell(r, i, "restored without attributes of the system; --special keeps them");
    if (missing & ATTRIBUTES_FAILED)
        restore_tell_loss(r, i, "restored, but not with its owner, rights, times and attributes");
}

/* Later: a sync of the whole file system covers it, where there is one that tells of errors. */
int restore_sync(const struct restore *r, int later)
{
    return (later && !DURABLE_EACH) || fsync(r->at.fd) == 0 ? 0 : -1;
}
