/* mixer.c - gated linear mixing: each set of weights sees all inputs, and is chosen by a small context
 * of its own.
 *
 * Weights descend along the coding cost of their own output, which is a logistic regression for each row:
 * w += rate (bit - p) x. The step of a row falls with the number of times that it was used, from `start`
 * to `floor`: a row that has just come into use has to learn quickly, and one that was used ten thousand
 * times should be disturbed by noise as little as possible. */
#include "model/mixing/mixer.h"

/* 2^24: a float counts no further in steps of 1. */
#define USED_MAX 0x1p+24f
#define ERROR_MIN 0.0005f             /* a smaller error is not worth the work of learning from it, */
#define ERROR_IGNORED 0x1.0624dcp-11f /* and this is the largest that is */

void llz_mixer_lay(struct llz_mixer *m, struct llz_arena *a, size_t inputs, const size_t *size, size_t kinds,
                   size_t sets, struct llz_tangent *tangent)
{
    m->inputs = inputs;
    m->sets = sets;
    m->share = 1.0f / (float)sets;
    m->each = 0;
    for (size_t s = 0; s < sets; s++) {
        m->first[s] = m->each;
        m->each += size[s];
    }
    m->rows = kinds * m->each;
    m->number = llz_arena_take(a, m->rows, sizeof *m->number);
    m->weights = llz_arena_take(a, (m->rows + 1) * inputs, sizeof *m->weights);
    m->tangent = tangent;
    if (tangent)
        llz_tangent_lay(tangent, a, m->rows, inputs);
}

/* The last input of each row is not a weight but its count; llz_predictor_bit() keeps the input itself at 0. */
void llz_mixer_start(struct llz_mixer *m, size_t row)
{
    float *weights = m->weights + m->given * m->inputs;
    for (size_t i = 0; i + 1 < m->inputs; i++)
        weights[i] = m->weight;
    m->number[row] = ++m->given;
}

void llz_mixer_init(struct llz_mixer *m, float *y, float *p, float weight, const struct llz_mixer_rates *rates)
{
    m->y = y;
    m->p = p;
    m->rates = *rates;
    m->weight = weight;
    m->of_kind = 0;
    m->given = 0;
    for (size_t s = m->sets; s < LLZ_MIXER_SETS; s++)
        m->w[s] = m->weights + m->rows * m->inputs;
}

/* Beyond the limit the probability is at its own anyway, and a runaway logit would take long to come back. */
void llz_mixer_forward(struct llz_mixer *m, const struct llz_kernels *k, const float *x)
{
    k->logits(m->y, m->w, x, m->sets, m->inputs, LLZ_LOGIT_MAX);
}

float llz_mixer_rate(const struct llz_mixer *m, size_t set, float error)
{
    const struct llz_mixer_rates *r = &m->rates;
    const float used = m->w[set][m->inputs - 1];
    if (error < ERROR_MIN && error > -ERROR_MIN)
        return 0;
    return (r->floor + (r->start - r->floor) * (r->half / (r->half + used))) *
           (m->tangent ? m->tangent->factor[set] : 1);
}

/* For policies that move step sizes: what each update does to the set's logit is
 * carried along (tangent.h). */
static void follow(struct llz_mixer *m, const struct llz_kernels *k, const float *x, const float *rate)
{
    size_t row[LLZ_MIXER_SETS];
    float slope[LLZ_MIXER_SETS];
    for (size_t s = 0; s < m->sets; s++) {
        row[s] = (size_t)(m->w[s] - m->weights);
        slope[s] = m->step[s] == 0 ? 0 : rate[s] * (m->p[s] * (1 - m->p[s]));
    }
    llz_tangent_follow(m->tangent, k, x, row, m->step, slope);
}

/* Keeps account of what steps are worth; those without have a kernel of their own. */
static void learn_followed(struct llz_mixer *m, const struct llz_kernels *k, const float *x, int bit)
{
    float rate[LLZ_MIXER_SETS];
    for (size_t s = 0; s < m->sets; s++) {
        float *used = &m->w[s][m->inputs - 1];
        const float error = (float)bit - m->p[s];
        rate[s] = llz_mixer_rate(m, s, error);
        m->step[s] = rate[s] * error;
        if (*used < USED_MAX)
            *used += 1;
    }
    follow(m, k, x, rate);
    k->train(m->w, m->step, x, m->sets, m->inputs);
}

void llz_mixer_learn(struct llz_mixer *m, const struct llz_kernels *k, const float *x, int bit)
{
    const struct llz_mixer_rates *r = &m->rates;
    const struct llz_descent h = { (float)bit, r->start, r->floor, r->half, ERROR_IGNORED };
    if (m->tangent)
        learn_followed(m, k, x, bit);
    else
        k->descend(m->w, m->p, x, m->sets, m->inputs, &h);
}
