/* tree_none.c - trees, in a build without libarchive. */
#include "cli/tree/tree_job.h"

/* Streams need none of this: such a build compresses and decompresses files as any other does. */
static enum status refuse(const char *name)
{
    return report_error(name, "is or holds a folder, and this program was built without libarchive");
}

enum status tree_compress(const struct options *opt, char **names, int count)
{
    (void)opt;
    (void)count;
    return refuse(names[0]);
}

enum status tree_repack(const struct options *opt, const char *name)
{
    (void)opt;
    return refuse(name);
}

enum status tree_decode(const struct options *opt, struct source *src, const char *name)
{
    (void)opt;
    (void)name;
    return refuse(src->name);
}

enum status tree_verify(const struct options *opt, struct source *src, uint64_t *bytes)
{
    (void)opt;
    *bytes = 0;
    return refuse(src->name);
}

enum status tree_list(const struct options *opt, struct source *src, struct llz_info *info, struct catalog *c)
{
    (void)opt;
    (void)info;
    (void)c;
    return refuse(src->name);
}

/* Called after every list, that of a stream too, so it is no error here. */
enum status tree_print(const struct options *opt, const struct catalog *c, const char *archive)
{
    (void)opt;
    (void)c;
    (void)archive;
    return STATUS_OK;
}
