/* measure.c - It has windows, gradients and cells of its own, and reads the model through frozen.h, so
 * that nothing learned depends on whether somebody measures. */
#include "learner/measure/measure.h"

#include <math.h>

#include "learner/policies/example_rank.h"

void llz_measurer_lay(struct llz_measurer *d, struct llz_arena *a, const struct llz_lm *m)
{
    const size_t T = m->shape.window;
    llz_frozen_lay(&d->frozen, a, &m->shape);
    for (int i = 0; i < LLZ_AHEAD; i++)
        llz_window_lay(&d->window[i], a, &m->shape);
    for (int i = 0; i < 2; i++)
        llz_target_lay(&d->target[i], a, m);
    llz_grads_lay(&d->grads, a, &m->shape);
    llz_tangents_lay(&d->tangents, a, &m->shape);
    d->ct = llz_arena_take(a, T, sizeof *d->ct);
    d->cheap = llz_arena_take(a, T, sizeof *d->cheap);
    d->choice.weight = llz_arena_take(a, T, sizeof *d->choice.weight);
}

void llz_measurer_init(struct llz_measurer *d, const struct llz_lm *m)
{
    llz_grads_init(&d->grads, &m->shape);
}

/* Bytes of an idle window, and those that a policy gives no weight, contribute nothing whatever
 * their gradient says. */
static bool uses(const struct llz_policy_choice *choice, size_t t)
{
    return !choice->idle && choice->weight[t] != 0;
}

static void count(struct llz_figures *f, const struct llz_policy_choice *choice, const llz_real *ct)
{
    for (size_t t = 0; t < f->bytes; t++) {
        /* Negated, so that a value that is not a number counts as no gain. */
        const bool used = uses(choice, t), against = !(ct[t] > 0);
        f->used += used;
        f->used_against += used && against;
        f->unused_against += !used && against;
    }
}

static void spread(struct llz_figures *f, const struct llz_policy_choice *choice, const llz_real *ct)
{
    double sum = 0, size = 0, squares = 0;
    for (size_t t = 0; t < f->bytes; t++) {
        const double x = uses(choice, t) ? (double)ct[t] : 0;
        sum += x;
        size += fabs(x);
        squares += x * x;
    }
    if (f->used == 0)
        return;
    const double n = (double)f->used, variance = squares / n - sum / n * (sum / n);
    f->mean = sum / n;
    /* Rounding may leave a variance of 0 a little below it. */
    f->deviation = variance > 0 ? sqrt(variance) : 0;
    /* How many equal contributions would have the same sum and the same sum of squares, as a share of
     * those in use. */
    f->effective = squares > 0 ? size * size / (n * squares) : 0;
}

static double cosine(struct llz_measurer *d, const struct llz_lm *m, double *norm)
{
    /* The contributions have been taken from them already. */
    llz_real *scratch = d->tangents.a;
    const double ab = llz_target_product(&d->target[0], &d->target[1], m, scratch);
    const double aa = llz_target_product(&d->target[0], &d->target[0], m, scratch);
    const double bb = llz_target_product(&d->target[1], &d->target[1], m, scratch);
    *norm = sqrt(aa);
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : 0;
}

static double mean_loss(const struct llz_window *w)
{
    double sum = 0;
    for (size_t t = 0; t < w->n; t++)
        sum += (double)w->loss[t];
    return sum / (double)w->n;
}

static void compare_forms(struct llz_measurer *d, const struct llz_lm *m, struct llz_figures *f)
{
    struct llz_window *w = &d->window[0];
    const struct llz_target *g = &d->target[0];
    llz_contribution_output(m, w, g, &d->tangents, d->cheap);
    f->rank_output = llz_rank_correlation(d->cheap, d->ct, f->bytes);
    /* For the embedding rows alone: what each byte's own loss passes back. */
    llz_lm_backward(m, w, d->grads.ones, &d->grads);
    llz_contribution_rows(m, w, d->grads.de, g, &d->tangents, d->cheap);
    f->rank_rows = llz_rank_correlation(d->cheap, d->ct, f->bytes);
}

void llz_measurer_contributions(struct llz_measurer *d, const struct llz_trainer *t, const uint8_t *ahead,
                                struct llz_figures *f)
{
    const struct llz_lm *m = t->model;
    const size_t T = m->shape.window;
    llz_frozen_begin(&d->frozen, m);
    for (size_t i = 0; i < LLZ_AHEAD; i++)
        llz_frozen_read(&d->frozen, &d->window[i], ahead + i * T, T);
    for (int i = 0; i < 2; i++)
        llz_target_take(&d->target[i], m, &d->window[i + 1], &d->grads);
    llz_trainer_ask(t, &d->window[0], &d->choice);
    llz_contribution_full(m, &d->window[0], &d->target[0], &d->tangents, d->ct);
    *f = (struct llz_figures){ .bytes = T, .loss = mean_loss(&d->window[0]) };
    count(f, &d->choice, d->ct);
    spread(f, &d->choice, d->ct);
    f->cosine = cosine(d, m, &f->norm);
    compare_forms(d, m, f);
}

void llz_measurer_probe(struct llz_measurer *d, const struct llz_lm *m, const uint8_t *bytes, size_t n,
                        size_t piece, double *nats)
{
    struct llz_window *w = &d->window[0];
    const size_t T = m->shape.window;
    llz_frozen_begin_anew(&d->frozen, m);
    for (size_t k = 0; k * piece < n; k++)
        nats[k] = 0;
    for (size_t at = 0; at < n; at += T) {
        llz_frozen_read(&d->frozen, w, bytes + at, n - at < T ? n - at : T);
        for (size_t t = 0; t < w->n; t++)
            nats[(at + t) / piece] += (double)w->loss[t];
    }
}
