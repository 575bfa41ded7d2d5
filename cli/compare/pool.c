/* pool.c - workers take runs from the plan in its order; the thread that called watches them, draws the
 * progress line and hands on what is finished. */
#include "cli/compare/pool.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/lab/watch.h"
#include "cli/signals.h"
#include "cli/terminal/printable.h"
#include "cli/terminal/progress.h"
#include "cli/terminal/units.h"

struct pool {
    const struct plan *plan;
    pool_finished_fn finished;
    void *user;
    struct monitor monitor;
    struct progress progress;
    size_t runs; /* number of runs to do when all began */

    struct watch watch;       /* over all members below */
    size_t next;              /* index of the run that the next free worker looks at */
    size_t *ended;            /* indices of runs, in the order in which they ended */
    size_t ends;              /* number of runs that have ended */
    size_t handed;            /* number of ended runs handed to the caller */
    int workers;              /* number of workers that have not returned */
    const struct run *latest; /* the run begun last */
    struct mishap *mishaps;   /* errors, one for each run of the plan */
};

/* The next run to do, or the number of all. */
static size_t take(struct pool *pool)
{
    size_t count = pool->plan->count;

    if (atomic_load(&pool->monitor.stop))
        return count;
    while (pool->next < count && pool->plan->runs[pool->next].state != RUN_TODO)
        pool->next++;
    if (pool->next == count)
        return count;
    pool->latest = &pool->plan->runs[pool->next];
    return pool->next++;
}

/* Several runs side by side rather than threads within a run: they share nothing, and scale to all cores. */
static void *work(void *argument)
{
    struct pool *pool = argument;
    size_t i;

    pthread_mutex_lock(&pool->watch.lock);
    while ((i = take(pool)) < pool->plan->count) {
        pthread_mutex_unlock(&pool->watch.lock);
        (void)coding_run(&pool->plan->runs[i], pool->plan->request, &pool->monitor, &pool->mishaps[i]);
        pthread_mutex_lock(&pool->watch.lock);
        pool->ended[pool->ends++] = i;
        pthread_cond_signal(&pool->watch.changed);
    }
    pool->workers--;
    pthread_cond_signal(&pool->watch.changed);
    pthread_mutex_unlock(&pool->watch.lock);
    return NULL;
}

/* "12.3 %  3 of 32 runs  1:02 left  level 1, uniform, seed 0: FILE". Policies that learn more take longer, so
 * the time left is a guess; it becomes better as runs end. */
static void draw(struct pool *pool)
{
    const struct run *run = pool->latest;
    double done = (double)atomic_load(&pool->monitor.coded);
    char line[PROGRESS_TEXT], label[VARIANT_LABEL], left[UNITS_TEXT] = "?", name[128], level[PLAN_LEVEL_TEXT];

    if (!run || !progress_due(&pool->progress))
        return;
    variant_label(run->variant, label, sizeof label);
    done /= (double)pool->progress.total;
    if (done > 0)
        units_time(left, progress_seconds(&pool->progress) * (1 - done) / done);
    printable_text(name, sizeof name, run->input->name, sizeof name);
    snprintf(line, sizeof line, "%5.1f %%  %zu of %zu runs  %s left  %s, %s, seed %" PRIu64 ": %s", 100 * done,
             pool->handed, pool->runs, left, plan_level_name(level, run->level), label, run->seed, name);
    progress_line(&pool->progress, line);
}

/* Hands run i on, unless it was cut short. Called with the lock, which is open meanwhile. */
static enum status hand_on(struct pool *pool, size_t i)
{
    struct run *run = &pool->plan->runs[i];
    const struct mishap *why = pool->mishaps[i].code == LLZ_OK ? NULL : &pool->mishaps[i];
    enum status status;
    int stop = 0;

    /* Cut short by a signal, or because results cannot be written: nothing is wrong with the run. */
    if (why && why->code == LLZ_ERR_CANCELLED)
        return STATUS_ERROR;
    /* The file is written without the lock: a slow disk holds up no worker. */
    pthread_mutex_unlock(&pool->watch.lock);
    run->state = why ? RUN_FAILED : RUN_DONE;
    progress_clear(&pool->progress);
    status = pool->finished(pool->user, run, why, &stop);
    if (stop)
        atomic_store(&pool->monitor.stop, 1);
    pthread_mutex_lock(&pool->watch.lock);
    return status;
}

/* Only this thread prints and writes, so no line is torn. */
static enum status watch(void *argument)
{
    struct pool *pool = argument;
    enum status status = STATUS_OK;

    pthread_mutex_lock(&pool->watch.lock);
    while (pool->workers > 0 || pool->handed < pool->ends) {
        if (signals_caught())
            atomic_store(&pool->monitor.stop, 1);
        if (pool->handed < pool->ends) {
            status = status_worse(status, hand_on(pool, pool->ended[pool->handed++]));
            continue;
        }
        draw(pool);
        watch_wait(&pool->watch);
    }
    pthread_mutex_unlock(&pool->watch.lock);
    progress_clear(&pool->progress);
    return status;
}

static enum status run_all(struct pool *pool)
{
    const struct watch_work todo = { work, watch, pool, &pool->workers };
    const size_t jobs = (size_t)pool->plan->request->jobs;

    return watch_run(&pool->watch, jobs < pool->runs ? jobs : pool->runs, &todo);
}

/* Counts runs and bytes to do, these by what they weigh. */
static void measure(struct pool *pool)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < pool->plan->count; i++) {
        const struct run *run = &pool->plan->runs[i];

        if (run->state == RUN_TODO) {
            const unsigned passes = run->variant->search > 0 ? (unsigned)run->variant->search : 1;

            pool->runs++;
            bytes += coding_weight(run->level) * run->input->size *
                     /* Decoding takes as long as encoding did; a bound cannot be decoded. */
                     (passes + (pool->plan->request->verify && !run->variant->bound));
        }
    }
    progress_begin(&pool->progress, &pool->plan->request->common, bytes);
}

enum status pool_run(const struct plan *plan, pool_finished_fn finished, void *user)
{
    struct pool pool = { .plan = plan, .finished = finished, .user = user };
    enum status status;

    measure(&pool);
    if (pool.runs == 0)
        return STATUS_OK;
    pool.ended = calloc(plan->count, sizeof *pool.ended);
    pool.mishaps = calloc(plan->count, sizeof *pool.mishaps);
    watch_begin(&pool.watch);
    if (pool.ended && pool.mishaps)
        status = run_all(&pool);
    else
        status = report_errno("compare", ENOMEM);
    watch_end(&pool.watch);
    free(pool.ended);
    free(pool.mishaps);
    return status;
}
