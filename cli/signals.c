/* signals.c - signals that end the program do so only after it has cleaned up, and within a second.
 *
 * They are blocked everywhere, so that none can interrupt a rename, and one thread waits for them. It says that
 * one came: signals_caught() then tells, and a pipe wakes those who wait for a file. What is being done has a
 * little while to stop and to clean up. Whoever sorts, learns or writes to a slow disk meanwhile may not get to
 * it: then this thread removes what is not complete, and ends the program. */
#include "cli/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/files/debris.h"

/* What others end a program with, and what would end it by default. Those
 * that tell of its own faults are left. */
static const int endings[] = { SIGHUP,  SIGINT,  SIGQUIT, SIGTERM,   SIGXCPU,
                               SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF };
#define ENDINGS (sizeof endings / sizeof endings[0])

#define PATIENCE_MILLISECONDS 600
#define LOOK_MILLISECONDS 20

static sigset_t set; /* the signals that are waited for */
static atomic_int caught, owned;
static int wake[2] = { -1, -1 }; /* a pipe: what is in it wakes those who wait */
static int piped;                /* there is one */

static void sleep_for(long milliseconds)
{
    const struct timespec time = { 0, milliseconds * 1000000 };

    (void)nanosleep(&time, NULL);
}

static void die_of(int number)
{
    struct sigaction usual = { .sa_handler = SIG_DFL };
    sigset_t one;

    sigemptyset(&usual.sa_mask);
    sigaction(number, &usual, NULL);
    sigemptyset(&one);
    sigaddset(&one, number);
    pthread_sigmask(SIG_UNBLOCK, &one, NULL);
    raise(number);
}

/* A byte that does not fit is not needed: another one is there. */
static void announce(int number)
{
    const char byte = 0;

    atomic_store(&caught, number);
    (void)!write(wake[1], &byte, 1);
}

static void *watch(void *unused)
{
    int number;

    (void)unused;

    for (;;) {
        if (sigwait(&set, &number) != 0)
            continue;
        const int leave = number == atomic_load(&owned) && atomic_load(&caught) == 0;

        announce(number);
        for (int t = 0; !leave && atomic_load(&caught) && t < PATIENCE_MILLISECONDS; t += LOOK_MILLISECONDS)
            /* Polled, as the main thread may forget the signal meanwhile (signals_forget()). */
            sleep_for(LOOK_MILLISECONDS);
        if (!leave && atomic_load(&caught)) {
            debris_remove();
            die_of(number);
        }
    }
    return NULL;
}

/* A write beyond what is there to read it, or beyond the limit of a file, fails; that is answer enough. */
static void ignore(int number)
{
    struct sigaction ignoring = { .sa_handler = SIG_IGN };

    sigemptyset(&ignoring.sa_mask);
    sigaction(number, &ignoring, NULL);
}

static int make_pipe(void)
{
    if (pipe(wake) != 0)
        return -1;
    for (int i = 0; i < 2; i++) {
        fcntl(wake[i], F_SETFD, FD_CLOEXEC);
        fcntl(wake[i], F_SETFL, O_NONBLOCK);
    }
    return 0;
}

void signals_let_through(int through)
{
    pthread_sigmask(through ? SIG_UNBLOCK : SIG_BLOCK, &set, NULL);
}

void signals_init(void)
{
    struct sigaction before;

    /* A reader that has gone is an error to be reported, and a reason to clean up. */
    ignore(SIGPIPE);
    ignore(SIGXFSZ);
    sigemptyset(&set);
    for (size_t i = 0; i < ENDINGS; i++) /* what the parent ignores (nohup) stays ignored */
        if (sigaction(endings[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaddset(&set, endings[i]);
    /* Before any thread is started, which inherits it. */
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    piped = make_pipe() == 0;
}

void signals_watch(void)
{
    pthread_t thread;

    if (piped && pthread_create(&thread, NULL, watch, NULL) == 0)
        pthread_detach(thread);
    else
        pthread_sigmask(SIG_UNBLOCK, &set, NULL); /* better to end at once than never */
}

int signals_caught(void)
{
    return atomic_load(&caught);
}

/* fd -1: only until a signal comes; time: milliseconds, -1: for ever. */
static int wait_for(int fd, short event, int time)
{
    struct pollfd both[2] = { { .fd = fd, .events = event }, { .fd = wake[0], .events = POLLIN } };

    /* Failures other than EINTR are left to the read or write that follows. */
    while (!signals_caught() && poll(both, 2, time) < 0 && errno == EINTR)
        ;
    return signals_caught() ? -1 : 0;
}

int signals_wait_read(int fd)
{
    return wait_for(fd, POLLIN, -1);
}

int signals_wait_write(int fd)
{
    return wait_for(fd, POLLOUT, -1);
}

static int is_fifo(int folder, const char *name)
{
    struct stat info;

    return fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISFIFO(info.st_mode);
}

/* O_NONBLOCK keeps open() from waiting, where no signal could end it; then it says ENXIO of a FIFO. */
int signals_open_write(int folder, const char *name)
{
    int fd, flags, error;

    while ((fd = openat(folder, name, O_WRONLY | O_NOCTTY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)) < 0) {
        error = errno;
        if (error == ENXIO && is_fifo(folder, name))
            error = wait_for(-1, 0, LOOK_MILLISECONDS) != 0 ? EINTR : 0;
        if (error != 0) {
            errno = error;
            return -1;
        }
    }
    if ((flags = fcntl(fd, F_GETFL)) != -1)
        fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
    return fd;
}

void signals_own(int number)
{
    atomic_store(&owned, number);
}

void signals_forget(void)
{
    char bytes[16];

    while (read(wake[0], bytes, sizeof bytes) > 0)
        ;
    atomic_store(&caught, 0);
}

void signals_reraise(void)
{
    const int number = signals_caught();

    if (number != 0)
        die_of(number);
}
