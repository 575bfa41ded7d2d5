/* beside.c - The caller and its helpers each take the next input. One that is not small waits until nobody else works,
 * and all others until it has ended; it gets all threads.
 *
 * Models are not shared: each thread has a context of its own. A context for all would do, but whoever looks for a model
 * in it hides those from the others that it holds in its hand. */
#include "cli/jobs/beside.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/signals.h"
#include "cli/terminal/turn.h"

/* Bytes. Below, a second thread for one input brings less than a second input (1.3 and 1.9 times at level 5), and a model
 * is far from its full size: some 100 MB at level 5. What is decoded is larger than its archive, text about four times. */
#define SMALL (64 << 10)
#define SMALL_ARCHIVE (16 << 10)

struct pool {
    const struct options *opt;
    beside_step *step;
    struct turns *turns; /* NULL: one after another */
    int workers;

    pthread_mutex_t lock; /* holds all that follows */
    pthread_cond_t changed;
    int next;        /* index of the input that is taken next */
    bool next_small; /* whether it is small */
    int running;     /* number of inputs in work */
    bool alone;      /* whether one of them is not small */
    enum status status;
};

static bool is_small(const struct options *opt, const char *name)
{
    const off_t most = opt->operation == OP_COMPRESS ? SMALL : SMALL_ARCHIVE;
    struct stat info;

    /* What is no regular file, or not there, is left to the step, alone. */
    return strcmp(name, "-") != 0 && stat(name, &info) == 0 && S_ISREG(info.st_mode) && info.st_size <= most;
}

/* With the lock, or before there are others. */
static void look_at_next(struct pool *p)
{
    p->next_small = p->turns && p->next < p->opt->count && is_small(p->opt, p->opt->names[p->next]);
}

static bool is_over(const struct pool *p)
{
    return p->next == p->opt->count || signals_caught();
}

/* The next input, as soon as it may be begun; -1: there is none. */
static int take(struct pool *p, bool *small)
{
    int i = -1;

    pthread_mutex_lock(&p->lock);
    while (!is_over(p) && (p->alone || (p->running > 0 && !p->next_small)))
        pthread_cond_wait(&p->changed, &p->lock);
    if (!is_over(p)) {
        i = p->next++;
        *small = p->next_small;
        p->alone = !*small;
        p->running++;
        look_at_next(p);
    }
    pthread_mutex_unlock(&p->lock);
    return i;
}

static void ended(struct pool *p, enum status status)
{
    pthread_mutex_lock(&p->lock);
    p->status = status_worse(p->status, status);
    p->running--;
    p->alone = false; /* it was this one, or there was none */
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
}

static enum status run_one(struct pool *p, struct llz_context *context, int i, bool small)
{
    struct options one = *p->opt;
    enum status status;

    one.context = context;
    if (!p->turns)
        return p->step(&one, i);
    if (small) {
        one.beside = p->turns;
        one.threads = one.threads / p->workers;
    }
    turn_begin(p->turns, i);
    if (!small)
        turn_wait(); /* for nobody: but it draws a line of its own */
    status = p->step(&one, i);
    turn_end(p->turns, i);
    return status;
}

/* Where there is no memory for a context each input has a model of its own. */
static void *work(void *argument)
{
    struct pool *p = argument;
    /* For one input a context brings nothing, and would hold a second model. */
    struct llz_context *context = p->opt->count > 1 || p->opt->recursive ? llz_context_new() : NULL;
    bool small = false;
    int i;

    while ((i = take(p, &small)) >= 0)
        ended(p, run_one(p, context, i, small));
    llz_context_free(context);
    return NULL;
}

/* Together they may take no more than one may, and what goes to one place has to come in order. */
static int workers_for(const struct options *opt)
{
    const bool apart = !opt->to_stdout && !opt->output && !opt->search && !opt->recover && !opt->repack;

    if (!apart || opt->memory_limit > 0)
        return 1;
    return opt->threads < opt->count ? opt->threads : opt->count;
}

/* Those that can be had: the caller works too. */
static void run_all(struct pool *p)
{
    pthread_t *helpers = calloc((size_t)p->workers, sizeof *helpers);
    int n = 0;

    while (helpers && n < p->workers - 1 && pthread_create(&helpers[n], NULL, work, p) == 0)
        n++;
    work(p);
    while (n > 0)
        pthread_join(helpers[--n], NULL);
    free(helpers);
}

enum status beside_run(const struct options *opt, beside_step *step)
{
    struct pool p = { .opt = opt, .step = step, .workers = workers_for(opt) };

    p.turns = p.workers > 1 ? turns_new(opt) : NULL;
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.changed, NULL);
    look_at_next(&p);
    run_all(&p);
    pthread_cond_destroy(&p.changed);
    pthread_mutex_destroy(&p.lock);
    turns_free(p.turns);
    return p.status;
}
