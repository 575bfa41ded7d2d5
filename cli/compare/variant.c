/* variant.c - one way of learning: what is compared. */
#include "cli/compare/variant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REFERENCE_POLICY "uniform"

static const char *policy_of(const struct variant *v)
{
    return v->policy;
}

const struct dimension variant_dimensions[] = { { "policy", policy_of } };
const int variant_dimension_count = sizeof variant_dimensions / sizeof variant_dimensions[0];

struct variant *variants_make(const struct arguments *args, int *count)
{
    const struct names *policies = &args->policies;
    struct variant *variants = calloc((size_t)policies->count + 1, sizeof *variants);
    int n = 0;

    if (!variants)
        return NULL;
    variants[n++] = (struct variant){ .policy = REFERENCE_POLICY, .reference = 0 };
    for (int p = 0; p < policies->count; p++)
        if (strcmp(policies->name[p], REFERENCE_POLICY) != 0)
            variants[n++] = (struct variant){ .policy = policies->name[p], .reference = 0 };
    *count = n;
    return variants;
}

void variant_apply(const struct variant *v, struct llz_options *opt)
{
    opt->policy = v->policy;
}

void variant_label(const struct variant *v, char *text, size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    for (int d = 0; d < variant_dimension_count && used < size; d++)
        used +=
            (size_t)snprintf(text + used, size - used, "%s%s", d ? ", " : "", variant_dimensions[d].value(v));
}
