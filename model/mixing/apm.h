/* apm.h - adaptive probability maps: what a probability turned out to mean in a small context.
 *
 * Each context has 32 adaptive probabilities, two cache lines, for logits from -8 to 8 in equal steps; between two
 * of them the map interpolates. (Mahoney 2005, section 3.3, "secondary symbol estimation".) */
#ifndef LLZ_APM_H
#define LLZ_APM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/experts/adaptive.h"
#include "model/memory/arena.h"
#include "model/memory/growing.h"

#define LLZ_APM_STEPS 32
#define LLZ_APM_MAX 8.0f /* logit of the last entry; the first one is its negative */

struct llz_apm {
    uint32_t *p;                      /* [contexts][LLZ_APM_STEPS] adaptive probabilities, each XORed with: */
    uint64_t *mark;                   /* of them (arena.h) */
    uint32_t identity[LLZ_APM_STEPS]; /* what every context starts with */
    size_t contexts;
    bool grows;                /* its contexts are hashes, which share rows while there are few; */
    struct llz_growing groups; /* rows in use, if it does */
    uint16_t *number;          /* [contexts] else: rows by their order of coming, from 1 on, 0: not yet */
    uint16_t given;            /* the last of these */
    uint32_t seen;             /* bits, modulo 2^32 */
    size_t row;                /* row of the context chosen */
    size_t at;                 /* the lower of the two entries in use, within the row */
    float weight;              /* weight of the upper one */
};

/* contexts: at most 2^16, of which one that comes after 65,535 others shares the row of the last of them. */
void llz_apm_lay(struct llz_apm *m, struct llz_arena *a, size_t contexts, bool grows);
/* identity [LLZ_APM_STEPS]: sigmoid of each step, what every context starts with. The memory is zero. */
void llz_apm_init(struct llz_apm *m, const float *identity);
/* What has learned little is one dense piece of memory, whatever its contexts are. */
static inline size_t llz_apm_numbered(struct llz_apm *m, size_t context)
{
    if (m->number[context] == 0) {
        m->given += m->given < UINT16_MAX;
        m->number[context] = m->given;
    }
    return m->number[context] - (size_t)1;
}

/* Chooses the context of the next probability, and asks for its memory. Of a map that grows all bits of it count. */
static inline void llz_apm_select(struct llz_apm *m, size_t context)
{
    m->row = (m->grows ? llz_growing_group(&m->groups, context) : llz_apm_numbered(m, context)) * LLZ_APM_STEPS;
    __builtin_prefetch(m->p + m->row);
    __builtin_prefetch(m->p + m->row + LLZ_APM_STEPS / 2);
}
/* Refined probability for a logit in that context. */
float llz_apm_p(struct llz_apm *m, float logit);
void llz_apm_update(struct llz_apm *m, int bit, const struct llz_rates_of_counts *rates);

#endif
