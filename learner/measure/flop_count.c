/* flop_count.c - A count, not a measurement: the same on every machine, so that budgets in archives
 * mean the same everywhere and policies can be compared at equal work. It is rough where memory is
 * what takes the time. */
#include "learner/measure/flop_count.h"

#include "learner/learner.h"
#include "learner/policies/example_classes.h"
#include "learner/policies/policy.h"
#include "model/network/ngram.h"
#include "model/network/recurrent.h"

#define ADAGRAD 6      /* a float of a row */
#define SOFTMAX 24     /* a symbol: exponential, sum, tree */
#define CELL 60        /* a recurrent cell: two sigmoids, tanh, and the state */
#define DIRECT 12      /* a symbol of a slot, forward and learning */
#define CONTEXT_BIT 24 /* a context and a bit: three views and what they learn */
#define CONTEXT_SKIM 6 /* the same, its memory alone */
#define MAP_BIT 16     /* an adaptive map and a bit */
/* Archives come from anybody. Without a limit a header of ten bytes could order hours of work
 * for each byte. */
#define BUDGET_TIMES 16                 /* what a byte may cost by a budget, in what it costs without, */
#define BUDGET_MOST (UINT64_C(1) << 26) /* and in operations */

/* Inputs and outputs of the dense layers, 0 and 0 of one that is absent. */
static void layers_of(const struct llz_shape *s, uint64_t K[LLZ_LAYERS], uint64_t N[LLZ_LAYERS])
{
    const uint64_t e = s->contexts * s->embed_dim, h1 = s->hidden1, h2 = s->hidden2, u = s->relu;
    K[LLZ_RECURRENT1] = e;
    N[LLZ_RECURRENT1] = llz_gate_width(h1);
    K[LLZ_RECURRENT2] = h2 ? h1 + e : 0;
    N[LLZ_RECURRENT2] = h2 ? llz_gate_width(h2) : 0;
    K[LLZ_RELU] = u ? h2 + h1 + e : 0;
    N[LLZ_RELU] = u;
    K[LLZ_OUTPUT] = u + h2 + h1;
    N[LLZ_OUTPUT] = LLZ_SYMBOLS;
}

static uint64_t weights_of(const struct llz_shape *s)
{
    uint64_t K[LLZ_LAYERS], N[LLZ_LAYERS], sum = 0;
    layers_of(s, K, N);
    for (int i = 0; i < LLZ_LAYERS; i++)
        sum += K[i] * N[i];
    return sum;
}

static uint64_t update_of(const struct llz_shape *s, const struct llz_rule *rule)
{
    uint64_t K[LLZ_LAYERS], N[LLZ_LAYERS], sum = 0;
    layers_of(s, K, N);
    for (int i = 0; i < LLZ_LAYERS; i++)
        sum += N[i] ? rule->work(K[i], N[i]) : 0;
    return sum;
}

static uint64_t network_step(const struct llz_shape *s)
{
    return 2 * weights_of(s) + CELL * (s->hidden1 + s->hidden2) + SOFTMAX * LLZ_SYMBOLS;
}

static uint64_t lm_step(const struct llz_shape *s)
{
    const uint64_t direct = s->slot_bits ? s->contexts * LLZ_SLOT_SYMBOLS * DIRECT : 0;
    return network_step(s) + direct;
}

/* Backward through a layer takes two products of the forward pass's size: one for its inputs, one
 * for its weights. */
static uint64_t lm_learn(const struct llz_shape *s, const struct llz_rule *rule)
{
    return s->window * (4 * weights_of(s) + s->contexts * s->embed_dim * ADAGRAD) + update_of(s, rule);
}

/* What a policy does to weigh a window's examples by class. */
static uint64_t weighing(const struct llz_shape *s, const struct llz_policy *policy)
{
    uint64_t K[LLZ_LAYERS], N[LLZ_LAYERS];
    layers_of(s, K, N);
    return policy->weigh ? llz_classes_work(K[LLZ_OUTPUT], s->window) : 0;
}

static uint64_t lm_replay(const struct llz_shape *s, const struct llz_rule *rule)
{
    return s->window * (network_step(s) + 4 * weights_of(s)) + update_of(s, rule);
}

static uint64_t predictor_bit(const struct llz_predictor_shape *p, const struct llz_policy *policy)
{
    const uint64_t inputs = LLZ_VIEWS * p->experts.contexts + LLZ_EXTRA_INPUTS;
    const uint64_t products = p->sets * inputs + p->finals * p->sets;
    const uint64_t mixing = (policy->hear ? 8 : 4) * products; /* forward and learning, also of tangents */
    return mixing + CONTEXT_BIT * p->experts.contexts + MAP_BIT * p->apms;
}

struct llz_flops llz_flops_of(const struct llz_row *row, unsigned parts, const struct llz_policy *policy,
                              const struct llz_rule *rule)
{
    struct llz_flops w = { 0 };
    if (parts & LLZ_PART_LM) {
        w.skim = lm_step(&row->shape);
        w.predict = w.skim;
        w.learn = lm_learn(&row->shape, rule) + weighing(&row->shape, policy);
        w.replay = lm_replay(&row->shape, rule);
    }
    if (parts & LLZ_PART_EXPERTS) {
        w.predict += 8 * predictor_bit(&row->predictor, policy);
        w.skim += 8 * CONTEXT_SKIM * row->predictor.experts.contexts;
    }
    return w;
}

static struct llz_flops work_of(const struct llz_learner_config *cfg)
{
    return llz_flops_of(llz_row_get(cfg->model), cfg->parts, llz_policy_of(cfg), llz_rule_get(cfg->optimizer));
}

uint64_t llz_learner_byte_work(const struct llz_learner_config *cfg)
{
    const struct llz_flops w = work_of(cfg);
    const uint64_t window = llz_row_get(cfg->model)->shape.window;

    return w.predict + (w.learn + window - 1) / window;
}

uint64_t llz_learner_budget_most(const struct llz_learner_config *cfg)
{
    const uint64_t most = BUDGET_TIMES * llz_learner_byte_work(cfg);

    return most < BUDGET_MOST ? most : BUDGET_MOST;
}
