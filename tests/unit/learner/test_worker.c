/* test_worker.c - that the thread beside a learner does its work once, whole, and ends, also where its core is taken
 * away. */
#define _GNU_SOURCE /* sched_setaffinity */
#include "tests/unit/learner/learners.h"

#include <sched.h>
#include <time.h>

#include "learner/thread.h"
#include "learner/worker.h"

enum { FIRST, SECOND, LONG, TASKS };

/* Written by tasks alone and read between wait and start: a race here is one of the worker's. */
struct count {
    struct llz_worker *worker;
    int runs[TASKS], most;
    bool slow; /* the first task takes longer than anybody spins */
};

static void sleep_ms(long ms)
{
    nanosleep(&(struct timespec){ 0, ms * 1000000 }, NULL);
}

static void run_first(void *argument)
{
    struct count *c = argument;
    if (c->slow)
        sleep_ms(5);
    c->most += ++c->runs[FIRST];
}

static void run_second(void *argument)
{
    struct count *c = argument;
    c->runs[SECOND]++;
}

static void run_long(void *argument)
{
    struct count *c = argument;
    for (int i = 0; i < 50; i++)
        llz_worker_pause(c->worker);
    c->runs[LONG]++;
}

static void (*const tasks[])(void *) = { run_first, run_second, run_long };

static struct llz_worker *worker_of(struct count *c)
{
    c->worker = llz_worker_new(tasks, TASKS, c);
    assert_non_null(c->worker);
    return c->worker;
}

/* All three in flight, over and over. */
static void exercise(struct llz_worker *w, struct count *c, int from, int to)
{
    for (int i = from; i <= to; i++) {
        llz_worker_start(w, LONG);
        llz_worker_start(w, FIRST);
        llz_worker_start(w, SECOND);
        llz_worker_wait(w, FIRST);
        assert_int_equal(c->runs[FIRST], i);
        llz_worker_wait(w, SECOND);
        assert_int_equal(c->runs[SECOND], i);
        llz_worker_wait(w, LONG);
        assert_int_equal(c->runs[LONG], i);
        if (i % 3 == 0)
            llz_worker_wait(w, LONG); /* nothing to wait for */
    }
}

static void test_worker(void **state)
{
    (void)state;
    struct count c = { 0 };
    struct llz_worker *w = worker_of(&c);
    exercise(w, &c, 1, 10000);
    assert_int_equal(c.most, 10000 * 10001 / 2);
    llz_worker_free(w);
}

/* Whoever takes a task is stopped in the midst of it: the other one sleeps, and goes on by itself. */
static void test_slow_worker(void **state)
{
    (void)state;
    struct count c = { .slow = true };
    struct llz_worker *w = worker_of(&c);
    exercise(w, &c, 1, 20);
    c.slow = false;
    exercise(w, &c, 21, 2000);
    llz_worker_free(w);
}

/* Both threads on one core: nobody may spin for what the other one would do there. */
static void test_one_core(void **state)
{
    (void)state;
#ifdef __linux__
    struct count c = { 0 };
    cpu_set_t all, one;
    struct llz_worker *w = worker_of(&c);
    assert_int_equal(sched_getaffinity(0, sizeof all, &all), 0);
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    /* Of this thread alone; the worker goes where it is free to go, so it is made in there too. */
    assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
    struct count d = { 0 };
    struct llz_worker *v = worker_of(&d);
    assert_false(llz_thread_has_cores());
    exercise(v, &d, 1, 3000);
    exercise(w, &c, 1, 3000);
    assert_int_equal(sched_setaffinity(0, sizeof all, &all), 0);
    llz_worker_free(v);
    llz_worker_free(w);
#endif
}

/* Freed before it ran at all, and after some runs; while it still spins or when it already sleeps. */
static void test_worker_ends_idle(void **state)
{
    (void)state;
    for (int i = 0; i < 1000; i++) {
        struct count c = { 0 };
        struct llz_worker *w = worker_of(&c);
        exercise(w, &c, 1, i % 4);
        if (i % 100 == 0)
            sleep_ms(2); /* longer than it spins */
        llz_worker_free(w);
        assert_int_equal(c.runs[FIRST], i % 4);
    }
    llz_worker_free(NULL);
}

/* A learner may go at any byte, also while its worker learns. */
static void test_free_any_time(void **state)
{
    (void)state;
    uint8_t text[160];
    fill_text(text, sizeof text);
    for (size_t n = 0; n <= 160; n += 8) {
        struct llz_learner *l = learner(1, 0, 7, 2);
        cost(l, text, n);
        llz_learner_free(l);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_worker),        cmocka_unit_test(test_slow_worker),
        cmocka_unit_test(test_one_core),      cmocka_unit_test(test_worker_ends_idle),
        cmocka_unit_test(test_free_any_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
