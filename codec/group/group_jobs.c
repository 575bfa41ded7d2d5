/* group_jobs.c - Jobs are a ring, started in order and taken in order, so that output comes in the order
 * of the content, whatever thread is through first. */
#include "codec/group/group_jobs.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "codec/container/frame.h"
#include "codec/pump.h"
#include "codec/stream/stream.h"
#include "learner/thread.h"
#include "model/arithmetic/kernels.h"

#define ROOM_LEAST 65536
/* Often enough for a progress line and for Ctrl-C, seldom enough to cost nothing. */
#define TICK_NANOSECONDS 50000000 /* how often progress is told while a job is awaited */

enum llz_error llz_bytes_add(struct llz_bytes *b, const void *p, size_t n, size_t most)
{
    if (n > b->room - b->n) {
        size_t room = b->room < ROOM_LEAST ? ROOM_LEAST : 2 * b->room;
        uint8_t *larger;

        while (room - b->n < n)
            room *= 2;
        /* No more than the job can ever need, so that doubling does not exceed the memory
         * that was counted. */
        if (room > most)
            room = most;
        larger = room - b->n >= n ? realloc(b->p, room) : NULL;
        if (!larger)
            return LLZ_ERR_MEMORY;
        b->p = larger;
        b->room = room;
    }
    memcpy(b->p + b->n, p, n);
    b->n += n;
    return LLZ_OK;
}

/* At worst every frame is stored. */
uint64_t llz_jobs_archive_most(int model, uint64_t length)
{
    const uint64_t frames = llz_frames_most(model, length);

    return LLZ_HEADER_MAX + frames * LLZ_FRAME_HEAD_MAX + length;
}

int llz_jobs_fit(uint64_t job_bytes, int wanted, uint64_t limit)
{
    const uint64_t fit = limit > 0 ? limit / job_bytes : LLZ_JOBS_MAX;
    const uint64_t most = wanted < LLZ_JOBS_MAX ? (uint64_t)wanted : LLZ_JOBS_MAX;

    return (int)(fit < most ? fit : most);
}

/* Of a job's stream, on its thread.
 *
 * The caller's callback is not called from here: it may not be made for other threads. await() calls it. */
static int tick(void *user, uint64_t raw, uint64_t packed)
{
    struct llz_job *job = user;
    bool stop;

    pthread_mutex_lock(&job->jobs->lock);
    job->raw = raw;
    job->packed = packed;
    stop = job->jobs->stop;
    pthread_mutex_unlock(&job->jobs->lock);
    return stop;
}

struct llz_jobs *llz_jobs_new(int count, const struct llz_options *options, int threads)
{
    struct llz_jobs *j = calloc(1, sizeof *j);

    if (!j)
        return NULL;
    j->at = calloc((size_t)count, sizeof *j->at);
    if (!j->at) {
        free(j);
        return NULL;
    }
    j->options = *options;
    j->options.split = 0;
    /* Those are limits of the whole; the stream that owns the ring has checked them. */
    j->options.memory_limit = j->options.output_limit = 0;
    j->options.progress = tick;
    j->options.priming = NULL; /* it is told to the thread that called, which does something else */
    j->options.threads = threads >= 2 * count ? 2 : 1; /* a second one learns, where there are some left */
    j->count = count;
    for (int i = 0; i < count; i++)
        j->at[i].jobs = j;
    pthread_mutex_init(&j->lock, NULL);
    pthread_cond_init(&j->changed, NULL);
    return j;
}

static void stop(struct llz_jobs *j)
{
    pthread_mutex_lock(&j->lock);
    j->stop = true;
    /* Without the lock: a callback may take as long as it likes. */
    pthread_mutex_unlock(&j->lock);
}

void llz_jobs_free(struct llz_jobs *j)
{
    if (!j)
        return;
    stop(j);
    for (int i = 0; i < j->count; i++) {
        if (j->at[i].threaded)
            pthread_join(j->at[i].thread, NULL);
        free(j->at[i].in.p);
        free(j->at[i].out.p);
    }
    pthread_cond_destroy(&j->changed);
    pthread_mutex_destroy(&j->lock);
    free(j->at);
    free(j);
}

struct llz_job *llz_jobs_open(struct llz_jobs *j)
{
    struct llz_job *job = &j->at[(j->first + j->busy) % j->count];

    if (!j->open) {
        if (j->busy == j->count)
            return NULL;
        job->in.n = job->out.n = 0;
        job->raw = job->packed = 0;
        job->through = job->whole = false;
        j->open = true;
    }
    return job;
}

static enum llz_error keep(void *user, const uint8_t *p, size_t n)
{
    struct llz_job *job = user;

    return llz_bytes_add(&job->out, p, n, job->jobs->most_out);
}

/* Without the end of a member that is not whole: what it lacks is for whoever cut it to tell. */
static enum llz_error code(struct llz_job *job, struct llz_stream *s)
{
    const struct llz_pump pump = { .stream = s, .put = keep, .user = job };

    return job->whole || !job->jobs->decode ? llz_pump_all(&pump, job->in.p, job->in.n)
                                            : llz_pump_feed(&pump, job->in.p, job->in.n);
}

static void run(struct llz_job *job)
{
    struct llz_options options = job->jobs->options;
    struct llz_stream *s;

    options.progress_user = job;
    job->out.n = 0;
    s = job->jobs->decode ? llz_decoder_alone(&options, &job->err)
                          : llz_encoder_group(&options, &job->group, &job->err);
    if (!s)
        return;
    s->notes_follow = job->notes_follow;
    job->err = code(job, s);
    llz_stream_info(s, &job->info);
    llz_free(s);
}

static void *run_threaded(void *user)
{
    struct llz_job *job = user;

    run(job);
    pthread_mutex_lock(&job->jobs->lock);
    job->through = true;
    pthread_cond_signal(&job->jobs->changed);
    pthread_mutex_unlock(&job->jobs->lock);
    return NULL;
}

/* Where there is no thread the job is done here. */
void llz_jobs_start(struct llz_jobs *j)
{
    struct llz_job *job = &j->at[(j->first + j->busy) % j->count];
    j->open = false;
    j->busy++;
    job->threaded = llz_thread_start(&job->thread, run_threaded, job);
    if (!job->threaded) {
        run(job);
        job->through = true;
    }
}

/* The lock is held. Returns what progress says. */
static int tell(struct llz_jobs *j, const struct llz_options *progress, uint64_t raw, uint64_t packed)
{
    int wish;

    if (!progress->progress)
        return 0;
    for (int i = 0; i < j->busy; i++) {
        const struct llz_job *job = &j->at[(j->first + i) % j->count];

        raw += job->raw;
        packed += job->packed;
    }
    pthread_mutex_unlock(&j->lock);
    wish = progress->progress(progress->progress_user, raw, packed);
    llz_fpenv_again();
    pthread_mutex_lock(&j->lock);
    return wish;
}

/* Until the job is through. Progress is asked at least once, so that short jobs can be stopped too. */
static void await(struct llz_job *job, const struct llz_options *progress, uint64_t raw, uint64_t packed)
{
    struct llz_jobs *j = job->jobs;

    pthread_mutex_lock(&j->lock);
    do {
        struct timespec until;

        if (!j->stop && tell(j, progress, raw, packed) != 0)
            j->stop = true;
        if (job->through)
            break;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += TICK_NANOSECONDS;
        if (until.tv_nsec >= 1000000000) {
            until.tv_nsec -= 1000000000;
            until.tv_sec++;
        }
        pthread_cond_timedwait(&j->changed, &j->lock, &until);
    } while (!job->through);
    if (j->stop)
        job->err = LLZ_ERR_CANCELLED;
    pthread_mutex_unlock(&j->lock);
    if (job->threaded)
        pthread_join(job->thread, NULL);
    job->threaded = false;
}

/* Where there was no memory for all beside each other there may be some for one alone. */
static void repeat(struct llz_job *job, const struct llz_options *progress, uint64_t raw, uint64_t packed)
{
    struct llz_jobs *j = job->jobs;

    for (int i = 1; i < j->busy; i++)
        await(&j->at[(j->first + i) % j->count], progress, raw, packed);
    run(job);
}

struct llz_job *llz_jobs_take(struct llz_jobs *j, const struct llz_options *progress, uint64_t raw,
                              uint64_t packed)
{
    struct llz_job *job = &j->at[j->first];

    await(job, progress, raw, packed);
    if (job->err == LLZ_ERR_MEMORY && j->busy > 1)
        repeat(job, progress, raw, packed);
    j->first = (j->first + 1) % j->count;
    j->busy--;
    return job;
}
