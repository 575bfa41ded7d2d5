/* seeds.c - mean curves over seeds and targets, and a bootstrap over both. */
#include "cli/experiments/seeds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/lab/resample.h"

#define RESAMPLES 200
#define TAIL (RESAMPLES / 40) /* 2.5 % on each side */

enum { PAPER, BEST, FLOOR, B, BETA, VALUES };

/* What one resample, or all data, say of one row; 0: not known. */
struct values {
    double of[VALUES];
    struct fit fit;
};

int seeds_begin(struct seeds *s, size_t count, const struct llz_lab_results *r)
{
    *s = (struct seeds){ .count = count, .checkpoints = r->checkpoints, .targets = r->setting.sizes.K };
    for (size_t i = 0; i < r->checkpoints; i++)
        s->at[i] = (double)r->at[i];
    s->losses = calloc(count * LLZ_LAB_ROWS * s->checkpoints * s->targets, sizeof *s->losses);
    return s->losses ? 0 : -1;
}

static double *losses_of(const struct seeds *s, size_t seed, int row)
{
    return s->losses + (seed * LLZ_LAB_ROWS + (size_t)row) * s->checkpoints * s->targets;
}

void seeds_add(struct seeds *s, size_t seed, const struct llz_lab_results *r)
{
    for (int row = 0; row < LLZ_LAB_ROWS; row++)
        memcpy(losses_of(s, seed, row), r->result[row].losses, s->checkpoints * s->targets * sizeof *s->losses);
}

void seeds_free(struct seeds *s)
{
    free(s->losses);
}

/* How often each target of each seed is drawn: seeds first, then targets within them. random NULL: each once. */
static void draw_times(const struct seeds *s, unsigned short *times, uint64_t *random)
{
    if (!random) {
        for (size_t i = 0; i < s->count * s->targets; i++)
            times[i] = 1;
        return;
    }
    memset(times, 0, s->count * s->targets * sizeof *times);
    for (size_t i = 0; i < s->count; i++) {
        struct draw seeds = draw_begin(s->count, random);
        const size_t seed = draw_next(&seeds);

        for (size_t k = 0; k < s->targets; k++) {
            /* Targets are independent: each is a run of its own. */
            struct draw targets = draw_begin(s->targets, random);

            times[seed * s->targets + draw_next(&targets)]++;
        }
    }
}

static void mean_curve(const struct seeds *s, int row, const unsigned short *times, double *curve)
{
    for (size_t i = 0; i < s->checkpoints; i++)
        curve[i] = 0;
    for (size_t seed = 0; seed < s->count; seed++)
        for (size_t i = 0; i < s->checkpoints; i++) {
            const double *losses = losses_of(s, seed, row) + i * s->targets;

            for (size_t k = 0; k < s->targets; k++)
                curve[i] += times[seed * s->targets + k] * losses[k];
        }
    for (size_t i = 0; i < s->checkpoints; i++)
        curve[i] /= (double)(s->count * s->targets);
}

/* The first checkpoint is step 0, at which a power of the steps is not defined. */
static void find_values(const struct seeds *s, const unsigned short *times, struct values values[LLZ_LAB_ROWS])
{
    double curve[LLZ_LAB_ROWS][LLZ_LAB_CHECKPOINTS];

    for (int row = 0; row < LLZ_LAB_ROWS; row++) {
        struct values *v = &values[row];

        mean_curve(s, row, times, curve[row]);
        v->fit = fit_make(s->at + 1, curve[row] + 1, s->checkpoints - 1);
        v->of[PAPER] = fit_acceleration_read(s->at, curve[row], s->at, curve[LLZ_LAB_UNIFORM], s->checkpoints);
        v->of[FLOOR] = v->fit.state == FIT_GOOD ? v->fit.floor : 0;
        v->of[B] = v->fit.state == FIT_GOOD ? fit_b(&v->fit) : 0;
        v->of[BETA] = v->fit.state == FIT_GOOD ? v->fit.beta : 0;
    }
    for (int row = 0; row < LLZ_LAB_ROWS; row++)
        values[row].of[BEST] =
            fit_acceleration_read(s->at, curve[row], s->at, curve[LLZ_LAB_UNIFORM_BEST], s->checkpoints);
}

/* Unknown where some resample has no value: the others would say too little. */
static struct interval interval_of(const struct values (*all)[LLZ_LAB_ROWS], int row, int which)
{
    double sorted[RESAMPLES];

    for (int i = 0; i < RESAMPLES; i++)
        sorted[i] = all[i][row].of[which];
    qsort(sorted, RESAMPLES, sizeof *sorted, compare_doubles);
    if (!(sorted[0] > 0))
        return (struct interval){ 0 };
    return (struct interval){ .low = sorted[TAIL], .high = sorted[RESAMPLES - 1 - TAIL], .known = 1 };
}

int seeds_estimate(const struct seeds *s, struct seeds_estimate estimates[LLZ_LAB_ROWS])
{
    struct values(*all)[LLZ_LAB_ROWS] = calloc(RESAMPLES + 1, sizeof *all);
    unsigned short *times = calloc(s->count * s->targets, sizeof *times);
    uint64_t random = DRAW_SEED;
    const int missing = !all || !times;

    for (int i = 0; !missing && i <= RESAMPLES; i++) {
        draw_times(s, times, i < RESAMPLES ? &random : NULL);
        find_values(s, times, all[i]);
    }
    for (int row = 0; !missing && row < LLZ_LAB_ROWS; row++)
        estimates[row] = (struct seeds_estimate){
            .paper = all[RESAMPLES][row].of[PAPER],
            .best = all[RESAMPLES][row].of[BEST],
            .fit = all[RESAMPLES][row].fit,
            .paper_interval = interval_of((const struct values(*)[LLZ_LAB_ROWS])all, row, PAPER),
            .best_interval = interval_of((const struct values(*)[LLZ_LAB_ROWS])all, row, BEST),
            .floor = interval_of((const struct values(*)[LLZ_LAB_ROWS])all, row, FLOOR),
            .b = interval_of((const struct values(*)[LLZ_LAB_ROWS])all, row, B),
            .beta = interval_of((const struct values(*)[LLZ_LAB_ROWS])all, row, BETA),
        };
    free(all);
    free(times);
    return missing ? -1 : 0;
}
