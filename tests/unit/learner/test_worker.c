/* test_worker.c - that the thread beside a learner does its work once, whole, and ends. */
#include "tests/unit/learner/learners.h"

#include <time.h>

#include "learner/worker.h"

/* Written by the task alone and read between wait and start: a race here is one of the worker's. */
struct count {
    int runs, most;
};

static void count_run(void *argument)
{
    struct count *c = argument;
    c->runs++;
    c->most += c->runs;
}

static void test_worker(void **state)
{
    (void)state;
    struct count c = { 0, 0 };
    struct llz_worker *w = llz_worker_new(count_run, &c);
    assert_non_null(w);
    for (int i = 1; i <= 10000; i++) {
        llz_worker_start(w);
        llz_worker_wait(w);
        assert_int_equal(c.runs, i);
        if (i % 3 == 0)
            llz_worker_wait(w); /* nothing to wait for */
    }
    assert_int_equal(c.most, 10000 * 10001 / 2);
    llz_worker_free(w);
}

/* Freed before it ran at all, and after some runs; while it still spins or when it already sleeps. */
static void test_worker_ends_idle(void **state)
{
    (void)state;
    for (int i = 0; i < 1000; i++) {
        struct count c = { 0, 0 };
        struct llz_worker *w = llz_worker_new(count_run, &c);
        assert_non_null(w);
        for (int run = 0; run < i % 4; run++) {
            llz_worker_start(w);
            llz_worker_wait(w);
        }
        if (i % 100 == 0)
            nanosleep(&(struct timespec){ 0, 2000000 }, NULL); /* longer than it spins */
        llz_worker_free(w);
        assert_int_equal(c.runs, i % 4);
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
        cmocka_unit_test(test_worker),
        cmocka_unit_test(test_worker_ends_idle),
        cmocka_unit_test(test_free_any_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
