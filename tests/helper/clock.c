/* Preloaded into llz, it is a clock that nothing but the number of looks at it drives: at each look at the monotonic
 * clock, CLOCK_STEP milliseconds have gone by since the one before; with 0 none ever do. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

__attribute__((visibility("default"))) int clock_gettime(clockid_t clock, struct timespec *now)
{
    static atomic_llong looks;
    static int (*real)(clockid_t, struct timespec *);
    const char *step = getenv("CLOCK_STEP");
    long long milliseconds;

    if (clock == CLOCK_MONOTONIC && step) {
        milliseconds = atomic_fetch_add(&looks, 1) * atoll(step);
        now->tv_sec = (time_t)(1 + milliseconds / 1000);
        now->tv_nsec = (long)(milliseconds % 1000 * 1000000);
        return 0;
    }
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
    return real ? real(clock, now) : -1;
}
