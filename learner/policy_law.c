/* law and its kin: step sizes of classes of parameters, moved by what past updates turned out to be worth.
 * Classes are those of embedding rows (classes.h) and the weight sets of the mixers (model/tangent.h).
 *
 * The Learning Law (Gu et al. 2024, arXiv 2402.17759, theorem 3.1): in optimal learning all examples that are
 * used contribute equally. A step size is part of gamma; freed from the simplex, the law says that one more
 * unit of step buys nothing more in any class. Moving FUTURE steps delays no update. An update is worth what
 * all later bytes make of it (the costate of the exact discrete condition): for weight sets an exact derivative
 * tells it, for rows a trace of the last ten or so updates stands for it.
 *
 * hypergradient: the last update only (Baydin et al. 2018, arXiv 1703.04782, eq. 4, by relative worth).
 * law-myopic: the last update only, and what one class gains the others lose: equal contribution at equal
 * budget. law: all updates. law-flipped, law-shuffled: controls, which must lose. */
#include "learner/policy.h"

#include "model/hash.h"

#define RATE ((llz_real)0.002) /* a factor moves by so much, relatively, at a gain of 1 */
#define LEAST ((llz_real)0.25)
#define MOST ((llz_real)4)
#define KEEP ((llz_real)0.9)

static void choose(struct llz_policy_state *s, const struct llz_policy_view *view,
                   struct llz_policy_choice *choice)
{
    (void)s;
    llz_policy_neutral(view, choice);
}

static void move(llz_real *factor, llz_real gain)
{
    const llz_real f = *factor * (1 + RATE * gain);
    *factor = f < LEAST ? LEAST : f > MOST ? MOST : f;
}

static void follow(llz_real *factor, const llz_real *gain, size_t n, uint64_t turn)
{
    (void)turn;
    for (size_t i = 0; i < n; i++)
        move(&factor[i], gain[i]);
}

static void equalise(llz_real *factor, const llz_real *gain, size_t n, uint64_t turn)
{
    llz_real sum = 0;
    size_t known = 0;
    (void)turn;
    for (size_t i = 0; i < n; i++) {
        sum += gain[i];
        known += gain[i] != 0;
    }
    const llz_real common = known > 0 ? sum / (llz_real)known : 0;
    for (size_t i = 0; i < n; i++)
        if (gain[i] != 0)
            move(&factor[i], gain[i] - common);
}

static void flip(llz_real *factor, const llz_real *gain, size_t n, uint64_t turn)
{
    (void)turn;
    for (size_t i = 0; i < n; i++)
        move(&factor[i], -gain[i]);
}

/* The same gains, each to a class that did not earn it. */
static void shuffle(llz_real *factor, const llz_real *gain, size_t n, uint64_t turn)
{
    const size_t shift = (size_t)((turn + 1) * LLZ_GOLDEN >> 32) % n;
    for (size_t i = 0; i < n; i++)
        move(&factor[i], gain[(i + shift) % n]);
}

const struct llz_policy llz_policy_hypergradient = { .name = "hypergradient",
                                                     .choose = choose,
                                                     .hear = follow };
const struct llz_policy llz_policy_law_myopic = { .name = "law-myopic", .choose = choose, .hear = equalise };
const struct llz_policy llz_policy_law = { .name = "law", .choose = choose, .hear = follow, .keep = KEEP };
const struct llz_policy llz_policy_law_flipped = {
    .name = "law-flipped", .choose = choose, .hear = flip, .keep = KEEP
};
const struct llz_policy llz_policy_law_shuffled = {
    .name = "law-shuffled", .choose = choose, .hear = shuffle, .keep = KEEP
};
