/* outputs.c - the files that llz compare writes.
 *
 * Outputs are checked before the first run: to find after a night that a file cannot be written would be
 * bitter. Files that another program wrote are not replaced, since a list of options is easily mistyped. */
#include "cli/lab/outputs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files/around.h"
#include "cli/lab/draft.h"
#include "cli/output/target.h"
#include "cli/prior/prior_path.h"
#include "cli/signals.h"

/* Where a name lies: two names mean one file when they agree in folder and last part. */
struct place {
    const char *path;      /* NULL: not asked for */
    const char *beginning; /* NULL: checked elsewhere */
    const char *last;
    struct stat folder, file;
    int exists;
};

/* Describes the folder that path is to appear in. 0, or an errno: nothing can appear there. */
static int look_around(struct place *place)
{
    const char *slash = strrchr(place->path, '/');
    char *folder = slash ? strndup(place->path, (size_t)(slash - place->path) + 1) : strdup(".");
    int error = 0;

    place->last = slash ? slash + 1 : place->path;
    /* By access(), which leaves nothing behind, as a file made for a try might. */
    if (!folder || stat(folder, &place->folder) != 0 || access(folder, W_OK | X_OK) != 0)
        error = errno;
    free(folder);
    return error;
}

static enum status find_folder(struct place *place)
{
    const int error = look_around(place);

    if (error)
        return report_errno(place->path, error);
    if (*place->last == '\0')
        return report_error(place->path, place->path[0] ? "is a directory" : "is not the name of a file");
    return STATUS_OK;
}

static enum status check_beginning(const struct place *place)
{
    char head[64] = "";
    size_t length = strlen(place->beginning), n;
    FILE *file = prior_path_open(place->path); /* a regular file, without waiting */

    if (!file)
        return report_errno(place->path, errno);
    n = fread(head, 1, length, file);
    fclose(file);
    if (n != length || memcmp(head, place->beginning, length) != 0)
        return report_error(place->path, "exists and was not written by this command: not overwritten");
    return STATUS_OK;
}

static enum status find(struct place *place)
{
    enum status status;

    if (strcmp(place->path, "-") == 0)
        return report_error(place->path, "standard output is the table's: name a file");
    status = find_folder(place);
    if (status != STATUS_OK)
        return status;
    place->exists = lstat(place->path, &place->file) == 0;
    if (!place->exists)
        return errno == ENOENT ? STATUS_OK : report_errno(place->path, errno);
    if (!S_ISREG(place->file.st_mode))
        return report_error(place->path, S_ISDIR(place->file.st_mode) ? "is a directory"
                                         : S_ISLNK(place->file.st_mode)
                                             ? "is a link, through which nothing is written"
                                             : "is not a regular file");
    return STATUS_OK;
}

static enum status check_inputs(const struct place *place, const struct input *inputs, int count)
{
    for (int i = 0; place->exists && i < count; i++)
        if (same_file(&place->file, &inputs[i].info))
            return report_error(place->path, "is one of the files that are read");
    return STATUS_OK;
}

static int same_place(const struct place *a, const struct place *b)
{
    if (!a->last || !b->last)
        return 0; /* not wanted */
    /* Two names of one file, by a hard link, or one name in one folder, by two paths. */
    return (a->exists && b->exists && same_file(&a->file, &b->file)) ||
           (same_file(&a->folder, &b->folder) && strcmp(a->last, b->last) == 0);
}

int outputs_collide(const char *a, const char *b)
{
    struct place one = { .path = a }, other = { .path = b };

    /* Where nothing can appear, whoever opens it says so. */
    if (look_around(&one) != 0 || look_around(&other) != 0)
        return 0;
    one.exists = lstat(a, &one.file) == 0;
    other.exists = lstat(b, &other.file) == 0;
    return same_place(&one, &other);
}

enum status outputs_check(const struct wanted *wanted, int n, const struct input *inputs, int count)
{
    struct place places[OUTPUTS_MAX];
    int drafts = 0;

    for (int i = 0; i < n; i++) {
        enum status status = STATUS_OK;

        places[i] = (struct place){ .path = wanted[i].path, .beginning = wanted[i].beginning };

        if (!places[i].path)
            continue;
        status = find(&places[i]);
        if (status == STATUS_OK)
            status = check_inputs(&places[i], inputs, count);
        /* Each is compared with those before it; who comes later is compared with it. */
        for (int k = 0; k < i && status == STATUS_OK; k++)
            if (same_place(&places[i], &places[k]))
                status = report_error(places[i].path, "two outputs cannot share one file");
        if (status == STATUS_OK && places[i].exists && places[i].beginning)
            status = check_beginning(&places[i]);
        if (status != STATUS_OK)
            return status;
        drafts = 1;
    }
    return drafts ? draft_check() : STATUS_OK;
}

enum status output_begin(struct output *out, const char *path)
{
    *out = (struct output){ .path = path };
    out->stream = draft_open();
    return out->stream ? STATUS_OK : STATUS_ERROR;
}

/* Complete or not at all; rights are those of any new file, for there is no one source to copy them from.
 *
 * Written like an archive: to a temporary file that is renamed. */
enum status output_write(const char *name, int keep, const void *data, size_t size)
{
    const struct options replace = { .operation = OP_COMPRESS, .force = !keep };
    /* Its device and inode are 0, which no file has: inputs were looked at before (outputs_check()). */
    const struct source none = { .name = name };
    const int to_stdout = strcmp(name, "-") == 0;
    struct target dst;
    char *path = to_stdout ? NULL : strdup(name);
    enum status status;

    if (!to_stdout && !path)
        return report_errno(name, errno);
    status = target_open(&dst, &replace, &none, path);
    if (status == STATUS_OK && target_write(&dst, data, size) != 0) {
        status = signals_caught() ? STATUS_ERROR : report_errno(dst.name, errno);
        target_discard(&dst);
    } else if (status == STATUS_OK) {
        status = target_commit(&dst, &none);
    }
    free(path);
    return status;
}

enum status output_end(struct output *out)
{
    enum status status;
    char *text;
    size_t size;

    status = draft_end(out->stream, out->path, &text, &size);
    if (status == STATUS_OK)
        status = output_write(out->path, out->keep, text, size);
    free(text);
    return status;
}

void output_discard(struct output *out)
{
    fclose(out->stream);
}
