/* trainer.c - Dense layers learn into the view that is not being read, which is exchanged at the next
 * commit; embedding rows and slots exist once, and are written at commit, when nobody predicts. That is
 * what lets a second thread do all the work here. */
#include "learner/trainer.h"

void llz_trainer_lay(struct llz_trainer *t, struct llz_arena *a, struct llz_lm *m,
                     const struct llz_policy *policy, const struct llz_policy_change *change,
                     const struct llz_rule *rule)
{
    t->model = m;
    t->policy = policy;
    t->values = llz_policy_values_of(policy, change);
    t->oracle.values = &t->values;
    llz_optimizer_lay(&t->optimizer, a, m, rule);
    llz_grads_lay(&t->grads, a, &m->shape);
    t->choice.weight = llz_arena_take(a, m->shape.window, sizeof *t->choice.weight);
    if (policy->weigh)
        llz_classes_lay(&t->classes, a, m, llz_policy_value(policy, change, "windows", LLZ_CLASS_WINDOWS));
    if (policy->replay || t->budget)
        llz_replay_lay(&t->replay, a, &m->shape, policy, change, &t->grads);
    if (policy->foresees)
        llz_oracle_lay(&t->oracle, a, m);
}

void llz_trainer_init(struct llz_trainer *t, const struct llz_rates *rates, uint64_t seed)
{
    llz_optimizer_init(&t->optimizer, t->model, rates);
    llz_grads_init(&t->grads, &t->model->shape);
    for (int i = 0; i < LLZ_GROUPS; i++)
        t->choice.step[i] = 1;
    llz_classes_init(&t->classes);
    llz_replay_init(&t->replay, seed);
    t->position = 0;
    t->replays = 0;
}

static struct llz_policy_view view_of(const struct llz_trainer *t, const struct llz_window *w)
{
    const struct llz_lm *m = t->model;
    return (struct llz_policy_view){ .position = t->position,
                                     .window = m->shape.window,
                                     .contexts = m->shape.contexts,
                                     .matched = w->matched,
                                     .loss = w->loss,
                                     .dlogits = w->dlogits,
                                     .row = w->row,
                                     .inputs = w->a,
                                     .inputs_n = m->at.e,
                                     .stride = m->at.total,
                                     .values = &t->values };
}

static void choose(struct llz_trainer *t, const struct llz_window *w)
{
    const struct llz_policy_view view = view_of(t, w);
    t->policy->choose(&t->state, &view, &t->choice);
    for (int i = 0; i < LLZ_GROUPS; i++)
        t->choice.step[i] *= llz_schedule(t->position);
}

/* Examples of classes that have been worth more count more. */
static void weigh_classes(struct llz_trainer *t, const struct llz_window *w)
{
    llz_real worth[LLZ_CLASSES];
    llz_classes_see(&t->classes, t->model, w, &t->grads, worth);
    llz_classes_turn(&t->classes, t->policy, &t->values, worth);
    llz_classes_apply(&t->classes, w, t->model->shape.window, t->choice.weight);
}

/* Weights first, then the backward pass they scale, then the step. */
static void learn_new(struct llz_trainer *t, struct llz_window *w)
{
    struct llz_lm *m = t->model;
    if (t->policy->weigh)
        weigh_classes(t, w);
    const bool seen = t->policy->foresees && llz_oracle_weigh(&t->oracle, m, w, t->choice.weight);
    llz_lm_backward(m, w, t->choice.weight, &t->grads);
    llz_optimizer_dense(&t->optimizer, m, &t->grads, t->choice.step, 1 - m->view);
    if (seen)
        llz_oracle_search(&t->oracle, m);
    t->moved = true;
}

/* Learns an old window, run through the newest view. False: there is none. Dense layers alone learn: rows are written at
 * commit, and that writes those of the new window. */
static bool learn_old(struct llz_trainer *t)
{
    const int view = t->model->view, other = 1 - view;
    llz_real step[LLZ_GROUPS] = { 0 };
    if (!llz_replay_run(&t->replay, t->model, t->moved ? other : view))
        return false;
    for (int i = 0; i < LLZ_LAYERS; i++)
        step[i] = t->choice.step[i] * t->replay.step;
    llz_optimizer_dense(&t->optimizer, t->model, &t->replay.grads, step, other);
    t->moved = true;
    t->replays++;
    return true;
}

/* How many old windows are to be learned beside the new one: without a budget one, for a policy that replays; with one as
 * many as the credit pays for, after the new window, which comes first. */
static uint64_t wanted(const struct llz_trainer *t)
{
    if (!t->budget)
        return t->policy->replay && !t->choice.idle;
    const int64_t left = t->credit - (t->choice.idle ? 0 : (int64_t)t->work.learn);
    return left > 0 ? (uint64_t)left / t->work.replay : 0;
}

void llz_trainer_ask(const struct llz_trainer *t, const struct llz_window *w, struct llz_policy_choice *choice)
{
    const struct llz_policy_view view = view_of(t, w);
    /* Whoever asks must not change what the policy remembers. */
    struct llz_policy_state forgotten = t->state;
    t->policy->choose(&forgotten, &view, choice);
    if (t->policy->weigh)
        llz_classes_apply(&t->classes, w, view.window, choice->weight);
}

void llz_trainer_learn(struct llz_trainer *t, struct llz_window *w)
{
    t->replays = 0;
    t->moved = false;
    choose(t, w);
    if (t->budget && t->credit < (int64_t)t->work.learn)
        t->choice.idle = true;
    if (!t->choice.idle)
        learn_new(t, w);
    for (uint64_t n = wanted(t); n > 0 && learn_old(t); n--)
        ;
    if (t->policy->replay || t->budget)
        llz_replay_keep(&t->replay, t->model, w);
}

uint64_t llz_trainer_spent(const struct llz_trainer *t)
{
    return (t->choice.idle ? 0 : t->work.learn) + t->replays * t->work.replay;
}

void llz_trainer_teach_rows(struct llz_trainer *t, const struct llz_window *w)
{
    if (!t->choice.idle)
        llz_optimizer_rows(&t->optimizer, t->model, w, &t->grads, t->choice.step[LLZ_GROUP_ROWS]);
}

void llz_trainer_turn_over(struct llz_trainer *t, struct llz_window *w)
{
    if (t->moved)
        t->model->view = 1 - t->model->view;
    t->position += w->n;
    w->n = w->matched = 0;
}

void llz_trainer_commit(struct llz_trainer *t, struct llz_window *w)
{
    llz_trainer_turn_over(t, w);
    llz_trainer_teach_rows(t, w);
}
