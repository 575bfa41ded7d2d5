/* inject.c - counts calls, and decides which fails. */
#include "inject.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static struct fault_report *report;
static unsigned mask, how;
static unsigned long long at;
static int error;

void *inject_real(const char *name)
{
    void *f = dlsym(RTLD_NEXT, name);

    if (!f)
        abort();
    return f;
}

void inject_begin(void)
{
    const char *plan = getenv(FAULT_PLAN), *path = getenv(FAULT_REPORT);
    void *map;
    int fd;

    if (!plan || !path || sscanf(plan, "%u %llu %u %d", &mask, &at, &how, &error) != 4)
        return;
    fd = open(path, O_RDWR | O_CLOEXEC);
    map = mmap(NULL, sizeof *report, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED)
        abort();
    close(fd);
    report = map;
}

static int is_meant(unsigned long long n)
{
    if (how == FAULT_COUNT)
        return 0;
    return n == at || (how == FAULT_ON && n > at);
}

enum fault_how inject(enum fault_kind kind, const char *name, int lossy)
{
    if (!report || !(mask & kind) || !is_meant(__atomic_add_fetch(&report->calls, 1, __ATOMIC_RELAXED)))
        return FAULT_COUNT;
    if (__atomic_fetch_add(&report->fired, 1, __ATOMIC_RELAXED) == 0)
        strncpy(report->name, name, sizeof report->name - 1);
    if (how == FAULT_KILL)
        raise(SIGKILL);
    if (how == FAULT_SHORT)
        return FAULT_SHORT;
    if (kind == FAULT_REMOVE)
        __atomic_fetch_add(&report->not_removed, 1, __ATOMIC_RELAXED);
    if (lossy && error != EINTR)
        __atomic_fetch_add(&report->lossy, 1, __ATOMIC_RELAXED);
    errno = error;
    return FAULT_ONCE;
}

int inject_failure(enum fault_kind kind, const char *name, int lossy)
{
    return inject(kind, name, lossy) == FAULT_ONCE;
}
