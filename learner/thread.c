#define _GNU_SOURCE /* sched_getaffinity */
#include "learner/thread.h"

#include <sched.h>
#include <signal.h>

/* A thread inherits the mask of the one that makes it, so that there is no moment in which a signal could
 * reach it. */
bool llz_thread_start(pthread_t *thread, void *(*run)(void *), void *argument)
{
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const bool started = pthread_create(thread, NULL, run, argument) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

/* On machines of more cores than a set holds the call fails, and there are many. */
bool llz_thread_has_cores(void)
{
#ifdef __linux__
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return CPU_COUNT(&set) > 1;
#endif
    return true;
}

int llz_thread_core(void)
{
#ifdef __linux__
    return sched_getcpu();
#else
    return -1;
#endif
}
