/* tree_job.h - what the program does with trees. */
#ifndef LLZ_TREE_JOB_H
#define LLZ_TREE_JOB_H

#include "cli/files/source.h"

/* One archive of all these names, or with --repack of the entries of the one archive that is named. */
enum status tree_compress(const struct options *opt, char **names, int count);
enum status tree_repack(const struct options *opt, const char *name);

/* Restores the open archive of that name, writes it as a tar, or tests it. */
enum status tree_decode(const struct options *opt, struct source *src, const char *name);

/* Tests it; *bytes: how many it holds. */
enum status tree_verify(const struct options *opt, struct source *src, uint64_t *bytes);

/* Walks the open archive, but decodes its index: what is in it to *c, which is to be freed in any case, and to
 * *info what a lister tells. */
struct catalog;
enum status tree_list(const struct options *opt, struct source *src, struct llz_info *info, struct catalog *c);

/* A line on stdout for each entry that --only asks for, or all, of the archive of that name; and what its notes
 * say of them. */
enum status tree_print(const struct options *opt, const struct catalog *c, const char *archive);

#endif
