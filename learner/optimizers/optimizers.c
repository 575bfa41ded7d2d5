/* The table of optimizers. A number, once used in an archive, keeps its meaning: append only. */
#include "learner/learner.h"
#include "learner/optimizers/optimizer.h"

static const struct llz_rule *const rules[] = {
    &llz_rule_adam, &llz_rule_sgd, &llz_rule_momentum, &llz_rule_muon, &llz_rule_twoscale,
};

const struct llz_rule *llz_rule_get(int i)
{
    return i >= 0 && i < (int)(sizeof rules / sizeof rules[0]) ? rules[i] : NULL;
}

/* Rules are for dense layers (optimizer.h), which the language model alone has. */
unsigned llz_learner_optimizer_effect(const struct llz_learner_config *cfg)
{
    return cfg->parts & LLZ_PART_LM ? LLZ_EFFECT_LM : 0;
}

const char *llz_learner_optimizer_name(int i)
{
    const struct llz_rule *r = llz_rule_get(i);
    return r ? r->name : NULL;
}
