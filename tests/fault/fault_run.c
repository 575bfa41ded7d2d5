/* fault_run.c - one run of the program with one fault. */
#include "fault_run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "folder_state.h"

#define SECONDS 30 /* longer: it hangs */
#define PATH_SPACE 4096

static void path_in(char path[PATH_SPACE], const struct setting *s, const char *name)
{
    snprintf(path, PATH_SPACE, "%s/%s", s->scratch, name);
}

static void redirect(int fd, const char *path, int flags)
{
    int from = open(path, flags, 0600);

    if (from < 0 || dup2(from, fd) < 0)
        die(path);
    close(from);
}

/* What is short enough for a pipe, in one. */
static void redirect_pipe(const char *path)
{
    size_t size;
    char *data = file_read(path, &size);
    int ends[2];

    if (pipe(ends) != 0 || write(ends[1], data, size) != (ssize_t)size || dup2(ends[0], STDIN_FILENO) < 0)
        die(path);
    close(ends[0]);
    close(ends[1]);
    free(data);
}

static void become_program(const struct setting *s, const struct pass *pass, uint64_t at)
{
    const struct rlimit no_core = { 0, 0 };
    char plan[128], path[PATH_SPACE];
    sigset_t none;

    setpgid(0, 0);
    setrlimit(RLIMIT_CORE, &no_core);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (chdir(s->folder) != 0)
        die(s->folder);
    if (s->input && s->pipe)
        redirect_pipe(s->input);
    else
        redirect(STDIN_FILENO, s->input ? s->input : "/dev/null", O_RDONLY);
    path_in(path, s, "out");
    redirect(STDOUT_FILENO, path, O_WRONLY | O_CREAT | O_TRUNC);
    path_in(path, s, "report");
    setenv(FAULT_REPORT, path, 1);
    path_in(path, s, "err");
    redirect(STDERR_FILENO, path, O_WRONLY | O_CREAT | O_TRUNC);
    snprintf(plan, sizeof plan, "%u %llu %u %d", pass->mask, (unsigned long long)at,
             at ? pass->how : FAULT_COUNT, pass->error);
    setenv(FAULT_PLAN, plan, 1);
    if (s->preload)
        setenv("LD_PRELOAD", s->preload, 1);
    execvp(s->command[0], s->command);
    die(s->command[0]);
}

static void clear_report(const struct setting *s)
{
    const struct fault_report none = { 0 };
    char path[PATH_SPACE];
    int fd;

    path_in(path, s, "report");
    fd = open(path, O_RDWR | O_CREAT, 0600);
    if (fd < 0 || pwrite(fd, &none, sizeof none, 0) != sizeof none || close(fd) != 0)
        die(path);
}

static void collect(struct outcome *o, const struct setting *s, int status)
{
    char path[PATH_SPACE], *report;
    size_t size;

    o->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    o->code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    path_in(path, s, "out");
    o->out = file_read(path, &o->out_size);
    path_in(path, s, "err");
    o->err = file_read(path, &o->err_size);
    path_in(path, s, "report");
    report = file_read(path, &size);
    memcpy(&o->report, report, sizeof o->report);
    free(report);
}

void run_program(struct outcome *o, const struct setting *s, const struct pass *pass, uint64_t at)
{
    const struct timespec limit = { SECONDS, 0 };
    sigset_t child;
    pid_t pid;
    int status;

    *o = (struct outcome){ 0 };
    clear_report(s);
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    fflush(stdout);
    pid = fork();
    if (pid < 0)
        die("fork");
    if (pid == 0)
        become_program(s, pass, at);
    while (sigtimedwait(&child, NULL, &limit) < 0 && errno == EINTR)
        ;
    if (waitpid(pid, &status, WNOHANG) != pid) {
        o->hung = 1;
        kill(-pid, SIGKILL);
        waitpid(pid, &status, 0);
    }
    collect(o, s, status);
}

void outcome_free(struct outcome *o)
{
    free(o->out);
    free(o->err);
}
