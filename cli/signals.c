/* signals.c - SIGINT, SIGTERM and SIGHUP end the program only after it has cleaned up.
 *
 * The signals stay blocked and are let in only inside pselect(), which does so atomically: a signal can
 * neither interrupt a rename nor slip in between "was there one?" and a read that blocks for ever. While the
 * model computes, signals_caught() looks at what is pending. */
#include "cli/signals.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/select.h>
#include <time.h>

static const int endings[] = { SIGINT, SIGTERM, SIGHUP };
#define ENDINGS (sizeof endings / sizeof endings[0])

static volatile sig_atomic_t caught;

static void on_signal(int number)
{
    caught = number;
}

void signals_init(void)
{
    struct sigaction ours = { .sa_handler = on_signal }, before;
    sigset_t blocked;

    sigemptyset(&ours.sa_mask);
    sigemptyset(&blocked);
    for (size_t i = 0; i < ENDINGS; i++) {
        /* What the parent ignores (nohup) stays ignored. */
        if (sigaction(endings[i], NULL, &before) != 0 || before.sa_handler == SIG_IGN)
            continue;
        sigaction(endings[i], &ours, NULL);
        sigaddset(&blocked, endings[i]);
    }
    sigprocmask(SIG_BLOCK, &blocked, NULL);

    /* A reader that goes away is seen as EPIPE from write(). */
    ours.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ours, NULL);
}

int signals_caught(void)
{
    sigset_t pending;

    if (caught == 0 && sigpending(&pending) == 0)
        for (size_t i = 0; i < ENDINGS; i++)
            if (sigismember(&pending, endings[i]) == 1)
                caught = endings[i];
    return caught;
}

static int wait_for(int fd, int writing)
{
    sigset_t open_mask;
    fd_set set;

    if (fd >= FD_SETSIZE)
        return signals_caught() ? -1 : 0;
    sigprocmask(SIG_BLOCK, NULL, &open_mask);
    for (size_t i = 0; i < ENDINGS; i++)
        sigdelset(&open_mask, endings[i]);
    do {
        FD_ZERO(&set);
        FD_SET(fd, &set);
        /* Failures other than EINTR are left to the read or write that follows. */
        if (pselect(fd + 1, writing ? NULL : &set, writing ? &set : NULL, NULL, NULL, &open_mask) >= 0 ||
            errno != EINTR)
            return signals_caught() ? -1 : 0;
    } while (!caught);
    return -1;
}

int signals_wait_read(int fd)
{
    return wait_for(fd, 0);
}

int signals_wait_write(int fd)
{
    return wait_for(fd, 1);
}

void signals_forget(void)
{
    const struct timespec at_once = { 0, 0 };
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, signals_caught());
    (void)sigtimedwait(&set, NULL, &at_once);
    caught = 0;
}

void signals_reraise(void)
{
    struct sigaction usual = { .sa_handler = SIG_DFL };
    int number = signals_caught();
    sigset_t set;

    if (number == 0)
        return;
    sigemptyset(&usual.sa_mask);
    sigaction(number, &usual, NULL);
    sigemptyset(&set);
    sigaddset(&set, number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
}
