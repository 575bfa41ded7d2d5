/* worker.c - one thread that runs one task again and again, while the thread that owns it
 * does something else. */
#include "learner/worker.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "learner/thread.h"
#include "model/arithmetic/kernels.h"

/* A window takes some hundred microseconds and a sleeping thread some ten to
 * wake: look a while before sleeping. */
#define SPINS 4000

enum state { IDLE, BUSY, STOP };

struct llz_worker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    atomic_int state;
    void (*task)(void *);
    void *argument;
};

/* Tells the processor that this is a loop of waiting, so that its twin thread gets the execution units. */
static void relax(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

/* Waits until the state is no longer `from` and returns it. */
static int await_change(struct llz_worker *w, int from)
{
    for (int i = 0; i < SPINS; i++) {
        const int state = atomic_load_explicit(&w->state, memory_order_acquire);
        if (state != from)
            return state;
        relax();
    }
    pthread_mutex_lock(&w->lock);
    while (atomic_load_explicit(&w->state, memory_order_acquire) == from)
        pthread_cond_wait(&w->changed, &w->lock);
    pthread_mutex_unlock(&w->lock);
    return atomic_load_explicit(&w->state, memory_order_acquire);
}

/* Under the lock, or a signal could be lost between the last look and pthread_cond_wait(). */
static void change(struct llz_worker *w, int to)
{
    pthread_mutex_lock(&w->lock);
    atomic_store_explicit(&w->state, to, memory_order_release);
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

static void *run(void *argument)
{
    struct llz_worker *w = argument;
    /* A new thread begins with the rounding mode of the process, which is not ours to rely on. */
    const struct llz_fpenv saved = llz_fpenv_enter();
    while (await_change(w, IDLE) == BUSY) {
        w->task(w->argument);
        change(w, IDLE);
    }
    llz_fpenv_leave(saved);
    return NULL;
}

struct llz_worker *llz_worker_new(void (*task)(void *), void *argument)
{
    struct llz_worker *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->task = task;
    w->argument = argument;
    atomic_init(&w->state, IDLE);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    if (!llz_thread_start(&w->thread, run, w)) {
        pthread_cond_destroy(&w->changed);
        pthread_mutex_destroy(&w->lock);
        free(w);
        return NULL;
    }
    return w;
}

void llz_worker_free(struct llz_worker *w)
{
    if (!w)
        return;
    change(w, STOP);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

void llz_worker_start(struct llz_worker *w)
{
    change(w, BUSY);
}

void llz_worker_wait(struct llz_worker *w)
{
    await_change(w, BUSY);
}
