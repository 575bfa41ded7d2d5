/* watch.c - the lock, the clock and the threads that all pools share. */
#include "cli/lab/watch.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

/* In the place of a name: no option has to have been given for one thread. */
#define NO_THREAD "cannot start a thread"
#define WATCH_NANOSECONDS 100000000 /* between two looks at signals and progress */

void watch_begin(struct watch *w)
{
    pthread_condattr_t monotonic;

    pthread_condattr_init(&monotonic);
    /* Not by the wall clock, which may be set while this runs for days. */
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

void watch_end(struct watch *w)
{
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
}

void watch_wait(struct watch *w)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += WATCH_NANOSECONDS;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    pthread_cond_timedwait(&w->changed, &w->lock, &until);
}

/* As many as can be had. Returns how many there are; *error: why there are no more. */
static int start(struct watch *w, pthread_t *threads, int wished, const struct watch_work *work, int *error)
{
    int n = 0;

    *error = 0;
    /* Held until all are counted: one that is through at once waits to take itself off. */
    pthread_mutex_lock(&w->lock);
    while (n < wished && (*error = pthread_create(&threads[n], NULL, work->run, work->pool)) == 0)
        n++;
    *work->running = n;
    pthread_mutex_unlock(&w->lock);
    return n;
}

enum status watch_run(struct watch *w, size_t wished, const struct watch_work *work)
{
    pthread_t *threads = calloc(wished, sizeof *threads);
    enum status status;
    int n, error;

    if (!threads)
        return report_errno(NO_THREAD, ENOMEM);
    n = start(w, threads, (int)wished, work, &error);
    status = n > 0 ? work->watch(work->pool) : report_errno(NO_THREAD, error);
    while (n > 0)
        pthread_join(threads[--n], NULL);
    free(threads);
    return status;
}
