/* plan.c - every run that a comparison consists of.
 *
 * All runs are laid out before the first begins, so that results which a file holds already can be put in
 * their places, and workers need nothing but an index. */
#include "cli/compare/plan.h"

#include <stdlib.h>

static void choose_levels(struct plan *plan)
{
    for (int level = LLZ_LEVEL_MIN; level <= LLZ_LEVEL_MAX; level++)
        if (plan->request->levels[level])
            plan->levels[plan->level_count++] = level;
}

/* Seeds are innermost: the runs of a cell follow each other. */
static size_t run_index(const struct plan *plan, int input, int level, int variant)
{
    size_t cell = ((size_t)input * (size_t)plan->level_count + (size_t)level) * (size_t)plan->variant_count;

    return (cell + (size_t)variant) * (size_t)plan->request->seeds;
}

static void fill_cell(struct plan *plan, int input, int level, int variant)
{
    struct run *run = plan_cell(plan, input, level, variant);

    for (int seed = 0; seed < plan->request->seeds; seed++)
        run[seed] = (struct run){ .input = &plan->inputs[input],
                                  .level = plan->levels[level],
                                  .variant = &plan->variants[variant],
                                  .seed = (uint64_t)seed };
}

int plan_make(struct plan *plan, const struct compare_request *request, struct input *inputs)
{
    *plan = (struct plan){ .request = request, .inputs = inputs, .input_count = request->common.count };
    choose_levels(plan);
    /* First, as their number is a factor of that of the runs. */
    plan->variants = variants_make(request, &plan->variant_count);
    if (!plan->variants)
        return -1;
    /* The index after the last one. */
    plan->count = run_index(plan, plan->input_count, 0, 0);
    plan->runs = calloc(plan->count, sizeof *plan->runs);
    if (!plan->runs)
        return -1;
    for (int i = 0; i < plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++)
            for (int v = 0; v < plan->variant_count; v++)
                fill_cell(plan, i, l, v);
    return 0;
}

struct run *plan_cell(const struct plan *plan, int input, int level, int variant)
{
    return &plan->runs[run_index(plan, input, level, variant)];
}

void plan_free(struct plan *plan)
{
    for (size_t i = 0; plan->runs && i < plan->count; i++)
        /* Those of runs that were not made are zeroed, and have nothing to free. */
        trace_free(&plan->runs[i].result.trace);
    free(plan->runs);
    free(plan->variants);
}
