#include "learner/thread.h"

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
