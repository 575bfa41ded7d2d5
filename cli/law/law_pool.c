/* law_pool.c - workers take courses in the order of seeds and policies; the thread that called watches them, draws the line of
 * progress, and hands on what is complete. */
#include "cli/law/law_pool.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/lab/watch.h"
#include "cli/options/values.h"
#include "cli/signals.h"
#include "cli/terminal/printable.h"
#include "cli/terminal/progress.h"
#include "cli/terminal/units.h"

enum job_state { JOB_TODO, JOB_TAKEN, JOB_ENDED, JOB_TOLD };

struct job {
    enum job_state state;
    enum llz_error code;
};

struct pool {
    const struct law_request *request;
    const struct input *in;
    const struct split *split;
    law_seed_fn seed_done;
    void *user;
    struct course_monitor monitor;
    struct progress progress;
    size_t policies, seeds, count; /* count: of courses and jobs, both [seeds][policies] */
    struct course *courses;

    struct watch watch; /* over all below */
    struct job *jobs;
    size_t next;   /* index of the job that the next free worker takes */
    size_t handed; /* number of seeds handed on */
    size_t latest; /* index of the job begun last */
    int workers;   /* number of workers that have not returned */
};

/* The request as it is for one seed. */
static struct law_request turn_of(const struct pool *pool, size_t seed)
{
    struct law_request turn = *pool->request;

    if (turn.seeds > 0)
        turn.common.seed = turn.first_seed + seed;
    return turn;
}

static void *work(void *argument)
{
    struct pool *pool = argument;

    pthread_mutex_lock(&pool->watch.lock);
    while (pool->next < pool->count && !atomic_load(&pool->monitor.stop)) {
        const size_t i = pool->latest = pool->next++;
        const struct law_request turn = turn_of(pool, i / pool->policies);
        enum llz_error code;

        pool->jobs[i].state = JOB_TAKEN;
        pthread_mutex_unlock(&pool->watch.lock);
        code = course_run(&pool->courses[i], &turn, pool->split, turn.policies.name[i % pool->policies],
                          &pool->monitor);
        pthread_mutex_lock(&pool->watch.lock);
        pool->jobs[i] = (struct job){ JOB_ENDED, code };
        pthread_cond_signal(&pool->watch.changed);
    }
    pool->workers--;
    pthread_cond_signal(&pool->watch.changed);
    pthread_mutex_unlock(&pool->watch.lock);
    return NULL;
}

/* "12.3 %  1:02 left  skip, level 5, seed 0: FILE". */
static void draw(struct pool *pool)
{
    const struct law_request turn = turn_of(pool, pool->latest / pool->policies);
    const double done = (double)atomic_load(&pool->monitor.coded) / (double)pool->progress.total;
    char line[PROGRESS_TEXT], left[UNITS_TEXT] = "?", name[128], model[VALUE_MODEL_TEXT];

    if (!progress_due(&pool->progress))
        return;
    if (done > 0)
        units_time(left, progress_seconds(&pool->progress) * (1 - done) / done);
    printable_text(name, sizeof name, pool->in->name, sizeof name);
    snprintf(line, sizeof line, "%5.1f %%  %s left  %s, %s, seed %" PRIu64 ": %s", 100 * done, left,
             turn.policies.name[pool->latest % pool->policies],
             value_model_text(model, turn.common.level, turn.common.model), turn.common.seed, name);
    progress_line(&pool->progress, line);
}

/* Options were checked before: of the encoder's arguments only a level without language model can be wrong. */
static enum status report_failure(const struct pool *pool, const struct course *c, enum llz_error code)
{
    char reason[256];

    /* Whoever pressed Ctrl-C knows why. */
    if (code == LLZ_ERR_CANCELLED)
        return STATUS_ERROR;
    snprintf(reason, sizeof reason, "policy %s: %s", c->policy,
             code == LLZ_ERR_ARGUMENT ? "this level uses no language model; try --lm-only"
                                      : llz_error_message(code));
    return report_error(pool->in->name, reason);
}

static void describe(const struct pool *pool, const struct course *c)
{
    const struct checkpoint *last = &c->at[CHECKPOINTS - 1];
    char name[PRINTABLE_TEXT];

    fprintf(stderr, "%s: %s: %.4f bits/byte on the probe after %.0f bytes\n", printable(name, pool->in->name),
            c->policy, last->probe, last->position);
}

/* Says how each course ended that nobody has been told of. Called with the lock. */
static enum status tell_ended(struct pool *pool)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < pool->next && status == STATUS_OK; i++) {
        if (pool->jobs[i].state != JOB_ENDED)
            continue;
        pool->jobs[i].state = JOB_TOLD;
        progress_clear(&pool->progress);
        if (pool->jobs[i].code != LLZ_OK)
            status = report_failure(pool, &pool->courses[i], pool->jobs[i].code);
        else if (pool->request->common.verbose)
            describe(pool, &pool->courses[i]);
    }
    return status;
}

static int is_complete(const struct pool *pool, size_t seed)
{
    for (size_t i = 0; i < pool->policies; i++) {
        const struct job *job = &pool->jobs[seed * pool->policies + i];

        if (job->state != JOB_TOLD || job->code != LLZ_OK)
            return 0;
    }
    return 1;
}

/* Called with the lock, which is open while a seed is shown: bootstraps take their time. */
static enum status hand_on(struct pool *pool)
{
    struct course *courses = &pool->courses[pool->handed * pool->policies];
    const struct law_request turn = turn_of(pool, pool->handed);
    enum status status;

    pthread_mutex_unlock(&pool->watch.lock);
    progress_clear(&pool->progress);
    status = pool->seed_done(pool->user, &turn, courses);
    for (size_t i = 0; i < pool->policies; i++)
        course_free(&courses[i]);
    pthread_mutex_lock(&pool->watch.lock);
    pool->handed++;
    return status;
}

/* Only this thread prints, so no line is torn. */
static enum status watch(void *argument)
{
    struct pool *pool = argument;
    enum status status = STATUS_OK;

    pthread_mutex_lock(&pool->watch.lock);
    for (;;) {
        /* One failure is enough to tell: others of the same moment have the same reason. */
        if (status == STATUS_OK)
            status = tell_ended(pool);
        if (status != STATUS_OK || signals_caught())
            atomic_store(&pool->monitor.stop, 1);
        if (status == STATUS_OK && pool->handed < pool->seeds && is_complete(pool, pool->handed)) {
            status = hand_on(pool);
            continue;
        }
        if (pool->workers == 0)
            break;
        draw(pool);
        watch_wait(&pool->watch);
    }
    pthread_mutex_unlock(&pool->watch.lock);
    progress_clear(&pool->progress);
    /* Interrupted between two courses: none of them says so. */
    return pool->handed < pool->seeds ? status_worse(status, STATUS_ERROR) : status;
}

static enum status run_all(struct pool *pool)
{
    const struct watch_work todo = { work, watch, pool, &pool->workers };

    return watch_run(&pool->watch,
                     (size_t)pool->request->jobs < pool->count ? (size_t)pool->request->jobs : pool->count,
                     &todo);
}

static void free_pool(struct pool *pool)
{
    for (size_t i = 0; pool->courses && i < pool->count; i++)
        course_free(&pool->courses[i]);
    free(pool->courses);
    free(pool->jobs);
}

enum status law_pool_run(const struct law_request *request, const struct input *in, const struct split *split,
                         law_seed_fn seed_done, void *user)
{
    struct pool pool = { .request = request,
                         .in = in,
                         .split = split,
                         .seed_done = seed_done,
                         .user = user,
                         .policies = (size_t)request->policies.count,
                         .seeds = request->seeds > 0 ? (size_t)request->seeds : 1 };
    enum status status;

    pool.count = pool.policies * pool.seeds;
    pool.courses = calloc(pool.count, sizeof *pool.courses);
    pool.jobs = calloc(pool.count, sizeof *pool.jobs);
    progress_begin(&pool.progress, &request->common, pool.count * split->rest_bytes);
    watch_begin(&pool.watch);
    status = pool.courses && pool.jobs ? run_all(&pool) : report_errno("law", ENOMEM);
    watch_end(&pool.watch);
    free_pool(&pool);
    return status;
}
