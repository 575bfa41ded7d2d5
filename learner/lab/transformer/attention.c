/* attention.c - causal attention. All products are those of the kernels, so their sums have one order everywhere. */
#include "learner/lab/transformer/attention.h"

#include "learner/lab/transformer/lanes.h"

#define MASKED ((llz_real)-1e30) /* below all scores, so that the largest of a row is one that counts */

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

    s->kernels->gemm_turned(y.v, s->stride, w.v, L, x.v, s->stride, L, LLZ_HEAD, L, false);
    if (!y.t)
        return;
    s->kernels->gemm_turned(y.t, s->stride, w.t, L, x.v, s->stride, L, LLZ_HEAD, L, false);
    s->kernels->gemm_turned(y.t, s->stride, w.v, L, x.t, s->stride, L, LLZ_HEAD, L, true);
}

/* Scores of what comes after i become MASKED, the others are scaled. */
static void scale_row(const struct llz_attention *s, llz_real *row, size_t i)
{
    for (size_t j = 0; j <= i; j += LLZ_LANES)
        llz_lanes_put(row + j, s->scale * llz_lanes_at(row + j));
    for (size_t j = i + 1; j < s->length; j++)
        row[j] = MASKED;
}

/* Tangents of a row: p (t - sum of p t) scale, which are 0 where p is. */
static void softmax_tangent(const struct llz_attention *s, llz_real *t, const llz_real *p)
{
    const llz_real mean = s->kernels->dot(p, t, s->length);

    for (size_t j = 0; j < s->length; j += LLZ_LANES)
        llz_lanes_put(t + j, s->scale * llz_lanes_at(p + j) * (llz_lanes_at(t + j) - mean));
}

/* What is masked takes part in the kernel's softmax, whose vectors have a fixed length: e^-87, which vanishes in the sum beside
 * the largest, which is 1; it is left out afterwards. */
static void softmax_rows(const struct llz_attention *s, struct llz_dual p)
{
    const size_t L = s->length;

    for (size_t i = 0; i < L; i++) {
        llz_real *row = p.v + i * L, share;

        scale_row(s, row, i);
        share = 1 / s->kernels->softmax(row, row, L);
        for (size_t j = 0; j <= i; j += LLZ_LANES)
            llz_lanes_put(row + j, share * llz_lanes_at(row + j));
        for (size_t j = i + 1; j < L; j++)
            row[j] = 0;
        if (p.t)
            softmax_tangent(s, p.t + i * L, row);
    }
}

void llz_attention(const struct llz_attention *s, struct llz_dual a, struct llz_dual p, struct llz_dual q,
                   struct llz_dual k, struct llz_dual v)
{
    outer(s, p, q, k);
    softmax_rows(s, p);
    weigh(s, a, p, v);
}

/* A row of scores, which has dp, becomes scale p (dp - r), r = sum of p dp. What is masked has a p of 0 and stays out. */
static void scores_back(const struct llz_attention *s, struct llz_dual d, struct llz_dual p)
{
    const size_t L = s->length;
    const llz_real r = s->kernels->dot(p.v, d.v, L);

    if (d.t) {
        const llz_real change = s->kernels->dot(p.t, d.v, L) + s->kernels->dot(p.v, d.t, L);

        for (size_t j = 0; j < L; j += LLZ_LANES)
            llz_lanes_put(d.t + j, s->scale * (llz_lanes_at(p.t + j) * (llz_lanes_at(d.v + j) - r) +
                                               llz_lanes_at(p.v + j) * (llz_lanes_at(d.t + j) - change)));
    }
    for (size_t j = 0; j < L; j += LLZ_LANES)
        llz_lanes_put(d.v + j, s->scale * llz_lanes_at(p.v + j) * (llz_lanes_at(d.v + j) - r));
}

/* The derivatives by v, q and k, in this order: score holds the derivatives by p first and by the scores then, and dv
 * asks for neither. */
void llz_attention_back(const struct llz_attention *s, struct llz_dual dq, struct llz_dual dk,
                        struct llz_dual dv, struct llz_dual da, struct llz_dual p, struct llz_dual q,
                        struct llz_dual k, struct llz_dual v)
{
    const struct llz_dual score = { s->score.v, da.t ? s->score.t : NULL };

    outer(s, score, da, v);
    for (size_t i = 0; i < s->length; i++)
        scores_back(s, llz_dual_at(score, i * s->length), llz_dual_at(p, i * s->length));
    weigh_turned(s, dv, p, da);
    weigh(s, dq, score, k);
    weigh_turned(s, dk, score, q);
}
