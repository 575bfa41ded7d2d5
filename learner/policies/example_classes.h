/* example_classes.h - the language model's examples by what was known before their bytes, and what each class of
 * them has been worth: for policies with a `weigh`.
 *
 * The loss of the present window changes with the weight that a class had in the past by minus the step times the
 * product of the window's gradient with the sum of the class's gradients then (Gu et al. 2024, arXiv 2402.17759, theorem
 * 3.1, as a derivative of the loss to come by gamma). That product, for one example of the class on average, is its gain.
 * The sum fades, since what was learned long ago is overwritten: that is the costate's decay. Gradients are those of the
 * output layer, whose share of the contributions has nearly the order of the whole (learner/POLICIES.md). Optimizers divide
 * by the size of gradients, so that only the ratios of the weights count. */
#ifndef LLZ_EXAMPLE_CLASSES_H
#define LLZ_EXAMPLE_CLASSES_H

#include "learner/policies/policy.h"
#include "model/network/lm.h"

/* What the language model foresaw, four classes, times the match at hand, three. */
#define LLZ_CLASSES 12

struct llz_classes {
    llz_real
        *past; /* [LLZ_CLASSES][K + 1][256] fading sums of gradients of the output layer, in units of scale */
    llz_real *now; /* [K + 1][256] gradient of the window at hand */
    llz_real *xt;  /* [K + 1][T] inputs of the output layer, 1 for its bias, the window's examples by class */
    llz_real *dy;  /* [T][256] gradients by the logits, in the same order */
    llz_real keep; /* what is left of a sum a window later */
    llz_real scale;
    llz_real count[LLZ_CLASSES];  /* examples of each class, fading alike */
    llz_real square;              /* mean square of the gains of classes that have come */
    llz_real factor[LLZ_CLASSES]; /* gamma */
    uint64_t turns;
};

/* windows: so many pass, on average, until something past is forgotten; at least 2. */
void llz_classes_lay(struct llz_classes *c, struct llz_arena *a, const struct llz_lm *m, int32_t windows);
/* The memory of the sums is zero. */
void llz_classes_init(struct llz_classes *c);

/* The class of example t. */
size_t llz_class_of(const struct llz_window *w, size_t t);

/* Before a full window w is learned, its dlogits unscaled: worth [LLZ_CLASSES], what more weight of each class in the past
 * would have taken off the window's loss now, for one of its examples on average and a step of 1. Then the window is past. It
 * pauses as g says. */
void llz_classes_see(struct llz_classes *c, const struct llz_lm *m, const struct llz_window *w,
                     const struct llz_grads *g, llz_real *worth);
/* Lets the policy move the factors by that, which becomes relative. */
void llz_classes_turn(struct llz_classes *c, const struct llz_policy *policy,
                      const struct llz_policy_values *values, llz_real *worth);
/* Multiplies weight [T] by the factors of the examples' classes. */
void llz_classes_apply(const struct llz_classes *c, const struct llz_window *w, size_t T, llz_real *weight);

/* Operations of a turn with an output layer of K inputs and windows of T bytes. */
uint64_t llz_classes_work(uint64_t K, uint64_t T);

#endif
