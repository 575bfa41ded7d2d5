#include "learner/trainer.h"

void llz_trainer_lay(struct llz_trainer *t, struct llz_arena *a, struct llz_lm *m,
                     const struct llz_policy *policy, const struct llz_rule *rule)
{
    t->model = m;
    t->policy = policy;
    if (policy->hear)
        llz_classes_lay(&t->classes, a, &m->embedding);
    llz_optimizer_lay(&t->optimizer, a, m, rule);
    llz_grads_lay(&t->grads, a, &m->shape);
    t->choice.weight = llz_arena_take(a, m->shape.window, sizeof *t->choice.weight);
}

void llz_trainer_init(struct llz_trainer *t, const struct llz_rates *rates)
{
    llz_optimizer_init(&t->optimizer, t->model, rates);
    llz_grads_init(&t->grads, &t->model->shape);
    if (t->policy->hear)
        llz_classes_init(&t->classes, t->policy);
    for (int i = 0; i < LLZ_GROUPS; i++)
        t->choice.step[i] = 1;
    t->position = 0;
}

static struct llz_policy_view view_of(const struct llz_trainer *t, const struct llz_window *w)
{
    const struct llz_lm *m = t->model;
    return (struct llz_policy_view){ t->position, m->shape.window, m->shape.contexts,
                                     w->loss,     w->dlogits,      w->row,
                                     w->a,        m->at.e,         m->at.total };
}

void llz_trainer_ask(const struct llz_trainer *t, const struct llz_window *w, struct llz_policy_choice *choice)
{
    const struct llz_policy_view view = view_of(t, w);
    struct llz_policy_state forgotten = t->state;
    t->policy->choose(&forgotten, &view, choice);
}

void llz_trainer_learn(struct llz_trainer *t, struct llz_window *w)
{
    const struct llz_lm *m = t->model;
    const struct llz_policy_view view = view_of(t, w);
    t->policy->choose(&t->state, &view, &t->choice);
    for (int i = 0; i < LLZ_GROUPS; i++)
        t->choice.step[i] *= llz_schedule(t->position);
    if (t->choice.idle)
        return;
    llz_lm_backward(m, w, t->choice.weight, &t->grads);
    llz_optimizer_dense(&t->optimizer, t->model, &t->grads, t->choice.step, 1 - m->view);
}

void llz_trainer_commit(struct llz_trainer *t, struct llz_window *w)
{
    struct llz_classes *classes = t->policy->hear ? &t->classes : NULL;
    if (!t->choice.idle) {
        llz_optimizer_rows(&t->optimizer, t->model, w, &t->grads, t->choice.step[LLZ_GROUP_ROWS], classes);
        if (classes)
            llz_classes_turn(classes);
        t->model->view = 1 - t->model->view;
    }
    t->position += w->n;
    w->n = 0;
}
