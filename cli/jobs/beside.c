/* beside.c - The caller and its helpers each take the next input. One that is not small waits until nobody else works,
 * and all others until it has ended; it gets all threads.
 *
 * Models are not shared: each worker has a context of its own. A context for all would do, but whoever looks for a model
 * in it hides those from the others that it holds in its hand. When a large input begins, which may need much memory, the
 * models of all are freed.
 *
 * A file that comes again, under any name, is not small either: with --rm the first one changes or removes it. */
#include "cli/jobs/beside.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "cli/files/inodes.h"
#include "cli/signals.h"
#include "cli/terminal/turn.h"

/* Bytes. Below, a second thread for one input brings less than a second input (1.3 and 1.9 times at level 5), and a model
 * is far from its full size: some 100 MB at level 5. What is decoded is larger than its archive, text about four times. */
#define SMALL (64 << 10)
#define SMALL_ARCHIVE (16 << 10)

#define WORKERS_MOST 16 /* who has more cores may not have the memory for as many models */

/* Bytes, as a main thread has: not every C library gives others as much, and folders and long lists of segments go deep. */
#define STACK (8 << 20)

struct worker {
    struct pool *pool;
    struct llz_context *context;
};

struct pool {
    const struct options *opt;
    beside_step *step;
    struct turns *turns; /* NULL: one after another */
    struct worker worker[WORKERS_MOST];
    int workers;

    pthread_mutex_t lock; /* holds all that follows */
    pthread_cond_t changed;
    int next;           /* index of the input that is taken next */
    struct inodes seen; /* files up to there */
    bool next_small;    /* whether it is small */
    int running;        /* number of inputs in work */
    bool alone;         /* whether one of them is not small */
    enum status status;
};

/* Whether it is small, and a file that has not come before. */
static bool is_small(struct pool *p, const char *name)
{
    const off_t most = p->opt->operation == OP_COMPRESS ? SMALL : SMALL_ARCHIVE;
    struct stat info;
    int failed = 0;

    /* What is no regular file, or not there, is left to the step, alone. */
    if (strcmp(name, "-") == 0 || stat(name, &info) != 0 || !S_ISREG(info.st_mode))
        return false;
    /* Also of a large one, which may come again. */
    return !inodes_seen(&p->seen, info.st_dev, info.st_ino, name, &failed) && !failed && info.st_size <= most;
}

/* With the lock, or before there are others. */
static void look_at_next(struct pool *p)
{
    p->next_small = p->turns && p->next < p->opt->count && is_small(p, p->opt->names[p->next]);
}

static bool is_over(const struct pool *p)
{
    return p->next == p->opt->count || signals_caught();
}

/* With the lock, when nobody else works. */
static void free_models(struct pool *p)
{
    for (int i = 0; i < p->workers; i++) {
        llz_context_free(p->worker[i].context);
        p->worker[i].context = NULL;
    }
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
        if (p->alone && p->workers > 1)
            free_models(p);
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

static enum status run_one(const struct worker *w, int i, bool small)
{
    struct pool *p = w->pool;
    struct options one = *p->opt;
    enum status status;

    one.context = w->context;
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

static void *work(void *argument)
{
    struct worker *w = argument;
    const struct options *opt = w->pool->opt;
    bool small = false;
    int i;

    while ((i = take(w->pool, &small)) >= 0) {
        /* For one input a context brings nothing, and would hold a second model. Where there is no memory for one each
         * input has a model of its own. */
        if (!w->context && (opt->count > 1 || opt->recursive))
            w->context = llz_context_new();
        ended(w->pool, run_one(w, i, small));
    }
    return NULL;
}

/* Whether the process may take only so much: then what one input takes is known to fit, and no more. */
static bool is_limited(void)
{
    struct rlimit space, data;

    return getrlimit(RLIMIT_AS, &space) != 0 || getrlimit(RLIMIT_DATA, &data) != 0 ||
           space.rlim_cur != RLIM_INFINITY || data.rlim_cur != RLIM_INFINITY;
}

/* Where memory is limited, together they may take no more than one may; what goes to one place has to come in order. */
static int workers_for(const struct options *opt)
{
    const bool apart = !opt->to_stdout && !opt->output && !opt->search && !opt->recover && !opt->repack;

    int workers = opt->threads < opt->count ? opt->threads : opt->count;

    if (workers > WORKERS_MOST)
        workers = WORKERS_MOST;
    return apart && opt->memory_limit == 0 && !is_limited() ? workers : 1;
}

/* Those that can be had: the caller works too. */
static void run_all(struct pool *p)
{
    pthread_t helper[WORKERS_MOST];
    pthread_attr_t deep;
    int n = 0;

    if (p->workers > 1 && pthread_attr_init(&deep) == 0) {
        if (pthread_attr_setstacksize(&deep, STACK) == 0)
            while (n < p->workers - 1 && pthread_create(&helper[n], &deep, work, &p->worker[n + 1]) == 0)
                n++;
        pthread_attr_destroy(&deep);
    }
    work(&p->worker[0]);
    while (n > 0)
        pthread_join(helper[--n], NULL);
}

enum status beside_run(const struct options *opt, beside_step *step)
{
    struct pool p = { .opt = opt, .step = step, .workers = workers_for(opt) };

    p.turns = p.workers > 1 ? turns_new(opt) : NULL;
    if (!p.turns)
        p.workers = 1; /* without memory for it, if there could be more */
    for (int i = 0; i < p.workers; i++)
        p.worker[i].pool = &p;
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.changed, NULL);
    look_at_next(&p);
    run_all(&p);
    free_models(&p);
    inodes_free(&p.seen);
    pthread_cond_destroy(&p.changed);
    pthread_mutex_destroy(&p.lock);
    turns_free(p.turns);
    return p.status;
}
