/* example_classes.c - The window's gradient is formed once and multiplied with each class's sum, which costs less than
 * a product for every example; then its examples, sorted by class, are added to the sums in one product for each
 * class. Sums do not fade in memory: the unit they are in does. */
#include "learner/policies/example_classes.h"

#include <math.h>

#define SURENESSES 4
#define MATCH_LONG 16 /* bytes: after so many alike it is seldom chance */
/* Below, the sums return to a unit of 1, long before new terms would drown old ones. */
#define SCALE_LEAST ((llz_real)1 / 1024)
/* Turns over which a gain's usual size is taken; as of the mixers' (model/mixing/tangent.h). */
#define TURNS 1000

struct sorted {
    size_t first[LLZ_CLASSES + 1]; /* place of each class's first example */
};

static size_t floats_of(const struct llz_lm *m)
{
    return llz_dense_floats(&m->layer[LLZ_OUTPUT]);
}

void llz_classes_lay(struct llz_classes *c, struct llz_arena *a, const struct llz_lm *m, int32_t windows)
{
    const size_t T = m->shape.window;
    c->past = llz_arena_take(a, LLZ_CLASSES * floats_of(m), sizeof *c->past);
    c->now = llz_arena_take(a, floats_of(m), sizeof *c->now);
    c->xt = llz_arena_take(a, (m->layer[LLZ_OUTPUT].K + 1) * T, sizeof *c->xt);
    c->dy = llz_arena_take(a, T * LLZ_SYMBOLS, sizeof *c->dy);
    c->keep = 1 - 1 / (llz_real)windows;
}

void llz_classes_init(struct llz_classes *c)
{
    c->scale = 1;
    c->turns = 0;
    c->square = 0;
    for (size_t i = 0; i < LLZ_CLASSES; i++) {
        c->count[i] = 0;
        c->factor[i] = 1;
    }
}

size_t llz_class_of(const struct llz_window *w, size_t t)
{
    const llz_real p = w->surest[t];
    const size_t sure = p < (llz_real)0.25 ? 0 : p < (llz_real)0.5 ? 1 : p < (llz_real)0.875 ? 2 : 3;
    const size_t match = w->match[t] == 0 ? 0 : w->match[t] < MATCH_LONG ? 1 : 2;
    return match * SURENESSES + sure;
}

static void take(struct llz_classes *c, const struct llz_lm *m, const struct llz_window *w, size_t t,
                 size_t place)
{
    const size_t T = m->shape.window, K = m->layer[LLZ_OUTPUT].K;
    for (size_t k = 0; k < K; k++)
        c->xt[k * T + place] = w->a[t * m->at.total + k];
    c->xt[K * T + place] = 1;
    for (size_t j = 0; j < LLZ_SYMBOLS; j++)
        c->dy[place * LLZ_SYMBOLS + j] = w->dlogits[t * LLZ_SYMBOLS + j];
}

/* Takes the window's examples, those of each class together, in their order. */
static struct sorted sort(struct llz_classes *c, const struct llz_lm *m, const struct llz_window *w)
{
    struct sorted s;
    size_t place = 0;
    for (size_t i = 0; i < LLZ_CLASSES; i++) {
        s.first[i] = place;
        for (size_t t = 0; t < m->shape.window; t++)
            if (llz_class_of(w, t) == i)
                take(c, m, w, t, place++);
    }
    s.first[LLZ_CLASSES] = place;
    return s;
}

/* out (+)= gradient of the examples at places first to end - 1. */
static void add_gradient(const struct llz_classes *c, const struct llz_lm *m, size_t first, size_t end,
                         llz_real *out, bool accumulate)
{
    m->kernels->gemm(out, LLZ_SYMBOLS, c->xt + first, m->shape.window, c->dy + first * LLZ_SYMBOLS, LLZ_SYMBOLS,
                     m->layer[LLZ_OUTPUT].K + 1, LLZ_SYMBOLS, end - first, accumulate);
}

/* In units of the usual size of all classes' gains. */
static llz_real relative(llz_real gain, llz_real usual)
{
    const llz_real r = usual > 0 ? gain / usual : 0;
    /* What is not a number, after a divergence, must not become a weight. */
    return r > -1 ? (r < 1 ? r : 1) : -1;
}

static llz_real usual_size(struct llz_classes *c, const llz_real *worth)
{
    llz_real sum = 0, known = 0;
    for (size_t i = 0; i < LLZ_CLASSES; i++) {
        sum += worth[i] * worth[i];
        known += c->count[i] > 0 ? (llz_real)1 : 0;
    }
    c->turns++;
    if (known > 0)
        c->square += (sum / known - c->square) / (llz_real)(c->turns < TURNS ? c->turns : TURNS);
    return (llz_real)sqrtf((float)c->square);
}

/* What more weight of each class in the past would have taken off the loss now, for each of its examples. */
static void find_worth(const struct llz_classes *c, const struct llz_lm *m, const struct llz_grads *g,
                       llz_real *worth)
{
    const size_t n = floats_of(m);
    for (size_t i = 0; i < LLZ_CLASSES; i++) {
        worth[i] = 0;
        if (c->count[i] > 0)
            worth[i] = m->kernels->dot(c->now, c->past + i * n, n) * c->scale / c->count[i];
        llz_grads_pause(g);
    }
}

static void return_to_unit(struct llz_classes *c, size_t n)
{
    for (size_t j = 0; j < n; j++)
        c->past[j] *= c->scale;
    c->scale = 1;
}

static void fade(struct llz_classes *c, const struct llz_lm *m)
{
    c->scale *= c->keep;
    if (c->scale < SCALE_LEAST)
        return_to_unit(c, LLZ_CLASSES * floats_of(m));
}

static void add_past(struct llz_classes *c, const struct llz_lm *m, const struct sorted *s,
                     const struct llz_grads *g)
{
    const llz_real unit = 1 / c->scale;
    for (size_t j = 0; j < m->shape.window * LLZ_SYMBOLS; j++)
        c->dy[j] *= unit;
    for (size_t i = 0; i < LLZ_CLASSES; i++) {
        const size_t first = s->first[i], end = s->first[i + 1];
        c->count[i] = c->count[i] * c->keep + (llz_real)(end - first);
        if (end > first)
            add_gradient(c, m, first, end, c->past + i * floats_of(m), true);
        llz_grads_pause(g);
    }
}

void llz_classes_see(struct llz_classes *c, const struct llz_lm *m, const struct llz_window *w,
                     const struct llz_grads *g, llz_real *worth)
{
    const struct sorted s = sort(c, m, w);
    add_gradient(c, m, 0, m->shape.window, c->now, false);
    llz_grads_pause(g);
    find_worth(c, m, g, worth);
    fade(c, m);
    add_past(c, m, &s, g);
}

void llz_classes_turn(struct llz_classes *c, const struct llz_policy *policy,
                      const struct llz_policy_values *values, llz_real *worth)
{
    const llz_real usual = usual_size(c, worth);
    for (size_t i = 0; i < LLZ_CLASSES; i++)
        worth[i] = relative(worth[i], usual);
    policy->weigh(c->factor, worth, LLZ_CLASSES, c->turns, values);
}

void llz_classes_apply(const struct llz_classes *c, const struct llz_window *w, size_t T, llz_real *weight)
{
    for (size_t t = 0; t < T; t++)
        weight[t] *= c->factor[llz_class_of(w, t)];
}

/* Two products for each example and weight, and one for each class; what fades is neglected. */
uint64_t llz_classes_work(uint64_t K, uint64_t T)
{
    return (4 * T + 2 * LLZ_CLASSES) * (K + 1) * LLZ_SYMBOLS;
}
