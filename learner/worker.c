/* worker.c - one thread that runs tasks, while the thread that owns it does something else.
 *
 * Tasks take some microseconds and come with every byte, so whoever waits looks for a while before sleeping, which
 * takes as long. Each task has a state, which changes hands by a compare-and-swap: whoever makes a started one taken
 * runs it. */
#include "learner/worker.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "learner/thread.h"
#include "model/arithmetic/kernels.h"

/* Some 100 to 300 microseconds: a byte takes less, and a sleeping thread some 50 to wake. */
#define SPINS 6000
/* Starts for which a worker rests that twice within as many kept the first thread waiting for longer than that, or
 * shared a core with it: others want the cores too, and two threads in turn are slower than one. Once may be a page
 * that the system had to clear. */
#define REST 512
#define LOOK 16   /* spins between two looks at which core this is */
#define YIELD 256 /* and between two offers of the core to whoever wants it */

enum state { DONE, STARTED, TAKEN, KEPT }; /* KEPT: the worker rests, and shall not take it */

struct llz_worker {
    /* Each on a line of its own: what one thread looks at all the time shall not slow down the other's writing. */
    _Alignas(128) _Atomic int state[LLZ_WORKER_TASKS];
    _Alignas(128) atomic_bool asleep; /* the worker is */
    atomic_bool waits;                /* the first thread sleeps until a task is done */
    atomic_bool stop;
    atomic_bool crowded; /* the worker found itself on the first thread's core */
    atomic_int core;     /* of the first thread, when it started a task last */
    _Alignas(128) pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    void (*task[LLZ_WORKER_TASKS])(void *);
    int tasks;
    int rest, since; /* of the first thread alone: starts that it will keep; starts since the last trouble */
    void *argument;
};

/* Tells the processor that this is a loop of waiting, so that its twin thread gets the execution units. */
static void relax(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("isb");
#endif
}

/* Under the lock, or a signal could be lost between the last look and pthread_cond_wait(). */
static void wake(struct llz_worker *w)
{
    pthread_mutex_lock(&w->lock);
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

/* False: somebody else has, or it was not started. */
static bool take(struct llz_worker *w, int task, int from)
{
    return atomic_compare_exchange_strong(&w->state[task], &from, TAKEN);
}

/* Number of a started task among the first n, which is taken now; -1: there is none. */
static int next(struct llz_worker *w, int n)
{
    for (int i = 0; i < n; i++)
        if (atomic_load_explicit(&w->state[i], memory_order_relaxed) == STARTED && take(w, i, STARTED))
            return i;
    return -1;
}

/* Sleeps until there may be a task. */
static void sleep_until_started(struct llz_worker *w)
{
    bool some = false;
    pthread_mutex_lock(&w->lock);
    atomic_store(&w->asleep, true);
    while (!some && !atomic_load(&w->stop)) {
        for (int i = 0; i < w->tasks; i++)
            some |= atomic_load(&w->state[i]) == STARTED;
        if (!some)
            pthread_cond_wait(&w->changed, &w->lock);
    }
    atomic_store(&w->asleep, false);
    pthread_mutex_unlock(&w->lock);
}

static void run_task(struct llz_worker *w, int task)
{
    w->task[task](w->argument);
    atomic_store(&w->state[task], DONE);
    if (atomic_load(&w->waits))
        wake(w);
}

/* Whoever waits on the core of the one that he waits for waits in vain. */
static bool is_crowded(struct llz_worker *w, int spins)
{
    const int core = spins % LOOK == 0 ? llz_thread_core() : -1;
    if (core < 0 || core != atomic_load_explicit(&w->core, memory_order_relaxed))
        return false;
    atomic_store_explicit(&w->crowded, true, memory_order_relaxed);
    return true;
}

/* A worker without work shall take no core from other programs: then the first thread does the work. */
static void wait_idle(int spins)
{
    if (spins % YIELD == YIELD - 1)
        sched_yield();
    else
        relax();
}

static void *run(void *argument)
{
    struct llz_worker *w = argument;
    /* A new thread begins with the rounding mode of the process, which is not ours to rely on. */
    const struct llz_fpenv saved = llz_fpenv_enter();
    for (int spins = 0; !atomic_load_explicit(&w->stop, memory_order_relaxed); spins++) {
        const int task = next(w, w->tasks);
        if (task >= 0) {
            run_task(w, task);
            spins = 0;
        } else if (spins < SPINS && !is_crowded(w, spins)) {
            wait_idle(spins);
        } else {
            sleep_until_started(w);
            spins = 0;
        }
    }
    llz_fpenv_leave(saved);
    return NULL;
}

void llz_worker_pause(struct llz_worker *w)
{
    for (int task; (task = next(w, w->tasks - 1)) >= 0;)
        run_task(w, task);
}

static void end(struct llz_worker *w)
{
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

struct llz_worker *llz_worker_new(void (*const *task)(void *), int n, void *argument)
{
    struct llz_worker *w = aligned_alloc(_Alignof(struct llz_worker), sizeof *w);
    if (!w)
        return NULL;
    *w = (struct llz_worker){ .tasks = n, .argument = argument, .core = -1, .since = REST };
    for (int i = 0; i < n; i++)
        w->task[i] = task[i];
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    if (!llz_thread_start(&w->thread, run, w)) {
        end(w);
        return NULL;
    }
    return w;
}

void llz_worker_free(struct llz_worker *w)
{
    if (!w)
        return;
    atomic_store(&w->stop, true);
    wake(w);
    pthread_join(w->thread, NULL);
    end(w);
}

static void note_trouble(struct llz_worker *w)
{
    w->rest = w->since < REST ? REST : 0;
    w->since = 0;
}

/* Shall the first thread run a task itself? */
static bool rests(struct llz_worker *w)
{
    if (atomic_load_explicit(&w->crowded, memory_order_relaxed)) {
        atomic_store_explicit(&w->crowded, false, memory_order_relaxed);
        note_trouble(w);
    }
    if (w->rest > 0) {
        w->rest--;
        return true;
    }
    w->since += w->since < REST;
    return false;
}

void llz_worker_start(struct llz_worker *w, int task)
{
    if (rests(w)) {
        atomic_store_explicit(&w->state[task], KEPT, memory_order_relaxed);
        return;
    }
    atomic_store_explicit(&w->core, llz_thread_core(), memory_order_relaxed);
    atomic_store(&w->state[task], STARTED);
    if (atomic_load(&w->asleep))
        wake(w);
}

/* Of a task that the worker has taken. */
static void sleep_until_done(struct llz_worker *w, int task)
{
    pthread_mutex_lock(&w->lock);
    atomic_store(&w->waits, true);
    while (atomic_load(&w->state[task]) != DONE)
        pthread_cond_wait(&w->changed, &w->lock);
    atomic_store(&w->waits, false);
    pthread_mutex_unlock(&w->lock);
    if (task < w->tasks - 1)
        note_trouble(w);
}

void llz_worker_wait(struct llz_worker *w, int task)
{
    const int state = atomic_load_explicit(&w->state[task], memory_order_acquire);
    if (state == DONE)
        return;
    if (state != TAKEN && take(w, task, state)) {
        w->task[task](w->argument);
        atomic_store_explicit(&w->state[task], DONE, memory_order_relaxed);
        return;
    }
    for (int i = 0; i < SPINS; i++) {
        if (atomic_load_explicit(&w->state[task], memory_order_acquire) == DONE)
            return;
        relax();
    }
    sleep_until_done(w, task);
}
