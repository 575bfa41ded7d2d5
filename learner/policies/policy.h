/* policy.h - a learning policy: how much each example and each group of parameters counts.
 *
 * Learning follows theta(t+1) = theta(t) - eta(t) sum_n gamma_n(t) grad l(x_n, theta(t)) (Gu et al. 2024,
 * "Towards Optimal Learning of Language Models", arXiv 2402.17759, eq. 1). A policy chooses gamma within a
 * window, a factor on eta for each group, and factors for the mixers' weight sets, which it moves by what their
 * past updates turned out to be worth. It sees only what encoder and decoder both know: what has been coded. */
#ifndef LLZ_POLICY_H
#define LLZ_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "learner/learner.h"
#include "model/network/lm.h"

/* Groups of parameters with a step size of their own: the dense layers (enum
 * llz_layer) and two kinds of table. */
enum { LLZ_GROUP_ROWS = LLZ_LAYERS, LLZ_GROUP_NGRAM, LLZ_GROUPS };

#define LLZ_MATCH_LONG 32
#define LLZ_CLASS_WINDOWS 1000 /* the usual memory of classes of examples */

/* A policy's parameters as it uses them. */
struct llz_policy_values {
    int32_t units[LLZ_PARAMETERS_MAX];
    llz_real at[LLZ_PARAMETERS_MAX]; /* units / parameter's unit, rounded once */
};

/* What a policy may look at. Losses are of the model that coded the window, which had not learned from it. */
struct llz_policy_view {
    uint64_t position; /* bytes of the member before this window */
    size_t window;     /* T */
    size_t contexts;
    size_t matched; /* bytes of the window before which a long match was at hand: of LLZ_MATCH_LONG bytes, or of
                                as many as the parameter "match" of the policy says */
    const llz_real *loss;    /* [T] nats */
    const llz_real *dlogits; /* [T][256] gradients of the loss by the logits */
    const uint32_t *row;     /* [T][contexts] embedding rows in use */
    const llz_real *inputs;  /* inputs of the output layer: inputs_n floats at each step, stride apart */
    size_t inputs_n, stride;
    const struct llz_policy_values *values; /* of the policy's parameters, in their order */
};

/* What it decides. */
struct llz_policy_choice {
    llz_real *weight; /* [T] gamma, 1 is neutral; 0: not learned from */
    /* factors on the scheduled step sizes, 1 is neutral; that of LLZ_GROUP_NGRAM takes effect from the next
     * window on, since these logits learn at once */
    llz_real step[LLZ_GROUPS];
    bool idle; /* nothing at all is learned from this window: its work is saved */
};

/* Of policies that leave out windows which a long match foresaw. */
#define LLZ_PARAMETER_MATCH                                                                                    \
    {                                                                                                          \
        "match", LLZ_MATCH_LONG, 1, 1000, 1, "a match of so many bytes foresees the next"                      \
    }

/* What policies remember. */
struct llz_policy_state {
    llz_real mean_loss; /* nats, of a window, falling average; 0 before the first one */
};

/* Which old window is learned again after each new one, by the dense layers alone. */
enum llz_replay_from {
    LLZ_REPLAY_NONE,
    LLZ_REPLAY_RECENT, /* one of the last few */
    LLZ_REPLAY_PAST    /* any, all alike */
};

/* What a policy takes hold of; where none of it is there the policy is inert, that is, uniform by another name.
 * What a policy does beyond what it declares here would go unnoticed: tests/unit/learner/test_inert.c looks. */
enum llz_hold {
    LLZ_HOLD_EXAMPLES = 1, /* how much the language model's examples and groups of parameters count */
    LLZ_HOLD_FORESEEN = 2, /* which windows it leaves out because the experts' matches foresaw them */
    LLZ_HOLD_OLD = 4,      /* any old window, to be learned again: with a budget every policy does that */
    LLZ_HOLD_MIXERS = 8    /* step sizes of the mixers' weight sets */
};

struct llz_policy {
    const char *name;
    unsigned holds;                         /* LLZ_HOLD_* */
    const struct llz_parameter *parameters; /* a NULL name comes after the last; NULL: it has none */
    void (*choose)(struct llz_policy_state *s, const struct llz_policy_view *view,
                   struct llz_policy_choice *choice);
    /* NULL: the step sizes of the mixers' weight sets stay as they are. Else it moves factor [n], each 1 at
     * first, once in 32 bytes for each layer: gain[i], in [-1, 1], is what one more unit of step in set i would
     * have bought lately, the descent by log factor, by its usual size; 0: nothing is known. turn: grows with
     * every call. */
    void (*hear)(llz_real *factor, const llz_real *gain, size_t n, uint64_t turn,
                 const struct llz_policy_values *values);
    /* NULL: examples do not go by classes. Else, before each window that is learned, it moves factor [n], the weights of
     * classes of examples (example_classes.h), each 1 at first: gain[i], in [-1, 1], is what more weight of the class in
     * the past would gain now, by the usual size of such gains; 0: nothing is known. turn: grows with every call.
     * They multiply what `choose` has chosen. */
    void (*weigh)(llz_real *factor, const llz_real *gain, size_t n, uint64_t turn,
                  const struct llz_policy_values *values);
    /* gains are those of all of a weight's updates, else of the last one alone (model/mixing/tangent.h) */
    bool whole;
    enum llz_replay_from replay;
    /* It is shown what will be coded, so no decoder can follow it: an upper bound. The trainer, which sees what
     * the windows' updates would be worth there (oracle.h), chooses for it. */
    bool foresees;
};

/* Building stones of policies: every example and every group counts 1; and no more than that. */
void llz_policy_plain(struct llz_policy_state *s, const struct llz_policy_view *view,
                      struct llz_policy_choice *choice);
void llz_policy_neutral(const struct llz_policy_view *view, struct llz_policy_choice *choice);
/* The same, but a window is idle before every byte of which a long match was at hand. */
void llz_policy_spare(struct llz_policy_state *s, const struct llz_policy_view *view,
                      struct llz_policy_choice *choice);

extern const struct llz_policy llz_policy_uniform, llz_policy_skip, llz_policy_loss,
    llz_policy_prune_el2n_least, llz_policy_prune_el2n_most, llz_policy_prune_grand_least,
    llz_policy_prune_grand_most, llz_policy_hypergradient, llz_policy_law_myopic, llz_policy_law_steps,
    llz_policy_law_steps_flipped, llz_policy_law_steps_shuffled, llz_policy_recent, llz_policy_replay,
    llz_policy_law_frugal, llz_policy_law_examples, llz_policy_law_examples_flipped,
    llz_policy_law_examples_shuffled, llz_policy_law, llz_policy_oracle;

/* What it changes, LLZ_EFFECT_* (learner.h), with these parts (LLZ_PART_*) and this budget; 0: it is inert. */
unsigned llz_policy_effect(const struct llz_policy *p, unsigned parts, uint64_t budget);

/* change: NULL: everything is as usual. */
struct llz_policy_values llz_policy_values_of(const struct llz_policy *p,
                                              const struct llz_policy_change *change);
/* The value of the parameter of that name in units, or what stands for it in a policy that has none. */
int32_t llz_policy_value(const struct llz_policy *p, const struct llz_policy_change *change, const char *name,
                         int32_t otherwise);

/* By the number that stands in archives, or from LLZ_BOUND and LLZ_CONTROL on by that of
 * an upper bound or control; NULL after the last. LLZ_OWN: uniform, which stands for it where work is counted. */
const struct llz_policy *llz_policy_get(int i);
/* That of a learner's settings. */
const struct llz_policy *llz_policy_of(const struct llz_learner_config *cfg);

#endif
