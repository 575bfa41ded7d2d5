/* apm.c - an adaptive map: the mixed probability once more, corrected by what came of such predictions in
 * a small context.
 *
 * 32 steps over the logits, between which the map is a straight line; both neighbours learn. Maps of
 * several contexts are averaged with the mixer's own probability, half and half: left out, they cost
 * 0.2 % (tests/bench/LOG.md). */
#include "model/mixing/apm.h"

#include <string.h>

/* Maps of hashed contexts grow: 2^FIRST contexts at first, and one more for so many bits. A short text would else write
 * to every page of them; it is as large as with all contexts from the beginning. */
#define FIRST 10
#define EACH 32

void llz_apm_lay(struct llz_apm *m, struct llz_arena *a, size_t contexts, bool grows)
{
    m->contexts = contexts;
    m->grows = grows;
    m->p = llz_arena_take_marked(a, contexts * LLZ_APM_STEPS, sizeof *m->p, &m->mark);
    m->number = llz_arena_take(a, grows ? 0 : contexts, sizeof *m->number);
}

/* An entry begins as if it had been seen so often: the mixer knows something already. */
#define TRUST 6

void llz_apm_init(struct llz_apm *m, const float *identity)
{
    m->seen = 0;
    m->given = 0;
    llz_growing_init(&m->groups, FIRST, m->contexts, 0);
    m->row = m->at = 0;
    m->weight = 0;
    /* Fresh memory is zero and shall mean the identity: nobody has to write to contexts that never come. */
    for (size_t i = 0; i < LLZ_APM_STEPS; i++)
        m->identity[i] = (uint32_t)(identity[i] * (float)((1 << LLZ_P_BITS) - 1)) << 10 | TRUST;
}

float llz_apm_p(struct llz_apm *m, float logit)
{
    /* A hair below the last step, so that the entry after it exists. */
    const float top = LLZ_APM_STEPS - 1.001f;
    const float scale = (LLZ_APM_STEPS - 1) / (2 * LLZ_APM_MAX);
    float x = (logit + LLZ_APM_MAX) * scale;
    x = x > 0 ? x : 0;
    x = x < top ? x : top;
    const size_t i = (size_t)x;
    const uint32_t *p = m->p + m->row + i, *start = m->identity + i;
    m->at = i;
    m->weight = x - (float)i;
    const float lo = (float)llz_adaptive_p(p[0] ^ start[0]), hi = (float)llz_adaptive_p(p[1] ^ start[1]);
    return (lo + (hi - lo) * m->weight + 0.5f) * (1.0f / (1 << LLZ_P_BITS));
}

/* A context that is parted takes along what both have learned. */
static void grow(struct llz_apm *m)
{
    struct llz_growing *g = &m->groups;
    if (++m->seen % EACH != 0 || llz_growing_groups(g) >= g->most)
        return;
    const uint32_t *from = m->p + LLZ_APM_STEPS * g->split;
    const size_t row = LLZ_APM_STEPS * llz_growing_groups(g);
    memcpy(m->p + row, from, LLZ_APM_STEPS * sizeof *from);
    llz_mark_bytes(m->mark, row * sizeof *m->p, LLZ_APM_STEPS * sizeof *m->p);
    llz_growing_parted(g);
}

/* Both by their own counts: with 16 bits that move by 1/32 each time a map never learned what is nearly certain, and
 * tables of records lost 0.4 % by it. */
void llz_apm_update(struct llz_apm *m, int bit, const struct llz_rates_of_counts *rates)
{
    uint32_t *p = m->p + m->row + m->at;
    const uint32_t *start = m->identity + m->at;
    llz_mark_bytes(m->mark, (m->row + m->at) * sizeof *p, 2 * sizeof *p);
    for (size_t i = 0; i < 2; i++)
        p[i] = llz_adaptive_update(p[i] ^ start[i], bit, LLZ_ADAPTIVE_LIMIT, rates) ^ start[i];
    if (m->grows)
        grow(m);
}
