/* choices.c - what policies and optimizers can do under given options, and what their names cost. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "codec/llz_lab.h"
#include "codec/sized.h"
#include "codec/stream/stream.h"
#include "learner/learner.h"
#include "learner/policies/own_policy.h"

/* The public header repeats these numbers, as it includes nothing of the learner. */
_Static_assert(LLZ_ACTS_LM == LLZ_EFFECT_LM && LLZ_ACTS_MIXERS == LLZ_EFFECT_MIXERS, "one meaning");

/* What the learner of an encoder with these options would be told. False: there is no such encoder. Seed, prior
 * and tuning are left out: whether something acts does not depend on them. */
static bool configure(struct llz_learner_config *cfg, struct llz_header *h, const struct llz_options *opt)
{
    *h = (struct llz_header){ .tuning = llz_tuning_usual };
    if (llz_encoder_header(h, opt) != LLZ_OK)
        return false;
    *cfg = (struct llz_learner_config){ .model = h->model,
                                        .policy = h->policy,
                                        .change = h->change,
                                        .own = h->own,
                                        .optimizer = h->optimizer,
                                        .parts = h->parts,
                                        .budget = h->budget,
                                        .memory = h->memory };
    return true;
}

const char *llz_own_policy_flaw_of(const struct llz_own_policy *own)
{
    return llz_own_policy_flaw(own);
}

unsigned llz_parts(const struct llz_options *opt)
{
    struct llz_learner_config cfg;
    struct llz_header h;

    return configure(&cfg, &h, opt) ? cfg.parts : 0;
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

    /* Number 0 is the one that others are told from. */
    return configure(&cfg, &h, opt) && h.optimizer != 0 ? llz_learner_optimizer_effect(&cfg) : 0;
}

/* Comparisons of policies leave these bytes out: a longer name is no worse learning. By two headers, since the
 * length of all options may take a byte less, too. */
size_t llz_naming_bytes(const struct llz_options *opt)
{
    uint8_t header[LLZ_HEADER_MAX];
    struct llz_learner_config cfg;
    struct llz_header h;
    size_t n;

    if (!configure(&cfg, &h, opt))
        return 0;
    h.change = (struct llz_policy_change){ { 0 } }; /* they steer */
    n = llz_header_put(header, &h);
    h.policy = h.optimizer = 0;
    return n - llz_header_put(header, &h);
}

const char *llz_policy_parameter(const struct llz_options *opt, int i, double *value)
{
    const struct llz_parameter *p = NULL;
    struct llz_learner_config cfg;
    struct llz_header h;

    /* One after the other: the list ends with NULL, and i may be beyond its end. */
    for (int k = 0; k <= i && (k == 0 || p); k++)
        p = k > 0 || configure(&cfg, &h, opt) ? llz_learner_policy_parameter(h.policy, k) : NULL;
    if (!p)
        return NULL;
    *value = (double)(p->usual + h.change.by[i]) / p->unit;
    return p->name;
}

int llz_policy_flaw(const char *policy, size_t *at, size_t *length)
{
    struct llz_policy_change change;
    int number;

    return llz_learner_policy_parse(policy, &number, &change, at, length);
}

size_t llz_policy_text(const char *policy, char *text, size_t size)
{
    char parameters[LLZ_PARAMETERS_TEXT];
    struct llz_policy_change change;
    size_t at, length;
    int number;

    if (llz_learner_policy_parse(policy, &number, &change, &at, &length))
        return 0;
    llz_learner_policy_print(parameters, number, &change);
    return (size_t)snprintf(text, size, "%.*s%s%s", (int)strcspn(policy, ":"), policy, parameters[0] ? ":" : "",
                            parameters);
}

int llz_parameter_get(const char *policy, int i, struct llz_parameter_info *info)
{
    struct llz_parameter_info all = { .size = sizeof all };
    char name[64];
    struct llz_policy_change change;
    const struct llz_parameter *p = NULL;
    size_t at, length;
    int number;

    /* Without parameters, which may be wrong. A name that is cut here is none. */
    snprintf(name, sizeof name, "%.*s", (int)strcspn(policy, ":"), policy);
    if (i < 0 || llz_learner_policy_parse(name, &number, &change, &at, &length))
        return 0;
    for (int k = 0; k <= i && (k == 0 || p); k++)
        p = llz_learner_policy_parameter(number, k);
    if (!p || llz_sized_check(info, offsetof(struct llz_parameter_info, about)))
        return 0;
    /* Filled whole, and given as far as the caller's struct goes (codec/sized.h). */
    all.name = p->name;
    all.about = p->about;
    llz_parameter_print(all.usual, p, p->usual);
    llz_parameter_print(all.least, p, p->least);
    llz_parameter_print(all.most, p, p->most);
    llz_parameter_print(all.step, p, 1);
    llz_sized_give(info, &all, sizeof all);
    return 1;
}

uint64_t llz_memory_least(const struct llz_options *opt)
{
    struct llz_options other;
    struct llz_learner_config cfg;
    struct llz_header h;

    if (llz_sized_options(&other, opt))
        return 0;
    /* One that is too little has no header either. */
    other.memory = 0;
    return configure(&cfg, &h, &other) ? llz_row_memory_least(h.model) << 20 : 0;
}

uint64_t llz_budget_most(const struct llz_options *opt)
{
    struct llz_options other;
    struct llz_learner_config cfg;
    struct llz_header h;

    if (llz_sized_options(&other, opt))
        return 0;
    /* A budget that is too large has no header, and it is just then that somebody asks. */
    other.budget = 0;
    return configure(&cfg, &h, &other) ? llz_header_budget_most(&h) : 0;
}
