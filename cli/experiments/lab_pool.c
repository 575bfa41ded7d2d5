/* lab_pool.c - workers take rows in the order of a list; the thread that called watches them, draws the line of progress, and
 * writes what is done.
 *
 * Threads share rows out, not the products within one: a step is too short to be worth meeting for. */
#include "cli/experiments/lab_pool.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/experiments/lab_archive.h"
#include "cli/experiments/lab_record.h"
#include "cli/lab/watch.h"
#include "cli/signals.h"
#include "cli/terminal/progress.h"
#include "cli/terminal/units.h"

enum job_state { JOB_TODO, JOB_TAKEN, JOB_DONE, JOB_HANDED, JOB_FAILED };

/* A row of a sheet, and those that it leads. */
struct job {
    struct lab_sheet *sheet;
    enum llz_lab_row row;
    enum job_state state;
    double passes, seconds; /* expected */
    int calls;              /* passes so far, about */
    int error;              /* errno; 0 with JOB_FAILED: labels did not come back, */
    bool told;              /* unless what is wrong was said */
    struct pool *pool;
};

struct pool {
    const struct lab_request *request;
    struct progress progress;
    struct job *jobs;
    size_t count;
    double seconds; /* of all jobs */

    struct watch watch; /* over all below, and what changes in jobs */
    int workers;        /* that have not returned */
    bool stop;
    char latest[128];
};

/* ---- Jobs ---- */

static bool is_in(const struct job *job, int row)
{
    const struct llz_lab_plan *plan = &job->pool->request->plan;

    return llz_lab_row_runs((enum llz_lab_row)row, plan) &&
           llz_lab_row_leader((enum llz_lab_row)row, plan) == job->row;
}

/* Where some of its rows are missing. */
static void add_job(struct pool *pool, struct lab_sheet *sheet, enum llz_lab_row leader, double seconds)
{
    struct job *job = &pool->jobs[pool->count];
    bool missing = false;

    *job = (struct job){ .sheet = sheet, .row = leader, .pool = pool };
    for (int row = 0; row < LLZ_LAB_ROWS; row++)
        if (is_in(job, row)) {
            missing |= !sheet->done[row];
            job->passes +=
                llz_lab_row_passes((enum llz_lab_row)row, &pool->request->plan, &sheet->results.setting.sizes);
        }
    job->seconds = seconds * job->passes;
    if (!missing)
        return;
    pool->seconds += job->seconds;
    pool->count++;
}

/* Longest first, so that no thread is left alone with one in the end. */
static int compare_jobs(const void *a, const void *b)
{
    const double x = ((const struct job *)a)->seconds, y = ((const struct job *)b)->seconds;

    return (x < y) - (x > y);
}

static int make_jobs(struct pool *pool, const struct lab_sheets *s)
{
    pool->jobs = calloc(s->lengths * s->seeds * LLZ_LAB_ROWS, sizeof *pool->jobs);
    if (!pool->jobs)
        return -1;
    for (size_t length = 0; length < s->lengths; length++) {
        const double seconds = llz_lab_pass_seconds(&lab_sheet_of(s, length, 0)->results.setting);

        for (size_t seed = 0; seed < s->seeds; seed++)
            for (int row = 0; row < LLZ_LAB_ROWS; row++)
                add_job(pool, lab_sheet_of(s, length, seed), (enum llz_lab_row)row, seconds);
    }
    qsort(pool->jobs, pool->count, sizeof *pool->jobs, compare_jobs);
    return 0;
}

/* The next one that is ready; NULL where there is none. *later: others will be. */
static struct job *take(struct pool *pool, bool *later)
{
    *later = false;
    for (size_t i = 0; i < pool->count && !pool->stop; i++) {
        struct job *job = &pool->jobs[i];

        if (job->state != JOB_TODO)
            continue;
        if (llz_lab_row_ready(job->row, &pool->request->plan, job->sheet->done)) {
            job->state = JOB_TAKEN;
            return job;
        }
        *later = true;
    }
    return NULL;
}

/* ---- Workers ---- */

static bool tell(void *user, int pass, double J, double gap)
{
    struct job *job = user;
    struct pool *pool = job->pool;
    const struct llz_lab_setting *s = &job->sheet->results.setting;
    bool stop;

    pthread_mutex_lock(&pool->watch.lock);
    job->calls++;
    snprintf(pool->latest, sizeof pool->latest, "seed %d  %zu steps  %s  pass %d  J %.5f  residual %.3f",
             (int)s->seed, s->sizes.T, llz_lab_row_name(job->row), pass, J, gap);
    stop = pool->stop;
    pthread_mutex_unlock(&pool->watch.lock);
    return stop || signals_caught() != 0;
}

/* Only one thread writes at a time, and none while the line of progress is drawn. A file that cannot be read or written ends
 * all. */
static void load(void *user, struct llz_lab_pause *pause)
{
    struct job *job = user;
    bool there;

    pthread_mutex_lock(&job->pool->watch.lock);
    if (lab_search_read(job->pool->request, job->sheet, job->row, pause, &there) != STATUS_OK)
        job->told = job->pool->stop = true;
    pthread_mutex_unlock(&job->pool->watch.lock);
}

static void save(void *user, const struct llz_lab_pause *pause)
{
    struct job *job = user;

    pthread_mutex_lock(&job->pool->watch.lock);
    if (lab_search_write(job->pool->request, job->sheet, job->row, pause) != STATUS_OK)
        job->told = job->pool->stop = true;
    pthread_mutex_unlock(&job->pool->watch.lock);
}

/* A row, its bytes, and whether they can be decoded. 0, or -1 with job->error. */
static int run_row(struct job *job, struct llz_lab_bench *b, enum llz_lab_row row)
{
    const struct lab_request *request = job->pool->request;
    struct llz_lab_plan plan = request->plan;
    struct lab_archive a = { 0 };
    long wrong = -1;

    plan.stop = tell;
    plan.load = request->state ? load : NULL;
    plan.save = request->state ? save : NULL;
    plan.user = job;
    if (llz_lab_bench_run(b, row, &plan) && archive_encode(&a, b, row, (size_t)request->labels) == 0)
        wrong = archive_check(&a, b, (size_t)request->labels);
    job->sheet->bytes[row] = (struct row_bytes){ a.policy, a.size, a.distance };
    job->error = wrong < 0 ? ENOMEM : 0;
    archive_free(&a);
    return wrong == 0 ? 0 : -1;
}

static int run_job(struct job *job)
{
    struct llz_lab_bench b;
    int failed;

    job->error = ENOMEM;
    failed = llz_lab_bench_make(&b, &job->sheet->results) ? 0 : -1;
    failed = failed ? failed : run_row(job, &b, job->row);
    for (int row = 0; row < LLZ_LAB_ROWS && !failed; row++)
        if (row != (int)job->row && is_in(job, row))
            failed = run_row(job, &b, (enum llz_lab_row)row);
    llz_lab_bench_free(&b);
    return failed;
}

static void *work(void *argument)
{
    struct pool *pool = argument;
    struct job *job;
    bool later;

    pthread_mutex_lock(&pool->watch.lock);
    while ((job = take(pool, &later)) || later) {
        int failed;

        if (!job) {
            pthread_cond_wait(&pool->watch.changed, &pool->watch.lock);
            continue;
        }
        pthread_mutex_unlock(&pool->watch.lock);
        failed = run_job(job);
        pthread_mutex_lock(&pool->watch.lock);
        failed |= job->told;
        job->state = failed ? JOB_FAILED : JOB_DONE;
        pool->stop |= failed || signals_caught();
        for (int row = 0; row < LLZ_LAB_ROWS; row++)
            if (is_in(job, row))
                job->sheet->done[row] = !pool->stop;
        pthread_cond_broadcast(&pool->watch.changed);
    }
    pool->workers--;
    pthread_cond_broadcast(&pool->watch.changed);
    pthread_mutex_unlock(&pool->watch.lock);
    return NULL;
}

/* ---- Watching ---- */

/* "12.3 %  1:02 left  seed 0 ...". */
static void draw(struct pool *pool)
{
    char line[PROGRESS_TEXT], left[UNITS_TEXT] = "?";
    double done = 0;

    if (!progress_due(&pool->progress))
        return;
    for (size_t i = 0; i < pool->count; i++) {
        const struct job *job = &pool->jobs[i];
        const double share = job->calls > job->passes ? 1 : job->calls / job->passes;

        if (job->state != JOB_TODO)
            done += job->seconds * (job->state == JOB_TAKEN ? share : 1);
    }
    done = pool->seconds > 0 ? done / pool->seconds : 0;
    if (done > 0)
        units_time(left, progress_seconds(&pool->progress) * (1 - done) / done);
    snprintf(line, sizeof line, "%5.1f %%  %s left  %s", 100 * done, left, pool->latest);
    progress_line(&pool->progress, line);
}

/* Called with the lock, and keeps it while files are written: giving one its name looks at the umask of the process, which
 * two threads must not do at a time. */
static enum status hand_on(struct pool *pool, struct job *job)
{
    enum status status = STATUS_OK;

    if (job->state == JOB_FAILED) {
        job->state = JOB_HANDED;
        /* Whoever pressed Ctrl-C knows why. */
        if (signals_caught() || job->told)
            return STATUS_ERROR;
        progress_clear(&pool->progress);
        return job->error ? report_errno("lab", job->error)
                          : report_error(llz_lab_row_name(job->row),
                                         "labels do not come back from their bytes; this is a bug");
    }
    job->state = JOB_HANDED;
    if (!job->sheet->done[job->row])
        return STATUS_ERROR; /* cut short */
    progress_clear(&pool->progress);
    for (int row = 0; row < LLZ_LAB_ROWS && status == STATUS_OK; row++)
        if (is_in(job, row))
            status = lab_record_write(pool->request, job->sheet, (enum llz_lab_row)row);
    return status;
}

static struct job *find_finished(struct pool *pool)
{
    for (size_t i = 0; i < pool->count; i++)
        if (pool->jobs[i].state == JOB_DONE || pool->jobs[i].state == JOB_FAILED)
            return &pool->jobs[i];
    return NULL;
}

static enum status watch(void *argument)
{
    struct pool *pool = argument;
    enum status status = STATUS_OK;
    struct job *job;

    pthread_mutex_lock(&pool->watch.lock);
    while ((job = find_finished(pool)) || pool->workers > 0) {
        if (job)
            status = status_worse(status, hand_on(pool, job));
        pool->stop |= status != STATUS_OK || signals_caught();
        if (pool->stop)
            pthread_cond_broadcast(&pool->watch.changed);
        draw(pool);
        if (!job)
            watch_wait(&pool->watch);
    }
    pthread_mutex_unlock(&pool->watch.lock);
    progress_clear(&pool->progress);
    return signals_caught() ? STATUS_ERROR : status;
}

static enum status run_all(struct pool *pool)
{
    const struct watch_work todo = { work, watch, pool, &pool->workers };
    const size_t threads = (size_t)pool->request->common.threads;

    return watch_run(&pool->watch, threads < pool->count ? threads : pool->count, &todo);
}

static void tell_estimate(const struct pool *pool)
{
    char time[UNITS_TEXT];

    if (pool->request->common.quiet)
        return;
    units_time(time, pool->seconds / pool->request->common.threads);
    fprintf(stderr, "llz: %s: %zu searches to do, about %s with %d thread%s\n",
            lab_experiment_name((int)pool->request->setting.experiment), pool->count, time,
            pool->request->common.threads, pool->request->common.threads == 1 ? "" : "s");
}

enum status lab_pool_run(const struct lab_request *request, struct lab_sheets *sheets)
{
    struct pool pool = { .request = request };
    enum status status = STATUS_OK;

    if (make_jobs(&pool, sheets) != 0)
        return report_errno("lab", ENOMEM);
    watch_begin(&pool.watch);
    if (pool.count > 0) {
        tell_estimate(&pool);
        progress_begin(&pool.progress, &request->common, 0);
        status = run_all(&pool);
    }
    watch_end(&pool.watch);
    free(pool.jobs);
    return status;
}
