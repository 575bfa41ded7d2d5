/* claims.c - All inputs are registered before the first output is opened: an output that is an input of a
 * later turn would destroy it. */
#include "cli/output/claims.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/output/naming.h"
#include "cli/prior/prior_auto.h"
#include "cli/prior/prior_path.h"

static int claim(struct inodes *claims, const struct stat *info, const char *name)
{
    int failed = 0;

    /* Devices and pipes are not replaced, so several may share one. */
    if (S_ISREG(info->st_mode) || S_ISLNK(info->st_mode))
        inodes_seen(claims, info->st_dev, info->st_ino, name, &failed);
    return failed ? -1 : 0;
}

/* A link and what it leads to. A name that cannot be looked at is told of when it is to be opened. */
static int claim_name(struct inodes *claims, const char *name)
{
    struct stat info;

    if (strcmp(name, "-") == 0)
        return fstat(STDIN_FILENO, &info) == 0 ? claim(claims, &info, name) : 0;
    if (lstat(name, &info) == 0 && claim(claims, &info, name) != 0)
        return -1;
    return stat(name, &info) == 0 ? claim(claims, &info, name) : 0;
}

enum status claims_make(struct inodes *claims, const struct options *opt)
{
    const char *name = prior_is_auto(opt) ? NULL : opt->prior_name, *file;
    char *prior = name ? prior_path_of(name) : NULL;
    int failed = name && claim_name(claims, prior ? prior : name) != 0;

    free(prior);
    failed = failed || (opt->names_from && claim_name(claims, opt->names_from) != 0);
    for (size_t i = 0; !failed && (file = prior_auto_file(opt, i)); i++)
        failed = claim_name(claims, file) != 0;
    for (int i = 0; i < opt->count && !failed; i++)
        /* What is skipped is not read, and may be an output of another name. */
        if (!naming_skips(opt, opt->names[i]))
            failed = claim_name(claims, opt->names[i]) != 0;
    return failed ? report_errno("(inputs)", ENOMEM) : STATUS_OK;
}
