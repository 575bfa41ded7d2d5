/* variant.h - one way of learning: what is compared. Whatever distinguishes two of them stands in variant.c, so
 * that tables, records and charts need not know it. */
#ifndef LLZ_CLI_COMPARE_VARIANT_H
#define LLZ_CLI_COMPARE_VARIANT_H

#include "cli/compare/compare_request.h"
#include "codec/llz.h"

struct variant {
    const char *policy, *optimizer;
    const struct prior_choice *prior; /* never NULL; prior_none without one */
    int search;                       /* passes; 0: one, as the bytes come */
    char passes[12];                  /* the same as a text; "" for 0 */
    unsigned omitted; /* the one part that is left out here, a bit of llz_options.without; 0: none */
    int reference;    /* index of the variant to measure against */
    int bound;        /* whether it looks ahead, so that it cannot be decoded and is an upper bound */
    int control;      /* whether it exists to lose: it is decoded in memory, but no archive names it */
    const struct llz_own_policy *own; /* the policy, where it is from a shared object; likewise */
};

/* What distinguishes variants: the name of a column, and its text. */
struct dimension {
    const char *name;
    const char *(*value)(const struct variant *v);
    int always; /* whether it is told where it is the same for all, too; otherwise "" is the usual value */
};
extern const struct dimension variant_dimensions[];
extern const int variant_dimension_count;

/* The default of all that has one. */
extern const struct prior_choice prior_none;
extern const char variant_reference_policy[];

/* passes: of a search; 0: none. omitted: a part; 0: none. Its reference is not known yet. */
struct variant variant_of(const char *policy, const char *optimizer, const struct prior_choice *prior,
                          int passes, unsigned omitted);

/* The part of that name; 0: there is none. */
unsigned variant_part(const char *name);

/* All that the request asks for, after the references that they need; to be freed. NULL: no memory. */
struct variant *variants_make(const struct compare_request *request, int *count);

/* Whether tables have a column for that dimension: it is always told, or two variants differ in it. */
int variants_show(const struct variant *variants, int count, int dimension);

/* Which variant each is measured against: the one that differs from it in one thing alone. With a search that is the same
 * without; with another policy than uniform, uniform; with another prior than the first, uniform with the first.
 * An optimizer has a reference of its own. */
void variants_refer(struct variant *variants, int count);

/* Whether nothing that tells it from another variant acts at this level,
 * with the parts and the budget of the request. */
int variant_inert(const struct variant *v, const struct compare_request *request, int level, uint64_t model);

/* Makes an encoder learn this way; a search is none of its options. */
void variant_apply(const struct variant *v, struct llz_options *opt);

/* Its texts with commas between them; what is usual is left out. */
#define VARIANT_LABEL 256
void variant_label(const struct variant *v, char *text, size_t size);

/* What stands in the column "verified". */
const char *variant_verified(const struct variant *v, int verified);

#endif
