/* sandbox.c - Decoders read what strangers made. Should one of them have a flaw, Landlock and seccomp
 * leave whoever uses it with nothing to reach but the files of this run. */
#include "cli/sandbox/sandbox.h"

#include <errno.h>
#include <grp.h>
#include <locale.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files/descriptor.h"
#include "cli/output/naming.h"
#include "cli/prior/prior_auto.h"
#include "cli/prior/prior_path.h"
#include "cli/sandbox/landlock.h"
#include "cli/sandbox/seccomp.h"

/* Why this program cannot be confined, or NULL. Instruments open files and make calls of their own, and
 * emulators answer for a kernel that they are not. */
static const char *obstacle(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(LLZ_NO_SANDBOX)
    return "this build is instrumented";
#else
    const char *preloaded = getenv("LD_PRELOAD");

    if (preloaded && strstr(preloaded, "valgrind"))
        return "it runs under valgrind";
    return NULL;
#endif
}

static int decodes(const struct options *opt)
{
    return opt->operation == OP_DECOMPRESS || opt->operation == OP_TEST || opt->operation == OP_LIST ||
           opt->operation == OP_VERIFY || opt->repack;
}

static void tell(const struct options *opt, const char *what)
{
    if (opt->verbose)
        fprintf(stderr, "llz: sandbox: %s\n", what);
}

/* The folder that a name stands in. */
static int allow_folder_of(struct landlock_set *set, const char *path, enum landlock_use use)
{
    /* "/name" lies in "/", and a name without a slash in ".". */
    const char *slash = strrchr(path, '/');
    size_t n = slash == path ? 1 : slash ? (size_t)(slash - path) : 0;
    char *folder = n > 0 ? strndup(path, n) : strdup(".");
    int failed = !folder || landlock_allow(set, folder, use) != 0;

    free(folder);
    return failed ? -1 : 0;
}

/* A device or a FIFO is written into; what else stands there is replaced, in its folder. */
static int allow_output(struct landlock_set *set, const char *path)
{
    struct stat info;

    if (descriptor_named(path) >= 0)
        return 0; /* it is open */
    if (lstat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode) && !S_ISLNK(info.st_mode))
        return landlock_allow(set, path, LANDLOCK_USE_PUT);
    return allow_folder_of(set, path, LANDLOCK_USE_WRITE);
}

/* Where an output goes without -C; errors in names are told when their turn comes. */
static int allow_output_of(struct landlock_set *set, const struct options *opt, const char *name)
{
    struct options silent = *opt;
    char *path = NULL;
    int failed = 0;

    silent.quiet = 1;
    if (opt->folder || opt->to_stdout || (opt->output && strcmp(opt->output, "-") == 0))
        return 0;
    if (opt->output)
        return allow_output(set, opt->output);
    if (!naming_is_archive(name) && !opt->repack)
        return 0;
    if (naming_output(&silent, name, &path) == STATUS_OK && path)
        failed = allow_output(set, path);
    free(path);
    return failed;
}

static int allow_operand(struct landlock_set *set, const struct options *opt, const char *name)
{
    struct stat info;
    /* lstat(), as -r does (cli/jobs/recurse.c): a link is skipped, so what it leads to is not needed. */
    const int is_looked_at = opt->recursive && strcmp(name, "-") != 0 && lstat(name, &info) == 0;

    if (is_looked_at && S_ISLNK(info.st_mode))
        return 0;
    if (is_looked_at && opt->operation == OP_DECOMPRESS && S_ISDIR(info.st_mode))
        return landlock_allow(set, name, LANDLOCK_USE_WRITE);
    if (strcmp(name, "-") != 0 && landlock_allow(set, name, LANDLOCK_USE_READ) != 0)
        return -1;
    if (opt->remove_source && allow_folder_of(set, name, LANDLOCK_USE_REMOVE) != 0)
        return -1;
    return opt->operation == OP_DECOMPRESS || opt->repack ? allow_output_of(set, opt, name) : 0;
}

static int allow_priors(struct landlock_set *set)
{
    struct prior_folders folders = prior_folders_begin();
    const char *folder;
    size_t length;
    int failed = 0;

    while (!failed && (folder = prior_folders_next(&folders, &length))) {
        char *path = strndup(folder, length);

        failed = !path || landlock_allow(set, path, LANDLOCK_USE_READ) != 0;
        free(path);
    }
    return failed ? -1 : 0;
}

/* The C library keeps a locale that it has loaded.
 *
 * Loaded now, since its files can be opened no more later. */
static void load_locale(void)
{
    (void)newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

/* Owners are looked up by name where a folder is restored. The C library loads what it needs for that, wherever
 * its configuration says: so it does it now, and only the two tables are read later. */
static int allow_owners(struct landlock_set *set)
{
    (void)getpwnam("root"); /* who it is does not matter */
    (void)getgrnam("root");
    return landlock_allow(set, "/etc/passwd", LANDLOCK_USE_READ) != 0 ||
                   landlock_allow(set, "/etc/group", LANDLOCK_USE_READ) != 0
               ? -1
               : 0;
}

static int allow_all(struct landlock_set *set, const struct options *opt)
{
    const char *temporary = getenv("TMPDIR");
    const int writes = opt->operation == OP_DECOMPRESS || opt->repack;
    int failed = allow_priors(set);

    if (!failed && opt->prior_name && !prior_is_auto(opt))
        failed = landlock_allow(set, opt->prior_name, LANDLOCK_USE_READ);

    for (int i = 0; i < opt->count && !failed; i++)
        failed = allow_operand(set, opt, opt->names[i]);
    if (!failed && opt->folder)
        failed = landlock_allow(set, opt->folder, LANDLOCK_USE_WRITE);
    if (!failed && writes)
        failed = allow_owners(set);
    if (!failed && (writes || opt->recover))
        failed = landlock_allow(set, temporary && *temporary ? temporary : "/tmp", LANDLOCK_USE_WRITE);
    return failed ? -1 : 0;
}

/* Where a fence cannot be put up, decoding goes on without it: the kernel may be old, or be asked by a
 * container that allows no more calls like these. */
static int confine_files(const struct options *opt)
{
    /* What goes into a folder that is there comes from a stage in it. */
    const int moves = opt->operation == OP_DECOMPRESS && opt->folder;
    struct landlock_set *set = !moves || landlock_can_move() ? landlock_new() : NULL;

    if (set && allow_all(set, opt) != 0) {
        landlock_free(set);
        return 0;
    }
    return set && landlock_enforce(set) == 0;
}

void sandbox_enter(const struct options *opt)
{
    const char *why = opt->no_sandbox ? "off" : obstacle();
    int files, calls;

    if (!decodes(opt))
        return;
    if (why) {
        tell(opt, why);
        return;
    }
    load_locale();
    files = confine_files(opt);
    calls = seccomp_enforce(SECCOMP_FILES) == 0;
    tell(opt, files && calls ? "files and system calls are confined"
              : files        ? "files are confined, system calls cannot be"
              : calls        ? "system calls are confined, files cannot be"
                             : "neither files nor system calls can be confined");
}

void sandbox_close(const struct options *opt)
{
    struct landlock_set *set;

    const int priors = prior_folders_any();

    if (!decodes(opt) || opt->no_sandbox || obstacle())
        return;
    /* More files will be opened, or names removed. */
    if (opt->count != 1 || opt->recursive || opt->remove_source)
        return;
    set = landlock_new(); /* without a rule, but for what an archive may still ask for */
    if (set && priors && allow_priors(set) != 0) {
        landlock_free(set);
        set = NULL;
    }
    if (set)
        (void)landlock_enforce(set); /* what cannot be confined further stays confined as it is */
    if (!priors)
        (void)seccomp_enforce(SECCOMP_DESCRIPTORS);
}
