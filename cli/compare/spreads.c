/* spreads.c - how far figures depend on the seed. */
#include "cli/compare/spreads.h"

#include <math.h>

#define SEEDS_MAX 1000 /* as value_count() allows */

/* Bytes that are compared: without those that only name the variant. */
static double judged(const struct run *run)
{
    return (double)run->result.packed - (double)run->result.named;
}

/* Sum over files of the bytes, or geometric mean of the ratios, under one seed. */
static double packed_of(const struct analysis *a, int from, int to, int level, int variant, int seed)
{
    double sum = 0;

    for (int i = from; i < to; i++)
        sum += (double)plan_cell(a->plan, i, level, variant)[seed].result.packed;
    return sum;
}

static double ratio_of(const struct analysis *a, int from, int to, int level, int variant, int seed)
{
    const int reference = a->plan->variants[variant].reference;
    double logs = 0;

    for (int i = from; i < to; i++)
        logs += log(judged(&plan_cell(a->plan, i, level, variant)[seed]) /
                    judged(&plan_cell(a->plan, i, level, reference)[seed]));
    return exp(logs / (to - from));
}

static void fill(const struct analysis *a, int input, int level, int variant)
{
    struct cell *cell = analysis_cell(a, input, level, variant);
    const int all = input == a->plan->input_count, seeds = a->plan->args->seeds;
    const int from = all ? 0 : input, to = all ? input : input + 1;
    double packed[SEEDS_MAX], ratio[SEEDS_MAX];

    if (!cell->complete)
        return;
    for (int s = 0; s < seeds; s++) {
        packed[s] = packed_of(a, from, to, level, variant, s);
        ratio[s] = cell->compared ? ratio_of(a, from, to, level, variant, s) : 1;
    }
    cell->packed_spread = statistics_deviation(packed, (size_t)seeds);
    cell->ratio_spread = statistics_deviation(ratio, (size_t)seeds);
}

void spreads_fill(struct analysis *a)
{
    for (int i = 0; i <= a->plan->input_count; i++)
        for (int l = 0; l < a->plan->level_count; l++)
            for (int v = 0; v < a->plan->variant_count; v++)
                fill(a, i, l, v);
}
