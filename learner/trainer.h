/* trainer.h - one training step over a window, in two parts: learn, which may run beside the coding of the next
 * window, and commit, which must not. */
#ifndef LLZ_TRAINER_H
#define LLZ_TRAINER_H

#include "learner/measure/flop_count.h"
#include "learner/optimizers/optimizer.h"
#include "learner/policies/example_classes.h"
#include "learner/policies/oracle.h"
#include "learner/policies/policy.h"
#include "learner/policies/replay.h"

struct llz_trainer {
    struct llz_lm *model;
    struct llz_optimizer optimizer;
    struct llz_grads grads;
    const struct llz_policy *policy;
    struct llz_policy_values values; /* of its parameters */
    struct llz_policy_choice choice;
    struct llz_policy_state state;
    struct llz_classes classes; /* in use only if policy->weigh */
    struct llz_replay replay;   /* old windows, in use if the policy replays, or with a budget */
    struct llz_oracle oracle;   /* in use only if policy->foresees */
    uint64_t position;          /* bytes before the window being learned */
    bool budget;                /* whether credit limits learning, and old windows take what it leaves */
    int64_t credit;             /* operations that may be spent on this window */
    struct llz_flops work;      /* operations of each kind of work */
    uint64_t replays;           /* number of windows learned again along with it */
    bool moved;                 /* dense layers changed */
};

/* t->budget says whether there will be one. change: of the policy's parameters; NULL: they are as usual. */
void llz_trainer_lay(struct llz_trainer *t, struct llz_arena *a, struct llz_lm *m,
                     const struct llz_policy *policy, const struct llz_policy_change *change,
                     const struct llz_rule *rule);
/* seed: of the member; for what is drawn by lot. */
void llz_trainer_init(struct llz_trainer *t, const struct llz_rates *rates, uint64_t seed);

/* Operations of the last llz_trainer_learn. */
uint64_t llz_trainer_spent(const struct llz_trainer *t);

/* Gradients of a full window, new dense weights into the view that is not being read. Touches nothing that
 * forward steps read or write. */
void llz_trainer_learn(struct llz_trainer *t, struct llz_window *w);
/* Lets forward steps read the new view, and empties the window; embedding rows learn. */
void llz_trainer_commit(struct llz_trainer *t, struct llz_window *w);
/* Its two parts, in this order, for who lets another thread do the second one: before the next step, and before
 * llz_trainer_learn. */
void llz_trainer_turn_over(struct llz_trainer *t, struct llz_window *w);
void llz_trainer_teach_rows(struct llz_trainer *t, const struct llz_window *w);

/* What the policy would choose for w now; it remembers nothing of it. choice->weight: [T]. Not while
 * llz_trainer_learn runs. */
void llz_trainer_ask(const struct llz_trainer *t, const struct llz_window *w, struct llz_policy_choice *choice);

#endif
