#include "cli/tree/tree_job.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/files/descriptor.h"
#include "cli/files/spool.h"
#include "cli/jobs/job.h"
#include "cli/output/naming.h"
#include "cli/signals.h"
#include "cli/tree/libarchive/locale.h"
#include "cli/tree/libarchive/repack.h"
#include "cli/tree/order/reorder.h"
#include "cli/tree/pack/disk_scan.h"
#include "cli/tree/pack/pack.h"

/* The file that is written, where there is one so far.
 *
 * The output may lie in the folder that is packed, and must not be packed too. */
static struct scan_output find_output(const char *path)
{
    const int descriptor = path ? descriptor_named(path) : STDOUT_FILENO;
    struct scan_output o = { .path = descriptor >= 0 ? NULL : path };

    if (descriptor >= 0)
        o.exists = fstat(descriptor, &o.file) == 0;
    else
        /* Both: the link itself may be met while the folder is read, or what it leads to. */
        o.exists = lstat(path, &o.link) == 0 && stat(path, &o.file) == 0;
    /* Only a regular file can be met as content; a device is stored by its numbers. */
    o.exists = o.exists && S_ISREG(o.file.st_mode);
    return o;
}

/* Order before index: entries have their ranks in it. path NULL: standard output. */
static enum status order_and_pack(const struct options *opt, const char *name, struct tree *t, char *path)
{
    enum status status = tree_rank(t) == 0 ? reorder(opt, t) : report_errno(name, ENOMEM);

    if (status != STATUS_ERROR)
        status = status_worse(pack_tree(opt, name, t, path), status);
    return status;
}

/* path NULL: standard output. */
static enum status compress_to(const struct options *opt, char **names, int count, char *path)
{
    struct tree t = { 0 };
    const struct scan_output output = find_output(path);
    enum status status = scan_operands(opt, names, count, &output, &t);

    if (status != STATUS_ERROR)
        status = status_worse(order_and_pack(opt, names[0], &t, path), status);
    tree_free(&t);
    return status;
}

/* Of a folder and no other name: "FOLDER.llz", also of "FOLDER/". */
static enum status name_output(const struct options *opt, const char *operand, char **path)
{
    size_t n = strlen(operand);
    char *plain = strdup(operand);
    const char *last;
    enum status status;

    if (!plain)
        return report_errno(operand, ENOMEM);
    /* Otherwise "FOLDER/" would become "FOLDER/.llz", inside of what is packed. */
    while (n > 0 && plain[n - 1] == '/')
        plain[--n] = '\0';
    last = strrchr(plain, '/');
    last = last ? last + 1 : plain;
    /* "..llz" or "...llz" would be a hidden file that nobody looks for. */
    if (!opt->output && !opt->to_stdout && (!*last || strcmp(last, ".") == 0 || strcmp(last, "..") == 0))
        status = report_error(operand, "has no name of its own; use -o or -c");
    else
        status = naming_output(opt, plain, path);
    free(plain);
    return status;
}

enum status tree_compress(const struct options *opt, char **names, int count)
{
    struct tree_locale locale = locale_enter();
    char *path = NULL;
    enum status status;

    if (opt->remove_source)
        status = report_error(names[0], "--rm removes no folders");
    else
        status = name_output(opt, names[0], &path);
    if (status == STATUS_OK)
        status = compress_to(opt, names, count, path);
    free(path);
    locale_leave(&locale);
    return status;
}

static enum status repack_to(const struct options *opt, struct source *src, char *path)
{
    struct tree t = { 0 };
    enum status status;

    /* Before anything is read: without it an hour of reading would be in vain. */
    t.spool = spool_open();
    if (t.spool < 0)
        return report_errno(spool_name(), errno);
    status = repack_read(opt, src, &t);
    if (status != STATUS_ERROR)
        status = status_worse(order_and_pack(opt, src->name, &t, path), status);
    tree_free(&t);
    return status == STATUS_ERROR ? status : status_worse(source_finish(src, opt, NULL), status);
}

enum status tree_repack(const struct options *opt, const char *name)
{
    struct tree_locale locale = locale_enter();
    const enum status status = job_from_to(opt, name, repack_to);

    locale_leave(&locale);
    return status;
}
