/* replay.h - old windows, kept to be learned again (experience replay; Lin 1992, "Self-improving reactive
 * agents").
 *
 * Kept of a window are its bytes, embedding rows, direct n-gram logits and first cells, as they were when it
 * was coded; embeddings and dense weights are the present ones. So a window asks the network the same question
 * again, and what slots have learned since from that very window does not answer it. Only the dense layers
 * learn from it: rows that are as rare as the window would learn it by heart. */
#ifndef LLZ_REPLAY_H
#define LLZ_REPLAY_H

#include "learner/policies/policy.h"
#include "model/network/lm.h"

#define LLZ_REPLAY_PAST_SLOTS 1024 /* a sample of the past: 32 MiB at most */
#define LLZ_REPLAY_RECENT_SLOTS 16
/* The step of a window learned again, as a share of a new one's, in units of 1/10000: longer ones cost more bytes. */
#define LLZ_REPLAY_STEP 625
#define LLZ_REPLAY_UNIT 10000
#define LLZ_PARAMETER_STEP                                                                                     \
    {                                                                                                          \
        "step", LLZ_REPLAY_STEP, 0, LLZ_REPLAY_UNIT, LLZ_REPLAY_UNIT,                                          \
            "step of a window learned again, as a share of a new one's"                                        \
    }

struct llz_replay {
    enum llz_replay_from from;
    size_t slots;            /* windows kept at most */
    llz_real step;           /* of one that is learned again, beside a new one's */
    uint64_t seen;           /* windows so far */
    uint64_t random;         /* state of the generator */
    struct llz_window kept;  /* contents of every slot: row, byte, direct, c1, c2 */
    struct llz_window again; /* window that is being learned again */
    struct llz_again scratch;
    struct llz_grads grads;
};

/* A policy that does not replay leaves it to a budget, which does it as llz_policy_replay. grads: scratch to share; only the gradients of embeddings, which are still needed, stay apart. */
void llz_replay_lay(struct llz_replay *r, struct llz_arena *a, const struct llz_shape *shape,
                    const struct llz_policy *policy, const struct llz_policy_change *change,
                    const struct llz_grads *grads);
/* The memory is zero. seed: of the member. */
void llz_replay_init(struct llz_replay *r, uint64_t seed);

/* Takes a window in: each one among the recent, any of the past with the same chance. */
void llz_replay_keep(struct llz_replay *r, const struct llz_lm *m, const struct llz_window *w);
/* Runs one of the kept windows again through a view of the dense layers, and leaves its gradients in r->grads.
 * False: there is none. */
bool llz_replay_run(struct llz_replay *r, const struct llz_lm *m, int view);

#endif
