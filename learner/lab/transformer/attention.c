/* attention.c - causal attention. All products are those of the kernels, so their sums have one order everywhere. */
#include "learner/lab/transformer/attention.h"

#define MASKED ((llz_real)-80) /* below all scores, so that the largest of a row is one that counts */

/* score [length][length] = a b', both with stride: what q k' and da v' have in common. */
static void outer(const struct llz_attention *s, struct llz_dual score, struct llz_dual a, struct llz_dual b)
{
    const size_t L = s->length;

    s->kernels->transpose(s->turned.v, L, b.v, s->stride, L, LLZ_HEAD);
    s->kernels->gemm(score.v, L, a.v, s->stride, s->turned.v, L, L, L, LLZ_HEAD, false);
    if (!score.t)
        return;
    s->kernels->gemm(score.t, L, a.t, s->stride, s->turned.v, L, L, L, LLZ_HEAD, false);
    s->kernels->transpose(s->turned.t, L, b.t, s->stride, L, LLZ_HEAD);
    s->kernels->gemm(score.t, L, a.v, s->stride, s->turned.t, L, L, L, LLZ_HEAD, true);
}

/* y, with stride, = w [length][length] x, with stride. */
static void weigh(const struct llz_attention *s, struct llz_dual y, struct llz_dual w, struct llz_dual x)
{
    const size_t L = s->length;

    s->kernels->gemm(y.v, s->stride, w.v, L, x.v, s->stride, L, LLZ_HEAD, L, false);
    if (!y.t)
        return;
    s->kernels->gemm(y.t, s->stride, w.t, L, x.v, s->stride, L, LLZ_HEAD, L, false);
    s->kernels->gemm(y.t, s->stride, w.v, L, x.t, s->stride, L, LLZ_HEAD, L, true);
}

/* y = w' x. */
static void weigh_turned(const struct llz_attention *s, struct llz_dual y, struct llz_dual w, struct llz_dual x)
{
    const size_t L = s->length;

    s->kernels->transpose(s->transpose.v, L, w.v, L, L, L);
    if (y.t)
        s->kernels->transpose(s->transpose.t, L, w.t, L, L, L);
    weigh(s, y, (struct llz_dual){ s->transpose.v, y.t ? s->transpose.t : NULL }, x);
}

/* Tangents of a row: p (t - sum of p t). */
static void softmax_tangent(llz_real *t, const llz_real *p, size_t n, llz_real scale)
{
    llz_real mean = 0;

    for (size_t j = 0; j < n; j++)
        mean += p[j] * t[j];
    for (size_t j = 0; j < n; j++)
        t[j] = scale * p[j] * (t[j] - mean);
}

/* What is masked takes part in the kernel's softmax, whose vectors have a fixed length, and is left out afterwards: the
 * sum is taken again over what counts, or exp(-80 - most) would stay in it. */
static void softmax_rows(const struct llz_attention *s, struct llz_dual p)
{
    const size_t L = s->length;

    for (size_t i = 0; i < L; i++) {
        llz_real *row = p.v + i * L, sum;

        for (size_t j = 0; j < L; j++)
            row[j] = j <= i ? row[j] * s->scale : MASKED;
        (void)s->kernels->softmax(row, row, L);
        sum = 0;
        for (size_t j = 0; j <= i; j++)
            sum += row[j];
        for (size_t j = 0; j < L; j++)
            row[j] = j <= i ? row[j] / sum : 0;
        if (!p.t)
            continue;
        softmax_tangent(p.t + i * L, row, i + 1, s->scale);
        for (size_t j = i + 1; j < L; j++)
            p.t[i * L + j] = 0;
    }
}

void llz_attention(const struct llz_attention *s, struct llz_dual a, struct llz_dual p, struct llz_dual q,
                   struct llz_dual k, struct llz_dual v)
{
    outer(s, p, q, k);
    softmax_rows(s, p);
    weigh(s, a, p, v);
}

/* score, which has dp, becomes scale p (dp - r), r = sum of p dp over the row. */
static void scores_back(const struct llz_attention *s, struct llz_dual score, struct llz_dual p)
{
    const size_t L = s->length;

    for (size_t i = 0; i < L; i++) {
        const struct llz_dual d = llz_dual_at(score, i * L), w = llz_dual_at(p, i * L);
        llz_real r = 0, r_change = 0;

        for (size_t j = 0; j <= i; j++)
            r += w.v[j] * d.v[j];
        for (size_t j = 0; d.t && j <= i; j++)
            r_change += w.t[j] * d.v[j] + w.v[j] * d.t[j];
        for (size_t j = 0; d.t && j < L; j++)
            d.t[j] = j <= i ? s->scale * (w.t[j] * (d.v[j] - r) + w.v[j] * (d.t[j] - r_change)) : 0;
        for (size_t j = 0; j < L; j++)
            d.v[j] = j <= i ? s->scale * w.v[j] * (d.v[j] - r) : 0;
    }
}

/* The derivatives by v, q and k, in this order: score holds the derivatives by p first and by the scores then, and dv
 * asks for neither. */
void llz_attention_back(const struct llz_attention *s, struct llz_dual dq, struct llz_dual dk,
                        struct llz_dual dv, struct llz_dual da, struct llz_dual p, struct llz_dual q,
                        struct llz_dual k, struct llz_dual v)
{
    const struct llz_dual score = { s->score.v, da.t ? s->score.t : NULL };

    outer(s, score, da, v);
    scores_back(s, score, p);
    weigh_turned(s, dv, p, da);
    weigh(s, dq, score, k);
    weigh_turned(s, dk, score, q);
}
