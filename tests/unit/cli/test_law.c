/* test_law.c - what llz law makes of its measurements: curves, ratios, stages, and the two parts of a file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/law/course_stages.h"
#include "cli/law/finding.h"

enum { STRETCHES = 64 };

static double noise(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) / (1 << 23) - 1;
}

static void fill_curve(double *data, double *loss, double floor, double b, double beta)
{
    for (int i = 0; i < CHECKPOINTS; i++) {
        data[i] = 10000.0 * (i + 1);
        loss[i] = floor + pow(b / data[i], beta);
    }
}

/* ---- Curves ---- */

static void check_fit(double floor, double b, double beta)
{
    double data[CHECKPOINTS], loss[CHECKPOINTS];
    struct fit f;

    fill_curve(data, loss, floor, b, beta);
    f = fit_make(data, loss, CHECKPOINTS);
    assert_true(f.known && f.error < 1e-4);
    assert_true(f.state == (floor > 0 ? FIT_GOOD : FIT_FLOOR_AT_BOUND) || (floor == 0 && f.state == FIT_GOOD));
    assert_true(fabs(f.floor - floor) < 0.01 && fabs(f.beta - beta) < 0.01 && fabs(log(fit_b(&f) / b)) < 0.1);
    assert_true(fabs(fit_loss(&f, 55000) - (floor + pow(b / 55000, beta))) < 1e-3);
    assert_true(fabs(fit_data(&f, fit_loss(&f, 55000)) - 55000) < 1e-6 * 55000);
}

static void test_fit(void **state)
{
    (void)state;
    check_fit(1.5, 20000, 0.5);
    check_fit(0.7, 1e6, 0.3);
    check_fit(0, 3e6, 0.25);
    check_fit(1, 50000, 2);
}

static void test_fit_of_nothing(void **state)
{
    (void)state;
    double data[CHECKPOINTS], loss[CHECKPOINTS];
    struct fit rising, flat;

    fill_curve(data, loss, 1, 20000, 0.5);
    for (int i = 0; i < CHECKPOINTS; i++)
        loss[i] = 10 - loss[i];
    rising = fit_make(data, loss, CHECKPOINTS);
    assert_false(rising.known);
    assert_int_equal(rising.state, FIT_FLAT);
    for (int i = 0; i < CHECKPOINTS; i++)
        loss[i] = 2;
    flat = fit_make(data, loss, CHECKPOINTS);
    assert_false(flat.known && flat.factor > 1e-6);
    assert_int_equal(fit_make(data, loss, 2).state, FIT_FEW);
    assert_int_equal(fit_make(data, loss, 3).state, FIT_FEW); /* three parameters pass through any three */
    loss[4] = NAN;
    assert_int_equal(fit_make(data, loss, CHECKPOINTS).state, FIT_NOT_FINITE);
}

/* Curves that the parameters' bounds cut short have no acceleration, whatever the other one is like. */
static void test_bounds(void **state)
{
    (void)state;
    double data[CHECKPOINTS], steep[CHECKPOINTS], flat[CHECKPOINTS], low[CHECKPOINTS], good[CHECKPOINTS];

    fill_curve(data, good, 1.5, 20000, 0.5);
    fill_curve(data, steep, 1.5, 20000, 6);
    for (int i = 0; i < CHECKPOINTS; i++) {
        flat[i] = 9 - log(data[i]) / 4; /* slower than any power */
        low[i] = good[i] - 1.6;         /* would fall below 0 */
    }
    const struct fit a = fit_make(data, good, CHECKPOINTS), b = fit_make(data, steep, CHECKPOINTS);
    const struct fit c = fit_make(data, flat, CHECKPOINTS), d = fit_make(data, low, CHECKPOINTS);
    const double first = data[0], last = data[CHECKPOINTS - 1];
    assert_int_equal(a.state, FIT_GOOD);
    assert_int_equal(b.state, FIT_BETA_AT_BOUND);
    assert_true(c.state == FIT_BETA_AT_BOUND || c.state == FIT_FLOOR_AT_BOUND);
    assert_int_equal(d.state, FIT_FLOOR_AT_BOUND);
    assert_true(fit_acceleration(&a, &a, first, last) == 1);
    assert_true(fit_acceleration(&a, &b, first, last) == 0 && fit_acceleration(&b, &a, first, last) == 0);
    assert_true(fit_acceleration(&c, &c, first, last) == 0 && fit_acceleration(&d, &a, first, last) == 0);
    for (int i = FIT_FEW; i <= FIT_FLOOR_AT_BOUND; i++)
        assert_true(strlen(fit_state_text((enum fit_state)i)) > 0);
    assert_string_equal(fit_state_text(FIT_GOOD), "");
}

/* A learner that needs 1.25 times less data has the same curve with another B. */
static void test_acceleration_of_curves(void **state)
{
    (void)state;
    double data[CHECKPOINTS], ours[CHECKPOINTS], theirs[CHECKPOINTS];

    fill_curve(data, ours, 1.5, 20000 / 1.25, 0.5);
    fill_curve(data, theirs, 1.5, 20000, 0.5);
    const struct fit a = fit_make(data, ours, CHECKPOINTS), b = fit_make(data, theirs, CHECKPOINTS);
    const double first = data[0], last = data[CHECKPOINTS - 1];
    assert_true(fabs(fit_acceleration(&a, &b, first, last) - 1.25) < 0.01);
    assert_true(fabs(fit_acceleration(&b, &a, first, last) - 0.8) < 0.01);
    assert_true(fit_acceleration(&a, &a, first, last) == 1);
    assert_true(fabs(fit_acceleration_read(data, ours, data, theirs, CHECKPOINTS) - 1.25) < 0.01);
    assert_true(fabs(fit_acceleration_read(data, theirs, data, ours, CHECKPOINTS) - 0.8) < 0.01);
    assert_true(fit_acceleration_read(data, ours, data, ours, CHECKPOINTS) == 1);
    const struct fit none = { 0 };
    /* The worse one ends where the other has been before the first reading. */
    assert_true(fit_acceleration(&b, &a, 20 * first, last) > 0);
    assert_true(fit_acceleration(&b, &a, 30 * first, last) == 0);
    for (int i = 0; i < CHECKPOINTS; i++)
        ours[i] = theirs[0] + i;
    assert_true(fit_acceleration_read(data, ours, data, theirs, CHECKPOINTS) == 0);
    assert_true(fit_acceleration(&none, &b, first, last) == 0);
}

/* ---- Courses ---- */

static const struct split split = { .stretches = STRETCHES, .probe_bytes = STRETCHES * STRETCH_BYTES };

/* Stretches differ by far more than the courses do, as they will in a file. */
static void fill_course(struct course *c, double *piece, double factor, uint32_t seed)
{
    uint32_t stretch_seed = 7;
    double level[STRETCHES];

    *c = (struct course){ .policy = "p", .split = &split, .piece = piece };
    for (int k = 0; k < STRETCHES; k++)
        level[k] = 1 + 0.5 * noise(&stretch_seed);
    for (int i = 0; i < CHECKPOINTS; i++) {
        double sum = 0;

        c->at[i].learned = c->at[i].position = 10000.0 * (i + 1);
        for (int k = 0; k < STRETCHES; k++) {
            const double loss = level[k] * (1.5 + pow(20000 / factor / c->at[i].learned, 0.5));

            piece[i * STRETCHES + k] = (loss + 0.01 * noise(&seed)) * (double)STRETCH_BYTES;
            sum += piece[i * STRETCHES + k];
        }
        c->at[i].probe = sum / (double)split.probe_bytes;
        c->at[i].coded = c->at[i].probe + 1;
    }
}

static double pieces[3][CHECKPOINTS * STRETCHES];

static void test_acceleration_of_courses(void **state)
{
    (void)state;
    struct course reference, faster, same;

    fill_course(&reference, pieces[0], 1, 1);
    fill_course(&faster, pieces[1], 1.25, 2);
    fill_course(&same, pieces[2], 1, 3);
    const struct acceleration a = acceleration_make(&faster, &reference);
    const struct acceleration b = acceleration_make(&same, &reference);
    assert_true(fabs(a.fitted - 1.25) < 0.05 && fabs(a.read - 1.25) < 0.08);
    assert_true(a.fitted_interval.known && a.fitted_interval.low > 1.1 && a.fitted_interval.high < 1.4);
    assert_true(a.fitted_interval.low <= a.fitted && a.fitted <= a.fitted_interval.high);
    assert_true(a.read_interval.low > 1 && a.read_interval.high < 1.5);
    assert_true(b.fitted_interval.low < 1 && b.fitted_interval.high > 1);
    const struct acceleration again = acceleration_make(&faster, &reference);
    assert_memory_equal(&a, &again, sizeof a);
}

/* The same course by another name is no acceleration of 1.0000. */
static void test_same_course(void **state)
{
    (void)state;
    struct course reference, same;
    const struct law_request r = { .common = { .level = 0, .without = ~1u } }; /* the language model alone */

    fill_course(&reference, pieces[0], 1, 1);
    fill_course(&same, pieces[1], 1, 1);
    same.policy = "skip";
    const struct finding f = finding_make(&r, &same, &reference);
    assert_true(f.acceleration.same && f.acceleration.fitted == 0 && f.acceleration.read == 0 && !f.inert);
    assert_true(strlen(f.note) > 0);
    same.policy = "law-steps"; /* there are no mixers and no matches */
    assert_true(finding_make(&r, &same, &reference).inert);
}

static void test_few_stretches(void **state)
{
    (void)state;
    const struct split few = { .stretches = 7, .probe_bytes = 7 * STRETCH_BYTES };
    struct course a, b;

    fill_course(&a, pieces[0], 1, 1);
    fill_course(&b, pieces[1], 1.25, 2);
    a.split = b.split = &few;
    for (size_t i = 0; i < CHECKPOINTS; i++)
        for (size_t k = 0; k < few.stretches; k++) {
            a.piece[i * few.stretches + k] = a.piece[i * STRETCHES + k];
            b.piece[i * few.stretches + k] = b.piece[i * STRETCHES + k];
        }
    const struct acceleration c = acceleration_make(&b, &a);
    assert_true(c.fitted > 0 && c.read > 0);
    assert_false(c.fitted_interval.known || c.read_interval.known);
}

static void test_figures(void **state)
{
    (void)state;
    const struct sums one = { .windows = 1,
                              .active = 1,
                              .bytes = 32,
                              .used = 24,
                              .used_against = 6,
                              .unused_against = 4,
                              .mean = -0.5,
                              .variance = 4,
                              .effective = 12,
                              .cosine = 0.5 };
    const struct sums idle = { .windows = 1, .bytes = 32, .unused_against = 16, .cosine = 0 };
    struct sums all = { 0 };

    sums_add(&all, &one);
    sums_add(&all, &one);
    sums_add(&all, &idle);
    sums_add(&all, &idle);
    const struct figures f = figures_of(&all);
    assert_true(f.evenness == -0.25 && f.against == 0.25 && f.unused == 80.0 / 128 && f.effective == 0.5);
    assert_true(f.unused_against == 0.5 && f.cosine == 0.25);
    const struct sums none = { 0 };
    assert_true(figures_of(&none).evenness == 0);
}

/* Where the loss is the same everything else is read off in between. */
static void test_stages(void **state)
{
    (void)state;
    struct course slow, fast;
    struct stage stages[2][STAGES];
    double losses[MATCHES];

    fill_course(&slow, pieces[0], 1, 1);
    fill_course(&fast, pieces[1], 1.25, 2);
    stages_make(stages[0], &slow);
    stages_make(stages[1], &fast);
    assert_true(stages[0][STAGES - 1].position == 10000.0 * CHECKPOINTS);
    assert_int_equal(stages_losses(losses, stages, 2), 0);
    assert_true(losses[0] == stages[1][0].probe);
    assert_true(fabs(losses[MATCHES - 1] - stages[0][STAGES - 1].probe) < 1e-12);
    for (int k = 0; k < MATCHES; k++) {
        const struct stage a = stage_matched(stages[0], losses[k]), b = stage_matched(stages[1], losses[k]);

        assert_true(k == 0 || losses[k] < losses[k - 1]);
        assert_true(fabs(a.probe - losses[k]) < 1e-9 && fabs(b.probe - losses[k]) < 1e-9);
        assert_true(fabs(a.coded - a.probe - 1) < 1e-9);
        assert_true(a.position > b.position);
    }
    const double last = losses[MATCHES - 1];
    for (int i = 0; i < STAGES; i++)
        stages[1][i].probe += 100; /* one that never learns is left out */
    assert_false(stages_learned(stages[1], stages[0]));
    assert_int_equal(stages_losses(losses, stages, 2), 0);
    assert_true(fabs(losses[0] - stages[0][0].probe) < 1e-12 && fabs(losses[MATCHES - 1] - last) < 1e-12);
    for (int i = 0; i < STAGES; i++)
        stages[0][i].probe = 2;
    assert_int_equal(stages_losses(losses, stages, 1), -1);
}

/* ---- The parts of a file ---- */

static void check_split(size_t size)
{
    unsigned char *data = malloc(size);
    struct input in = { .data = data, .size = size };
    struct split s;
    size_t at = 0, left = 0;
    uint32_t random = 1;

    assert_non_null(data);
    for (size_t i = 0; i < size; i++)
        data[i] = (unsigned char)(int)(128 + 128 * noise(&random));
    assert_int_equal(split_make(&s, &in), 0);
    assert_true(s.stretches >= 4 && s.stretches <= 256 && s.probe_bytes == s.stretches * STRETCH_BYTES);
    assert_true(s.probe_bytes <= size / 16 && s.rest_bytes % CHECKPOINTS == 0);
    assert_true(size - s.probe_bytes - s.rest_bytes < CHECKPOINTS);
    for (size_t i = 0; i < size && left < s.rest_bytes; i++) { /* each byte is in one part, in order */
        const unsigned char *stretch = s.probe + at * STRETCH_BYTES;

        if (at < s.stretches && i + STRETCH_BYTES <= size && memcmp(data + i, stretch, STRETCH_BYTES) == 0) {
            i += STRETCH_BYTES - 1;
            at++;
        } else {
            assert_int_equal(data[i], s.rest[left++]);
        }
    }
    assert_int_equal(at, s.stretches);
    assert_int_equal(left, s.rest_bytes);
    split_free(&s);
    free(data);
}

static void test_split(void **state)
{
    (void)state;
    check_split(FILE_BYTES_MIN);
    check_split(100001);
    check_split(3000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fit),
        cmocka_unit_test(test_fit_of_nothing),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_same_course),
        cmocka_unit_test(test_acceleration_of_curves),
        cmocka_unit_test(test_acceleration_of_courses),
        cmocka_unit_test(test_few_stretches),
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_stages),
        cmocka_unit_test(test_split),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
