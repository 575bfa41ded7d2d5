/* oracle.c - how good could a policy be that knew the future? An upper bound, which no decoder can follow.
 *
 * Each example is weighed by whether a step along its gradient of the output layer lowers the loss of the
 * next sixteen windows, and the step of all layers is tried at half, once and twice its size. One window
 * alone would mislead: what suits 32 bytes rarely suits the next hundred. */
#include "learner/policies/oracle.h"

#include <string.h>

void llz_oracle_lay(struct llz_oracle *p, struct llz_arena *a, const struct llz_lm *m)
{
    llz_window_lay(&p->skipped, a, &m->shape);
    llz_window_lay_direct(&p->skipped, a, &m->shape);
    struct llz_shape longer = m->shape;
    longer.window *= LLZ_ORACLE_WINDOWS;
    llz_window_lay(&p->all, a, &longer);
    llz_window_lay_direct(&p->all, a, &longer);
    llz_again_lay(&p->scratch, a, &m->shape);
    for (int i = 0; i < LLZ_LAYERS; i++) {
        p->before[i] = llz_arena_take(a, llz_dense_floats(&m->layer[i]), sizeof **p->before);
        p->change[i] = llz_arena_take(a, llz_dense_floats(&m->layer[i]), sizeof **p->change);
    }
}

/* Window i of those ahead. */
static struct llz_window ahead(const struct llz_oracle *p, const struct llz_lm *m, size_t i)
{
    const struct llz_shape *s = &m->shape;
    const struct llz_window *w = &p->all;
    const size_t t = i * s->window;
    return (struct llz_window){ .a = w->a + t * m->at.total,
                                .g1 = w->g1 + t * llz_gate_width(s->hidden1),
                                .g2 = w->g2 + t * llz_gate_width(s->hidden2),
                                .c1 = w->c1 + t * s->hidden1,
                                .c2 = w->c2 + t * s->hidden2,
                                .dlogits = w->dlogits + t * LLZ_SYMBOLS,
                                .row = w->row + t * s->contexts,
                                .loss = w->loss + t,
                                .direct = w->direct + t * LLZ_SYMBOLS,
                                .byte = w->byte + t };
}

/* Fills in what a window of these bytes will ask the network, by the slots as they are now. */
static void foresee(const struct llz_lm *m, struct llz_history *h, const uint8_t *bytes, struct llz_window *w)
{
    const struct llz_shape *s = &m->shape;
    uint64_t keys[LLZ_CONTEXTS_MAX];
    memset(w->direct, 0, s->window * LLZ_SYMBOLS * sizeof *w->direct);
    for (size_t t = 0; t < s->window; t++) {
        llz_history_keys(h, keys, s->contexts);
        llz_embedding_find(&m->embedding, keys, w->row + t * s->contexts);
        llz_ngram_peek(&m->ngram, keys, w->direct + t * LLZ_SYMBOLS);
        w->byte[t] = bytes[t];
        llz_history_add(h, bytes[t]);
    }
}

/* The sum of (a_s . x)(d_s . y) over the windows ahead: what a step along one example's gradient of the output
 * layer, the outer product of its input x and error y, takes off the loss there, to first order. */
static llz_real worth(const struct llz_oracle *p, const struct llz_lm *m, const llz_real *x, const llz_real *y)
{
    const size_t n = m->at.e, steps = p->windows * m->shape.window;
    llz_real sum = 0;
    for (size_t s = 0; s < steps; s++)
        sum += m->kernels->dot(p->all.a + s * m->at.total, x, n) *
               m->kernels->dot(p->all.dlogits + s * LLZ_SYMBOLS, y, LLZ_SYMBOLS);
    return sum;
}

static void start(const struct llz_lm *m, struct llz_window *w, const llz_real *c1, const llz_real *c2)
{
    memcpy(w->c1, c1, m->shape.hidden1 * sizeof *c1);
    memcpy(w->c2, c2, m->shape.hidden2 * sizeof *c2);
}

/* Runs the windows ahead through a view; returns their loss. */
static llz_real run(struct llz_oracle *p, const struct llz_lm *m, int view)
{
    const size_t T = m->shape.window;
    llz_real sum = 0;
    for (size_t i = 0; i < p->windows; i++) {
        struct llz_window w = ahead(p, m, i);
        if (i > 0)
            start(m, &w, p->scratch.c1, p->scratch.c2);
        llz_lm_again(m, view, &w, &p->scratch);
    }
    for (size_t t = 0; t < p->windows * T; t++)
        sum += p->all.loss[t];
    return sum;
}

/* Looks at as many windows as are known from the one on in which this update takes effect. False: at none. */
static bool look(struct llz_oracle *p, const struct llz_lm *m)
{
    const size_t T = m->shape.window, delay = m->shape.delay ? T : 0;
    /* With a delay the update takes effect a window later, so the first window ahead cannot be
     * helped any more. */
    const size_t known = p->left > delay ? (p->left - delay) / T : 0;
    const uint8_t *next = p->next;
    struct llz_history h = m->history;
    const size_t most = (size_t)p->values->units[LLZ_ORACLE_AHEAD];
    p->windows = known < most ? known : most;
    if (known == 0)
        return false;
    start(m, &p->skipped, m->c1, m->c2);
    start(m, &p->all, m->c1, m->c2);
    if (delay) {
        foresee(m, &h, next, &p->skipped);
        llz_lm_again(m, m->view, &p->skipped, &p->scratch);
        start(m, &p->all, p->scratch.c1, p->scratch.c2);
        next += T;
    }
    for (size_t i = 0; i < p->windows; i++, next += T) {
        struct llz_window w = ahead(p, m, i);
        foresee(m, &h, next, &w);
    }
    return true;
}

static void weigh(const struct llz_oracle *p, const struct llz_lm *m, const struct llz_window *w,
                  llz_real *weight)
{
    const size_t T = m->shape.window;
    llz_real sum = 0;
    for (size_t t = 0; t < T; t++) {
        const llz_real value = worth(p, m, w->a + t * m->at.total, w->dlogits + t * LLZ_SYMBOLS);
        weight[t] = value > 0 ? 1 : p->values->at[LLZ_ORACLE_HARMFUL];
        sum += weight[t];
    }
    for (size_t t = 0; t < T; t++)
        /* The step stays as large as usual: what counts is which examples share it. */
        weight[t] *= (llz_real)T / sum;
}

bool llz_oracle_weigh(struct llz_oracle *p, const struct llz_lm *m, const struct llz_window *w,
                      llz_real *weight)
{
    if (!look(p, m))
        return false;
    run(p, m, m->view);
    weigh(p, m, w, weight);
    for (int i = 0; i < LLZ_LAYERS; i++)
        if (m->layer[i].K != 0)
            memcpy(p->before[i], m->layer[i].w, llz_dense_floats(&m->layer[i]) * sizeof **p->before);
    return true;
}

/* The weights before, and so much of their change, into the view that is not being read. */
static void go(struct llz_oracle *p, struct llz_lm *m, llz_real factor)
{
    for (int i = 0; i < LLZ_LAYERS; i++) {
        struct llz_dense *d = &m->layer[i];
        for (size_t j = 0; j < llz_dense_floats(d); j++)
            d->w[j] = p->before[i][j] + factor * p->change[i][j];
        if (d->K != 0)
            llz_dense_publish(d, m->kernels, 1 - m->view, 0, d->K + 1);
    }
}

void llz_oracle_search(struct llz_oracle *p, struct llz_lm *m)
{
    static const llz_real factors[] = { 1, (llz_real)0.5, 2 };
    llz_real best = 1, least = 0;
    for (int i = 0; i < LLZ_LAYERS; i++)
        for (size_t j = 0; j < llz_dense_floats(&m->layer[i]); j++)
            p->change[i][j] = m->layer[i].w[j] - p->before[i][j];
    /* The usual step first; the others have to be better than it. */
    for (size_t k = 0; k < sizeof factors / sizeof factors[0]; k++) {
        go(p, m, factors[k]);
        const llz_real loss = run(p, m, 1 - m->view);
        if (k == 0 || loss < least) {
            best = factors[k];
            least = loss;
        }
    }
    go(p, m, best);
}
