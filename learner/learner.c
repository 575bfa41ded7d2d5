/* learner.c - the model while it codes: predicts, observes, learns.
 *
 * The order for each byte is fixed, since encoder and decoder both replay it: resolve contexts, step the
 * network, predict and observe eight bits, take the byte in, and at the end of a window learn. Nothing may
 * depend on how many threads there are: with a delay, what a window taught counts from the end of the next
 * one on, whether the worker was done long before or not.
 *
 * With a worker the language model and the experts take a byte in side by side, and the model goes on to the next
 * distribution meanwhile: neither reads what the other writes until the next bit is asked for. Hence a byte is owed to
 * both until the next step, when it is clear that nothing else comes between. */
#include <stdlib.h>
#include <string.h>

#include "learner/learner_internal.h"
#include "model/arithmetic/bytetree.h"

/* Half a bit more than a byte has: noise comes near it while it is learned, divergence goes far beyond. */
#define LOSS_MAX ((llz_real)5.8917) /* nats: 8.5 bits a byte */
/* As long as a window at most levels, so that policies hear of mixers and network about equally often. */
#define TURN 32 /* bytes between two of the mixers' step sizes */

static void teach_rows(struct llz_learner *l)
{
    if (l->rows_owing)
        llz_trainer_teach_rows(&l->trainer, l->rows_owing);
    l->rows_owing = NULL;
}

/* Waits for the window being learned and puts what was learned into force.
 *
 * The only place where the two threads meet. With a worker the embedding rows learn where the next step reads them: they
 * lie in its core's cache, and would have to come and go. */
static void finish(struct llz_learner *l)
{
    if (!l->pending)
        return;
    if (l->worker)
        llz_worker_wait(l->worker, LLZ_TASK_LEARN);
    llz_trainer_turn_over(&l->trainer, l->pending);
    l->rows_owing = l->pending;
    if (!l->worker || l->measurer)
        teach_rows(l);
    l->ngram_step = l->slot_step * l->trainer.choice.step[LLZ_GROUP_NGRAM];
    llz_learner_spend(l, llz_trainer_spent(&l->trainer));
    l->pending = NULL;
}

/* What the primer brings is not spent on old windows: it would cost by the budget, not by what it serves. */
static void begin(struct llz_learner *l)
{
    if (l->primer_at < l->primer_bytes && l->credit > (int64_t)l->work.learn)
        l->credit = (int64_t)l->work.learn;
    l->pending = l->coding;
    l->trainer.credit = l->credit;
    l->learn_owing = l->worker && l->row->shape.delay;
    if (!l->learn_owing)
        llz_learner_learn_pending(l);
}

/* Has the language model done worse than none over the last frame's worth of bytes, the window just filled
 * included? A sum that is not a number counts as worse.
 *
 * A frame's worth, so that one page of noise is no reason; NaN compares as false, hence the negation. */
static bool diverged(struct llz_learner *l)
{
    for (size_t t = 0; t < l->coding->n; t++)
        l->watched_loss += l->coding->loss[t];
    l->watched += l->coding->n;
    if (l->watched < l->row->frame)
        return false;
    const bool bad = !(l->watched_loss <= LOSS_MAX * (llz_real)l->watched);
    l->watched_loss = 0;
    l->watched = 0;
    return bad;
}

/* Lets the policy move the step sizes of the mixers' weight sets. */
static void turn_mixers(struct llz_learner *l)
{
    llz_real gain[LLZ_MIXER_SETS];
    for (int i = 0; i < 2; i++) {
        struct llz_tangent *t = &l->predictor->tangent[i];
        llz_tangent_turn(t, gain);
        l->policy->hear(t->factor, gain, t->n, l->mixed / TURN, &l->values);
    }
}

/* Forgets all that the language model has learned, and learns from now on by the plainest policy.
 *
 * Weights that have run away never come back by themselves, and every byte would pay for it. Experts have
 * not diverged: theirs stays. Whatever policy or tuning led here is not trusted again. */
static void restart(struct llz_learner *l)
{
    l->policy = &llz_policy_uniform;
    l->trainer.policy = l->policy;
    l->rows_owing = NULL;
    llz_arena_clear(&l->memory, l->lm_first, l->lm_end);
    l->window[0].n = l->window[1].n = 0;
    l->window[0].matched = l->window[1].matched = 0;
    llz_history_forget(&l->model.history);
    l->model.view = 0;
    llz_learner_seed(l);
    if (l->predictor)
        llz_predictor_steady(l->predictor);
    l->restarts++;
}

/* Not while a window is being learned. */
static void measure(struct llz_learner *l)
{
    if (l->ahead_n < LLZ_AHEAD * l->row->shape.window)
        return;
    llz_measurer_contributions(l->measurer, &l->trainer, l->ahead, &l->figures);
    l->measured = true;
}

static void observe(struct llz_learner *l)
{
    llz_lm_observe_joined(&l->model, l->coding, l->last, l->ngram_step, l->mixes ? l->error : NULL);
    l->mixes = false;
}

void llz_learner_settle(struct llz_learner *l)
{
    teach_rows(l);
    if (!l->owing)
        return;
    l->owing = false;
    if (l->predictor)
        llz_experts_add(&l->predictor->experts, l->last);
    if (l->parts & LLZ_PART_LM)
        observe(l);
}

void llz_learner_distribute(void *argument)
{
    struct llz_learner *l = argument;
    teach_rows(l);
    if (l->lm_owing)
        observe(l);
    llz_lm_step(&l->model, l->coding);
    llz_bytetree_build(l->model.tree);
}

void llz_learner_advance(struct llz_learner *l)
{
    l->lm_owing = l->owing;
    l->owing = false;
    if (l->worker)
        llz_worker_start(l->worker, LLZ_TASK_LM);
    if (!l->predictor)
        return;
    if (l->lm_owing)
        llz_experts_add(&l->predictor->experts, l->last);
    llz_experts_resolve(&l->predictor->experts);
}

void llz_learner_arrive(struct llz_learner *l)
{
    if (!l->worker) {
        if (l->parts & LLZ_PART_LM)
            llz_learner_distribute(l);
        return;
    }
    llz_worker_wait(l->worker, LLZ_TASK_LM);
    /* Not before: rows learn from gradients that the next window's overwrite, and the distribution is urgent. */
    if (l->learn_owing)
        llz_worker_start(l->worker, LLZ_TASK_LEARN);
    l->learn_owing = false;
}

/* Of the byte that comes next. */
static void note_match(struct llz_learner *l, uint32_t length)
{
    struct llz_window *w = l->coding;
    w->matched += length >= l->match_long;
    w->match[w->n] = (uint8_t)(length < UINT8_MAX ? length : UINT8_MAX);
}

void llz_learner_step(struct llz_learner *l)
{
    const bool lm = l->parts & LLZ_PART_LM;
    llz_learner_advance(l);
    if (l->predictor && l->worker)
        llz_predictor_open(l->predictor);
    llz_learner_arrive(l);
    if (lm && l->predictor)
        note_match(l, llz_experts_matched(&l->predictor->experts));
    if (l->predictor)
        llz_predictor_begin(l->predictor, lm ? l->model.tree : NULL);
    l->node = 1;
    llz_learner_spend(l, l->work.predict);
}

static uint32_t lm_bit(const struct llz_learner *l)
{
    return llz_bytetree_bit(l->model.tree, l->node, LLZ_PROB_BITS, LLZ_PROB_MIN);
}

/* A probability in the units of the coder. */
static uint32_t units(float probability)
{
    const uint32_t p = (uint32_t)(probability * (float)(1u << LLZ_PROB_BITS));
    const uint32_t top = (1u << LLZ_PROB_BITS) - LLZ_PROB_MIN;
    return p < LLZ_PROB_MIN ? LLZ_PROB_MIN : p > top ? top : p;
}

uint32_t llz_learner_predict_bit(struct llz_learner *l)
{
    return l->predictor ? units(llz_predictor_bit(l->predictor)) : lm_bit(l);
}

void llz_learner_observe_bit(struct llz_learner *l, int bit)
{
    const unsigned level = llz_node_level(l->node);
    l->node = 2 * l->node + (unsigned)bit;
    if (!l->predictor)
        return;
    l->error[level] = l->predictor->coded - (llz_real)bit;
    l->mixes = true;
    llz_predictor_update(l->predictor, bit);
    if (l->policy->hear && l->node > 255 && ++l->mixed % TURN == 0)
        turn_mixers(l);
}

/* With delay, what a window taught takes effect when the next one is full: encoder, decoder and any number of
 * threads agree on that point. */
static void end_window(struct llz_learner *l)
{
    const int delay = l->row->shape.delay;
    finish(l);
    if (diverged(l)) {
        restart(l);
        return;
    }
    /* What is measured must be the parameters that code the next window: with a delay they are in force
     * from here on, without one only after finish(). */
    if (delay)
        measure(l);
    begin(l);
    if (delay) {
        l->coding = l->coding == &l->window[0] ? &l->window[1] : &l->window[0];
        return;
    }
    finish(l);
    measure(l);
}

void llz_learner_learn(struct llz_learner *l)
{
    l->measured = false;
    l->owing = true;
    l->last = (uint8_t)(l->node & 0xff);
    if (!l->worker || l->coding->n + 1 == l->row->shape.window)
        llz_learner_settle(l);
    if (!(l->parts & LLZ_PART_LM))
        return;
    /* Bytes earn operations as they come; windows that are learned, anew or again, spend them. */
    l->credit += (int64_t)l->budget;
    if (l->trainer.oracle.left > 0) {
        l->trainer.oracle.next++;
        l->trainer.oracle.left--;
    }
    if (l->coding->n == l->row->shape.window)
        end_window(l);
    l->ahead_n = 0;
}

void llz_learner_pass(struct llz_learner *l, const uint8_t *period, size_t n, uint64_t bytes)
{
    llz_learner_settle(l);
    if (l->predictor)
        llz_experts_pass(&l->predictor->experts, period, n, bytes);
    if (l->parts & LLZ_PART_LM)
        llz_lm_pass(&l->model, period, n, bytes);
}

void llz_learner_look_ahead(struct llz_learner *l, const uint8_t *ahead, size_t n)
{
    l->ahead = ahead;
    l->ahead_n = n;
}

const struct llz_figures *llz_learner_figures(const struct llz_learner *l)
{
    return l->measured ? &l->figures : NULL;
}

void llz_learner_probe(struct llz_learner *l, const uint8_t *bytes, size_t n, size_t piece, double *nats)
{
    llz_learner_settle(l);
    llz_measurer_probe(l->measurer, &l->model, bytes, n, piece, nats);
}

uint64_t llz_learner_learned(const struct llz_learner *l)
{
    return l->trainer.position;
}

bool llz_learner_explain(struct llz_learner *l)
{
    llz_learner_drop_snapshot(l); /* whose predictor nobody would explain */
    if (!l->predictor || l->ablation)
        return true;
    l->ablation = calloc(1, sizeof *l->ablation);
    return l->ablation && llz_ablation_begin(l->ablation, l->predictor);
}

void llz_learner_alternatives(const struct llz_learner *l, struct llz_alternatives *a)
{
    const struct llz_predictor *m = l->predictor;
    const uint32_t coded = m ? units(m->coded) : lm_bit(l);
    a->lm = l->parts & LLZ_PART_LM ? lm_bit(l) : 0;
    if (m && l->node == 1)
        llz_ablation_byte(l->ablation, m);
    for (unsigned i = 0; i < LLZ_PART_COUNT; i++) {
        if (!(l->parts & 1u << i))
            a->without[i] = coded;
        else
            a->without[i] = m ? units(llz_ablation_bit(l->ablation, m, 1u << i)) : 1u << (LLZ_PROB_BITS - 1);
    }
}

unsigned llz_learner_restarts(const struct llz_learner *l)
{
    return l->restarts;
}

uint64_t llz_learner_operations(const struct llz_learner *l)
{
    return l->operations;
}
