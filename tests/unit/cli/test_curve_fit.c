/* test_curve_fit.c - curves through the costs of pieces: identified where they are there, and not where they are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>
#include <math.h>

#include "cli/compare/findings/curve_fit.h"

#define PIECES 512

static double noise(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) / (1 << 23) - 1;
}

/* Costs of the pieces of a file that is learned along L0 + (B / D)^beta bits for each byte. */
static struct cell cell_of(double costs[], size_t pieces, double floor, double b, double beta, double spread)
{
    uint32_t seed = 5;

    for (size_t k = 0; k < pieces; k++) {
        const double data = ((double)k + 0.5) * PIECE_BYTES;

        costs[k] = PIECE_BYTES / 8.0 * (floor + pow(b / data, beta) + spread * noise(&seed));
    }
    return (
        struct cell){ .complete = 1, .size = (double)pieces * PIECE_BYTES, .costs = costs, .pieces = pieces };
}

static void test_planted(void **state)
{
    (void)state;
    double costs[PIECES];
    const struct cell cell = cell_of(costs, PIECES, 1.5, 100000, 0.6, 0.01);
    const struct curve_fit c = curve_fit_make(&cell);
    char note[CURVE_FIT_NOTE];

    assert_true(c.fit.state == FIT_GOOD && c.identified);
    assert_true(fabs(c.fit.floor - 1.5) < 0.05 && fabs(c.fit.beta - 0.6) < 0.05);
    assert_true(c.floor.low <= c.fit.floor && c.fit.floor <= c.floor.high);
    assert_true(c.beta.low <= c.fit.beta && c.fit.beta <= c.beta.high);
    assert_true(c.b.low < c.b.high);
    curve_fit_note(note, &c);
    assert_string_equal(note, "");
}

/* A curve can be drawn through noise, but resamples do not agree on one; and through what rises there is none. */
static void test_not_there(void **state)
{
    (void)state;
    double costs[PIECES];
    struct cell cell = cell_of(costs, PIECES, 2, 10, 0.5, 0.5);
    char note[CURVE_FIT_NOTE];
    struct curve_fit c = curve_fit_make(&cell);

    assert_false(c.identified);
    curve_fit_note(note, &c);
    assert_true(note[0] != '\0');
    for (size_t k = 0; k < PIECES; k++)
        costs[k] = 1000 + (double)k;
    c = curve_fit_make(&cell);
    assert_false(c.identified);
    assert_true(c.fit.state != FIT_GOOD);
}

static void test_short(void **state)
{
    (void)state;
    double costs[PIECES];
    const struct cell cell = cell_of(costs, CURVE_FIT_PIECES_MIN - 1, 1.5, 100000, 0.6, 0);
    const struct curve_fit c = curve_fit_make(&cell);
    char note[CURVE_FIT_NOTE];

    assert_true(c.fit.state == FIT_FEW && !c.identified);
    curve_fit_note(note, &c);
    assert_string_equal(note, "too little data: fewer than 33 pieces");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_planted),
        cmocka_unit_test(test_not_there),
        cmocka_unit_test(test_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
