#include "cli/lab/watch.h"

#include <time.h>

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

int watch_start(struct watch *w, pthread_t *threads, int wished, const struct watch_work *work, int *error)
{
    int n = 0;

    *error = 0;
    /* Held until all are counted: one that is through at once waits to take itself off. */
    pthread_mutex_lock(&w->lock);
    while (n < wished && (*error = pthread_create(&threads[n], NULL, work->run, work->argument)) == 0)
        n++;
    *work->running = n;
    pthread_mutex_unlock(&w->lock);
    return n;
}
