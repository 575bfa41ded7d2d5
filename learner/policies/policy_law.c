/* The law and its kin: step sizes of the mixers' weight sets (model/mixing/tangent.h) and weights of classes of the
 * language model's examples (example_classes.h), moved by what the past turned out to be worth.
 *
 * The Learning Law (Gu et al. 2024, arXiv 2402.17759, theorem 3.1): in optimal learning all examples that are
 * used contribute equally. A step size is part of gamma; freed from the simplex, the law says that one more
 * unit of step buys nothing more in any set. Moving FUTURE steps delays no update. An update is worth what
 * all later bytes make of it (the costate of the exact discrete condition), here a derivative carried along.
 * What is known of a gain is uncertain, so that factors are drawn back to 1. The policies that move steps do no
 * work where law-frugal does none (policy_law_frugal.c).
 *
 * hypergradient: steps, the last update only (Baydin et al. 2018, arXiv 1703.04782, eq. 4, by relative worth).
 * law-myopic: the last update only, and what one set gains the others lose: equal contribution at equal
 * budget. law-steps: all updates. law-examples: the weights of classes alone, at equal budget, since the optimizers undo
 * what all weights have in common; classes are known before the byte, so that none bends the distribution. law: both. ...-flipped, ...-shuffled: controls, which must lose. */
#include "learner/policies/example_classes.h"
#include "learner/policies/policy.h"

#include "model/memory/hash.h"

enum { RATE, PULL, LEAST, MOST, BOTH_MATCH, CLASS_RATE, CLASS_PULL };

#define STEPS STEPS_AT(10)
#define STEPS_AT(usual)                                                                                           \
    [RATE] = { "rate", usual, 0, 1000, 1000, "how far a factor moves, relatively, at a gain of 1" },              \
    [PULL] = { "pull", 1, 0, 1000, 1000, "share of a factor's distance from 1 that it is drawn back each time" }, \
    [LEAST] = { "least", 125, 1, 1000, 1000, "the least value of a factor" },                                     \
    [MOST] = { "most", 8000, 1000, 16000, 1000, "the largest value of a factor" }
#define WINDOWS                                                                                                \
    {                                                                                                          \
        "windows", LLZ_CLASS_WINDOWS, 2, 65535, 1, "over how many windows past gradients are averaged"         \
    }
#define END                                                                                                    \
    {                                                                                                          \
        NULL, 0, 0, 0, 0, NULL                                                                                 \
    }

static const struct llz_parameter plain[] = { STEPS, END };
static const struct llz_parameter sparing[] = { STEPS, LLZ_PARAMETER_MATCH, END };

static const struct llz_parameter weighing[] = { STEPS_AT(3), WINDOWS, END };
static const struct llz_parameter both[] = {
    STEPS,
    [BOTH_MATCH] = LLZ_PARAMETER_MATCH,
    [CLASS_RATE] = { "class-rate", 3, 0, 1000, 1000,
                     "how far the factor of a class of examples moves, likewise" },
    [CLASS_PULL] = { "class-pull", 1, 0, 1000, 1000, "share of its distance from 1 that it is drawn back" },
    WINDOWS,
    END,
};

static void move(llz_real *factor, llz_real gain, const llz_real *at)
{
    const llz_real f = *factor * (1 + at[RATE] * gain) - at[PULL] * (*factor - 1);
    *factor = f < at[LEAST] ? at[LEAST] : f > at[MOST] ? at[MOST] : f;
}

static void follow(llz_real *factor, const llz_real *gain, size_t n, uint64_t turn,
                   const struct llz_policy_values *values)
{
    (void)turn;
    for (size_t i = 0; i < n; i++)
        move(&factor[i], gain[i], values->at);
}

/* What all that is known has in common; 0 where nothing is. */
static llz_real common_of(const llz_real *gain, size_t n)
{
    llz_real sum = 0;
    size_t known = 0;
    for (size_t i = 0; i < n; i++) {
        sum += gain[i];
        known += gain[i] != 0;
    }
    return known > 0 ? sum / (llz_real)known : 0;
}

static void equalise(llz_real *factor, const llz_real *gain, size_t n, uint64_t turn,
                     const struct llz_policy_values *values)
{
    const llz_real common = common_of(gain, n);
    (void)turn;
    for (size_t i = 0; i < n; i++)
        if (gain[i] != 0)
            move(&factor[i], gain[i] - common, values->at);
}

static void flip(llz_real *factor, const llz_real *gain, size_t n, uint64_t turn,
                 const struct llz_policy_values *values)
{
    (void)turn;
    for (size_t i = 0; i < n; i++)
        move(&factor[i], -gain[i], values->at);
}

/* The same gains, each to a set that did not earn it. */
static void shuffle(llz_real *factor, const llz_real *gain, size_t n, uint64_t turn,
                    const struct llz_policy_values *values)
{
    const size_t shift = (size_t)((turn + 1) * LLZ_GOLDEN >> 32) % n;
    for (size_t i = 0; i < n; i++)
        move(&factor[i], gain[(i + shift) % n], values->at);
}

const struct llz_policy llz_policy_hypergradient = { .name = "hypergradient",
                                                     .holds = LLZ_HOLD_MIXERS,
                                                     .parameters = plain,
                                                     .choose = llz_policy_plain,
                                                     .hear = follow };

#define LAW(id, label, move_sets, all)                                                                         \
    const struct llz_policy llz_policy_##id = { .name = label,                                                 \
                                                .holds = LLZ_HOLD_FORESEEN | LLZ_HOLD_MIXERS,                  \
                                                .parameters = sparing,                                         \
                                                .choose = llz_policy_spare,                                    \
                                                .hear = move_sets,                                             \
                                                .whole = all }

LAW(law_myopic, "law-myopic", equalise, false);
LAW(law_steps, "law-steps", follow, true);
LAW(law_steps_flipped, "law-steps-flipped", flip, true);
LAW(law_steps_shuffled, "law-steps-shuffled", shuffle, true);

/* The gains of classes beyond what they have in common, for one of the functions above. */
static void set_apart(llz_real *own, const llz_real *gain, size_t n)
{
    const llz_real common = common_of(gain, n);
    for (size_t i = 0; i < n; i++)
        own[i] = gain[i] != 0 ? gain[i] - common : 0;
}

static void weigh(llz_real *factor, const llz_real *gain, size_t n, uint64_t turn,
                  const struct llz_policy_values *values)
{
    llz_real own[LLZ_CLASSES];
    set_apart(own, gain, n);
    follow(factor, own, n, turn, values);
}

static void weigh_flipped(llz_real *factor, const llz_real *gain, size_t n, uint64_t turn,
                          const struct llz_policy_values *values)
{
    llz_real own[LLZ_CLASSES];
    set_apart(own, gain, n);
    flip(factor, own, n, turn, values);
}

static void weigh_shuffled(llz_real *factor, const llz_real *gain, size_t n, uint64_t turn,
                           const struct llz_policy_values *values)
{
    llz_real own[LLZ_CLASSES];
    set_apart(own, gain, n);
    shuffle(factor, own, n, turn, values);
}

#define EXAMPLES(id, label, move_classes)                                                                      \
    const struct llz_policy llz_policy_##id = { .name = label,                                                 \
                                                .holds = LLZ_HOLD_EXAMPLES,                                    \
                                                .parameters = weighing,                                        \
                                                .choose = llz_policy_plain,                                    \
                                                .weigh = move_classes }

EXAMPLES(law_examples, "law-examples", weigh);
EXAMPLES(law_examples_flipped, "law-examples-flipped", weigh_flipped);
EXAMPLES(law_examples_shuffled, "law-examples-shuffled", weigh_shuffled);

/* With the parameters of classes in the place of the sets' own. */
static void weigh_beside_steps(llz_real *factor, const llz_real *gain, size_t n, uint64_t turn,
                               const struct llz_policy_values *values)
{
    const llz_real *at = values->at;
    const struct llz_policy_values own = { .at = { at[CLASS_RATE], at[CLASS_PULL], at[LEAST], at[MOST] } };
    weigh(factor, gain, n, turn, &own);
}

const struct llz_policy llz_policy_law = { .name = "law",
                                           .holds = LLZ_HOLD_EXAMPLES | LLZ_HOLD_FORESEEN | LLZ_HOLD_MIXERS,
                                           .parameters = both,
                                           .choose = llz_policy_spare,
                                           .hear = follow,
                                           .whole = true,
                                           .weigh = weigh_beside_steps };
