/* minimum.c - limited-memory BFGS. Steps are halved until the value falls; where not even a short one helps the memory
 * is forgotten, and where that does not help either, the search ends: rounding has the last word. */
#include "learner/lab/minimum.h"

#include <math.h>
#include <string.h>

#include "model/memory/arena.h"

#define HALVINGS 12
#define ENOUGH_FALL 1e-4 /* Armijo's: of what the gradient promises */
#define NOISE 1e-8       /* of a value: rounding. Within it the slope decides, which is known to more digits */
#define FLATTER 0.9      /* of the slope before (Hager, Zhang 2005, approximate Wolfe conditions) */

struct search {
    const struct llz_lab_function *f;
    struct llz_arena memory;
    llz_real *x, *gradient; /* where it is */
    llz_real *trial, *trial_gradient, *direction;
    llz_real *step[LLZ_LAB_MEMORY_MAX], *change[LLZ_LAB_MEMORY_MAX];
    double curvature[LLZ_LAB_MEMORY_MAX]; /* step . change, above 0 */
    int pairs, newest;                    /* pairs that are known, and the place of the last one */
    double value;
    int passes;
};

static void lay(struct search *s, struct llz_arena *a)
{
    const size_t n = s->f->n;

    s->gradient = llz_arena_take(a, n, sizeof *s->x);
    s->trial = llz_arena_take(a, n, sizeof *s->x);
    s->trial_gradient = llz_arena_take(a, n, sizeof *s->x);
    s->direction = llz_arena_take(a, n, sizeof *s->x);
    for (int i = 0; i < s->f->memory; i++) {
        s->step[i] = llz_arena_take(a, n, sizeof *s->x);
        s->change[i] = llz_arena_take(a, n, sizeof *s->x);
    }
}

static double dot(const llz_real *a, const llz_real *b, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += (double)a[i] * (double)b[i];
    return sum;
}

static void add(llz_real *to, double factor, const llz_real *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = (llz_real)((double)to[i] + factor * (double)x[i]);
}

/* The two loops: direction = -H gradient. */
static void find_direction(struct search *s)
{
    const size_t n = s->f->n;
    const int m = s->f->memory;
    double share[LLZ_LAB_MEMORY_MAX];

    for (size_t i = 0; i < n; i++)
        s->direction[i] = -s->gradient[i];
    for (int k = 0; k < s->pairs; k++) {
        const int i = (s->newest + m - k) % m;

        share[i] = dot(s->step[i], s->direction, n) / s->curvature[i];
        add(s->direction, -share[i], s->change[i], n);
    }
    if (s->f->scale)
        s->f->scale(s->f->user, s->direction);
    for (int k = s->pairs; k-- > 0;) {
        const int i = (s->newest + m - k) % m;

        add(s->direction, share[i] - dot(s->change[i], s->direction, n) / s->curvature[i], s->step[i], n);
    }
}

/* From x to trial, which the caller accepts. A pair of no or negative curvature would spoil the memory. */
static void remember(struct search *s)
{
    const size_t n = s->f->n;
    const int at = (s->newest + 1) % s->f->memory;
    llz_real *step = s->step[at], *change = s->change[at];
    double curvature;

    for (size_t i = 0; i < n; i++) {
        step[i] = s->trial[i] - s->x[i];
        change[i] = s->trial_gradient[i] - s->gradient[i];
    }
    curvature = dot(step, change, n);
    if (!(curvature > 1e-12 * sqrt(dot(step, step, n) * dot(change, change, n)))) {
        /* The overwritten pair was the oldest, if all places were taken. */
        s->pairs = s->pairs < s->f->memory ? s->pairs : s->pairs - 1;
        return;
    }
    s->curvature[at] = curvature;
    s->newest = at;
    s->pairs = s->pairs < s->f->memory ? s->pairs + 1 : s->pairs;
}

static bool is_better(const struct search *s, double value, double length, double slope)
{
    if (value <= s->value + ENOUGH_FALL * length * slope && value < s->value)
        return true;
    return value <= s->value + NOISE * fabs(s->value) &&
           fabs(dot(s->direction, s->trial_gradient, s->f->n)) <= FLATTER * fabs(slope);
}

/* Whether a step along direction was found that lowers the value enough; it is made. */
static bool go(struct search *s)
{
    const size_t n = s->f->n;
    const double slope = dot(s->direction, s->gradient, n);
    double length = 1;

    for (int i = 0; slope < 0 && i < HALVINGS && s->passes < s->f->passes; i++, length /= 2) {
        double value;

        memcpy(s->trial, s->x, n * sizeof *s->x);
        add(s->trial, length, s->direction, n);
        value = s->f->value(s->f->user, s->trial, s->trial_gradient);
        s->passes++;
        if (!is_better(s, value, length, slope))
            continue;
        remember(s);
        memcpy(s->x, s->trial, n * sizeof *s->x);
        memcpy(s->gradient, s->trial_gradient, n * sizeof *s->x);
        s->value = value;
        return true;
    }
    return false;
}

int llz_lab_minimum(const struct llz_lab_function *f, llz_real *x, double *least)
{
    struct search s = { .f = f, .x = x, .passes = 1 };
    struct llz_arena count = { 0 };

    lay(&s, &count);
    s.memory = llz_arena_new(count.used);
    if (!s.memory.base)
        return 0;
    lay(&s, &s.memory);
    s.value = f->value(f->user, x, s.gradient);
    while (s.passes < f->passes && !(f->enough && f->enough(f->user, s.value))) {
        find_direction(&s);
        if (go(&s))
            continue;
        if (s.pairs == 0)
            break;
        s.pairs = 0;
    }
    *least = f->value(f->user, x, s.gradient);
    llz_arena_free(&s.memory);
    return s.passes + 1;
}
