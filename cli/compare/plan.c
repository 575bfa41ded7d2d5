/* plan.c - every run that a comparison consists of.
 *
 * All runs are laid out before the first begins, so that results which a file holds already can be put in
 * their places, and workers need nothing but an index. */
#include "cli/compare/plan.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

static int choose_levels(struct plan *plan)
{
    const struct compare_request *request = plan->request;

    plan->levels = calloc((size_t)(LLZ_LEVEL_MAX + 1 + request->model_count), sizeof *plan->levels);
    if (!plan->levels)
        return -1;
    for (int level = LLZ_LEVEL_MIN; level <= LLZ_LEVEL_MAX; level++)
        if (request->levels[level])
            plan->levels[plan->level_count++] = (struct plan_level){ .level = level };
    for (int i = 0; i < request->model_count; i++)
        plan->levels[plan->level_count++] = (struct plan_level){ .level = -1, .model = request->models[i] };
    return 0;
}

static int choose_seeds(struct plan *plan)
{
    plan->seeds = calloc((size_t)plan->request->seeds, sizeof *plan->seeds);
    if (!plan->seeds)
        return -1;
    for (plan->seed_count = 0; plan->seed_count < plan->request->seeds; plan->seed_count++)
        plan->seeds[plan->seed_count] = plan->request->first_seed + (uint64_t)plan->seed_count;
    return 0;
}

/* Seeds are innermost: the runs of a cell follow each other. */
static size_t run_index(const struct plan *plan, int input, int level, int variant)
{
    size_t cell = ((size_t)input * (size_t)plan->level_count + (size_t)level) * (size_t)plan->variant_count;

    return (cell + (size_t)variant) * (size_t)plan->seed_count;
}

static void fill_cell(struct plan *plan, int input, int level, int variant)
{
    struct run *run = plan_cell(plan, input, level, variant);

    for (int seed = 0; seed < plan->seed_count; seed++)
        run[seed] = (struct run){ .input = &plan->inputs[input],
                                  .level = &plan->levels[level],
                                  .variant = &plan->variants[variant],
                                  .seed = plan->seeds[seed] };
}

int plan_lay_out(struct plan *plan)
{
    /* The index after the last one. */
    plan->count = run_index(plan, plan->input_count, 0, 0);
    plan->runs = calloc(plan->count, sizeof *plan->runs);
    plan->inert = calloc((size_t)plan->level_count, (size_t)plan->variant_count);
    if (!plan->runs || !plan->inert)
        return -1;
    for (int i = 0; i < plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++)
            for (int v = 0; v < plan->variant_count; v++)
                fill_cell(plan, i, l, v);
    return 0;
}

/* Numbers and words of what is asked for, each ended, so that no two lists make one text. */
static void hash_text(XXH3_state_t *state, const char *text)
{
    XXH3_64bits_update(state, text, strlen(text) + 1);
}

static void hash_number(XXH3_state_t *state, uint64_t number)
{
    char text[24];

    snprintf(text, sizeof text, "%" PRIu64, number);
    hash_text(state, text);
}

static void hash_plan(XXH3_state_t *state, const struct plan *plan)
{
    hash_number(state, (uint64_t)plan->input_count);
    for (int i = 0; i < plan->input_count; i++)
        hash_text(state, plan->inputs[i].hash);
    hash_number(state, (uint64_t)plan->level_count);
    for (int l = 0; l < plan->level_count; l++) {
        hash_number(state, (uint64_t)(plan->levels[l].level + 1));
        hash_number(state, plan->levels[l].model);
    }
    hash_number(state, (uint64_t)plan->variant_count);
    for (int v = 0; v < plan->variant_count; v++)
        for (int d = 0; d < variant_dimension_count; d++)
            hash_text(state, variant_dimensions[d].value(&plan->variants[v]));
    hash_number(state, plan->request->first_seed);
    hash_number(state, (uint64_t)plan->seed_count);
    hash_number(state, plan->request->common.without);
    hash_number(state, plan->request->common.budget);
    hash_number(state, (uint64_t)plan->request->shards);
}

static int identify(struct plan *plan)
{
    XXH3_state_t *state = XXH3_createState();

    if (!state)
        return -1;
    XXH3_64bits_reset(state);
    hash_plan(state, plan);
    snprintf(plan->id, sizeof plan->id, "%016" PRIx64, (uint64_t)XXH3_64bits_digest(state));
    XXH3_freeState(state);
    return 0;
}

static void count_distinct(struct plan *plan)
{
    size_t files = 0;

    for (int i = 0; i < plan->input_count; i++) {
        int seen = 0;

        for (int k = 0; k < i && !seen; k++)
            seen = strcmp(plan->inputs[i].hash, plan->inputs[k].hash) == 0;
        files += !seen;
    }
    plan->distinct = plan->count / (size_t)plan->input_count * files;
}

int plan_make(struct plan *plan, const struct compare_request *request, struct input *inputs)
{
    *plan = (struct plan){ .request = request, .inputs = inputs, .input_count = request->common.count };
    /* First, as their number is a factor of that of the runs. */
    plan->variants = variants_make(request, &plan->variant_count);
    if (!plan->variants || choose_levels(plan) != 0 || choose_seeds(plan) != 0 || plan_lay_out(plan) != 0)
        return -1;
    for (int l = 0; l < plan->level_count; l++)
        for (int v = 0; v < plan->variant_count; v++)
            *plan_inert(plan, l, v) =
                (char)variant_inert(&plan->variants[v], request, plan->levels[l].level, plan->levels[l].model);
    count_distinct(plan);
    return identify(plan);
}

void plan_keep_shard(struct plan *plan, int shard, int shards)
{
    const size_t n = (size_t)shards;

    /* One place further in each round: where the seeds or variants are as many as the shards, each shard would get
     * one of them alone, and perhaps the slow one. */
    for (size_t i = 0; i < plan->count; i++)
        if ((i + i / n) % n != (size_t)shard - 1)
            plan->runs[i].state = RUN_ELSEWHERE;
}

struct run *plan_cell(const struct plan *plan, int input, int level, int variant)
{
    return &plan->runs[run_index(plan, input, level, variant)];
}

const char *plan_level_text(char text[PLAN_LEVEL_TEXT], const struct plan_level *level)
{
    if (level->level >= 0)
        snprintf(text, PLAN_LEVEL_TEXT, "%d", level->level);
    else
        snprintf(text, PLAN_LEVEL_TEXT, "model %" PRIu64, level->model);
    return text;
}

const char *plan_level_name(char text[PLAN_LEVEL_TEXT], const struct plan_level *level)
{
    if (level->level >= 0)
        snprintf(text, PLAN_LEVEL_TEXT, "level %d", level->level);
    else
        snprintf(text, PLAN_LEVEL_TEXT, "model %" PRIu64, level->model);
    return text;
}

void plan_free(struct plan *plan)
{
    for (size_t i = 0; plan->runs && i < plan->count; i++)
        /* Those of runs that were not made are zeroed, and have nothing to free. */
        trace_free(&plan->runs[i].result.trace);
    free(plan->runs);
    free(plan->inert);
    free(plan->seeds);
    free(plan->levels);
    free(plan->variants);
}
