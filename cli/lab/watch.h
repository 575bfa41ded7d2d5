/* watch.h - threads that work, and the one that called, which looks at them ten times a second: a signal that ends the
 * program wakes nobody. */
#ifndef LLZ_WATCH_H
#define LLZ_WATCH_H

#include <pthread.h>
#include <stddef.h>

#include "cli/terminal/report.h"

/* What all that the threads share is held by. */
struct watch {
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

/* watch_end() afterwards. */
void watch_begin(struct watch *w);
void watch_end(struct watch *w);

/* With the lock, which is open meanwhile: until something changes, a tenth of a second at most. */
void watch_wait(struct watch *w);

/* What a pool does. */
struct watch_work {
    void *(*run)(void *pool);         /* in each thread */
    enum status (*watch)(void *pool); /* in the thread that called, until the others have returned */
    void *pool;
    int *running; /* how many have not returned: each takes itself off, with the lock */
};

/* Runs up to `wished` threads, 1 or more, and counts them before any of them gets the lock. Fewer are no failure; none are. */
enum status watch_run(struct watch *w, size_t wished, const struct watch_work *work);

#endif
