/* test_tangent.c - what step sizes are worth: against finite differences of whole runs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "model/mixing/mixer.h"

enum { INPUTS = 32, SETS = 3 };
static const size_t sizes[SETS] = { 2, 3, 1 };

struct mixing {
    struct llz_mixer mixer;
    struct llz_tangent tangent;
    struct llz_arena memory;
    float *x, *y, *p;
    uint32_t random;
    double cost[SETS]; /* nats */
};

static void lay(struct mixing *m)
{
    llz_mixer_lay(&m->mixer, &m->memory, INPUTS, sizes, 1, SETS, &m->tangent);
    m->x = llz_arena_take(&m->memory, INPUTS, sizeof *m->x);
    m->y = llz_arena_take(&m->memory, 16, sizeof *m->y);
    m->p = llz_arena_take(&m->memory, 16, sizeof *m->p);
}

static void begin(struct mixing *m, bool whole)
{
    static const struct llz_mixer_rates rates = { 0.05F, 0.01F, 100 };
    memset(m, 0, sizeof *m);
    lay(m);
    m->memory = llz_arena_new(m->memory.used);
    assert_non_null(m->memory.base);
    lay(m);
    llz_mixer_init(&m->mixer, m->y, m->p, 0.1F, &rates);
    llz_tangent_init(&m->tangent, SETS, whole);
    m->random = 7;
}

static uint32_t next(struct mixing *m)
{
    m->random = m->random * 1664525u + 1013904223u;
    return m->random >> 8;
}

/* A bit, and inputs of which every one is right three times out of four. */
static int draw(struct mixing *m, float loudness)
{
    const int bit = next(m) & 1;
    for (size_t j = 0; j + 1 < INPUTS; j++) {
        const int right = next(m) % 4 != 0;
        m->x[j] = (right == bit ? loudness : -loudness) * (float)(next(m) % 1000) / 1000;
    }
    for (size_t s = 0; s < SETS; s++)
        llz_mixer_select(&m->mixer, s, next(m) % sizes[s]);
    return bit;
}

/* Every set counts for itself alone. */
static void learn(struct mixing *m, int bit)
{
    const struct llz_kernels *k = llz_kernels_get();
    llz_mixer_forward(&m->mixer, k, m->x);
    k->sigmoid(m->p, m->y, 16);
    for (size_t s = 0; s < SETS; s++) {
        m->tangent.target[s] = (float)bit - m->p[s];
        m->cost[s] -= log(bit ? (double)m->p[s] : 1 - (double)m->p[s]);
    }
    llz_mixer_learn(&m->mixer, k, m->x, bit);
}

/* A run with one factor on all step sizes; leaves its cost. */
static void run(struct mixing *m, bool whole, float factor)
{
    begin(m, whole);
    for (size_t s = 0; s < SETS; s++)
        m->tangent.factor[s] = factor;
    for (int i = 0; i < 400; i++)
        learn(m, draw(m, 0.5F));
    llz_arena_free(&m->memory);
}

static void test_exact(void **state)
{
    struct mixing more, less, now, last;
    (void)state;
    run(&more, true, 1.02F);
    run(&less, true, 1 / 1.02F);
    run(&now, true, 1);
    run(&last, false, 1);
    for (size_t s = 0; s < SETS; s++) {
        const double slope = (more.cost[s] - less.cost[s]) / (2 * log(1.02));
        assert_true(fabs(slope) > 1); /* else this says nothing */
        assert_true(fabs(slope + (double)now.tangent.gain[s]) < 0.02 * fabs(slope));
        assert_true(fabs(slope + (double)last.tangent.gain[s]) > 0.1 * fabs(slope)); /* one update is not all */
    }
}

/* Loud inputs and large steps, at which w itself swings: tangents and gains stay numbers within bounds. */
static void test_bounded(void **state)
{
    struct mixing m;
    float gain[SETS];
    (void)state;
    begin(&m, true);
    for (size_t s = 0; s < SETS; s++)
        m.tangent.factor[s] = 4;
    for (int i = 0; i < 20000; i++) {
        learn(&m, draw(&m, 20));
        for (size_t j = 0; j < INPUTS; j++)
            assert_true(fabsf(m.tangent.h[j]) < 1e4F);
    }
    llz_tangent_turn(&m.tangent, gain);
    for (size_t s = 0; s < SETS; s++)
        assert_true(gain[s] >= -1 && gain[s] <= 1);
    llz_arena_free(&m.memory);
}

/* A turn's gain is told by the usual size of a turn, and the next one begins anew. */
static void test_turn(void **state)
{
    struct llz_tangent t;
    float gain[2];
    (void)state;
    llz_tangent_init(&t, 2, true);
    t.gain[0] = -3, t.size[0] = 6;
    llz_tangent_turn(&t, gain);
    assert_true(gain[0] == -0.5F && gain[1] == 0);
    llz_tangent_turn(&t, gain);
    assert_true(gain[0] == 0 && t.usual[0] == 3);
    t.gain[0] = 5, t.size[0] = 6;
    llz_tangent_turn(&t, gain);
    assert_true(gain[0] == 1); /* more than usual */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact),
        cmocka_unit_test(test_bounded),
        cmocka_unit_test(test_turn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
