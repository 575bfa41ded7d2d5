/* variant.h - one way of learning: what is compared. Whatever distinguishes two of them stands in variant.c, so
 * that tables, records and charts need not know it. */
#ifndef LLZ_CLI_COMPARE_VARIANT_H
#define LLZ_CLI_COMPARE_VARIANT_H

#include "cli/compare/compare_request.h"
#include "codec/llz.h"

struct variant {
    const char *policy, *optimizer;
    int reference; /* index of the variant to measure against */
    int bound;     /* whether it looks ahead, so that it cannot be decoded and is an upper bound */
    int control;   /* whether it exists to lose: it is decoded in memory, but no archive names it */
};

/* What distinguishes variants: the name of a column, and its text. */
struct dimension {
    const char *name;
    const char *(*value)(const struct variant *v);
};
extern const struct dimension variant_dimensions[];
extern const int variant_dimension_count;

/* All that the request asks for, after the references that they need; to be freed. NULL: no memory. */
struct variant *variants_make(const struct compare_request *request, int *count);

/* Whether nothing that tells it from another variant acts at this level,
 * with the parts and the budget of the request. */
int variant_inert(const struct variant *v, const struct compare_request *request, int level);

/* Makes an encoder learn this way. */
void variant_apply(const struct variant *v, struct llz_options *opt);

/* Its texts with commas between them. */
void variant_label(const struct variant *v, char *text, size_t size);

/* What stands in the column "verified". */
const char *variant_verified(const struct variant *v, int verified);

#endif
