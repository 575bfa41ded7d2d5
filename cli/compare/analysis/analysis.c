/* analysis.c - what the runs say together.
 *
 * Runs of one file, level and variant that differ in their seed make a cell; cells are compared with
 * the cell of their reference. All tables and exports are printed from here, so that they cannot
 * contradict each other. */
#include "cli/compare/analysis/analysis.h"

#include <math.h>
#include <stdlib.h>

#include "cli/compare/analysis/leaders.h"
#include "cli/compare/analysis/spreads.h"

/* One row more than there are files: the last has their sums. */
struct cell *analysis_cell(const struct analysis *a, int input, int level, int variant)
{
    const struct plan *plan = a->plan;
    size_t row = (size_t)input * (size_t)plan->level_count + (size_t)level;

    return &a->cells[row * (size_t)plan->variant_count + (size_t)variant];
}

struct leader *analysis_leader(const struct analysis *a, int input, int level, int range)
{
    const size_t row = (size_t)input * (size_t)a->plan->level_count + (size_t)level;

    return &a->leaders[row * RANGES + (size_t)range];
}

/* The bytes that name the variant stand at the beginning.
 *
 * One run that is missing spoils its cell: a mean over other seeds than the reference's would
 * compare seeds too. */
static void add_run(struct cell *cell, const struct run *run, double share)
{
    cell->complete = cell->complete && run->state == RUN_DONE;
    if (!cell->complete)
        return;
    cell->verified = cell->verified && run->result.verified;
    cell->packed += share * (double)run->result.packed;
    cell->named += share * (double)run->result.named;
    cell->operations += share * (double)run->result.operations;
    cell->seconds += share * run->result.seconds;
    cell->restarts += run->result.restarts;
    for (size_t k = 0; k < cell->pieces; k++)
        cell->costs[k] += share * trace_cost(&run->result.trace, k);
    cell->costs[0] -= share * (double)run->result.named;
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

/* Quarters show when a policy gains: one that learns faster is ahead early, and may be caught
 * up with later. */
void analysis_range(int range, size_t n, size_t *from, size_t *to)
{
    const size_t quarter = (size_t)(range - RANGE_QUARTERS);

    *from = range == RANGE_WHOLE ? 0 : n * quarter / 4;
    *to = range == RANGE_WHOLE ? n : n * (quarter + 1) / 4;
}

int analysis_estimate(struct estimate *e, const struct analysis *a, const struct contrast *contrast,
                      struct pairs *pairs)
{
    if (contrast->ours == contrast->theirs)
        return -1;
    for (int i = 0; i < contrast->count; i++) {
        const struct cell *x = analysis_cell(a, contrast->input + i, contrast->level, contrast->ours);
        const struct cell *y = analysis_cell(a, contrast->input + i, contrast->level, contrast->theirs);
        size_t from, to;

        analysis_range(contrast->range, x->pieces, &from, &to);
        /* A file of fewer than four pieces has quarters without any. */
        if (!x->complete || !y->complete || from == to)
            return -1;
        pairs[i] = (struct pairs){ x->costs + from, y->costs + from, to - from };
    }
    /* The bootstrap sees how pieces vary, not how seeds do. The larger of two probabilities is taken: a
     * difference is clear only when neither explains it. */
    *e = statistics_estimate(pairs, (size_t)contrast->count);
    e->p = fmax(e->p, spreads_probability(a, contrast));
    return 0;
}

/* Measures the variant against its reference over count files, beginning with input. */
static void compare(struct analysis *a, struct cell *cell, int input, int count, int level, int variant,
                    struct pairs *pairs)
{
    const struct plan *plan = a->plan;
    const struct contrast contrast = { input,       count,   level,
                                       RANGE_WHOLE, variant, plan->variants[variant].reference };

    /* Where a policy cannot act, a difference of 0 would look like a finding. */
    if (*plan_inert(plan, level, variant))
        cell->verdict = VERDICT_INERT;
    else
        cell->compared = analysis_estimate(&cell->estimate, a, &contrast, pairs) == 0;
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
        total->named += one->named;
        total->operations += one->operations;
        total->seconds += one->seconds;
        total->restarts += one->restarts;
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

/* Single files are one family, all of them together are another. */
static void judge(struct analysis *a, int from, int to, size_t *comparisons, struct estimate **family)
{
    struct cell *first = analysis_cell(a, from, 0, 0), *end = analysis_cell(a, to, 0, 0);

    *comparisons = 0;
    /* The cells of a file follow each other, levels and variants within it. */
    for (struct cell *cell = first; cell < end; cell++)
        /* Every comparison made counts, whether it turned out well or not: otherwise the correction would
         * be too mild. */
        if (cell->compared && cell->estimate.interval.known)
            family[(*comparisons)++] = &cell->estimate;
    statistics_correct(family, *comparisons);
    for (struct cell *cell = first; cell < end; cell++)
        if (cell->compared)
            cell->verdict = !statistics_clear(&cell->estimate) ? VERDICT_UNDECIDED
                            : cell->estimate.ratio < 1         ? VERDICT_SMALLER
                                                               : VERDICT_LARGER;
}

static size_t cell_count(const struct plan *plan)
{
    return ((size_t)plan->input_count + 1) * (size_t)plan->level_count * (size_t)plan->variant_count;
}

static int fill_cells(struct analysis *a)
{
    const struct plan *plan = a->plan;

    for (int i = 0; i < plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++)
            for (int v = 0; v < plan->variant_count; v++)
                if (fill_cell(analysis_cell(a, i, l, v), plan_cell(plan, i, l, v), plan->seed_count) != 0)
                    return -1;
    return 0;
}

int analysis_make(struct analysis *a, const struct plan *plan)
{
    const size_t leaders = ((size_t)plan->input_count + 1) * (size_t)plan->level_count * RANGES;
    struct pairs *pairs = calloc((size_t)plan->input_count, sizeof *pairs);
    struct estimate **family = calloc(cell_count(plan), sizeof(struct estimate *));
    int failed;

    *a = (struct analysis){ .plan = plan,
                            .cells = calloc(cell_count(plan), sizeof *a->cells),
                            .leaders = calloc(leaders, sizeof *a->leaders) };
    failed = !a->cells || !a->leaders || !pairs || !family || fill_cells(a) != 0;
    if (!failed) {
        compare_all(a, pairs);
        judge(a, 0, plan->input_count, &a->comparisons[0], family);
        judge(a, plan->input_count, plan->input_count + 1, &a->comparisons[1], family);
        spreads_fill(a);
        /* Leaders last: verdicts and spreads of cells must be there. */
        failed = leaders_fill(a, pairs);
    }
    free(pairs);
    free(family);
    return failed ? -1 : 0;
}

double analysis_cost(const struct cell *cell, size_t from, size_t to)
{
    double sum = 0;

    for (size_t k = from; k < to; k++)
        sum += cell->costs[k];
    return sum;
}

const char *analysis_verdict(enum verdict v)
{
    /* In the order of enum verdict; --csv and --json write them too, so they are a format. */
    static const char *const words[] = { "-", "inert here", "undecided", "smaller", "larger" };

    return words[v];
}

void analysis_free(struct analysis *a)
{
    for (size_t i = 0; a->cells && i < cell_count(a->plan); i++)
        free(a->cells[i].costs);
    free(a->cells);
    free(a->leaders);
}
