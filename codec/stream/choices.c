/* choices.c - what policies and optimizers can do under given options, and what their names cost. */
#include "codec/sized.h"
#include "codec/stream/stream.h"
#include "learner/learner.h"

_Static_assert(LLZ_ACTS_LM == LLZ_EFFECT_LM && LLZ_ACTS_MIXERS == LLZ_EFFECT_MIXERS, "one meaning");

/* What the learner of an encoder with these options would be told. False: there is no such encoder. */
static bool configure(struct llz_learner_config *cfg, struct llz_header *h, const struct llz_options *opt)
{
    *h = (struct llz_header){ .tuning = llz_tuning_usual };
    if (llz_encoder_header(h, opt) != LLZ_OK)
        return false;
    *cfg = (struct llz_learner_config){ .model = h->model,
                                        .policy = h->policy,
                                        .optimizer = h->optimizer,
                                        .parts = h->parts,
                                        .budget = h->budget };
    return true;
}

unsigned llz_policy_acts(const struct llz_options *opt)
{
    struct llz_learner_config cfg;
    struct llz_header h;

    return configure(&cfg, &h, opt) ? llz_learner_policy_effect(&cfg) : 0;
}

unsigned llz_optimizer_acts(const struct llz_options *opt)
{
    struct llz_learner_config cfg;
    struct llz_header h;

    return configure(&cfg, &h, opt) && h.optimizer != 0 ? llz_learner_optimizer_effect(&cfg) : 0;
}

/* Comparisons of policies leave these bytes out: a longer name is no worse learning. */
size_t llz_naming_bytes(const struct llz_options *opt)
{
    uint8_t header[LLZ_HEADER_MAX];
    struct llz_learner_config cfg;
    struct llz_header h;
    size_t n;

    if (!configure(&cfg, &h, opt))
        return 0;
    n = llz_header_put(header, &h);
    h.policy = h.optimizer = 0;
    return n - llz_header_put(header, &h);
}

const char *llz_policy_parameter(const struct llz_options *opt, int i, double *value)
{
    struct llz_learner_config cfg;
    struct llz_header h;

    return i >= 0 && configure(&cfg, &h, opt) ? llz_learner_policy_parameter(cfg.policy, i, value) : NULL;
}

uint64_t llz_budget_most(const struct llz_options *opt)
{
    struct llz_options other;
    struct llz_learner_config cfg;
    struct llz_header h;

    if (llz_sized_options(&other, opt))
        return 0;
    other.budget = 0;
    return configure(&cfg, &h, &other) ? llz_header_budget_most(&h) : 0;
}
