/* watch.h - threads that work, and the one that called, which looks at them ten times a second: a signal that ends the
 * program wakes nobody. */
#ifndef LLZ_WATCH_H
#define LLZ_WATCH_H

#include <pthread.h>

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

/* What threads run, and how many have not returned: each takes itself off, with the lock. */
struct watch_work {
    void *(*run)(void *);
    void *argument;
    int *running;
};

/* Starts up to `wished` threads, and counts them before any of them gets the lock. Returns how many there are; *error: why
 * there are no more. */
int watch_start(struct watch *w, pthread_t *threads, int wished, const struct watch_work *work, int *error);

#endif
