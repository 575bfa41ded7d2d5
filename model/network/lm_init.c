/* Initial weights. Every value is an exact fraction of 24 bits times a bound,
 * rounded once: the same on every machine. */
#include <math.h>

#include "model/memory/hash.h"
#include "model/network/lm.h"

#define EMBED_INIT ((llz_real)0.05) /* embeddings start in [-0.05, 0.05] */
/* Cells start out remembering for different times: the first half of what they know a byte, sigmoid(0), the last one
 * nearly 0.993, sigmoid(5), so that some know the last bytes and some the last words. */
#define FORGET_SPAN ((llz_real)5)

/* xorshift64 (Marsaglia 2003, "Xorshift RNGs", section 3, triple 13, 7, 17). */
static uint64_t draw(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* n values uniform in [-bound, bound). */
static void fill(llz_real *x, size_t n, llz_real bound, uint64_t *state)
{
    for (size_t i = 0; i < n; i++)
        x[i] = ((llz_real)(draw(state) >> 40) / (llz_real)(1 << 23) - 1) * bound;
}

/* Variance gain^2 / K for each weight, so that outputs keep the scale of inputs; biases zero. */
static void fill_dense(struct llz_dense *d, float gain, uint64_t *state)
{
    if (d->K != 0)
        fill(d->w, d->K * d->N, (llz_real)(gain * sqrtf(3.0f / (float)d->K)), state);
}

static void fill_forget(struct llz_dense *d, size_t H)
{
    for (size_t j = 0; j < H; j++)
        d->w[d->K * d->N + j] = FORGET_SPAN * (llz_real)j / (llz_real)H;
}

static void publish(struct llz_lm *m)
{
    for (int i = 0; i < LLZ_LAYERS; i++) {
        struct llz_dense *d = &m->layer[i];
        if (d->K == 0)
            continue;
        llz_dense_publish(d, m->kernels, 0, 0, d->K + 1);
        llz_dense_publish(d, m->kernels, 1, 0, d->K + 1);
    }
}

void llz_lm_init(struct llz_lm *m, const struct llz_kernels *kernels, uint64_t seed)
{
    /* Of the output layer 0.3: predictions begin close to even, so that the first bytes cost no more than
     * eight bits. Rectified units lose half of their variance, hence 1.4. */
    static const float gain[LLZ_LAYERS] = { 0.3f, 1.4f, 1, 1 };
    uint64_t state = (seed + 1) * LLZ_GOLDEN;
    if (state == 0) /* the one fixed point of xorshift */
        state = 1;
    m->kernels = kernels;
    for (int i = 0; i < LLZ_LAYERS; i++)
        fill_dense(&m->layer[i], gain[i], &state);
    fill_forget(&m->layer[LLZ_RECURRENT1], m->shape.hidden1);
    if (m->shape.hidden2)
        fill_forget(&m->layer[LLZ_RECURRENT2], m->shape.hidden2);
    publish(m);
    llz_embedding_init(&m->embedding);
    fill(m->embedding.rows, LLZ_STARTS * m->embedding.dim, EMBED_INIT, &state);
    llz_ngram_init(&m->ngram);
    llz_lm_look_ahead(m);
}
