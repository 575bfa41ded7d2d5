/* recurse.c - Symbolic links are not followed: they could lead out of the folder, or round in circles. */
#include "cli/jobs/recurse.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/names/listing.h"
#include "cli/names/patterns.h"
#include "cli/output/naming.h"

static enum status add(struct recurse *files, char *name)
{
    char **grown = array_grow(files->names, files->count, &files->room, sizeof *grown);

    if (!grown)
        return report_errno("-r", ENOMEM);
    files->names = grown;
    grown[files->count++] = name;
    return STATUS_OK;
}

/* What --exclude leaves out of them is entries. */
static int is_about_archives(const struct options *opt)
{
    return opt->operation != OP_COMPRESS && opt->operation != OP_BENCH;
}

/* Folders and what is in them call each other. Paths get no longer than the system allows, which bounds
 * the depth. */
static enum status add_folder(const struct options *opt, struct recurse *files, const char *folder);

/* name lies in the pool. */
static enum status add_below(const struct options *opt, struct recurse *files, char *name)
{
    struct stat info;

    /* Before it is looked at: what is left out may be unreadable. */
    if (!is_about_archives(opt) && pattern_excludes(opt, name))
        return STATUS_OK;
    /* A file that went away since the folder was listed is a loss too. */
    if (lstat(name, &info) != 0)
        return report_loss(name, strerror(errno));
    if (S_ISDIR(info.st_mode))
        return add_folder(opt, files, name);
    /* Decompressing a folder means the archives in it; everything else is left where it is,
     * without a word. */
    if (is_about_archives(opt) && !naming_is_archive(name))
        return STATUS_OK;
    if (S_ISREG(info.st_mode) && info.st_size == 0 && files->with_content)
        return report_warning(opt, name, "skipped: is empty");
    if (S_ISREG(info.st_mode))
        return add(files, name);
    if (!S_ISLNK(info.st_mode))
        return report_warning(opt, name, "skipped: is not a regular file");
    files->links++;
    return STATUS_OK;
}

static enum status add_folder(const struct options *opt, struct recurse *files, const char *folder)
{
    struct folder_names names;
    enum status status = STATUS_OK;

    if (folder_list(folder, &names) != 0)
        return report_loss(folder, strerror(errno));
    for (size_t i = 0; i < names.count && status != STATUS_ERROR; i++) {
        /* In the pool, since the names of the folder are freed before anything is done with them. */
        char *name = folder_join(&files->pool, folder, names.at[i]);

        status = status_worse(status, name ? add_below(opt, files, name) : report_errno(folder, ENOMEM));
    }
    folder_names_free(&names);
    return status;
}

/* One line for all: there may be very many. */
static enum status tell_links(const struct options *opt, struct recurse *files, const char *folder)
{
    char text[96];

    if (files->links == 0)
        return STATUS_OK;
    snprintf(text, sizeof text, "skipped: %zu symbolic link%s below it", files->links,
             files->links == 1 ? "" : "s");
    /* Counted for each operand by itself. */
    files->links = 0;
    return report_warning(opt, folder, text);
}

/* lstat(), as below a folder. Without -r a link is followed; with -r that would take all files of the folder that the
 * link leads to, and put archives where nobody named a place. */
static enum status add_operand(const struct options *opt, struct recurse *files, char *name)
{
    struct stat info;

    /* What cannot be looked at is told of when it is to be opened. */
    if (strcmp(name, "-") == 0 || lstat(name, &info) != 0)
        return add(files, name);
    if (S_ISLNK(info.st_mode))
        return report_warning(opt, name, "skipped: is a symbolic link");
    return S_ISDIR(info.st_mode) ? add_folder(opt, files, name) : add(files, name);
}

enum status recurse_files(const struct options *opt, struct recurse *files)
{
    enum status status = STATUS_OK;

    for (int i = 0; i < opt->count && status != STATUS_ERROR; i++) {
        if (!is_about_archives(opt) && pattern_excludes(opt, opt->names[i]))
            continue;
        status = status_worse(status, add_operand(opt, files, opt->names[i]));
        status = status_worse(status, tell_links(opt, files, opt->names[i]));
    }
    return status;
}

void recurse_free(struct recurse *files)
{
    free(files->names);
    pool_free(&files->pool);
}
