/* test_trace.c - costs of pieces from an encoder's reports, which need not fall on the pieces' ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include "cli/lab/cost_trace.h"

static void test_pieces(void **state)
{
    (void)state;
    assert_int_equal(trace_pieces(1), 1);
    assert_int_equal(trace_pieces(PIECE_BYTES), 1);
    assert_int_equal(trace_pieces(PIECE_BYTES + 1), 2);
}

/* Reports on the ends, some of them twice, as while a primer is learned; the tail goes to the last piece. */
static void test_on_ends(void **state)
{
    (void)state;
    struct trace t;

    assert_int_equal(trace_begin(&t, 2 * PIECE_BYTES + 100), 0);
    trace_add(&t, 0, 20);
    trace_add(&t, PIECE_BYTES, 1000);
    trace_add(&t, PIECE_BYTES, 1000);
    trace_add(&t, 2 * PIECE_BYTES, 1500);
    trace_add(&t, 2 * PIECE_BYTES + 100, 1520);
    trace_end(&t, 1536);
    assert_true(trace_cost(&t, 0) == 1000);
    assert_true(trace_cost(&t, 1) == 500);
    assert_true(trace_cost(&t, 2) == 36);
    trace_free(&t);
}

/* A report in the middle of a piece, one over several pieces, and a frame that is stored after all. */
static void test_between(void **state)
{
    (void)state;
    struct trace t;

    assert_int_equal(trace_begin(&t, 4 * PIECE_BYTES), 0);
    trace_add(&t, PIECE_BYTES / 2, 100);
    trace_add(&t, 5 * PIECE_BYTES / 2, 500); /* 200 bytes a piece */
    trace_add(&t, 7 * PIECE_BYTES / 2, 400);
    trace_add(&t, 4 * PIECE_BYTES, 410);
    trace_end(&t, 410);
    assert_true(trace_cost(&t, 0) == 200);
    assert_true(trace_cost(&t, 1) == 200);
    assert_true(trace_cost(&t, 2) == 50);
    assert_true(trace_cost(&t, 3) == -40);
    trace_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_on_ends),
        cmocka_unit_test(test_between),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
