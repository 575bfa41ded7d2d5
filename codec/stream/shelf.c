#include "codec/stream/shelf.h"

#define PER_BYTE 64                   /* bytes of primer that a byte of archive pays for */
#define FREE (UINT64_C(1) << 36)      /* operations that nothing has to pay for */
#define EARNED_MOST (UINT64_MAX >> 2) /* more is not counted */

struct llz_learner *llz_shelf_take(struct llz_shelf *s, const struct llz_learner_config *cfg, bool kept)
{
    struct llz_learner *l = s->idle;

    s->idle = NULL;
    if (l && llz_learner_is_like(llz_learner_settings(l), cfg) && llz_learner_rewind(l))
        return l;
    llz_learner_free(l); /* first: two of them would double the memory */
    return llz_learner_new_for(kept ? LLZ_USE_KEPT : LLZ_USE_LONG, cfg);
}

void llz_shelf_give(struct llz_shelf *s, struct llz_learner *l)
{
    if (!l || !llz_learner_is_kept(l)) {
        llz_learner_free(l);
        return;
    }
    llz_shelf_clear(s);
    s->idle = l;
}

void llz_shelf_clear(struct llz_shelf *s)
{
    llz_learner_free(s->idle);
    s->idle = NULL;
}

bool llz_shelf_is_next(const struct llz_shelf *s, const struct llz_learner_config *cfg)
{
    return s->repeats && llz_learner_is_like(&s->last, cfg);
}

void llz_shelf_interrupt(struct llz_shelf *s)
{
    llz_shelf_clear(s);
    s->repeats = false;
}

void llz_shelf_earn(struct llz_shelf *s, const struct llz_learner_config *cfg, uint64_t archive, uint64_t coded)
{
    const uint64_t work = llz_learner_byte_work(cfg), most = EARNED_MOST / work;

    if (archive > most / (2 * PER_BYTE) || coded > most / 2 ||
        s->earned > EARNED_MOST - (PER_BYTE * archive + coded) * work)
        s->earned = EARNED_MOST;
    else
        s->earned += (PER_BYTE * archive + coded) * work;
}

/* The first primer is free, whatever it is. */
static enum llz_error charge(struct llz_shelf *s, const struct llz_learner_config *cfg, uint64_t primer)
{
    const bool first = !s->begun;

    s->begun = true;
    if (first || primer == 0)
        return LLZ_OK;
    s->spent += primer * llz_learner_byte_work(cfg);
    return s->any || s->spent <= s->earned + FREE ? LLZ_OK : LLZ_ERR_COST;
}

enum llz_error llz_shelf_charge_short(struct llz_shelf *s, const struct llz_learner_config *cfg, size_t primer)
{
    const bool next = llz_shelf_is_next(s, cfg);

    s->repeats = true;
    s->last = *cfg;
    return charge(s, cfg, next ? 0 : primer);
}

enum llz_error llz_shelf_charge_long(struct llz_shelf *s, const struct llz_learner_config *cfg, size_t primer,
                                     uint64_t coded)
{
    const uint64_t paid = coded + coded / 2;

    return charge(s, cfg, primer > paid ? primer - paid : 0);
}
