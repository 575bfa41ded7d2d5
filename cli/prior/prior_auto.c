/* prior_auto.c - Which prior suits is asked by coding: what a scout saves on a few kilobytes is bytes of archives, and
 * so is what none costs, so nothing has to be weighed against each other. */
#include "cli/prior/prior_auto.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/files/byte_buffer.h"
#include "cli/names/listing.h"
#include "cli/prior/prior_path.h"
#include "cli/prior/priors.h"
#include "cli/prior/trial.h"
#include "cli/signals.h"
#include "cli/terminal/printable.h"
#include "cli/terminal/turn.h"

/* Of the trial. It takes a fiftieth of the time of level 5, and ranks as that does: tests/bench/LOG.md. */
#define TRIAL_LEVEL 0

/* Of the scouts those are tried that have most in common with the content: to try all six of a package chose no better for
 * 80 files (tests/bench/LOG.md), and each trial takes as long as coding as much at level 0. */
#define TRIED 2

/* One byte in so many has to be saved: an archive that needs a prior is a burden, and what a scout saves less, its prior may
 * lose. */
#define WORTH 50

struct candidate {
    char *scout, *path; /* files */
    struct llz_prior *small;
    size_t likeness;             /* of the content at hand: llz_prior_likeness() */
    struct llz_prior *prior;     /* NULL before it is first chosen; the struct priors frees it */
    struct llz_context *trials;  /* in which the scout has been learned */
    struct llz_context *context; /* of inputs that start from the prior; NULL: none so far */
};

struct prior_auto {
    struct candidate *at;
    size_t count, room;
    struct llz_context *trials; /* without a prior */
    pthread_mutex_t lock;       /* holds all of it: inputs may be worked on side by side */
};

int prior_is_auto(const struct options *opt)
{
    return opt->prior_name && strcmp(opt->prior_name, PRIOR_AUTO) == 0;
}

static void candidate_free(struct candidate *c)
{
    llz_context_free(c->trials);
    llz_context_free(c->context);
    llz_prior_free(c->small);
    free(c->scout);
    free(c->path);
}

/* "FOLDER/STEMsuffix", to be freed. */
static char *file_of(const char *folder, const char *name, size_t stem, const char *suffix)
{
    const size_t room = strlen(folder) + 1 + stem + strlen(suffix) + 1;
    char *path = malloc(room);

    if (path)
        snprintf(path, room, "%s/%.*s%s", folder, (int)stem, name, suffix);
    return path;
}

static enum status load_scout(const struct options *opt, struct candidate *c)
{
    size_t n = 0;
    unsigned char *data = prior_read(c->scout, &n);

    c->small = data ? prior_load(c->scout, data, n, opt->memory_limit) : NULL;
    free(data);
    return c->small ? STATUS_OK : STATUS_ERROR;
}

/* One that is damaged is passed over after a line: the others may serve. Where memory is limited, the limit may be the
 * reason, and it holds for all. */
static enum status take_scout(const struct options *opt, struct candidate *c)
{
    const enum status status = load_scout(opt, c);
    const int may_go_on = opt->memory_limit == 0 && !signals_caught();

    return status == STATUS_ERROR && may_go_on ? STATUS_WARNING : status;
}

/* A scout without its prior is passed over: somebody may have removed that to save room. */
static enum status add(struct options *opt, const char *folder, const char *name, size_t stem)
{
    struct prior_auto *all = opt->automatic;
    struct candidate c = { .scout = file_of(folder, name, stem, SCOUT_SUFFIX),
                           .path = file_of(folder, name, stem, PRIOR_SUFFIX),
                           .trials = llz_context_new() };
    struct candidate *grown = array_grow(all->at, all->count, &all->room, sizeof *grown);
    enum status status = STATUS_OK;
    int is_there = 0;

    if (grown)
        all->at = grown;
    if (!c.scout || !c.path || !c.trials || !grown)
        status = report_errno(folder, ENOMEM);
    else if ((is_there = access(c.path, F_OK) == 0))
        status = take_scout(opt, &c);
    else if (errno != ENOENT)
        status = report_errno(c.path, errno);
    if (status == STATUS_OK && is_there)
        grown[all->count++] = c;
    else
        candidate_free(&c);
    return status;
}

/* By name, so that which of two that save alike is taken does not depend on the file system. */
static enum status add_folder(struct options *opt, const char *folder)
{
    const size_t suffix = strlen(SCOUT_SUFFIX);
    struct folder_names names;
    enum status status = STATUS_OK;

    /* As with the name of a prior, which is looked for in those that are there. */
    if (folder_list_followed(folder, &names) != 0)
        return errno == ENOENT || errno == ENOTDIR ? STATUS_OK : report_errno(folder, errno);
    for (size_t i = 0; i < names.count && status != STATUS_ERROR; i++) {
        const size_t n = strlen(names.at[i]);

        if (n > suffix && strcmp(names.at[i] + n - suffix, SCOUT_SUFFIX) == 0)
            status = status_worse(status, add(opt, folder, names.at[i], n - suffix));
    }
    folder_names_free(&names);
    return status;
}

static enum status add_all(struct options *opt)
{
    struct prior_folders folders = prior_folders_begin();
    const char *folder;
    enum status status = STATUS_OK;
    size_t length;

    while (status != STATUS_ERROR && (folder = prior_folders_next(&folders, &length))) {
        char *path = strndup(folder, length);

        status = status_worse(status, path ? add_folder(opt, path) : report_errno(PRIOR_PATH, ENOMEM));
        free(path);
    }
    return status;
}

static enum status warn_of_none(const struct options *opt)
{
    char text[512], missing[256];

    /* As a default of LLZ_OPT it takes what there is, on a machine without priors nothing. */
    if (opt->set & SETTING_PRIOR)
        return STATUS_OK;
    snprintf(text, sizeof text, "there is no prior with a scout%s; the package " PRIOR_PACKAGE " has some",
             prior_path_missing(missing, sizeof missing));
    return report_warning(opt, "-D " PRIOR_AUTO, text);
}

enum status prior_auto_open(struct options *opt)
{
    enum status status;

    if (opt->operation != OP_COMPRESS && opt->operation != OP_BENCH)
        return STATUS_OK;
    opt->automatic = calloc(1, sizeof *opt->automatic);
    if (opt->automatic) {
        pthread_mutex_init(&opt->automatic->lock, NULL);
        opt->automatic->trials = llz_context_new();
    }
    if (!opt->automatic || !opt->automatic->trials)
        return report_errno(PRIOR_AUTO, ENOMEM);
    status = add_all(opt);
    if (status != STATUS_ERROR && opt->automatic->count == 0)
        status = status_worse(status, warn_of_none(opt));
    return status;
}

void prior_auto_close(struct options *opt)
{
    struct prior_auto *all = opt->automatic;

    for (size_t i = 0; all && i < all->count; i++)
        candidate_free(&all->at[i]);
    if (all) {
        llz_context_free(all->trials);
        pthread_mutex_destroy(&all->lock);
        free(all->at);
    }
    free(all);
    opt->automatic = NULL;
}

const char *prior_auto_file(const struct options *opt, size_t i)
{
    const struct prior_auto *all = opt->automatic;

    if (!all || i / 2 >= all->count)
        return NULL;
    return i % 2 ? all->at[i / 2].path : all->at[i / 2].scout;
}

/* Settings of the archive to be made do not matter here: the trial asks what the content is like. */
static enum llz_error try(const struct options *opt, const struct llz_prior *scout, struct llz_context *context,
                          const void *data, size_t n, uint64_t *bytes)
{
    const struct options fast = { .operation = OP_COMPRESS,
                                  .level = TRIAL_LEVEL,
                                  .threads = 1,
                                  .check = 64,
                                  .memory_limit = opt->memory_limit,
                                  .context = context };

    return trial_run(&fast, scout, data, n, bytes);
}

/* The one whose texts have most in common with the content, beside one that is known; NULL: none has anything. */
static struct candidate *likest(const struct prior_auto *all, const struct candidate *known)
{
    struct candidate *found = NULL;

    for (size_t i = 0; i < all->count; i++) {
        struct candidate *c = &all->at[i];

        if (c != known && c->likeness > (found ? found->likeness : 0))
            found = c;
    }
    return found;
}

/* *best: NULL where none pays. */
static enum llz_error find(const struct options *opt, const void *data, size_t n, struct candidate **best)
{
    struct prior_auto *all = opt->automatic;
    struct candidate *tried[TRIED] = { NULL };
    uint64_t least = 0, bytes = 0;
    enum llz_error code = LLZ_OK;

    *best = NULL;
    for (size_t i = 0; i < all->count; i++)
        all->at[i].likeness = llz_prior_likeness(all->at[i].small, data, n);
    tried[0] = likest(all, NULL);
    tried[1] = likest(all, tried[0]);
    if (tried[0])
        code = try(opt, NULL, all->trials, data, n, &least);
    least -= least / WORTH;
    for (size_t i = 0; i < TRIED && tried[i] && code == LLZ_OK; i++) {
        code = try(opt, tried[i]->small, tried[i]->trials, data, n, &bytes);
        if (code == LLZ_OK && bytes < least) {
            least = bytes;
            *best = tried[i];
        }
    }
    return code;
}

/* One context for all keeps eight models, which is few for priors and sections together. Where memory is limited there is
 * one none the less, for a stream counts only its own; and side by side each worker has one. */
static struct llz_context *context_of(const struct options *opt, struct candidate *c)
{
    if (!opt->context || opt->memory_limit > 0 || opt->beside)
        return opt->context;
    if (!c->context)
        c->context = llz_context_new();
    return c->context; /* NULL, without memory: the input has a model of its own */
}

static void tell(const struct options *opt, const char *name, const struct candidate *c)
{
    char shown[PRINTABLE_TEXT], prior[PRINTABLE_TEXT];

    if (!opt->verbose)
        return;
    turn_wait();
    fprintf(stderr, "%s: -D " PRIOR_AUTO ": %s\n", printable(shown, name),
            c ? printable(prior, c->path) : "none pays");
}

/* With the lock. Whether the input can start from it: its prior has been loaded. */
static int start_from(struct options *opt, struct candidate *c)
{
    if (!c->prior)
        return 0;
    opt->prior = c->prior;
    opt->context = context_of(opt, c);
    return 1;
}

/* What may be wrong with the file is said in turn, and whoever waits for that must not have the lock. */
static enum status load_in_turn(struct options *opt, struct candidate *c)
{
    enum status status = STATUS_OK;

    turn_wait();
    pthread_mutex_lock(&opt->automatic->lock);
    if (!c->prior)
        status = prior_load_file(opt, c->path, &c->prior);
    (void)start_from(opt, c); /* it was loaded, or the status says so */
    pthread_mutex_unlock(&opt->automatic->lock);
    return status;
}

enum status prior_auto_choose(struct options *opt, const char *name, const void *data, size_t n)
{
    struct prior_auto *all = opt->automatic;
    struct candidate *best = NULL;
    enum llz_error code;
    enum status status = STATUS_OK;
    int ready;

    if (!all || all->count == 0 || n == 0)
        return STATUS_OK;
    pthread_mutex_lock(&all->lock);
    code = find(opt, data, n < PRIOR_TRIAL_BYTES ? n : PRIOR_TRIAL_BYTES, &best);
    ready = code == LLZ_OK && (!best || start_from(opt, best));
    pthread_mutex_unlock(&all->lock);
    if (code != LLZ_OK)
        /* Whoever pressed Ctrl-C knows why it ended. */
        return signals_caught() ? STATUS_ERROR : report_error(name, llz_error_message(code));
    if (!ready)
        status = load_in_turn(opt, best);
    if (status == STATUS_OK)
        tell(opt, name, best);
    return status;
}
