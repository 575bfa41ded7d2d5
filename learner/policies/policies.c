/* The table of policies. A number, once used in an archive, keeps its meaning: append only. */
#include "learner/learner.h"
#include "learner/policies/own_policy.h"
#include "learner/policies/policy.h"

#include <string.h>

static const struct llz_policy *const policies[] = {
    &llz_policy_uniform,
    &llz_policy_skip,
    &llz_policy_loss,
    &llz_policy_prune_el2n_least,
    &llz_policy_prune_el2n_most,
    &llz_policy_prune_grand_least,
    &llz_policy_prune_grand_most,
    &llz_policy_hypergradient,
    &llz_policy_law_myopic,
    &llz_policy_law_steps,
    &llz_policy_recent,
    &llz_policy_replay,
    &llz_policy_law_frugal,
    &llz_policy_law_examples,
    &llz_policy_law,
};

/* Upper bounds, which stand in no archive that can be decoded.
 *
 * Numbers of their own, from LLZ_BOUND on: no header can name one. */
static const struct llz_policy *const bounds[] = { &llz_policy_oracle };

/* What exists to lose. */
static const struct llz_policy *const controls[] = { &llz_policy_law_steps_flipped,
                                                     &llz_policy_law_steps_shuffled,
                                                     &llz_policy_law_examples_flipped,
                                                     &llz_policy_law_examples_shuffled };

const char *llz_learner_bound_name(int i)
{
    return i >= 0 && i < (int)(sizeof bounds / sizeof bounds[0]) ? bounds[i]->name : NULL;
}

const char *llz_learner_control_name(int i)
{
    return i >= 0 && i < (int)(sizeof controls / sizeof controls[0]) ? controls[i]->name : NULL;
}

const char *llz_learner_policy_label(int policy)
{
    const struct llz_policy *p = policy != LLZ_OWN ? llz_policy_get(policy) : NULL;
    return p ? p->name : NULL;
}

const struct llz_policy *llz_policy_get(int i)
{
    if (i == LLZ_OWN)
        return &llz_policy_uniform;
    if (i >= LLZ_CONTROL && llz_learner_control_name(i - LLZ_CONTROL))
        return controls[i - LLZ_CONTROL];
    if (i >= LLZ_BOUND && llz_learner_bound_name(i - LLZ_BOUND))
        return bounds[i - LLZ_BOUND];
    return i >= 0 && i < (int)(sizeof policies / sizeof policies[0]) ? policies[i] : NULL;
}

const struct llz_policy *llz_policy_of(const struct llz_learner_config *cfg)
{
    return cfg->policy == LLZ_OWN && cfg->own ? &cfg->own->policy : llz_policy_get(cfg->policy);
}

const char *llz_learner_policy_name(int i)
{
    const struct llz_policy *p = i < LLZ_BOUND ? llz_policy_get(i) : NULL;
    return p ? p->name : NULL;
}

/* So that comparisons can say "this policy does nothing here" instead of measuring noise. */
unsigned llz_policy_effect(const struct llz_policy *p, unsigned parts, uint64_t budget)
{
    const bool experts = parts & LLZ_PART_EXPERTS;
    unsigned effect = 0;
    if (parts & LLZ_PART_LM) {
        effect |= p->holds & LLZ_HOLD_EXAMPLES ? LLZ_EFFECT_LM : 0;
        effect |= p->holds & LLZ_HOLD_FORESEEN && parts & LLZ_PART_MATCH ? LLZ_EFFECT_LM : 0;
        effect |= p->holds & LLZ_HOLD_OLD && !budget ? LLZ_EFFECT_LM : 0;
    }
    effect |= p->holds & LLZ_HOLD_MIXERS && experts ? LLZ_EFFECT_MIXERS : 0;
    return effect;
}

unsigned llz_learner_policy_effect(const struct llz_learner_config *cfg)
{
    return llz_policy_effect(llz_policy_of(cfg), cfg->parts, cfg->budget);
}

const struct llz_parameter *llz_learner_policy_parameter(int policy, int i)
{
    const struct llz_parameter *list = llz_policy_get(policy)->parameters;
    return list && list[i].name ? &list[i] : NULL;
}

struct llz_policy_values llz_policy_values_of(const struct llz_policy *p,
                                              const struct llz_policy_change *change)
{
    struct llz_policy_values v = { 0 };
    for (int i = 0; p->parameters && p->parameters[i].name; i++) {
        v.units[i] = p->parameters[i].usual + (change ? change->by[i] : 0);
        v.at[i] = (llz_real)v.units[i] / (llz_real)p->parameters[i].unit;
    }
    return v;
}

int32_t llz_policy_value(const struct llz_policy *p, const struct llz_policy_change *change, const char *name,
                         int32_t otherwise)
{
    for (int i = 0; p->parameters && p->parameters[i].name; i++)
        if (strcmp(p->parameters[i].name, name) == 0)
            return p->parameters[i].usual + (change ? change->by[i] : 0);
    return otherwise;
}

const char *llz_learner_part_name(int i)
{
    static const char *const names[LLZ_PART_COUNT] = { "lm",       "orders", "words", "sparse",
                                                       "indirect", "match",  "kind" };
    return i >= 0 && i < (int)(sizeof names / sizeof names[0]) ? names[i] : NULL;
}
