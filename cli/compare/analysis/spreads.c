/* spreads.c - how far figures depend on the seed.
 *
 * The weights of a model begin at random, and a policy that wins with one seed may lose with the next. */
#include "cli/compare/analysis/spreads.h"

#include <math.h>

#include "cli/options/value_ranges.h"

/* Bytes that are compared, those that only name the variant left out. */
static double judged(const struct run *run, int range)
{
    const struct trace *t = &run->result.trace;
    double bytes = 0;
    size_t from, to;

    analysis_range(range, t->pieces, &from, &to);
    for (size_t k = from; k < to; k++)
        bytes += trace_cost(t, k);
    /* They stand in the header, and so in the first piece. */
    return from == 0 ? bytes - (double)run->result.named : bytes;
}

/* Mean over the files of the logarithm of ours to theirs under one seed.
 *
 * Logarithms, since ratios multiply: a file twice as large and one half as large are to cancel. */
static double log_ratio(const struct analysis *a, const struct contrast *contrast, int seed)
{
    double logs = 0;

    for (int i = contrast->input; i < contrast->input + contrast->count; i++)
        logs += log(judged(&plan_cell(a->plan, i, contrast->level, contrast->ours)[seed], contrast->range) /
                    judged(&plan_cell(a->plan, i, contrast->level, contrast->theirs)[seed], contrast->range));
    return logs / contrast->count;
}

double spreads_probability(const struct analysis *a, const struct contrast *contrast)
{
    const int seeds = a->plan->seed_count;
    double logs[SEEDS_MAX], mean = 0, deviation;

    for (int s = 0; s < seeds; s++) {
        logs[s] = log_ratio(a, contrast, s);
        mean += logs[s] / seeds;
    }
    deviation = statistics_deviation(logs, (size_t)seeds);
    if (deviation == 0) /* one seed, or it does not matter, as without a language model */
        return 0;
    /* A t-test of whether the mean differs from 0, with one degree of freedom less than there are seeds. */
    return statistics_student(mean / deviation * sqrt(seeds), (size_t)seeds - 1);
}

static double packed_of(const struct analysis *a, const struct contrast *contrast, int seed)
{
    double sum = 0;

    for (int i = contrast->input; i < contrast->input + contrast->count; i++)
        sum += (double)plan_cell(a->plan, i, contrast->level, contrast->ours)[seed].result.packed;
    return sum;
}

static void fill(const struct analysis *a, struct cell *cell, const struct contrast *contrast)
{
    const int seeds = a->plan->seed_count;
    double packed[SEEDS_MAX], ratio[SEEDS_MAX];

    for (int s = 0; s < seeds; s++) {
        packed[s] = packed_of(a, contrast, s);
        ratio[s] = cell->compared ? exp(log_ratio(a, contrast, s)) : 1;
    }
    cell->packed_spread = statistics_deviation(packed, (size_t)seeds);
    cell->ratio_spread = statistics_deviation(ratio, (size_t)seeds);
}

void spreads_fill(struct analysis *a)
{
    const int files = a->plan->input_count;

    for (int i = 0; i <= files; i++)
        for (int l = 0; l < a->plan->level_count; l++)
            for (int v = 0; v < a->plan->variant_count; v++) {
                struct cell *cell = analysis_cell(a, i, l, v);
                const struct contrast contrast = { .input = i < files ? i : 0,
                                                   .count = i < files ? 1 : files,
                                                   .level = l,
                                                   .range = RANGE_WHOLE,
                                                   .ours = v,
                                                   .theirs = a->plan->variants[v].reference };

                if (cell->complete)
                    fill(a, cell, &contrast);
            }
}
