/* variant.c - one way of learning: what is compared.
 *
 * A variant is measured against the one that differs from it in one thing alone, so that a difference has one
 * cause. */
#include "cli/compare/variant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options/values.h"
#include "codec/llz_lab.h"

#define PARTS_MAX 32 /* bits of llz_options.without */

const char variant_reference_policy[] = "uniform";
const struct prior_choice prior_none = { .name = "", .id = "" };

static const char *policy_of(const struct variant *v)
{
    return v->policy;
}

static const char *optimizer_of(const struct variant *v)
{
    return v->optimizer;
}

static const char *prior_of(const struct variant *v)
{
    return v->prior->id;
}

static const char *search_of(const struct variant *v)
{
    return v->passes;
}

static const char *omitted_of(const struct variant *v)
{
    for (int i = 0; v->omitted && llz_part_name(i); i++)
        if (v->omitted == 1u << i)
            return llz_part_name(i);
    return "";
}

unsigned variant_part(const char *name)
{
    for (int i = 0; llz_part_name(i); i++)
        if (strcmp(llz_part_name(i), name) == 0)
            return 1u << i;
    return 0;
}

const struct dimension variant_dimensions[] = { { "policy", policy_of, 1 },
                                                { "optimizer", optimizer_of, 1 },
                                                { "prior", prior_of, 0 },
                                                { "search", search_of, 0 },
                                                { "omitted", omitted_of, 0 } };
const int variant_dimension_count = sizeof variant_dimensions / sizeof variant_dimensions[0];

struct variant variant_of(const char *policy, const char *optimizer, const struct prior_choice *prior,
                          int passes, unsigned omitted)
{
    struct variant v = { .policy = policy,
                         .optimizer = optimizer,
                         .prior = prior,
                         .search = passes,
                         .omitted = omitted,
                         .bound = value_is_bound(policy),
                         .control = value_is_control(policy) };

    if (passes > 0)
        snprintf(v.passes, sizeof v.passes, "%d", passes);
    return v;
}

/* Those of one optimizer and one prior, from uniform on; returns how many there are then. */
static int add_policies(struct variant *variants, int n, const struct compare_request *request,
                        const char *optimizer, const struct prior_choice *prior)
{
    const struct names *policies = &request->policies;

    /* Uniform comes first, and is not added again if it was asked for. */
    variants[n++] = variant_of(variant_reference_policy, optimizer, prior, 0, 0);
    for (int p = 0; p < policies->count; p++)
        if (strcmp(policies->name[p], variant_reference_policy) != 0)
            variants[n++] = variant_of(policies->name[p], optimizer, prior, 0, 0);
    if (request->common.search > 0)
        variants[n++] = variant_of(variant_reference_policy, optimizer, prior, request->common.search, 0);
    for (int i = 0; llz_part_name(i); i++)
        if (request->ablate & ~request->common.without & 1u << i)
            variants[n++] = variant_of(variant_reference_policy, optimizer, prior, 0, 1u << i);
    return n;
}

struct variant *variants_make(const struct compare_request *request, int *count)
{
    const struct names *optimizers = &request->optimizers;
    const int priors = request->prior_count > 0 ? request->prior_count : 1;
    /* Each optimizer and prior may need a reference that was not asked for, one variant that searches, and one without each
     * part. */
    const size_t most =
        ((size_t)request->policies.count + 2 + PARTS_MAX) * (size_t)optimizers->count * (size_t)priors;
    struct variant *variants = calloc(most, sizeof *variants);

    *count = 0;
    for (int o = 0; variants && o < optimizers->count; o++)
        for (int p = 0; p < priors; p++)
            *count = add_policies(variants, *count, request, optimizers->name[o],
                                  request->prior_count > 0 ? &request->priors[p] : &prior_none);
    for (int i = 0; i < *count; i++)
        variants[i].own = own_policies_find(&request->own, variants[i].policy);
    if (variants)
        variants_refer(variants, *count);
    return variants;
}

static int same_but(const struct variant *a, const struct variant *b, const char *policy, const char *prior)
{
    return strcmp(b->policy, policy) == 0 && strcmp(b->prior->id, prior) == 0 && b->search == 0 &&
           b->omitted == 0 && strcmp(a->optimizer, b->optimizer) == 0;
}

static int reference_of(const struct variant *variants, int count, int of)
{
    const struct variant *v = &variants[of];
    const int is_uniform = strcmp(v->policy, variant_reference_policy) == 0;
    /* The first prior that stands there: none, unless every run has one. */
    const int steps_aside = v->search > 0 || v->omitted;
    const char *prior = steps_aside || !is_uniform ? v->prior->id : variants[0].prior->id;
    const char *policy = steps_aside ? v->policy : variant_reference_policy;

    for (int i = 0; i < count; i++)
        if (same_but(v, &variants[i], policy, prior))
            return i;
    return of;
}

void variants_refer(struct variant *variants, int count)
{
    for (int i = 0; i < count; i++)
        variants[i].reference = reference_of(variants, count, i);
}

int variants_show(const struct variant *variants, int count, int dimension)
{
    const struct dimension *d = &variant_dimensions[dimension];

    for (int i = 1; i < count; i++)
        if (strcmp(d->value(&variants[i]), d->value(&variants[0])) != 0)
            return 1;
    return d->always;
}

/* An optimizer is told from the first of the list; a policy from uniform. */
int variant_inert(const struct variant *v, const struct compare_request *request, int level, uint64_t model)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;

    opt.level = level < 0 ? opt.level : level;
    opt.model = model;
    opt.without = request->common.without;
    opt.budget = request->common.budget;
    /* What the model has not, or what this variant would leave out anyway. */
    if (v->omitted && !(llz_parts(&opt) & v->omitted))
        return 1;
    variant_apply(v, &opt);
    /* A policy that weights the language model acts on nothing at a level without one. */
    if (strcmp(v->policy, variant_reference_policy) != 0 && llz_policy_acts(&opt) == 0)
        return 1;
    opt.optimizer = llz_optimizer_name(1);
    return strcmp(v->optimizer, request->optimizers.name[0]) != 0 && llz_optimizer_acts(&opt) == 0;
}

void variant_apply(const struct variant *v, struct llz_options *opt)
{
    opt->own = v->own;
    opt->policy = v->own ? NULL : v->policy;
    opt->optimizer = v->optimizer;
    opt->without |= v->omitted;
    opt->prior = v->prior->prior;
    /* Without this the library refuses both: nobody is to write such an archive by accident. */
    opt->bound = v->bound || v->control || v->own;
}

void variant_label(const struct variant *v, char *text, size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    /* snprintf() returns what it would have written, so `used` passes size where there is no more room. */
    for (int d = 0; d < variant_dimension_count && used < size; d++) {
        const struct dimension *one = &variant_dimensions[d];
        const char *value = one->value(v);

        if (one->always)
            used += (size_t)snprintf(text + used, size - used, "%s%s", d ? ", " : "", value);
        else if (*value)
            used += (size_t)snprintf(text + used, size - used, ", %s %s", one->name, value);
    }
}

const char *variant_verified(const struct variant *v, int verified)
{
    if (v->bound)
        return "bound";
    if ((v->control || v->own) && verified)
        return v->own ? "own" : "control";
    return verified ? "yes" : "no";
}
