#include "tests/unit/learner/answers.h"

#include "learner/policies/policy.h"
#include "learner/rows.h"
#include "model/arithmetic/kernels.h"
#include "model/mixing/predictor.h"
#include "model/primer/primer.h"
#include "tests/unit/archive.h"
#include "tests/unit/learner/answer_inputs.h"
#include "tests/unit/pe_program.h"

#define ANSWER_BYTES 1200 /* of an input */

static void answer(XXH3_state_t *hash, const void *p, size_t n)
{
    assert_int_equal(XXH3_64bits_update(hash, p, n), XXH_OK);
}

static void answer_number(XXH3_state_t *hash, uint64_t v)
{
    uint8_t bytes[8];

    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(v >> 8 * i);
    answer(hash, bytes, sizeof bytes);
}

static void answer_real(XXH3_state_t *hash, float v)
{
    uint32_t bits;

    memcpy(&bits, &v, sizeof bits);
    answer_number(hash, bits);
}

/* ---- A learner's answers ---- */

static void answer_segment(XXH3_state_t *hash, struct llz_learner *l, const struct answer_input *in, size_t n)
{
    uint8_t data[ANSWER_BYTES];

    in->fill(data, n);
    llz_learner_profile(l, &in->profile, n);
    while (llz_learner_prime(l, 4096))
        ;
    for (size_t i = 0; i < n; i++) {
        llz_learner_step(l);
        for (int k = 7; k >= 0; k--) {
            answer_number(hash, llz_learner_predict_bit(l));
            llz_learner_observe_bit(l, data[i] >> k & 1);
        }
        llz_learner_learn(l);
    }
}

/* One input of n bytes in a member, which is short. */
void answer_member(XXH3_state_t *hash, const struct llz_learner_config *config, size_t input, size_t n)
{
    struct llz_learner *l = llz_learner_new(config);

    assert_non_null(l);
    if (answer_inputs[input].profile.kind == LLZ_KIND_TEXT)
        llz_learner_be_short(l, 0);
    while (llz_learner_prime(l, 4096))
        ;
    answer_segment(hash, l, &answer_inputs[input], n);
    llz_learner_free(l);
}

/* Every kind in one member, letters and with them the primer first. */
static void answer_kinds(XXH3_state_t *hash, const struct llz_learner_config *config, size_t n)
{
    struct llz_learner *l = llz_learner_new(config);

    assert_non_null(l);
    for (size_t i = ANSWER_INPUTS; i-- > 0;)
        answer_segment(hash, l, &answer_inputs[i], n);
    llz_learner_free(l);
}

/* ---- A prior by hand ---- */

#define GRAMS(contexts_, children_, of_, contexts_n, children_n, depth_, ...)                                  \
    {                                                                                                          \
        .context = contexts_, .child = children_, .of = of_, .contexts = contexts_n, .children = children_n,   \
        .depth = depth_, .level = {                                                                            \
            __VA_ARGS__                                                                                        \
        }                                                                                                      \
    }

/* A few bytes with what follows them, two words, a reference and a sample. */
static void answer_prior(XXH3_state_t *hash, struct llz_learner_config config)
{
    static struct llz_gram_context bytes[] = { { 0, 3, LLZ_GRAM_NONE, LLZ_GRAM_NONE },
                                               { 3, 2, 0, 0 },
                                               { 5, 1, 0, 2 } };
    static struct llz_gram byte[] = { { 'a', 1, 9 },
                                      { 'n', LLZ_GRAM_NONE, 6 },
                                      { 't', 2, 11 },
                                      { 'n', LLZ_GRAM_NONE, 5 },
                                      { 't', LLZ_GRAM_NONE, 4 },
                                      { 'a', LLZ_GRAM_NONE, 8 } };
    static uint32_t of_byte[] = { 0, 0, 0, 1, 1, 2 };
    static struct llz_gram_context words[] = { { 0, 2, LLZ_GRAM_NONE, LLZ_GRAM_NONE } };
    static struct llz_gram word[] = { { 0, LLZ_GRAM_NONE, 7 }, { 1, LLZ_GRAM_NONE, 10 } };
    static uint32_t of_word[] = { 0, 0 };
    static uint8_t letters[] = "andthe", reference[300], sample[200];
    static uint32_t at[] = { 0, 3, 6 };
    const struct llz_prior_content prior = { .bytes = GRAMS(bytes, byte, of_byte, 3, 6, 1, 0, 1, 3),
                                             .words = GRAMS(words, word, of_word, 1, 2, 0, 0, 1),
                                             .vocabulary = { letters, at, 2 },
                                             .reference = reference,
                                             .reference_bytes = sizeof reference,
                                             .sample = sample,
                                             .sample_bytes = sizeof sample };

    answer_text(reference, sizeof reference);
    answer_text(sample, sizeof sample);
    config.prior = &prior;
    answer_member(hash, &config, 0, 200);
}

/* ---- A model ---- */

/* Sizes that no short input reaches. The gradient block changes no bit. */
static void answer_row(XXH3_state_t *hash, const struct llz_row *l)
{
    const struct llz_shape *s = &l->shape;
    const struct llz_experts_shape *e = &l->predictor.experts;
    const uint64_t numbers[] = { s->contexts,
                                 s->embed_dim,
                                 (uint64_t)s->embed_bits,
                                 (uint64_t)s->slot_bits,
                                 (uint64_t)s->slot_most,
                                 s->hidden1,
                                 s->hidden2,
                                 s->relu,
                                 s->window,
                                 (uint64_t)s->delay,
                                 e->contexts,
                                 e->matches,
                                 (uint64_t)e->run_bits,
                                 (uint64_t)e->run_most,
                                 (uint64_t)e->run_roomy,
                                 (uint64_t)e->slot_bits,
                                 (uint64_t)e->slot_most,
                                 (uint64_t)e->match_bits,
                                 (uint64_t)e->ring_bits,
                                 l->predictor.sets,
                                 l->predictor.apms,
                                 l->parts,
                                 l->frame,
                                 l->primer,
                                 l->primer_full };

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        answer_number(hash, numbers[i]);
    for (unsigned k = 0; k < LLZ_FAR_LENGTHS; k++)
        answer_number(hash, llz_far_length(k));
    answer_real(hash, l->rates.dense);
    answer_real(hash, l->rates.rows);
}

static void answer_primer(XXH3_state_t *hash, size_t n)
{
    uint8_t *text = malloc(llz_primer_bytes() + 1);

    assert_non_null(text);
    answer(hash, text, llz_primer_tail(text, n));
    free(text);
    /* Members whose texts have a section learn it in the place of a part of that. */
    for (unsigned k = 1; n > 0 && k <= LLZ_PRIMER_SECTIONS; k++) {
        size_t length;
        const uint8_t *section = llz_primer_section(k, &length);

        answer(hash, section, length);
    }
}

/* Tables that overflow after a few bytes, as those of the model would later: every kind, one after the other. Of
 * contexts, weight sets and maps as many as it has: what only other models use is not its affair. */
static void answer_overflow(XXH3_state_t *hash, const struct llz_predictor_shape *of)
{
    struct llz_predictor_shape tiny = *of;
    struct llz_predictor *m = calloc(1, sizeof *m);
    struct llz_arena memory = { 0 };
    uint8_t data[ANSWER_BYTES];

    assert_non_null(m);
    tiny.experts.run_bits = 4;
    tiny.experts.run_most = 8;
    tiny.experts.run_roomy = 3;
    tiny.experts.slot_bits = 3;
    tiny.experts.slot_most = 6;
    tiny.experts.match_bits = 6;
    tiny.experts.ring_bits = 10;
    tiny.experts.follow_bits = 16;
    llz_predictor_lay(m, &memory, &tiny, &llz_tuning_usual, false);
    memory = llz_arena_new(memory.used);
    assert_non_null(memory.base);
    llz_predictor_lay(m, &memory, &tiny, &llz_tuning_usual, false);
    llz_predictor_init(m, llz_kernels_get(), LLZ_PARTS_ALL, &llz_tuning_usual, false);
    for (size_t i = 0; i < ANSWER_INPUTS; i++) {
        answer_inputs[i].fill(data, sizeof data);
        llz_experts_profile(&m->experts, &answer_inputs[i].profile);
        for (size_t k = 0; k < sizeof data; k++) {
            llz_experts_resolve(&m->experts);
            llz_predictor_begin(m, NULL);
            for (int bit = 7; bit >= 0; bit--) {
                answer_real(hash, llz_predictor_bit(m));
                llz_predictor_update(m, data[k] >> bit & 1);
            }
            llz_experts_add(&m->experts, data[k]);
        }
    }
    llz_arena_free(&memory);
    free(m);
}

/* Where a match model finds long contexts again, which short inputs hardly hold. */
static void answer_matches(XXH3_state_t *hash)
{
    static uint8_t bytes[1 << 14];
    struct llz_byte_ring ring = { bytes, sizeof bytes - 1, 0, 0, NULL };
    struct llz_match m = { 0 };
    struct llz_arena memory = { 0 };

    memset(bytes, 0, sizeof bytes);
    llz_match_lay(&m, &memory, 14, true);
    memory = llz_arena_new(memory.used);
    assert_non_null(memory.base);
    llz_match_lay(&m, &memory, 14, true);
    llz_match_init(&m, 24);
    for (unsigned i = 0; i < 3000; i++) {
        unsigned bits = i;

        for (unsigned by = 16; by > 0; by /= 2)
            bits ^= bits >> by;
        llz_byte_ring_add(&ring, (uint8_t)('a' + (bits & 1)));
        llz_match_add(&m, &ring);
        if (i % 1000 == 999)
            llz_match_tell(&m, 'a', 1024, 1);
        answer_number(hash, (uint64_t)m.at << 32 | m.length);
    }
    llz_arena_free(&memory);
}

/* What only a program's table shows, and how a match model passes it on. */
static void answer_relocations(XXH3_state_t *hash)
{
    static struct pe_program p;
    static uint8_t bytes[1 << 17];
    struct llz_byte_ring ring = { bytes, sizeof bytes - 1, 0, 0, NULL };
    struct llz_relocations r = { 0 };

    memset(bytes, 0, sizeof bytes);
    p.random = 1;
    for (unsigned width = 4; width <= 8; width += 4) {
        uint64_t recent = 0;

        pe_program_make(&p, width, 0x10000000);
        for (size_t i = 0; i < p.n; i++) {
            recent = recent << 8 | p.byte[i];
            llz_byte_ring_add(&ring, p.byte[i]);
            llz_relocations_add(&r, &ring, recent);
            answer_number(hash, (uint64_t)r.sure << 16 | (uint64_t)r.expected << 8 | r.misses);
        }
    }
}

static void answer_closing(XXH3_state_t *hash)
{
    static const char mark_up[] = "<a><b-c x='1'>t</b-c><br/></a></a> 1 </ <d><e></f></d>";
    uint8_t bytes[64] = { 0 };
    struct llz_byte_ring ring = { bytes, sizeof bytes - 1, 0, 0, NULL };
    struct llz_closing x = { 0 };
    static uint32_t ended[1 << LLZ_TEXT_END_BITS];
    struct llz_text t = { .ended = ended };

    memset(ended, 0, sizeof ended);
    for (size_t i = 0; i < sizeof mark_up - 1; i++) {
        llz_byte_ring_add(&ring, (uint8_t)mark_up[i]);
        llz_text_add(&t, (uint8_t)mark_up[i]);
        llz_closing_add(&x, &t, &ring);
        answer_number(hash, (uint64_t)x.sure << 16 | (uint64_t)x.expected << 8 | x.misses);
    }
}

/* Every policy and every optimizer. They are those of the language model and of the mixer; the experts' part in
 * it is the same for all of them, so a few of them do where memory is large. */
static void answer_learning(XXH3_state_t *hash, int model, bool quick, size_t n)
{
    const unsigned parts = quick ? LLZ_PARTS_ALL : LLZ_PART_LM | LLZ_PART_ORDERS | LLZ_PART_MATCH;
    struct llz_learner_config c = { .model = model, .parts = parts, .threads = 1 };

    for (c.policy = 0; llz_learner_policy_name(c.policy); c.policy++)
        answer_member(hash, &c, 1, n);
    c.policy = 0;
    for (c.optimizer = 1; llz_learner_optimizer_name(c.optimizer); c.optimizer++)
        answer_member(hash, &c, 1, n);
}

/* Every knob at one of its limits. */
static void answer_tuning(XXH3_state_t *hash, struct llz_learner_config c, bool most, size_t n)
{
    for (int i = 0; i < LLZ_KNOBS; i++) {
        const struct llz_knob_range range = llz_knob_range((enum llz_knob)i);

        c.tuning.at[i] = most ? range.most : range.least;
    }
    answer_member(hash, &c, 1, n);
}

/* The parameters of every policy, all of them somewhere between usual and most. */
static void answer_parameters(XXH3_state_t *hash, struct llz_learner_config c, size_t n)
{
    for (c.policy = 1; llz_learner_policy_name(c.policy); c.policy++) {
        const struct llz_parameter *p;

        c.change = (struct llz_policy_change){ { 0 } };
        for (int i = 0; (p = llz_learner_policy_parameter(c.policy, i)) != NULL; i++)
            c.change.by[i] = (p->usual < p->most ? p->most - p->usual : p->least - p->usual) / 8;
        answer_member(hash, &c, 1, n);
    }
}

/* The other options of a header, and a prior. */
static void answer_options(XXH3_state_t *hash, int model, size_t n)
{
    const struct llz_learner_config plain = { .model = model, .parts = llz_row_parts(model, 0), .threads = 1 };
    struct llz_learner_config c = plain;

    c.seed = 1;
    c.parts = LLZ_PART_LM;
    answer_member(hash, &c, 1, n);
    c = plain;
    c.budget = 2000000;
    answer_member(hash, &c, 0, n); /* text: a budget treats the primer in another way */
    for (unsigned part = 2; part <= LLZ_PARTS_ALL; part *= 2) {
        c = plain;
        c.parts = LLZ_PARTS_ALL & ~part;
        answer_member(hash, &c, 2, n / 4);
    }
    answer_tuning(hash, plain, false, n);
    answer_tuning(hash, plain, true, n);
    answer_parameters(hash, plain, n / 4);
    answer_prior(hash, plain);
}

/* The identity. quick: with long inputs, and the options that mean the same for every model. */
uint32_t answers_of(int model, bool quick)
{
    const struct llz_learner_config plain = { .model = model, .parts = llz_row_parts(model, 0), .threads = 1 };
    XXH3_state_t *hash = XXH3_createState();
    uint32_t identity;

    assert_non_null(hash);
    assert_int_equal(XXH3_64bits_reset(hash), XXH_OK);
    answer_row(hash, llz_row_get(model));
    answer_primer(hash, llz_row_get(model)->primer);
    answer_overflow(hash, &llz_row_get(model)->predictor);
    answer_matches(hash);
    answer_relocations(hash);
    answer_closing(hash);
    answer_kinds(hash, &plain, quick ? ANSWER_BYTES : ANSWER_BYTES / 6);
    answer_member(hash, &plain, 0, ANSWER_FEW);
    answer_learning(hash, model, quick, quick ? ANSWER_BYTES / 2 : ANSWER_FEW);
    if (quick)
        answer_options(hash, model, ANSWER_BYTES / 4);
    identity = (uint32_t)XXH3_64bits_digest(hash);
    XXH3_freeState(hash);
    return identity;
}
