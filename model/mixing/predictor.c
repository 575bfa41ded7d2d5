/* predictor.c - From probabilities to one probability: experts, matches and the language model are
 * stretched to logits, mixed by weight sets that small contexts choose, the sets' outputs mixed again by a
 * few final sets, and what comes out is refined by adaptive maps. Two layers cost little beside one, for
 * the second has as many inputs as the first has sets, and saved 520 of 207,000 bytes when their number
 * grew from three to five. */
#include "model/mixing/predictor.h"

#include "model/arithmetic/bytetree.h"
#include "model/arithmetic/canonical.h"
#include "model/memory/hash.h"

/* 0.2, 0.14, 0.1 and 0.05 were tried: the fewer inputs shout at first the better, down to there (LOG.md). */
#define FIRST_WEIGHT 0.06f
#define BIAS (3 * (LLZ_P_HALF / 2)) /* any probability but a half */
#define LM_LEAST 4                  /* of the language model, in units of 2^-22 */

/* Rows are multiples of 16 floats, which the kernels demand; one more than all inputs, for the
 * count of uses. */
static size_t inputs_of(const struct llz_predictor_shape *s)
{
    return (LLZ_VIEWS * s->experts.contexts + LLZ_EXTRA_INPUTS) / 16 * 16 + 16; /* with room for the count */
}

static size_t second_of(const struct llz_predictor_shape *s)
{
    return s->sets / 16 * 16 + 16;
}

/* Maps have 65,536 contexts of 32 steps at most; those that do not fit into 16 bits are hashed. */
static bool map_is_hashed(size_t map)
{
    return map == 1 || map == 3 || map == 4;
}

static size_t hash_of(uint64_t context)
{
    return (size_t)(context * LLZ_GOLDEN >> 40);
}

void llz_predictor_lay(struct llz_predictor *m, struct llz_arena *a, const struct llz_predictor_shape *shape,
                       const struct llz_tuning *tuning, bool tangents)
{
    size_t rows[LLZ_SETS];
    m->shape = *shape;
    m->tangents = tangents;
    llz_choose_sets(m->set, shape->sets, tuning->at[LLZ_KNOB_SETS]);
    for (size_t s = 0; s < shape->sets; s++)
        rows[s] = llz_set_rows[m->set[s]];
    llz_experts_lay(&m->experts, a, &shape->experts);
    llz_mixer_lay(&m->mixer, a, inputs_of(shape), rows, LLZ_KINDS, shape->sets,
                  tangents ? &m->tangent[0] : NULL);
    llz_mixer_lay(&m->final, a, second_of(shape), llz_final_rows, LLZ_KINDS, shape->finals,
                  tangents ? &m->tangent[1] : NULL);
    m->p = llz_arena_take(a, inputs_of(shape), sizeof *m->p);
    m->x = llz_arena_take(a, inputs_of(shape), sizeof *m->x);
    m->second = llz_arena_take(a, second_of(shape) + 16, sizeof *m->second);
    m->mixed_p = llz_arena_take(a, second_of(shape) + 16, sizeof *m->mixed_p);
    m->expect = llz_arena_take(a, 1, sizeof *m->expect);
    llz_pairs_lay(&m->pairs, a, LLZ_KINDS, shape->experts.contexts,
                  inputs_of(shape) - 1 - LLZ_VIEWS * shape->experts.contexts - LLZ_EXTRA_INPUTS);
    for (size_t i = 0; i < shape->apms; i++)
        llz_apm_lay(&m->apm[i], a, (size_t)1 << 16, map_is_hashed(i));
}

static void init_mixers(struct llz_predictor *m, const struct llz_tuning *t)
{
    const float final = llz_tuning_factor(t, LLZ_KNOB_FINAL);
    /* Steps found by letting the law move them and looking where they went (LOG.md, 2026-11-25): the first
     * layer's floor falls to a half of what it was, the second layer steps four times as far. */
    const float pace = m->shape.pace;
    const struct llz_mixer_rates first = { 0.014f * pace * llz_tuning_factor(t, LLZ_KNOB_START),
                                           0.00075f * pace * llz_tuning_factor(t, LLZ_KNOB_FLOOR), 800 };
    const struct llz_mixer_rates second = { 0.008f * final, 0.002f * final, 400 };
    const size_t n = second_of(&m->shape);
    llz_mixer_init(&m->mixer, m->second, m->mixed_p,
                   FIRST_WEIGHT * pace * llz_tuning_factor(t, LLZ_KNOB_WEIGHT), &first);
    llz_mixer_init(&m->final, m->second + n, m->mixed_p + n, 1.0f / (float)m->shape.sets, &second);
}

void llz_predictor_init(struct llz_predictor *m, const struct llz_kernels *kernels, unsigned parts,
                        const struct llz_tuning *tuning, bool whole)
{
    float identity[LLZ_APM_STEPS];
    m->kernels = kernels;
    llz_experts_init(&m->experts, kernels, parts, tuning);
    init_mixers(m, tuning);
    if (m->tangents) {
        llz_tangent_init(&m->tangent[0], m->shape.sets, whole);
        llz_tangent_init(&m->tangent[1], m->shape.finals, whole);
    }
    m->share = (float)(16 + tuning->at[LLZ_KNOB_SHARE]) * (1.0f / 32);
    for (int i = 0; i < LLZ_APM_STEPS; i++)
        identity[i] =
            1 / (1 + llz_expf_canon(LLZ_APM_MAX - (float)i * (2 * LLZ_APM_MAX / (LLZ_APM_STEPS - 1))));
    for (size_t i = 0; i < m->shape.apms; i++)
        llz_apm_init(&m->apm[i], identity);
    for (size_t i = 0; i < inputs_of(&m->shape); i++)
        m->p[i] = LLZ_P_HALF;
    llz_pairs_init(&m->pairs);
    llz_expect_init(m->expect);
    m->node = 1;
}

/* Snapshots serve members of any policy but those that move steps; then nothing is carried along any more. */
void llz_predictor_steady(struct llz_predictor *m)
{
    m->tangents = false;
    m->mixer.tangent = m->final.tangent = NULL;
}

/* Down the tree, always to the heavier side: nearly always the most probable byte.
 *
 * Once a byte, not once a bit: it chooses weight sets and a map for all eight. */
static unsigned favourite(const float *tree)
{
    unsigned node = 1;
    while (node < 256)
        node = 2 * node + (tree[2 * node + 1] > tree[2 * node]);
    return node & 255;
}

/* Context of an adaptive map for the next bit: orders 1 and 2, the expected byte, order 3, the word, and what the
 * language model favours. */
static size_t map_context(const struct llz_predictor *m, size_t map)
{
    const struct llz_contexts *c = &m->experts.contexts;
    const uint64_t r = c->text.recent, node = m->node;
    switch (map) {
    case 0:
        return node << 8 | (r & 0xff); /* in this order they lie on fewer pages */
    case 1:
        return hash_of((r & 0xffff) << 8 | node);
    case 2:
        return (size_t)node << 8 | (c->expected & 15u) << 4 | c->expected_class;
    case 3:
        return hash_of((r & 0xffffff) << 8 | node);
    case 4:
        return hash_of((c->text.word[0] << 8) + node);
    default:
        return m->lm_top << 8 | node;
    }
}

static void select_maps(struct llz_predictor *m)
{
    for (size_t i = 0; i < m->shape.apms; i++)
        llz_apm_select(&m->apm[i], map_context(m, i));
}

bool llz_predictor_expects(const struct llz_predictor *m)
{
    const struct llz_contexts *c = &m->experts.contexts;
    return c->profile.kind == LLZ_KIND_SAMPLES && (c->parts & LLZ_PART_KIND);
}

static void expect_byte(struct llz_predictor *m)
{
    const struct llz_samples *s = m->experts.contexts.samples;
    int guess[LLZ_EXPECT_GUESSES], spread[LLZ_EXPECT_GUESSES];
    if (!llz_predictor_expects(m))
        return;
    const size_t n = llz_samples_guesses(s, guess, spread, LLZ_EXPECT_GUESSES);
    llz_expect_begin(m->expect, guess, spread, n, llz_samples_flip(s), llz_samples_circular(s));
}

static size_t pairs_of(const struct llz_predictor *m)
{
    return llz_predictor_expects(m) && m->pairs.n > LLZ_PAIRS_ALWAYS ? LLZ_PAIRS_ALWAYS : m->pairs.n;
}

/* What contexts say in pairs, and samples are expected to be, as probabilities of bits. */
static void pairs_and_expectations(struct llz_predictor *m, uint32_t *extra)
{
    uint32_t p[LLZ_PAIRS + LLZ_PLACED];
    llz_pairs_predict(&m->pairs, p);
    for (size_t i = 0; i < LLZ_PAIRS_ALWAYS; i++)
        extra[LLZ_INPUT_PAIRS + i] = p[i];
    for (size_t i = LLZ_PAIRS_ALWAYS; i < LLZ_PAIRS; i++)
        extra[LLZ_INPUT_MORE_PAIRS + i - LLZ_PAIRS_ALWAYS] = p[i];
    for (size_t i = 0; i < m->pairs.placed; i++)
        extra[LLZ_EXTRA_INPUTS + i] = p[LLZ_PAIRS + i];
    if (llz_predictor_expects(m))
        llz_expect_bit(m->expect, m->node, extra + LLZ_INPUT_EXPECTED);
}

/* Rows as far as the byte chooses them. */
static void select_byte(struct llz_predictor *m)
{
    llz_select(&m->experts, &m->selection);
    llz_select_final(&m->experts, &m->selection);
    llz_mixer_choose_kind(&m->mixer, m->experts.contexts.profile.kind);
    llz_mixer_choose_kind(&m->final, m->experts.contexts.profile.kind);
    m->terms = 0;
    for (size_t s = 0; s < m->shape.sets; s++)
        m->terms |= 1u << m->selection.term[m->set[s]];
}

static void ask_experts(struct llz_predictor *m)
{
    llz_experts_predict(&m->experts, m->node, llz_node_level(m->node), m->p,
                        m->p + LLZ_VIEWS * m->shape.experts.contexts + LLZ_INPUT_MATCH);
    llz_pairs_look(&m->pairs, m->experts.contexts.profile.kind, m->experts.memories.node, m->node, pairs_of(m));
}

void llz_predictor_open(struct llz_predictor *m)
{
    m->node = 1;
    m->opened = true;
    expect_byte(m);
    select_byte(m);
    ask_experts(m);
}

void llz_predictor_begin(struct llz_predictor *m, const float *tree)
{
    m->tree = tree;
    m->node = 1;
    m->lm_top = tree ? favourite(tree) : 0;
    select_maps(m);
    if (!m->opened)
        llz_predictor_open(m);
    m->opened = false;
}

static float clamp(float x, float lo, float hi)
{
    x = x > lo ? x : lo;
    return x < hi ? x : hi;
}

static struct llz_moment moment_of(const struct llz_predictor *m, float lm_logit)
{
    const struct llz_experts *e = &m->experts;
    struct llz_moment now = { .node = m->node, .level = llz_node_level(m->node), .expected = -1 };
    /* Only as long as the bits so far agree with it; then it is a byte like any other. */
    now.lm_top = (m->lm_top | 256u) >> (8 - now.level) == m->node ? m->lm_top : 256;
    now.lm_class = (unsigned)(clamp(lm_logit, -7.5f, 7.5f) + 8);
    for (size_t i = 0; i < e->shape.matches; i++) {
        const int bit = llz_match_bit(&e->match[i], m->node);
        now.expected = bit >= 0 ? bit : now.expected;
    }
    return now;
}

static void select_rows(struct llz_predictor *m, const struct llz_moment *now)
{
    const struct llz_selection *r = &m->selection;
    size_t term[LLZ_TERMS];
    llz_select_bit(&m->experts, now, m->terms, term);
    for (size_t s = 0; s < m->shape.sets; s++)
        llz_mixer_select(&m->mixer, s, r->row[m->set[s]] + term[r->term[m->set[s]]]);
    for (size_t s = 0; s < m->shape.finals; s++)
        llz_mixer_select(&m->final, s, r->final_row[s] + term[r->final_term[s]]);
}

/* The mean of the final mixers' logits, which it leaves behind them. */
float llz_mixers_forward(struct llz_mixer *first, struct llz_mixer *final, const struct llz_kernels *k,
                         const float *x)
{
    llz_mixer_forward(first, k, x);
    return k->conclude(final->y, final->p, final->w, first->y, final->sets, final->inputs, LLZ_LOGIT_MAX,
                       final->share);
}

/* Levels without maps take the mixer's word. */
float llz_apms_refine(struct llz_apm *apm, size_t n, float share, float p, float logit)
{
    float sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += llz_apm_p(&apm[i], logit);
    return n ? (1 - share) * p + share * (sum / (float)n) : p;
}

static float refined(struct llz_predictor *m)
{
    const float logit = llz_mixers_forward(&m->mixer, &m->final, m->kernels, m->x);
    return llz_apms_refine(m->apm, m->shape.apms, m->share, m->final.p[m->shape.finals], logit);
}

static void stretch_inputs(struct llz_predictor *m)
{
    const size_t all = inputs_of(&m->shape);
    m->kernels->stretch(m->x, m->p, all);
    /* That place is the row's count (mixer.h), which no input may change. */
    m->x[all - 1] = 0;
}

float llz_predictor_bit(struct llz_predictor *m)
{
    uint32_t *extra = m->p + LLZ_VIEWS * m->shape.experts.contexts;
    /* An input that is always the same lets the mixer learn which bit is likelier whatever
     * the experts say. */
    extra[0] = BIAS;
    extra[LLZ_INPUT_LM] = m->tree ? llz_bytetree_bit(m->tree, m->node, LLZ_P_BITS, LM_LEAST) : LLZ_P_HALF;
    pairs_and_expectations(m, extra);
    stretch_inputs(m);
    const struct llz_moment now = moment_of(m, m->x[LLZ_VIEWS * m->shape.experts.contexts + LLZ_INPUT_LM]);
    select_rows(m, &now);
    m->coded = refined(m);
    return m->coded;
}

/* Descent of the coding cost by every logit: by the mean of the final ones it is bit - P(1), the adaptive maps
 * left aside.
 *
 * A set that predicts better by itself may mix worse: with its own loss as the target steps went
 * wrong everywhere (LOG.md). */
static void set_targets(struct llz_predictor *m, int bit)
{
    const float p = m->mixed_p[second_of(&m->shape) + m->shape.finals];
    const float each = ((float)bit - p) * m->final.share;
    for (size_t s = 0; s < m->shape.sets; s++) {
        float sum = 0;
        for (size_t f = 0; f < m->shape.finals; f++)
            sum += m->final.w[f][s];
        m->tangent[0].target[s] = each * sum;
    }
    for (size_t f = 0; f < m->shape.finals; f++)
        m->tangent[1].target[f] = each;
}

/* The two layers are taught in this order: the final one's inputs are the first one's outputs of before the update,
 * which it still holds. */
static void teach_mixers(struct llz_predictor *m, int bit)
{
    m->kernels->sigmoid(m->mixed_p, m->second, second_of(&m->shape));
    if (m->tangents)
        set_targets(m, bit);
    llz_mixer_learn(&m->mixer, m->kernels, m->x, bit);
    llz_mixer_learn(&m->final, m->kernels, m->second, bit);
}

/* Experts learn first and are asked for the next bit at once: while what they say is on its way to memory, from where
 * it is read in other pieces than it was written, mixers learn. At the end of a byte it is heads of match models and
 * then what they tell of that are on their way meanwhile. */
void llz_predictor_update(struct llz_predictor *m, int bit)
{
    const unsigned next = 2 * m->node + (unsigned)bit;
    const bool ends = next > 255;
    if (ends)
        llz_experts_aim(&m->experts, (uint8_t)next);
    llz_pairs_update(&m->pairs, m->kernels, bit);
    llz_experts_update(&m->experts, m->node, llz_node_level(m->node), bit);
    if (llz_predictor_expects(m))
        llz_expect_update(m->expect, bit);
    for (size_t i = 0; i < m->shape.apms; i++)
        llz_apm_update(&m->apm[i], bit, &m->experts.rates);
    m->node = next;
    if (!ends) {
        ask_experts(m);
        select_maps(m);
    }
    teach_mixers(m, bit);
    if (ends)
        llz_experts_fetch(&m->experts);
}
