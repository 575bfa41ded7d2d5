/* lab_transformer.c - the transformer as what learns in a course. Nothing of a step is kept for the way back but its parameters:
 * to go forward once more costs a fifth of what comes after. */
#include <string.h>

#include "learner/lab/lab_model.h"
#include "learner/lab/stages.h"
#include "learner/lab/transformer/lab_texts.h"

#define CHUNK 8 /* texts: activations stay in the nearer caches */

static void lay(struct llz_lab_course *c, struct llz_arena *a, const struct llz_lab_sizes *s)
{
    c->even[0] = llz_arena_take(a, s->N, sizeof **c->even);
    c->even[1] = llz_arena_take(a, s->K, sizeof **c->even);
}

static bool begin(struct llz_lab_course *c, const struct llz_lab_problem *p)
{
    const struct llz_lab_sizes *s = &p->setting.sizes;
    struct llz_arena count = { 0 };

    lay(c, &count, s);
    c->own = llz_arena_new(count.used);
    if (!c->own.base)
        return false;
    lay(c, &c->own, s);
    for (size_t n = 0; n < s->N; n++)
        c->even[0][n] = 1 / (llz_real)s->N;
    for (size_t k = 0; k < s->K; k++)
        c->even[1][k] = 1 / (llz_real)s->K;
    return llz_transformer_new(&c->net, &p->setting.net, CHUNK);
}

static void end(struct llz_lab_course *c)
{
    llz_transformer_free(&c->net);
    llz_arena_free(&c->own);
}

static void gradient_at(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t t,
                        const struct llz_lab_set *set, const llz_real *weight, llz_real *sum)
{
    const size_t D = p->setting.sizes.D;
    const struct llz_transformer_pass pass = { .text = set->text, .n = set->n, .weight = weight, .sum = sum };

    memset(sum, 0, D * sizeof *sum);
    llz_transformer_set(&c->net, c->theta + t * D, NULL);
    llz_transformer_run(&c->net, &pass);
}

/* gamma NULL: all examples alike, as before a policy has been sought. */
static void descend(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t t, const llz_real *gamma,
                    llz_real *direction)
{
    gradient_at(c, p, t, &p->examples, gamma ? gamma : c->even[0], direction);
}

/* One pass gives all contributions, v . gradient of each example's loss, and the Hessian of their weighted sum times v:
 * tangents go forward along v, and their derivatives back (Pearlmutter 1994, "Fast exact multiplication by the Hessian"). */
static void look_back(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t t, llz_real *v,
                      const llz_real *gamma, llz_real *contribution, llz_real *product)
{
    const size_t D = p->setting.sizes.D;
    const struct llz_transformer_pass pass = { .text = p->examples.text,
                                               .n = p->examples.n,
                                               .weight = gamma,
                                               .contribution = contribution,
                                               .sum = product };

    if (product)
        memset(product, 0, D * sizeof *product);
    llz_transformer_set(&c->net, c->theta + t * D, v);
    llz_transformer_run(&c->net, &pass);
}

static void losses_of_step(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t t,
                           const struct llz_lab_set *set, double *losses)
{
    const struct llz_transformer_pass pass = { .text = set->text, .n = set->n, .losses = losses };

    llz_transformer_set(&c->net, c->theta + t * p->setting.sizes.D, NULL);
    llz_transformer_run(&c->net, &pass);
}

static void losses_at(struct llz_lab_course *c, const struct llz_lab_problem *p, const struct llz_lab_set *set,
                      const size_t *at, size_t count, double *losses)
{
    for (size_t i = 0; i < count; i++)
        losses_of_step(c, p, at[i], set, losses + i * set->n);
}

static void curve_of(struct llz_lab_course *c, const struct llz_lab_problem *p, const struct llz_lab_set *set,
                     double *curve)
{
    double losses[LLZ_LAB_TARGETS_MAX];

    for (size_t t = 0; t <= p->setting.sizes.T; t++) {
        double sum = 0;

        losses_of_step(c, p, t, set, losses);
        for (size_t k = 0; k < set->n; k++)
            sum += losses[k];
        curve[t] = sum / (double)set->n;
    }
}

static void target_gradients(struct llz_lab_course *c, const struct llz_lab_problem *p, size_t first,
                             size_t last)
{
    for (size_t t = first; t <= last; t++)
        gradient_at(c, p, t, &p->seen, c->even[1], c->gradient + t * p->setting.sizes.D);
}

/* ---- Features ---- */

struct counts {
    float single[LLZ_LAB_SYMBOLS], all;
    float pair[LLZ_LAB_SYMBOLS][LLZ_LAB_SYMBOLS];
};

static void count(struct counts *n, const unsigned char *text, size_t symbols, size_t L)
{
    for (size_t i = 0; i < symbols; i++) {
        n->single[text[i]]++;
        n->all++;
        if (i % L > 0)
            n->pair[text[i - 1]][text[i]]++;
    }
}

/* Bits of a text by the examples' frequencies of symbols and of pairs, its blanks, and how many symbols it has: what one sees
 * of it without a model. Of these pairs alone tell a spoiled text, whose symbols are those that it had. */
/* Of one text of N, in columns: bits by the frequencies of symbols and of pairs, blanks, different symbols. */
static void find_features_of(const struct counts *n, const unsigned char *text, size_t L, llz_real *feature,
                             size_t N)
{
    bool there[LLZ_LAB_SYMBOLS] = { false };
    llz_real bits = 0, pairs = 0, blanks = 0, kinds = 0;

    for (size_t i = 0; i < L; i++) {
        bits -= (llz_real)llz_log2f_canon(n->single[text[i]] / n->all);
        if (i > 0)
            pairs -= (llz_real)llz_log2f_canon(n->pair[text[i - 1]][text[i]] / n->single[text[i - 1]]);
        blanks += text[i] == 1;
        kinds += !there[text[i]];
        there[text[i]] = true;
    }
    feature[0] = bits;
    feature[N] = pairs;
    feature[2 * N] = blanks;
    feature[3 * N] = kinds;
}

static void find_features(const struct llz_lab_problem *p, llz_real *feature)
{
    const size_t N = p->setting.sizes.N, L = p->setting.net.length;
    struct counts n = { .all = 0 };

    count(&n, p->examples.text, N * L, L);
    for (size_t e = 0; e < N; e++)
        find_features_of(&n, p->examples.text + e * L, L, feature + e, N);
}

const struct llz_lab_model llz_lab_transformer = { .begin = begin,
                                                   .end = end,
                                                   .descend = descend,
                                                   .look_back = look_back,
                                                   .losses = losses_at,
                                                   .curve = curve_of,
                                                   .target_gradients = target_gradients,
                                                   .features = find_features };
