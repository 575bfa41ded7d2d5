/* meter.c - contributions and probes at the times that a plan asks for, for llz law. It stands between
 * loop and learner, and calls llz_learner_learn() itself, since some questions must be put right before a
 * window ends and others right after. */
#include "codec/measure/meter.h"

#include <stdlib.h>

#include "codec/llz_lab.h"
#include "codec/sized.h"
#include "learner/measure/measure.h"
#include "model/arithmetic/kernels.h"

/* The learner counts in nats, as gradients do; reports are in bits. */
#define NAT_BITS 1.4426950408889634 /* 1 / ln 2 */

enum llz_error llz_meter_begin(struct llz_meter *m, const struct llz_measure *plan)
{
    *m = (struct llz_meter){ .plan = LLZ_MEASURE_INIT };
    if (llz_sized_take(&m->plan, sizeof m->plan, sizeof m->plan.size, plan))
        return LLZ_ERR_ARGUMENT;
    /* From here on the copy, whose members beyond what the caller knows are at their defaults. */
    plan = &m->plan;
    m->next_window = plan->window_every;
    m->next_probe = plan->probe_every;
    if (!plan->probed)
        return LLZ_OK;
    if (!plan->probe || plan->probe_bytes == 0 || plan->piece_bytes == 0 || plan->probe_every == 0)
        return LLZ_ERR_ARGUMENT;
    m->pieces = (plan->probe_bytes - 1) / plan->piece_bytes + 1;
    m->piece = calloc(m->pieces, sizeof *m->piece);
    return m->piece ? LLZ_OK : LLZ_ERR_MEMORY;
}

void llz_meter_free(struct llz_meter *m)
{
    free(m->piece);
    m->piece = NULL;
}

static void tell_window(struct llz_meter *m, const struct llz_learner *learner, const struct llz_figures *f,
                        uint64_t position)
{
    const struct llz_contributions c = { .position = position,
                                         .learned = llz_learner_learned(learner),
                                         .bytes = (unsigned)f->bytes,
                                         .used = (unsigned)f->used,
                                         .used_against = (unsigned)f->used_against,
                                         .unused_against = (unsigned)f->unused_against,
                                         .bits = f->loss * NAT_BITS,
                                         .norm = f->norm,
                                         .mean = f->mean,
                                         .deviation = f->deviation,
                                         .effective = f->effective,
                                         .cosine = f->cosine,
                                         .rank_output = f->rank_output,
                                         .rank_rows = f->rank_rows };

    m->plan.window(m->plan.user, &c);
    llz_fpenv_again();
    /* From this window on, not from where it was due: the plan has a least distance. */
    m->next_window = position + m->plan.window_every;
}

static void read_probe(struct llz_meter *m, struct llz_learner *learner, uint64_t position)
{
    const struct llz_measure *plan = &m->plan;

    llz_learner_probe(learner, plan->probe, plan->probe_bytes, plan->piece_bytes, m->piece);
    for (size_t k = 0; k < m->pieces; k++)
        m->piece[k] *= NAT_BITS;
    plan->probed(plan->user, position, llz_learner_learned(learner), m->piece, m->pieces);
    llz_fpenv_again();
    /* From where it was due, so that readings do not drift. */
    m->next_probe += plan->probe_every;
}

void llz_meter_learn(struct llz_meter *m, struct llz_learner *learner, uint64_t position, const uint8_t *ahead,
                     size_t n)
{
    const uint64_t after = position + 1;
    const struct llz_figures *f;

    if (m->plan.window && after >= m->next_window)
        /* Before the window is learned: its contributions are those to what follows. */
        llz_learner_look_ahead(learner, ahead, n);
    llz_learner_learn(learner);
    f = llz_learner_figures(learner);
    if (f && m->plan.window)
        tell_window(m, learner, f, after);
    if (m->plan.probed && after >= m->next_probe)
        read_probe(m, learner, after);
}
