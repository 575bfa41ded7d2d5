/* test_slopes.c - derivatives of the cost by step sizes, against the cost at neighbouring step sizes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "model/mixing/slopes.h"

enum { INPUTS = 32, SETS = 3, FINALS = 2, SECOND = 16, BITS = 4000 };

static const size_t first_rows[SETS] = { 4, 2, 1 }, final_rows[FINALS] = { 1, 4 };

/* Both layers of a mixer, on arrays of their own. */
struct layers {
    struct llz_mixer first, final;
    struct llz_slopes slopes;
    struct llz_arena memory;
    float *x, *y, *p, *z, *q;
};

static void lay(struct layers *l)
{
    llz_mixer_lay(&l->first, &l->memory, INPUTS, first_rows, 1, SETS, NULL);
    llz_mixer_lay(&l->final, &l->memory, SECOND, final_rows, 1, FINALS, NULL);
    l->x = llz_arena_take(&l->memory, INPUTS, sizeof *l->x);
    l->y = llz_arena_take(&l->memory, SECOND, sizeof *l->y);
    l->p = llz_arena_take(&l->memory, SECOND, sizeof *l->p);
    l->z = llz_arena_take(&l->memory, SECOND, sizeof *l->z);
    l->q = llz_arena_take(&l->memory, SECOND, sizeof *l->q);
    llz_slopes_lay(&l->slopes, &l->memory, &l->first, &l->final);
}

static struct layers *begin(const struct llz_mixer_rates *first, const struct llz_mixer_rates *final)
{
    struct layers *l = calloc(1, sizeof *l);

    assert_non_null(l);
    lay(l);
    l->memory = llz_arena_new(l->memory.used);
    assert_non_null(l->memory.base);
    lay(l);
    llz_mixer_init(&l->first, l->y, l->p, 0.1F, first);
    llz_mixer_init(&l->final, l->z, l->q, 0.4F, final);
    l->slopes.counting = true;
    return l;
}

static uint32_t next(uint32_t *r)
{
    return *r = *r * 1664525u + 1013904223u;
}

/* Inputs of which each knows a little about the bit. */
static void see(struct layers *l, int bit, uint32_t *r)
{
    for (int i = 0; i < INPUTS - 1; i++) {
        const float noise = (float)(next(r) >> 8) * 0x1p-23F - 1;

        l->x[i] = 2 * noise + (bit ? 0.02F : -0.02F) * (float)(i % 7);
    }
    for (size_t s = 0; s < SETS; s++)
        llz_mixer_select(&l->first, s, (next(r) >> 16) % first_rows[s]);
    for (size_t s = 0; s < FINALS; s++)
        llz_mixer_select(&l->final, s, (next(r) >> 16) % final_rows[s]);
}

/* Nats of BITS bits. */
static double cost(const struct llz_mixer_rates *first, const struct llz_mixer_rates *final, double *slopes)
{
    const struct llz_kernels *k = llz_kernels_get();
    struct layers *l = begin(first, final);
    uint32_t r = 1;
    double sum = 0;

    for (int t = 0; t < BITS; t++) {
        const int bit = next(&r) >> 31;

        see(l, bit, &r);
        llz_mixer_forward(&l->first, k, l->x);
        k->sigmoid(l->p, l->y, SECOND);
        llz_mixer_forward(&l->final, k, l->y);
        k->sigmoid(l->q, l->z, SECOND);
        llz_slopes_forward(&l->slopes, k, &l->first, &l->final, l->x);
        const double m = (double)(l->z[0] + l->z[1]) / 2, p = 1 / (1 + exp(-m));

        sum -= log(bit ? p : 1 - p);
        l->slopes.by_logit = (float)(p * (1 - p));
        llz_slopes_count(&l->slopes, (float)p, bit);
        llz_slopes_learn(&l->slopes, k, &l->first, &l->final, l->x, l->y, bit);
        llz_mixer_learn(&l->first, k, l->x, bit);
        llz_mixer_learn(&l->final, k, l->y, bit);
    }
    memcpy(slopes, l->slopes.sum, sizeof l->slopes.sum);
    llz_arena_free(&l->memory);
    free(l);
    return sum;
}

static void scale(struct llz_mixer_rates *first, struct llz_mixer_rates *final, enum llz_knob knob, float by)
{
    if (knob == LLZ_KNOB_START)
        first->start *= by;
    if (knob == LLZ_KNOB_FLOOR)
        first->floor *= by;
    if (knob == LLZ_KNOB_FINAL) {
        final->start *= by;
        final->floor *= by;
    }
}

static void match_differences(void **state)
{
    static const enum llz_knob knob[] = { LLZ_KNOB_START, LLZ_KNOB_FLOOR, LLZ_KNOB_FINAL };
    static const struct llz_mixer_rates first = { 0.02F, 0.004F, 100 }, final = { 0.01F, 0.002F, 100 };
    double slopes[LLZ_KNOBS], unused[LLZ_KNOBS];

    (void)state;
    (void)cost(&first, &final, slopes);
    for (size_t i = 0; i < sizeof knob / sizeof knob[0]; i++) {
        struct llz_mixer_rates up[2] = { first, final }, down[2] = { first, final };

        scale(&up[0], &up[1], knob[i], 1.01F);
        scale(&down[0], &down[1], knob[i], 0.99F);
        const double want = (cost(&up[0], &up[1], unused) - cost(&down[0], &down[1], unused)) / 0.02;

        if (!(fabs(slopes[knob[i]] - want) < 0.02 * fabs(want) + 0.02))
            fail_msg("knob %d: %g instead of %g", (int)knob[i], slopes[knob[i]], want);
        assert_true(fabs(want) > 0.2);
    }
}

/* What is not counted still moves weights and their derivatives. */
static void share_and_silence(void **state)
{
    struct llz_slopes s = { .by_share = 0.25F };

    (void)state;
    llz_slopes_count(&s, 0.5F, 1);
    assert_true(s.sum[LLZ_KNOB_SHARE] == 0);
    s.counting = true;
    llz_slopes_count(&s, 0.5F, 1);
    assert_true(s.sum[LLZ_KNOB_SHARE] == -0.5);
    llz_slopes_count(&s, 0.75F, 0);
    assert_true(s.sum[LLZ_KNOB_SHARE] == 0.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(match_differences),
                                        cmocka_unit_test(share_and_silence) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
