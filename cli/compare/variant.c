/* variant.c - one way of learning: what is compared.
 *
 * Each optimizer has a reference of its own, uniform, so that what is compared differs in
 * the policy alone. */
#include "cli/compare/variant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options/values.h"
#include "codec/llz_lab.h"

#define REFERENCE_POLICY "uniform"

static const char *policy_of(const struct variant *v)
{
    return v->policy;
}

static const char *optimizer_of(const struct variant *v)
{
    return v->optimizer;
}

const struct dimension variant_dimensions[] = { { "policy", policy_of }, { "optimizer", optimizer_of } };
const int variant_dimension_count = sizeof variant_dimensions / sizeof variant_dimensions[0];

/* Those of one optimizer, from its reference on; returns how many there are then. */
static int add_policies(struct variant *variants, int n, const struct names *policies, const char *optimizer)
{
    /* Uniform comes first, and is not added again if it was asked for. */
    const int reference = n;

    variants[n++] =
        (struct variant){ .policy = REFERENCE_POLICY, .optimizer = optimizer, .reference = reference };
    for (int p = 0; p < policies->count; p++)
        if (strcmp(policies->name[p], REFERENCE_POLICY) != 0)
            variants[n++] = (struct variant){ .policy = policies->name[p],
                                              .optimizer = optimizer,
                                              .reference = reference,
                                              .bound = value_is_bound(policies->name[p]),
                                              .control = value_is_control(policies->name[p]) };
    return n;
}

struct variant *variants_make(const struct compare_request *request, int *count)
{
    const struct names *policies = &request->policies, *optimizers = &request->optimizers;
    /* Each optimizer may need a reference that was not asked for. */
    const size_t most = ((size_t)policies->count + 1) * (size_t)optimizers->count;
    struct variant *variants = calloc(most, sizeof *variants);

    *count = 0;
    for (int o = 0; variants && o < optimizers->count; o++)
        *count = add_policies(variants, *count, policies, optimizers->name[o]);
    return variants;
}

/* An optimizer is told from those before it in the list; a policy from uniform. */
int variant_inert(const struct variant *v, const struct compare_request *request, int level)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;

    opt.level = level;
    opt.without = request->common.without;
    opt.budget = request->common.budget;
    variant_apply(v, &opt);
    /* A policy that weights the language model acts on nothing at a level without one. */
    if (strcmp(v->policy, REFERENCE_POLICY) != 0 && llz_policy_acts(&opt) == 0)
        return 1;
    opt.optimizer = llz_optimizer_name(1);
    /* Those with the first reference have the first optimizer, which is the one to compare with. */
    return v->reference > 0 && llz_optimizer_acts(&opt) == 0;
}

void variant_apply(const struct variant *v, struct llz_options *opt)
{
    opt->policy = v->policy;
    opt->optimizer = v->optimizer;
    /* Without this the library refuses both: nobody is to write such an archive by accident. */
    opt->bound = v->bound || v->control;
}

void variant_label(const struct variant *v, char *text, size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    /* snprintf() returns what it would have written, so `used` passes size where there is no more room. */
    for (int d = 0; d < variant_dimension_count && used < size; d++)
        used +=
            (size_t)snprintf(text + used, size - used, "%s%s", d ? ", " : "", variant_dimensions[d].value(v));
}

const char *variant_verified(const struct variant *v, int verified)
{
    if (v->bound)
        return "bound";
    if (v->control && verified)
        return "control";
    return verified ? "yes" : "no";
}
