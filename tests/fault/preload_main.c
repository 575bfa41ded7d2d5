/* preload_main.c - the program's main() begins after the library is ready; allocations that fail. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#include "inject.h"

typedef int main_function(int, char **, char **);
typedef int start_function(main_function *, int, char **, void (*)(void), void (*)(void), void (*)(void),
                           void *);

static main_function *real_main;

static int our_main(int argc, char **argv, char **environment)
{
    inject_stdout();
    inject_begin();
    return real_main(argc, argv, environment);
}

/* Called by every program's first instructions. */
int __libc_start_main(main_function *program, int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack_end);
int __libc_start_main(main_function *program, int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack_end)
{
    start_function *real = (start_function *)inject_real("__libc_start_main");

    real_main = program;
    return real(our_main, argc, argv, init, fini, rtld_fini, stack_end);
}

/* glibc's own names of what is replaced here: dlsym() may allocate, so it cannot be asked. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size)
{
    return inject_failure(FAULT_ALLOC, "malloc", 0) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return inject_failure(FAULT_ALLOC, "calloc", 0) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return inject_failure(FAULT_ALLOC, "realloc", 0) ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return inject_failure(FAULT_ALLOC, "aligned_alloc", 0) ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    void *p = inject_failure(FAULT_ALLOC, "posix_memalign", 0) ? NULL : __libc_memalign(alignment, size);

    if (!p)
        return ENOMEM;
    *block = p;
    return 0;
}

/* A thread needs a stack. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
    int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) =
        (int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *))inject_real("pthread_create");

    return inject_failure(FAULT_ALLOC, "pthread_create", 0) ? EAGAIN
                                                            : real(thread, attributes, start, argument);
}
