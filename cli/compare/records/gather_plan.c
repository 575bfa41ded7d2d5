/* gather_plan.c - a plan that is made of records: everything that any of them is about. */
#include "cli/compare/records/gather_plan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare/records/gather_order.h"
#include "cli/compare/records/run_record.h"

enum status gather_no_memory(void)
{
    return report_errno("report", ENOMEM);
}

/* Files with other contents are other files, whatever their names; a file that was renamed is one. Sorted by name and
 * contents, so the first name that there is stays. */
static int find_input(const struct plan *plan, const json_t *record)
{
    for (int i = 0; i < plan->input_count; i++)
        if (strcmp(plan->inputs[i].hash, record_text(record, "xxh3_128")) == 0 &&
            plan->inputs[i].size == (size_t)record_number(record, "size"))
            return i;
    return -1;
}

static int find_level(const struct plan *plan, const json_t *record)
{
    for (int l = 0; l < plan->level_count; l++)
        if (plan->levels[l].level == (int)record_number(record, "level") &&
            plan->levels[l].model == (uint64_t)record_number(record, "model"))
            return l;
    return -1;
}

static int find_variant(const struct plan *plan, const json_t *record)
{
    for (int v = 0; v < plan->variant_count; v++) {
        int same = 1;

        for (int d = 0; d < variant_dimension_count && same; d++)
            same = strcmp(variant_dimensions[d].value(&plan->variants[v]),
                          record_text(record, variant_dimensions[d].name)) == 0;
        if (same)
            return v;
    }
    return -1;
}

static int find_seed(const struct plan *plan, const json_t *record)
{
    for (int s = 0; s < plan->seed_count; s++)
        if (plan->seeds[s] == (uint64_t)record_number(record, "seed"))
            return s;
    return -1;
}

static enum status add_input(struct gathering *g, const json_t *record)
{
    struct plan *plan = &g->plan;
    struct input *in = &plan->inputs[plan->input_count];
    char *name = g->names[plan->input_count] = strdup(record_text(record, "file"));

    if (!name)
        return gather_no_memory();
    *in = (struct input){ .name = name, .clean = name, .size = (size_t)record_number(record, "size") };
    snprintf(in->hash, sizeof in->hash, "%s", record_text(record, "xxh3_128"));
    plan->input_count++;
    return STATUS_OK;
}

/* One choice for each record would do; few are different. */
static void add_variant(struct gathering *g, const json_t *record)
{
    struct plan *plan = &g->plan;
    struct variant *v = &plan->variants[plan->variant_count];
    struct prior_choice *prior = &g->priors[plan->variant_count];

    *prior = (struct prior_choice){ .name = record_text(record, "prior_file") };
    snprintf(prior->id, sizeof prior->id, "%s", record_text(record, "prior"));
    *v = variant_of(record_text(record, "policy"), record_text(record, "optimizer"), prior,
                    (int)strtol(record_text(record, "search"), NULL, 10),
                    variant_part(record_text(record, "omitted")));
    plan->variant_count++;
}

/* Everything that any record is about. There is room for as many of each as there are records. */
enum status gather_list(struct gathering *g)
{
    struct plan *plan = &g->plan;
    enum status status = STATUS_OK;

    plan->inputs = calloc(g->count, sizeof *plan->inputs);
    plan->levels = calloc(g->count, sizeof *plan->levels);
    plan->variants = calloc(g->count, sizeof *plan->variants);
    plan->seeds = calloc(g->count, sizeof *plan->seeds);
    g->priors = calloc(g->count, sizeof *g->priors);
    g->names = calloc(g->count, sizeof *g->names);
    if (!g->names || !plan->inputs || !plan->levels || !plan->variants || !plan->seeds || !g->priors)
        return gather_no_memory();
    for (size_t i = 0; i < g->count && status == STATUS_OK; i++) {
        const json_t *record = g->records[i].record;

        if (find_input(plan, record) < 0)
            status = add_input(g, record);
        if (find_level(plan, record) < 0)
            plan->levels[plan->level_count++] = (struct plan_level){ (int)record_number(record, "level"),
                                                                     (uint64_t)record_number(record, "model") };
        if (find_variant(plan, record) < 0)
            add_variant(g, record);
        if (find_seed(plan, record) < 0)
            plan->seeds[plan->seed_count++] = (uint64_t)record_number(record, "seed");
    }
    return status;
}

static enum status place(struct gathering *g, size_t i)
{
    const struct plan *plan = &g->plan;
    const json_t *record = g->records[i].record;
    const int level = find_level(plan, record), variant = find_variant(plan, record);
    struct run *run = plan_cell(plan, find_input(plan, record), level, variant) + find_seed(plan, record);

    g->records[i].run = run;
    if (record_take(record, run) != 0)
        return gather_no_memory();
    run->state = RUN_DONE;
    /* As its own program said, which knew the policy. */
    *plan_inert(plan, level, variant) = (char)json_is_true(json_object_get(record, "inert"));
    return STATUS_OK;
}

enum status gather_place(struct gathering *g)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < g->count && status == STATUS_OK; i++)
        status = place(g, i);
    return status;
}

/* Two files of one name, from two folders perhaps: their contents tell them apart. Sorted before. */
enum status gather_name_apart(struct plan *plan)
{
    for (int i = 1, same = 0; i < plan->input_count; i++) {
        struct input *in = &plan->inputs[i];
        const size_t room = strlen(in->name) + sizeof in->hash + 4;
        char *clean;

        same = strcmp(in->name, plan->inputs[same].name) == 0 ? same : i;
        if (same == i)
            continue;
        clean = malloc(room);
        if (!clean)
            return gather_no_memory();
        snprintf(clean, room, "%s (%.8s)", in->name, in->hash);
        in->clean = clean;
    }
    return STATUS_OK;
}
