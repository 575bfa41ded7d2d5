/* priming_cost.c - codec/FORMAT.md, "The cost of starting". */
#include "codec/stream/priming_cost.h"

/* An archive of many small members, each of which begins with a primer, could otherwise keep a decoder
 * busy for hours per kilobyte. What is decoded and what was read earn operations; primers spend them. */
#define PER_BYTE 96                   /* bytes of primer that a byte of archive pays for */
#define FREE (UINT64_C(1) << 36)      /* operations that nothing has to pay for */
#define EARNED_MOST (UINT64_MAX >> 2) /* more is not counted */

bool llz_priming_cost_is_next(const struct llz_priming_cost *a, const struct llz_learner_config *cfg)
{
    return a->repeats && llz_learner_is_like(&a->last, cfg);
}

void llz_priming_cost_interrupt(struct llz_priming_cost *a)
{
    a->repeats = false;
}

void llz_priming_cost_earn(struct llz_priming_cost *a, const struct llz_learner_config *cfg, uint64_t archive,
                           uint64_t coded)
{
    const uint64_t work = llz_learner_byte_work(cfg), most = EARNED_MOST / work;

    /* Sums that would overflow are taken for enough: whoever has read so much has paid. */
    if (archive > most / (2 * PER_BYTE) || coded > most / 2 ||
        a->earned > EARNED_MOST - (PER_BYTE * archive + coded) * work)
        a->earned = EARNED_MOST;
    else
        a->earned += (PER_BYTE * archive + coded) * work;
}

/* The first primer is free, whatever it is. */
static enum llz_error charge(struct llz_priming_cost *a, const struct llz_learner_config *cfg, uint64_t primer)
{
    const bool first = !a->begun;

    a->begun = true;
    if (first || primer == 0)
        return LLZ_OK;
    a->spent += primer * llz_learner_byte_work(cfg);
    return a->any || a->spent <= a->earned + FREE ? LLZ_OK : LLZ_ERR_COST;
}

enum llz_error llz_priming_cost_charge_short(struct llz_priming_cost *a, const struct llz_learner_config *cfg,
                                             size_t primer)
{
    const bool next = llz_priming_cost_is_next(a, cfg);

    a->repeats = true;
    a->last = *cfg;
    return charge(a, cfg, next ? 0 : primer);
}

enum llz_error llz_priming_cost_charge_long(struct llz_priming_cost *a, const struct llz_learner_config *cfg,
                                            size_t primer, uint64_t coded)
{
    const uint64_t paid = coded + coded / 2;

    return charge(a, cfg, primer > paid ? primer - paid : 0);
}
