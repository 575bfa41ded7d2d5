/* folder.c - A folder is restored under a temporary name beside its own, and gets its name at the end:
 * what is interrupted leaves nothing that looks complete. */
#include "cli/files/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/files/debris.h"
#include "cli/files/rights.h"
#include "cli/output/durable.h"
#include "cli/output/leftovers.h"
#include "cli/output/removal.h"

int folder_open(struct folder *f, const char *path)
{
    *f = (struct folder){ .path = path, .around = -1 };
    snprintf(f->shown, sizeof f->shown, "%s", path);
    f->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return f->fd >= 0 ? 0 : -1;
}

static int failed(struct folder *f)
{
    const int error = errno;

    if (f->around >= 0)
        close(f->around);
    f->around = -1;
    /* folder_is_new() goes by the name, and there is nothing for folder_discard() to remove. */
    *f->temporary.name = '\0';
    errno = error;
    return -1;
}

/* In f->around, which is open; place names something in it. */
static int make_temporary(struct folder *f, const struct options *opt, const char *place)
{
    /* Before there is one of ours, which has no mark for a moment and would be taken for a leftover. */
    leftovers_tell(opt, f->around, place);
    while (f->fd < 0 && temporary_next(&f->temporary) == 0)
        f->fd = debris_folder(f->around, f->temporary.name, &f->node);
    if (f->fd < 0)
        return failed(f);
    temporary_mark(f->fd);
    around_text(f->shown, place, f->temporary.name);
    return 0;
}

int folder_new(struct folder *f, const struct options *opt, const char *path)
{
    struct stat info;

    *f = (struct folder){ .path = path, .fd = -1 };
    f->around = around_open(path, &f->last);
    if (f->around < 0)
        return -1;
    /* To fail before hours of work; whether the name is free at the end is give_name()'s to see. */
    if (fstatat(f->around, f->last, &info, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return failed(f);
    }
    return make_temporary(f, opt, path);
}

int folder_stage(struct folder *f, const struct options *opt, const struct folder *in)
{
    char inside[AROUND_TEXT];

    *f = (struct folder){ .path = in->path, .fd = -1, .last = "" };
    /* The slash at the end makes messages name the new folder as one inside. */
    snprintf(inside, sizeof inside, "%.4500s/", in->path);
    f->around = fcntl(in->fd, F_DUPFD_CLOEXEC, 3);
    return f->around >= 0 ? make_temporary(f, opt, inside) : -1;
}

int folder_is_new(const struct folder *f)
{
    return *f->temporary.name != '\0';
}

void folder_usual_rights(const struct folder *f)
{
    if (folder_is_new(f))
        (void)fchmod(f->fd, rights_usual(0777));
}

/* renameat() replaces an empty folder, which costs nobody anything, and nothing else. */
static int give_name(struct folder *f)
{
    if (node_check(&f->node, f->around, f->temporary.name) != 0)
        return -1;
    if (renameat(f->around, f->temporary.name, f->around, f->last) != 0) {
        /* A folder that is not empty, or something that is no folder, was put there meanwhile. */
        errno = errno == ENOTEMPTY || errno == ENOTDIR ? EEXIST : errno;
        return -1;
    }
    debris_forget(f->around, f->temporary.name);
    *f->temporary.name = '\0';
    return around_sync(f->around, f->fd);
}

int folder_commit(struct folder *f)
{
    /* First its contents, then its name: the other way round a crash could leave an empty folder
     * of that name. */
    return durable_all(f->fd) == 0 && (!folder_is_new(f) || give_name(f) == 0) ? 0 : -1;
}

/* A folder whose own rights hinder it stays: they are given to folders last of all. */
enum status folder_discard(struct folder *f)
{
    enum status status = STATUS_OK;

    if (f->fd >= 0)
        close(f->fd);
    f->fd = -1;
    if (folder_is_new(f)) {
        if (removal_of_folder(f->around, f->temporary.name, &f->node) != 0)
            status = report_left(f->shown, errno);
        debris_forget(f->around, f->temporary.name);
        *f->temporary.name = '\0';
    }
    if (f->around >= 0)
        close(f->around);
    f->around = -1;
    return status;
}
