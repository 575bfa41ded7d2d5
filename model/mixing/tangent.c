/* tangent.c - What was worth it shows later: h is how the weights would differ had the step been larger,
 * so h . x is how the logit would, and that times what the logit should have done is the gain. Summed over
 * 32 bytes it tells a policy whether the set steps too far or not far enough. */
#include "model/mixing/tangent.h"

#include <string.h>

void llz_tangent_lay(struct llz_tangent *t, struct llz_arena *a, size_t rows, size_t inputs)
{
    t->inputs = inputs;
    t->h = llz_arena_take(a, rows * inputs, sizeof *t->h);
}

void llz_tangent_init(struct llz_tangent *t, size_t sets, bool whole)
{
    t->n = sets;
    t->whole = whole;
    t->turns = 0;
    for (size_t s = 0; s < sets; s++) {
        t->factor[s] = 1;
        t->target[s] = t->gain[s] = t->size[s] = t->usual[s] = 0;
    }
}

/* What its past updates made of the sets' logits; takes stock of what that is worth. */
static void take_stock(struct llz_tangent *t, const struct llz_kernels *k, const float *x, float **h, float *hx)
{
    k->mix(hx, h, x, t->n, t->inputs);
    for (size_t s = 0; s < t->n; s++) {
        const float worth = t->target[s] * hx[s];
        t->gain[s] += worth;
        t->size[s] += worth > 0 ? worth : -worth;
    }
}

void llz_tangent_follow(struct llz_tangent *t, const struct llz_kernels *k, const float *x, const size_t *row,
                        const float *step, const float *slope)
{
    float *h[LLZ_MIXER_SETS], hx[LLZ_MIXER_SETS], move[LLZ_MIXER_SETS];
    const float square = k->dot(x, x, t->inputs);
    for (size_t s = 0; s < t->n; s++)
        h[s] = t->h + row[s];
    take_stock(t, k, x, h, hx);
    for (size_t s = 0; s < t->n; s++) {
        /* The update itself pulls h back (second derivatives of the cost); a step that would pull it past
         * zero is held there. */
        const float damping = slope[s] * square < 1 ? slope[s] : 1 / square;
        move[s] = t->whole ? step[s] - damping * hx[s] : step[s];
        if (!t->whole && step[s] != 0)
            memset(h[s], 0, t->inputs * sizeof *t->h);
    }
    k->train(h, move, x, t->n, t->inputs);
}

void llz_tangent_turn(struct llz_tangent *t, float *gain)
{
    if (t->turns < LLZ_TANGENT_TURNS)
        t->turns += 1;
    for (size_t s = 0; s < t->n; s++) {
        /* Gains are measured in units of their usual size, so that data which are nearly certain no
         * longer move steps. */
        t->usual[s] += (t->size[s] - t->usual[s]) / t->turns;
        const float g = t->usual[s] > 0 ? t->gain[s] / t->usual[s] : 0;
        gain[s] = g > 1 ? 1 : g < -1 ? -1 : g;
        t->gain[s] = t->size[s] = 0;
    }
}
