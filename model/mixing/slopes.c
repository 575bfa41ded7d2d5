/* slopes.c - Everything the mixer does once it does twice more here, with derivatives in the place of
 * weights, so a pass takes a third longer. Encoders of a search do that in one pass, and get for it the
 * direction in which each step size should move. */
#include "model/mixing/slopes.h"

/* A bit that was coded at next to no probability would otherwise drown all others in the sum. */
#define LEAST 1e-6f /* of a probability that is divided by */

/* Rows of h that belong to the rows of w in use. */
static void rows_of(const struct llz_mixer *m, float *h, float **row)
{
    for (size_t s = 0; s < m->sets; s++)
        row[s] = h + (m->w[s] - m->weights);
}

void llz_slopes_lay(struct llz_slopes *s, struct llz_arena *a, const struct llz_mixer *first,
                    const struct llz_mixer *final)
{
    for (int d = 0; d < LLZ_SLOPES_FIRST; d++)
        s->first[d] = llz_arena_take(a, first->rows * first->inputs, sizeof(float));
    for (int d = 0; d < LLZ_SLOPES_MIXED; d++) {
        s->second[d] = llz_arena_take(a, final->rows * final->inputs, sizeof(float));
        s->inputs[d] = llz_arena_take(a, final->inputs, sizeof(float));
    }
}

/* A logit that was held back depends on nothing.
 *
 * Clamped logits do not move when weights do. */
static bool held(float y)
{
    return y >= LLZ_LOGIT_MAX || y <= -LLZ_LOGIT_MAX;
}

static void forward_first(struct llz_slopes *s, const struct llz_kernels *k, const struct llz_mixer *m,
                          const float *x)
{
    float *row[LLZ_MIXER_SETS];
    for (int d = 0; d < LLZ_SLOPES_FIRST; d++) {
        rows_of(m, s->first[d], row);
        k->mix(s->inputs[d], row, x, m->sets, m->inputs);
        for (size_t i = 0; i < m->sets; i++)
            if (held(m->y[i]))
                s->inputs[d][i] = 0;
    }
}

void llz_slopes_forward(struct llz_slopes *s, const struct llz_kernels *k, const struct llz_mixer *first,
                        const struct llz_mixer *final, const float *x)
{
    float *row[LLZ_MIXER_SETS], other[LLZ_MIXER_SETS];
    forward_first(s, k, first, x);
    for (int d = 0; d < LLZ_SLOPES_MIXED; d++) {
        rows_of(final, s->second[d], row);
        k->mix(s->logit[d], row, first->y, final->sets, final->inputs);
        k->mix(other, final->w, s->inputs[d], final->sets, final->inputs);
        s->mixed[d] = 0;
        for (size_t i = 0; i < final->sets; i++) {
            s->logit[d][i] = held(final->y[i]) ? 0 : s->logit[d][i] + other[i];
            s->mixed[d] += s->logit[d][i] / (float) final->sets;
        }
    }
}

void llz_slopes_count(struct llz_slopes *s, float p, int bit)
{
    static const enum llz_knob knob[LLZ_SLOPES_MIXED] = { LLZ_KNOB_START, LLZ_KNOB_FLOOR, LLZ_KNOB_FINAL };
    const float q = bit ? p : 1 - p, by_p = (bit ? -1.0f : 1.0f) / (q > LEAST ? q : LEAST);
    if (!s->counting)
        return;
    for (int d = 0; d < LLZ_SLOPES_MIXED; d++)
        s->sum[knob[d]] += (double)(by_p * s->by_logit * s->mixed[d]);
    s->sum[LLZ_KNOB_SHARE] += (double)(by_p * s->by_share);
}

/* What direction d makes of the step size of the row selected in a set.
 *
 * The step of a row is floor + (start - floor) f, with f falling as the row is used: START moves it by f,
 * FLOOR by 1 - f. */
static float by_direction(const struct llz_mixer *m, int d, size_t set)
{
    const float fresh = m->rates.half / (m->rates.half + m->w[set][m->inputs - 1]);
    const float factor = m->tangent ? m->tangent->factor[set] : 1;
    return factor * (d == 0 ? m->rates.start * fresh : m->rates.floor * (1 - fresh));
}

static void learn_first(struct llz_slopes *s, const struct llz_kernels *k, const struct llz_mixer *m,
                        const float *x, int bit)
{
    float *row[LLZ_MIXER_SETS], step[LLZ_MIXER_SETS];
    for (int d = 0; d < LLZ_SLOPES_FIRST; d++) {
        rows_of(m, s->first[d], row);
        for (size_t i = 0; i < m->sets; i++) {
            const float error = (float)bit - m->p[i], rate = llz_mixer_rate(m, i, error);
            step[i] = rate == 0
                          ? 0
                          : by_direction(m, d, i) * error - rate * m->p[i] * (1 - m->p[i]) * s->inputs[d][i];
        }
        k->train(row, step, x, m->sets, m->inputs);
    }
}

static void learn_second(struct llz_slopes *s, const struct llz_kernels *k, const struct llz_mixer *m,
                         const float *x, int bit)
{
    float *row[LLZ_MIXER_SETS], step[LLZ_MIXER_SETS], along[LLZ_MIXER_SETS];
    for (int d = 0; d < LLZ_SLOPES_MIXED; d++) {
        rows_of(m, s->second[d], row);
        for (size_t i = 0; i < m->sets; i++) {
            const float error = (float)bit - m->p[i], rate = llz_mixer_rate(m, i, error);
            along[i] = rate * error;
            step[i] = (d < LLZ_SLOPES_FIRST ? 0 : along[i]) - rate * m->p[i] * (1 - m->p[i]) * s->logit[d][i];
        }
        k->train(row, step, x, m->sets, m->inputs);
        if (d < LLZ_SLOPES_FIRST)
            k->train(row, along, s->inputs[d], m->sets, m->inputs);
    }
}

void llz_slopes_learn(struct llz_slopes *s, const struct llz_kernels *k, const struct llz_mixer *first,
                      const struct llz_mixer *final, const float *x, const float *second, int bit)
{
    learn_first(s, k, first, x, bit);
    learn_second(s, k, final, second, bit);
}
