/* lms.c - an adaptive filter: normalised least mean squares, a weight for each of the last samples.
 *
 * Each weight moves along the error times its input, divided by the inputs' energy, so that loud and quiet
 * passages learn at the same speed. Vectors of four floats are spelled out, since the order of a sum is
 * part of the format and a compiler may not choose it. */
#include "model/contexts/lms.h"

#include <string.h>

typedef float v4 __attribute__((vector_size(16)));

static v4 load(const float *p)
{
    v4 v;
    memcpy(&v, p, sizeof v);
    return v;
}

static float sum(v4 v)
{
    return (v[0] + v[2]) + (v[1] + v[3]);
}

void llz_lms_init(struct llz_lms *f, uint32_t n, float rate)
{
    memset(f, 0, sizeof *f);
    f->n = n;
    f->rate = rate;
    f->end = n;
}

/* Both sums run in 8 lanes, joined in one fixed order. */
float llz_lms_predict(struct llz_lms *f)
{
    const float *x = f->x + f->end - f->n;
    v4 s = { 0 };
    v4 t = { 0 };
    v4 p = { 0 };
    v4 q = { 0 };
    for (uint32_t k = 0; k < f->n; k += 8) {
        const v4 a = load(x + k);
        const v4 b = load(x + k + 4);
        s += a * load(f->w + k);
        t += b * load(f->w + k + 4);
        p += a * a;
        q += b * b;
    }
    f->energy = sum(p + q);
    f->guess = sum(s + t);
    return f->guess;
}

void llz_lms_learn(struct llz_lms *f, float y)
{
    const float *x = f->x + f->end - f->n;
    /* The n in the divisor keeps the step finite in silence, where the energy is zero. */
    const float step = f->rate * (y - f->guess) / (f->energy + (float)f->n);
    const v4 scale = { step, step, step, step };
    for (uint32_t k = 0; k < f->n; k += 4) {
        const v4 w = load(f->w + k) + load(x + k) * scale;
        memcpy(f->w + k, &w, sizeof w);
    }
    /* The samples lie in one row, oldest first, so that a prediction reads straight on; once the buffer is
     * full the last n move to its front, which costs one copy in many samples. */
    if (f->end == 4 * LLZ_LMS_MAX) {
        memmove(f->x, f->x + f->end - f->n, f->n * sizeof *f->x);
        f->end = f->n;
    }
    f->x[f->end++] = y;
}
