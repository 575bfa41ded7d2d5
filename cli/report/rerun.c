/* rerun.c - the runs of a row, made again: who doubts a figure need not take it from a file. */
#include "cli/report/rerun.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare/findings/findings.h"
#include "cli/compare/pool.h"
#include "cli/compare/records/run_record.h"
#include "cli/lab/inputs.h"
#include "cli/options/values.h"
#include "cli/prior/priors.h"
#include "cli/signals.h"
#include "codec/llz_lab.h"

/* One comparison with only the row in it. */
struct again {
    const struct gathering *g;
    struct compare_request request;
    struct plan plan;
    const struct run **recorded; /* of each run of the plan */
    struct input *inputs;
    struct prior_choice prior[2]; /* of the reference, and of the row */
    struct options holder[2];
    int missing;   /* runs of the row that are not recorded, */
    int different; /* and those that are not what was recorded */
};

static enum status read_input(struct again *again, struct input *in, const json_t *record, const char *hash)
{
    enum status status = input_read(in, &again->request.common, record_text(record, "file"));

    if (status == STATUS_OK && strcmp(in->hash, hash) != 0)
        return report_error(in->name, "is another file than the one that the results are about");
    return status;
}

/* The prior under the name that is recorded, which has to be the one that was used. */
static enum status load_prior(struct again *again, int i, const struct prior_choice *wanted)
{
    char id[17];
    enum status status;

    again->prior[i] = *wanted;
    if (!*wanted->id)
        return STATUS_OK;
    again->holder[i] = (struct options){ .prior_name = wanted->name };
    status = prior_open(&again->holder[i]);
    if (status != STATUS_OK)
        return status;
    snprintf(id, sizeof id, "%016" PRIx64, llz_prior_id(again->holder[i].prior));
    if (strcmp(id, wanted->id) != 0)
        return report_error(wanted->name, "is another prior than the one that the results are about");
    again->prior[i].prior = again->holder[i].prior;
    return STATUS_OK;
}

/* Policies of records are checked as those of a command line are: they reach the library. */
static enum status check_variant(const struct variant *v)
{
    const char *known;

    return value_compared(v->policy, &known) == 0 && value_optimizer(v->optimizer, &known) == 0 ? STATUS_OK
                                                                                                : STATUS_ERROR;
}

static enum status take_settings(struct again *again)
{
    const struct gathering *g = again->g;
    const char *without = gather_text(g, "without");

    again->request = (struct compare_request){ .jobs = 1, .verify = 1 };
    again->request.common = *g->common;
    again->request.common.operation = OP_COMPRESS;
    again->request.common.irregular = IRREGULAR_NEVER;
    again->request.common.threads = 1;
    again->request.common.budget = (uint64_t)gather_number(g, "budget");
    if (strcmp(g->build, llz_build()) != 0)
        return report_error("--rerun", "the runs are of another build, whose archives may be others");
    return *without && value_without(without, &again->request.common.without) != 0 ? STATUS_ERROR : STATUS_OK;
}

/* Room for all; the plan refers to all files or to one. */
static enum status lay_out(struct again *again, int input, int level, int variant)
{
    const struct plan *all = &again->g->plan;
    const int last = input == all->input_count, count = last ? input : 1;
    const int reference = all->variants[variant].reference;
    struct plan *plan = &again->plan;

    *plan = (struct plan){
        .request = &again->request, .input_count = count, .level_count = 1, .seed_count = all->seed_count
    };
    plan->variant_count = reference == variant ? 1 : 2;
    plan->inputs = again->inputs = calloc((size_t)count, sizeof *plan->inputs);
    plan->levels = calloc(1, sizeof *plan->levels);
    plan->variants = calloc(2, sizeof *plan->variants);
    plan->seeds = calloc((size_t)all->seed_count, sizeof *plan->seeds);
    if (!plan->inputs || !plan->levels || !plan->variants || !plan->seeds)
        return report_errno("--rerun", ENOMEM);
    plan->levels[0] = all->levels[level];
    plan->variants[0] = all->variants[reference];
    plan->variants[plan->variant_count - 1] = all->variants[variant];
    memcpy(plan->seeds, all->seeds, (size_t)all->seed_count * sizeof *plan->seeds);
    return plan_lay_out(plan) == 0 ? STATUS_OK : report_errno("--rerun", ENOMEM);
}

/* Each run beside its record; those without one are left out. */
static enum status pair(struct again *again, int input, int level, int variant)
{
    const struct plan *all = &again->g->plan, *plan = &again->plan;
    const int first = input == all->input_count ? 0 : input;

    again->recorded = calloc(plan->count, sizeof *again->recorded);
    if (!again->recorded)
        return report_errno("--rerun", ENOMEM);
    for (int i = 0; i < plan->input_count; i++)
        for (int v = 0; v < plan->variant_count; v++) {
            struct run *runs = plan_cell(plan, i, 0, v);
            const struct run *recorded =
                plan_cell(all, first + i, level,
                          v + 1 == plan->variant_count ? variant : all->variants[variant].reference);

            for (int s = 0; s < plan->seed_count; s++) {
                again->recorded[&runs[s] - plan->runs] = &recorded[s];
                runs[s].state = recorded[s].state == RUN_DONE ? RUN_TODO : RUN_ELSEWHERE;
                again->missing += runs[s].state == RUN_ELSEWHERE;
            }
        }
    if ((size_t)again->missing < plan->count)
        return STATUS_OK;
    return report_error("--rerun", "none of the runs of this row is in the records");
}

static enum status read_inputs(struct again *again)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < again->plan.count && status == STATUS_OK; i++) {
        struct input *in = &again->inputs[again->plan.runs[i].input - again->plan.inputs];
        const struct run *recorded = again->recorded[i];

        if (again->plan.runs[i].state == RUN_TODO && !in->data)
            status = read_input(again, in, gather_record(again->g, recorded), recorded->input->hash);
    }
    return status;
}

static enum status load(struct again *again)
{
    struct plan *plan = &again->plan;
    enum status status = STATUS_OK;

    for (int v = 0; v < plan->variant_count && status == STATUS_OK; v++) {
        status = check_variant(&plan->variants[v]);
        if (status == STATUS_OK)
            status = load_prior(again, v, plan->variants[v].prior);
        plan->variants[v].prior = &again->prior[v];
    }
    return status == STATUS_OK ? read_inputs(again) : status;
}

static int same_costs(const struct result *a, const struct result *b)
{
    return a->packed == b->packed && a->trace.pieces == b->trace.pieces &&
           memcmp(a->trace.ends, b->trace.ends, a->trace.pieces * sizeof *a->trace.ends) == 0;
}

static enum status on_finished(void *user, struct run *run, const struct mishap *why, int *stop)
{
    struct again *again = user;
    const struct run *recorded = again->recorded[run - again->plan.runs];
    char label[VARIANT_LABEL], level[PLAN_LEVEL_TEXT], what[512];
    int same;

    (void)stop;
    variant_label(run->variant, label, sizeof label);
    snprintf(what, sizeof what, "%s, %s, seed %" PRIu64, plan_level_name(level, run->level), label, run->seed);
    if (why) {
        char reason[768];

        snprintf(reason, sizeof reason, "%s: %s", what,
                 why->differs ? "the archive decodes to something else" : llz_error_message(why->code));
        return report_error(run->input->name, reason);
    }
    same = same_costs(&run->result, &recorded->result);
    again->different += !same;
    printf("%s, %s: %" PRIu64 " bytes, %s\n", run->input->clean, what, run->result.packed,
           same                                            ? "as recorded"
           : run->result.packed == recorded->result.packed ? "as recorded, but otherwise spent"
                                                           : "not as recorded");
    return STATUS_OK;
}

static enum status tell_missing(const struct again *again)
{
    char reason[96];

    if (again->missing == 0)
        return STATUS_OK;
    snprintf(reason, sizeof reason, "%d of the %zu runs are not in the records, and were not made again",
             again->missing, again->plan.count);
    return report_warning(&again->request.common, "--rerun", reason);
}

static enum status conclude(const struct again *again, enum status status)
{
    char reason[96];

    if (signals_caught() || status == STATUS_ERROR)
        return STATUS_ERROR;
    status = report_flush();
    if (again->different == 0)
        return status_worse(status, tell_missing(again));
    snprintf(reason, sizeof reason, "%d of the runs %s not what the records say", again->different,
             again->different == 1 ? "is" : "are");
    return report_error("--rerun", reason);
}

static void again_free(struct again *again)
{
    for (int i = 0; i < 2; i++)
        prior_close(&again->holder[i]);
    if (again->inputs)
        inputs_free(again->inputs, again->plan.input_count);
    free(again->inputs);
    free(again->recorded);
    plan_free(&again->plan);
}

enum status rerun_row(const struct report_request *request, const struct gathering *g)
{
    struct again again = { .g = g };
    int input, level, variant;
    char row[24];
    enum status status;

    snprintf(row, sizeof row, "%d", request->rerun);
    if (findings_of_row(&g->plan, (size_t)request->rerun, &input, &level, &variant) != 0)
        return report_error(row, "the report has no such row");
    status = take_settings(&again);
    if (status == STATUS_OK)
        status = lay_out(&again, input, level, variant);
    if (status == STATUS_OK)
        status = pair(&again, input, level, variant);
    if (status == STATUS_OK)
        status = load(&again);
    if (status == STATUS_OK)
        status = conclude(&again, pool_run(&again.plan, on_finished, &again));
    again_free(&again);
    return status;
}
