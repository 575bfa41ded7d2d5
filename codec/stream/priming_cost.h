/* priming_cost.h - what learning primers again and again has cost, so that a small archive cannot keep a
 * decoder busy for hours. All of it follows from the archive (FORMAT.md, "The cost of starting"); in
 * operations. */
#ifndef LLZ_PRIMING_COST_H
#define LLZ_PRIMING_COST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/llz.h"
#include "learner/learner.h"

/* Zero: nothing has happened. */
struct llz_priming_cost {
    bool any;     /* whether every cost is allowed */
    bool begun;   /* whether the first primer, which is free, has been learned */
    bool repeats; /* whether the last text was short, and had the settings below */
    struct llz_learner_config last;
    uint64_t earned, spent;
};

/* Would a short text with these settings be another one of the same? */
bool llz_priming_cost_is_next(const struct llz_priming_cost *a, const struct llz_learner_config *cfg);

/* So many bytes of archive have been read, and hold so many coded bytes. */
void llz_priming_cost_earn(struct llz_priming_cost *a, const struct llz_learner_config *cfg, uint64_t archive,
                           uint64_t coded);
/* A short text begins, before which so many bytes of primer are learned. LLZ_OK or LLZ_ERR_COST. */
enum llz_error llz_priming_cost_charge_short(struct llz_priming_cost *a, const struct llz_learner_config *cfg,
                                             size_t primer);
/* So it does in a long member, whose coded bytes are so many up to the end of the frame. */
enum llz_error llz_priming_cost_charge_long(struct llz_priming_cost *a, const struct llz_learner_config *cfg,
                                            size_t primer, uint64_t coded);
/* A long member begins: the next short text is not like the last one. */
void llz_priming_cost_interrupt(struct llz_priming_cost *a);

#endif
