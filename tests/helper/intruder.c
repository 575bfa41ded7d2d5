/* Preloaded into llz, it does what the code of an attacker would do who has taken over a decoder: the first
 * time that llz reads an operand, and when the first of its worker threads ends. Reports on stderr what
 * succeeded. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void report(const char *where, const char *what)
{
    dprintf(2, "intruder: %s: %s\n", where, what);
}

static void run_program(const char *where)
{
    char program[] = "/bin/true";
    char *arguments[] = { program, NULL };
    int status;
    pid_t child = fork();

    if (child == 0) {
        execv(program, arguments);
        _exit(3);
    }
    if (child < 0)
        return;
    report(where, "fork");
    if (waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0)
        report(where, "exec");
}

/* `secret` and `outside` are names that the test prepares beside the folder in which llz works. */
static void attack(const char *where)
{
    static const struct {
        const char *name, *what;
        int flags;
    } files[] = { { "../secret", "read a file", O_RDONLY },
                  { "../planted", "made a file", O_WRONLY | O_CREAT },
                  { "../secret", "changed a file", O_WRONLY },
                  { "beside", "made a file beside the input", O_WRONLY | O_CREAT } };

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        const int fd = open(files[i].name, files[i].flags, 0600);

        if (fd < 0)
            continue;
        report(where, files[i].what);
        close(fd);
    }
    if (unlink("../victim") == 0)
        report(where, "removed a file");
    if (socket(AF_INET, SOCK_STREAM, 0) >= 0)
        report(where, "socket");
    run_program(where);
    report(where, "was here");
}

__attribute__((visibility("default"))) ssize_t read(int fd, void *data, size_t n)
{
    static ssize_t (*real)(int, void *, size_t);
    static atomic_flag once = ATOMIC_FLAG_INIT;

    if (!real) {
        void *symbol = dlsym(RTLD_NEXT, "read");

        memcpy(&real, &symbol, sizeof real);
    }
    if (!atomic_flag_test_and_set(&once))
        attack("main");
    return real(fd, data, n);
}

struct routine {
    void *(*run)(void *);
    void *argument;
};

/* A thread attacks after its work: when it waits, or whether at all, is a matter of luck. */
static void *run_and_attack(void *routine)
{
    static atomic_flag once = ATOMIC_FLAG_INIT;
    const struct routine r = *(struct routine *)routine;

    free(routine);
    void *result = r.run(r.argument);
    if (!atomic_flag_test_and_set(&once))
        attack("thread");
    return result;
}

__attribute__((visibility("default"))) int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                                                          void *(*run)(void *), void *argument)
{
    static int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    struct routine *r = malloc(sizeof *r);

    if (!r)
        return EAGAIN;
    if (!real) {
        void *symbol = dlsym(RTLD_NEXT, "pthread_create");

        memcpy(&real, &symbol, sizeof real);
    }
    *r = (struct routine){ run, argument };
    return real(thread, attributes, run_and_attack, r);
}
