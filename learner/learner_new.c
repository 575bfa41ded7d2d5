/* learner_new.c - a learner from its settings, and its end.
 *
 * All memory of a learner is one arena, laid out twice by the same code: once to count, once for real. So
 * the memory that a setting takes can be told, and refused, before any is taken, and there is one
 * allocation that can fail. */
#include "learner/learner_internal.h"

#include <stdlib.h>

#include "learner/thread.h"

static void lay_window(struct llz_learner *l, struct llz_window *w)
{
    llz_window_lay(w, &l->memory, &l->row->shape);
    if (l->policy->replay || l->budget)
        llz_window_lay_direct(w, &l->memory, &l->row->shape);
}

/* Lays everything out; runs once to count and once for real. */
static void lay(struct llz_learner *l)
{
    const struct llz_shape *shape = &l->row->shape;
    l->primer =
        llz_arena_take_marked(&l->memory, l->row->primer + llz_learner_sample_bytes(l), 1, &l->primer_mark);
    if (l->predictor)
        llz_predictor_lay(l->predictor, &l->memory, &l->shape, &l->tuning, l->policy->hear != NULL);
    if (!(l->parts & LLZ_PART_LM))
        return;
    /* From here to lm_end everything belongs to the language model: a restart clears just that. */
    l->lm_first = l->memory.used;
    llz_lm_lay(&l->model, &l->memory, shape);
    for (int i = 0; i <= shape->delay; i++)
        lay_window(l, &l->window[i]);
    llz_trainer_lay(&l->trainer, &l->memory, &l->model, l->policy, &l->config.change, l->rule);
    l->lm_end = l->memory.used;
    if (l->measurer)
        llz_measurer_lay(l->measurer, &l->memory, &l->model);
}

/* Counts the memory that all tables take, and allocates none of them. */
static bool count(struct llz_learner *l, const struct llz_learner_config *cfg)
{
    if (cfg->measuring) {
        l->measurer = calloc(1, sizeof *l->measurer);
        if (!l->measurer)
            return false;
    }
    if (l->parts & LLZ_PART_EXPERTS) {
        l->predictor = calloc(1, sizeof *l->predictor);
        if (!l->predictor)
            return false;
    }
    lay(l);
    l->bytes =
        l->memory.used + (l->predictor ? sizeof *l->predictor : 0) + (l->measurer ? sizeof *l->measurer : 0);
    return true;
}

static bool allocate(struct llz_learner *l, enum llz_arena_use use)
{
    l->memory = llz_arena_new_for(use, l->memory.used);
    if (!l->memory.base)
        return false;
    lay(l);
    return true;
}

void llz_learner_learn_pending(void *argument)
{
    struct llz_learner *l = argument;
    llz_trainer_learn(&l->trainer, l->pending);
}

void llz_learner_seed(struct llz_learner *l)
{
    const struct llz_rates *usual = &l->row->rates;
    const struct llz_rates rates = { usual->dense * llz_tuning_factor(&l->tuning, LLZ_KNOB_DENSE),
                                     usual->rows * llz_tuning_factor(&l->tuning, LLZ_KNOB_ROWS) };
    llz_lm_init(&l->model, &l->kernels, l->seed);
    llz_trainer_init(&l->trainer, &rates, l->seed);
    l->coding = &l->window[0];
    l->slot_step = llz_tuning_factor(&l->tuning, LLZ_KNOB_SLOTS);
    l->ngram_step = l->slot_step;
}

static void init_lm(struct llz_learner *l)
{
    llz_learner_seed(l);
    if (l->measurer)
        llz_measurer_init(l->measurer, &l->model);
}

static void pause_learning(void *worker)
{
    llz_worker_pause(worker);
}

static void start_worker(struct llz_learner *l, const struct llz_learner_config *cfg)
{
    static void (*const tasks[])(
        void *) = { [LLZ_TASK_LM] = llz_learner_distribute, [LLZ_TASK_LEARN] = llz_learner_learn_pending };
    if ((l->parts & LLZ_PART_LM) && cfg->threads > 1 && llz_thread_has_cores() &&
        /* The thread beside it would change slots while the oracle reads them. */
        !l->policy->foresees)
        l->worker = llz_worker_new(tasks, LLZ_TASKS, l); /* where no thread can be had, one does */
    if (l->worker) {
        l->trainer.grads.pause = pause_learning;
        l->trainer.grads.pausing = l->worker;
    }
}

/* Sets a learner that is zero up to settings; nothing is allocated but what is small. False: no memory, or no
 * such settings. */
static bool plan(struct llz_learner *l, const struct llz_learner_config *cfg)
{
    const struct llz_row *row = llz_row_get(cfg->model);
    const struct llz_policy *policy = llz_policy_of(cfg);
    const struct llz_rule *rule = llz_rule_get(cfg->optimizer);
    if (!row || !policy || !rule || !llz_row_predictor(row, cfg->memory, &l->shape))
        return false;
    l->config = *cfg;
    l->rule = rule;
    l->parts = cfg->parts;
    l->policy = policy;
    l->values = llz_policy_values_of(policy, &cfg->change);
    l->match_long = (uint32_t)llz_policy_value(policy, &cfg->change, "match", LLZ_MATCH_LONG);
    l->row = row;
    l->seed = cfg->seed;
    l->tuning = cfg->tuning;
    l->work = llz_flops_of(row, l->parts, policy, rule);
    l->budget = cfg->budget;
    l->prior = cfg->prior;
    l->trainer.work = l->work;
    l->trainer.budget = cfg->budget > 0;
    return count(l, cfg);
}

/* A learner without its tables. */
static struct llz_learner *sketch(enum llz_arena_use use, const struct llz_learner_config *cfg)
{
    struct llz_learner *l = calloc(1, sizeof *l);
    if (l)
        l->memory.use = use;
    if (l && plan(l, cfg))
        return l;
    llz_learner_free(l);
    return NULL;
}

size_t llz_learner_memory(const struct llz_learner_config *cfg)
{
    struct llz_learner *l = sketch(LLZ_ARENA_LONG, cfg);
    const size_t bytes = l ? llz_learner_state_bytes(l) : 0;
    llz_learner_free(l);
    return bytes;
}

/* All of it as it is before the first byte; the tables are zero. */
static void begin(struct llz_learner *l)
{
    if (l->parts & LLZ_PART_LM)
        init_lm(l);
    if (l->predictor)
        llz_predictor_init(l->predictor, &l->kernels, l->parts, &l->tuning, l->policy->whole);
}

struct llz_learner *llz_learner_new_for(enum llz_learner_use use, const struct llz_learner_config *cfg)
{
    static const enum llz_arena_use arena[] = {
        [LLZ_USE_LONG] = LLZ_ARENA_LONG, [LLZ_USE_BRIEF] = LLZ_ARENA_BRIEF, [LLZ_USE_KEPT] = LLZ_ARENA_KEPT
    };
    struct llz_learner *l = sketch(arena[use], cfg);
    if (!l || !allocate(l, arena[use])) {
        llz_learner_free(l);
        return NULL;
    }
    /* A snapshot of a measuring learner would have to hold what it measured, too. */
    l->keeping = use == LLZ_USE_KEPT && !l->measurer;
    l->kernels = *llz_kernels_get();
    begin(l);
    start_worker(l, cfg);
    return l;
}

void llz_learner_expect_much(struct llz_learner *l)
{
    llz_arena_expect_much(&l->memory);
    begin(l);
}

struct llz_learner *llz_learner_new(const struct llz_learner_config *cfg)
{
    return llz_learner_new_for(LLZ_USE_LONG, cfg);
}

void llz_learner_free(struct llz_learner *l)
{
    if (!l)
        return;
    if (l->pending && l->worker)
        llz_worker_wait(l->worker, LLZ_TASK_LEARN);
    llz_worker_free(l->worker);
    llz_arena_free(&l->memory);
    llz_learner_drop_snapshot(l);
    free(l->measurer);
    free(l->predictor);
    if (l->ablation)
        llz_ablation_free(l->ablation);
    free(l->ablation);
    free(l);
}

/* Twice while snapshots may be taken: pages that are written after one exist twice. */
size_t llz_learner_state_bytes(const struct llz_learner *l)
{
    return sizeof *l + l->bytes + (l->keeping ? l->bytes : 0);
}
