/* priors.c - A prior is loaded once, however many archives start from it: it takes a hash over all of
 * it, and memory. */
#include "cli/prior/priors.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/options/environment.h"
#include "cli/prior/prior_auto.h"
#include "cli/prior/prior_path.h"
#include "cli/terminal/turn.h"

/* Priors that are loaded. They stay until the end: streams may be using them. */
struct priors {
    pthread_mutex_t lock; /* groups are decoded in threads */
    uint64_t memory_limit;
    struct llz_prior **prior;
    size_t n;
};

/* One at a time: there are few, each of megabytes. */
static int keep(struct priors *all, struct llz_prior *p)
{
    struct llz_prior **larger = realloc(all->prior, (all->n + 1) * sizeof *larger);

    if (!larger)
        return -1;
    all->prior = larger;
    all->prior[all->n++] = p;
    return 0;
}

/* All of a file that can be a prior; NULL with errno, which is 0 when it is none or too long. */
static unsigned char *read_file(const char *path, size_t *n)
{
    FILE *f = prior_path_open(path);
    struct stat info;
    unsigned char *data = NULL;

    if (!f)
        return NULL;
    /* Stays 0 where the system has no objection, but the length is not one of a prior. */
    errno = 0;
    /* Not longer than a prior can be: a file that is named by mistake must not fill the memory. */
    if (fstat(fileno(f), &info) == 0 && info.st_size >= 0 && (uint64_t)info.st_size <= PRIOR_BYTES_MAX)
        /* One more: malloc(0) may return NULL, which would be taken for want of memory. */
        data = malloc((size_t)info.st_size + 1);
    if (data) {
        /* Less, of a file that was cut meanwhile, is found by the hash. */
        *n = fread(data, 1, (size_t)info.st_size, f);
        if (ferror(f)) {
            free(data);
            data = NULL;
        }
    }
    const int error = errno;
    (void)fclose(f);
    errno = error;
    return data;
}

/* The one line for a file that is no prior, or none for this machine; the library's texts speak of archives. */
static enum status refuse(const char *path, enum llz_error code)
{
    switch (code) {
    case LLZ_ERR_NOT_LLZ:
        return report_error(path, "not a prior");
    case LLZ_ERR_VERSION:
        return report_error(path, "the prior has a version that this program does not know");
    case LLZ_ERR_TRUNCATED:
        return report_error(path, "the prior ends too early");
    case LLZ_ERR_CORRUPT:
        return report_error(path, "the prior is damaged or cut off");
    case LLZ_ERR_HEADER:
        return report_error(path, "the prior declares something impossible");
    case LLZ_ERR_MODEL:
        return report_error(path, "its texts were coded by a model that this program does not have");
    case LLZ_ERR_MEMLIMIT:
        return report_error(path, "the prior needs more memory than --memlimit allows");
    default:
        return report_error(path, llz_error_message(code));
    }
}

unsigned char *prior_read(const char *path, size_t *n)
{
    unsigned char *data = read_file(path, n);

    if (!data && errno)
        report_errno(path, errno);
    else if (!data)
        report_error(path, "is not a regular file, or is too long for a prior");
    return data;
}

struct llz_prior *prior_load(const char *path, const unsigned char *data, size_t n, uint64_t memory_limit)
{
    enum llz_error code = LLZ_OK;
    struct llz_prior *prior = llz_prior_load(data, n, memory_limit, &code);

    if (!prior)
        refuse(path, code);
    return prior;
}

/* The bytes are freed in any case: the library keeps what it made of them. */
static enum status load(struct priors *all, const char *path, struct llz_prior **prior)
{
    size_t n = 0;
    unsigned char *data = prior_read(path, &n);

    *prior = data ? prior_load(path, data, n, all->memory_limit) : NULL;
    free(data);
    if (!*prior)
        return STATUS_ERROR;
    /* One that is not kept would never be freed. */
    if (keep(all, *prior) == 0)
        return STATUS_OK;
    llz_prior_free(*prior);
    return report_errno(path, ENOMEM);
}

enum status prior_load_file(const struct options *opt, const char *path, struct llz_prior **prior)
{
    return load(opt->priors, path, prior);
}

/* With the folder that could not be read, and with LLZ_OPT if the name came from there. */
static enum status not_found(const struct options *opt, int error)
{
    char text[512], missing[256];

    snprintf(text, sizeof text, "%s%s%s", strerror(error), prior_path_missing(missing, sizeof missing),
             options_origin(opt, SETTING_PRIOR));
    return report_error(opt->prior_name, text);
}

/* With the name of the variable where it was LLZ_OPT that named it. */
static enum status load_named(struct options *opt, const char *path, struct llz_prior **prior)
{
    enum status status;

    /* Otherwise the user would look for -D in a command line that has none. */
    report_origin(opt->set & SETTING_PRIOR ? ENVIRONMENT_NAME : NULL);
    status = load(opt->priors, path, prior);
    report_origin(NULL);
    return status;
}

enum status prior_open(struct options *opt)
{
    struct llz_prior *prior = NULL;
    enum status status;
    char *path;

    /* Also without -D: an archive may name a prior that is to be looked for. */
    opt->priors = calloc(1, sizeof *opt->priors);
    if (!opt->priors)
        return report_errno(opt->prior_name ? opt->prior_name : PRIOR_PATH, ENOMEM);
    pthread_mutex_init(&opt->priors->lock, NULL);
    /* For those too that archives will name later. */
    opt->priors->memory_limit = opt->memory_limit;
    if (!opt->prior_name)
        return STATUS_OK;
    if (prior_is_auto(opt))
        return prior_auto_open(opt);
    /* NULL: it is a path, or nowhere; access() tells which. */
    path = prior_path_of(opt->prior_name);
    if (!path && access(opt->prior_name, F_OK) != 0)
        return not_found(opt, errno);
    status = load_named(opt, path ? path : opt->prior_name, &prior);
    free(path);
    opt->prior = prior;
    return status;
}

void prior_close(struct options *opt)
{
    struct priors *all = opt->priors;

    prior_auto_close(opt);
    for (size_t i = 0; all && i < all->n; i++)
        llz_prior_free(all->prior[i]);
    if (all) {
        free(all->prior);
        pthread_mutex_destroy(&all->lock);
    }
    free(all);
    opt->priors = NULL;
    /* It was one of them, and is freed. */
    opt->prior = NULL;
}

static const struct llz_prior *find_loaded(const struct priors *all, uint32_t id)
{
    for (size_t i = 0; i < all->n; i++)
        /* Archives name the low 32 bits alone; their checks find one that happens to have the same. */
        if ((uint32_t)llz_prior_id(all->prior[i]) == id)
            return all->prior[i];
    return NULL;
}

static const struct llz_prior *find(struct priors *all, uint32_t id)
{
    struct llz_prior *prior = NULL;
    char *path = prior_path_find(id);

    /* A wrong file gets its line; the archive is then refused as if there were none. */
    if (path && load(all, path, &prior) != STATUS_OK)
        prior = NULL;
    free(path);
    return prior;
}

/* Called by decoders, and where an archive has groups from several threads. */
const struct llz_prior *prior_find(void *user, uint32_t id)
{
    struct priors *all = user;
    const struct llz_prior *prior;

    pthread_mutex_lock(&all->lock);
    prior = find_loaded(all, id);
    pthread_mutex_unlock(&all->lock);
    if (prior)
        return prior;
    turn_wait(); /* not with the lock, which an input before this one may want */
    /* Held while a prior is read, so that two groups do not load it twice. */
    pthread_mutex_lock(&all->lock);
    prior = find_loaded(all, id);
    if (!prior)
        prior = find(all, id);
    pthread_mutex_unlock(&all->lock);
    return prior;
}

enum status prior_report_missing(const char *name, uint32_t id)
{
    char text[512], missing[256];

    snprintf(text, sizeof text,
             "starts from the prior whose id ends in %08" PRIx32
             ", which is not here: it may be in the package " PRIOR_PACKAGE
             "; else give it with -D, or its folder in " PRIOR_PATH "%s",
             id, prior_path_missing(missing, sizeof missing));
    return report_error(name, text);
}
