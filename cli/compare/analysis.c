/* analysis.c - what the runs say together. */
#include "cli/compare/analysis.h"

#include <stdlib.h>

struct cell *analysis_cell(const struct analysis *a, int input, int level, int variant)
{
    const struct plan *plan = a->plan;
    size_t row = (size_t)input * (size_t)plan->level_count + (size_t)level;

    return &a->cells[row * (size_t)plan->variant_count + (size_t)variant];
}

static void add_run(struct cell *cell, const struct run *run, double share)
{
    cell->complete = cell->complete && run->state == RUN_DONE;
    if (!cell->complete)
        return;
    cell->verified = cell->verified && run->result.verified;
    cell->packed += share * (double)run->result.packed;
    cell->operations += share * (double)run->result.operations;
    cell->seconds += share * run->result.seconds;
    for (size_t k = 0; k < cell->pieces; k++)
        cell->costs[k] += share * trace_cost(&run->result.trace, k);
}

static int fill_cell(struct cell *cell, const struct run *runs, int seeds)
{
    size_t size = runs[0].input->size;

    *cell = (struct cell){ .complete = 1, .verified = 1, .size = (double)size, .pieces = trace_pieces(size) };
    cell->costs = calloc(cell->pieces, sizeof *cell->costs);
    if (!cell->costs)
        return -1;
    for (int s = 0; s < seeds; s++)
        add_run(cell, &runs[s], 1.0 / seeds);
    return 0;
}

/* Measures the variant against its reference over count files, beginning with the given one. pairs has room for
 * them. */
static void compare(struct analysis *a, struct cell *cell, int input, int count, int level, int variant,
                    struct pairs *pairs)
{
    int reference = a->plan->variants[variant].reference;

    if (reference == variant || !cell->complete)
        return;
    for (int i = 0; i < count; i++) {
        const struct cell *ours = analysis_cell(a, input + i, level, variant);
        const struct cell *theirs = analysis_cell(a, input + i, level, reference);

        if (!theirs->complete)
            return;
        pairs[i] = (struct pairs){ ours->costs, theirs->costs, ours->pieces };
    }
    cell->compared = 1;
    cell->ratio = statistics_ratio(pairs, (size_t)count);
    cell->interval = statistics_interval(pairs, (size_t)count);
}

/* Sums over the files. */
static void fill_total(struct analysis *a, int level, int variant)
{
    int files = a->plan->input_count;
    struct cell *total = analysis_cell(a, files, level, variant);

    *total = (struct cell){ .complete = 1, .verified = 1 };
    for (int i = 0; i < files; i++) {
        const struct cell *one = analysis_cell(a, i, level, variant);

        total->complete = total->complete && one->complete;
        total->verified = total->verified && one->verified;
        total->size += one->size;
        total->packed += one->packed;
        total->operations += one->operations;
        total->seconds += one->seconds;
    }
}

static void compare_all(struct analysis *a, struct pairs *pairs)
{
    const struct plan *plan = a->plan;

    for (int l = 0; l < plan->level_count; l++)
        for (int v = 0; v < plan->variant_count; v++) {
            for (int i = 0; i < plan->input_count; i++)
                compare(a, analysis_cell(a, i, l, v), i, 1, l, v, pairs);
            fill_total(a, l, v);
            compare(a, analysis_cell(a, plan->input_count, l, v), 0, plan->input_count, l, v, pairs);
        }
}

static size_t cell_count(const struct plan *plan)
{
    return ((size_t)plan->input_count + 1) * (size_t)plan->level_count * (size_t)plan->variant_count;
}

int analysis_make(struct analysis *a, const struct plan *plan)
{
    struct pairs *pairs = calloc((size_t)plan->input_count, sizeof *pairs);

    *a = (struct analysis){ .plan = plan, .cells = calloc(cell_count(plan), sizeof *a->cells) };
    if (!a->cells || !pairs) {
        free(pairs);
        return -1;
    }
    for (int i = 0; i < plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++)
            for (int v = 0; v < plan->variant_count; v++)
                if (fill_cell(analysis_cell(a, i, l, v), plan_cell(plan, i, l, v), plan->args->seeds) != 0) {
                    free(pairs);
                    return -1;
                }
    compare_all(a, pairs);
    free(pairs);
    return 0;
}

double analysis_cost(const struct cell *cell, size_t from, size_t to)
{
    double sum = 0;

    for (size_t k = from; k < to; k++)
        sum += cell->costs[k];
    return sum;
}

void analysis_free(struct analysis *a)
{
    for (size_t i = 0; a->cells && i < cell_count(a->plan); i++)
        free(a->cells[i].costs);
    free(a->cells);
}
