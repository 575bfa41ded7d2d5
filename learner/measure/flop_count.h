/* flop_count.h - floating-point operations, counted from the sizes of a model: the same everywhere,
 * so that policies can be compared at equal cost. A multiply-add is two; table operations of
 * experts count as what they compute. */
#ifndef LLZ_FLOP_COUNT_H
#define LLZ_FLOP_COUNT_H

#include "learner/optimizers/optimizer.h"
#include "learner/rows.h"

struct llz_flops {
    uint64_t predict; /* one byte: distribution, eight bits, what learns at once */
    uint64_t skim;    /* operations of a primer byte that is only skimmed */
    uint64_t learn;   /* one window: backward and update of the language model */
    uint64_t replay;  /* one window learned again: forward, backward and update of the dense layers */
};

/* parts: LLZ_PART_* in use. */
struct llz_flops llz_flops_of(const struct llz_row *row, unsigned parts, const struct llz_policy *policy,
                              const struct llz_rule *rule);

#endif
