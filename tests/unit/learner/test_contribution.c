/* test_contribution.c - what a measuring encoder tells, and that measuring changes no byte of the archive. The
 * contributions themselves are compared with explicit gradients in gradient_contribution.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "codec/llz_lab.h"
#include "learner/measure/measure.h"
#include "learner/policies/example_rank.h"
#include "model/arithmetic/kernels.h"

enum { BYTES = 6000, PROBE = 1000, PIECE = 256, EVERY = 300, ROOM = 4 * BYTES, MOST = 64 };

static uint8_t text[BYTES + PROBE];

static int fill_text(void **state)
{
    static const char *const words[] = { "the ", "cat ", "sat ", "on ", "a ", "mat", ", ", "and ", "fell\n" };
    uint32_t random = 1;
    size_t i = 0;
    (void)state;
    while (i < sizeof text) {
        random = random * 1664525U + 1013904223U;
        for (const char *w = words[(random >> 16) % 9]; *w && i < sizeof text; w++)
            text[i++] = (uint8_t)*w;
    }
    return 0;
}

/* ---- The encoder ---- */

struct heard {
    struct llz_contributions window[MOST];
    size_t windows;
    double probe[MOST]; /* bits of the whole */
    uint64_t position[MOST], learned[MOST];
    size_t probes, pieces;
};

static void on_window(void *user, const struct llz_contributions *c)
{
    struct heard *h = user;
    assert_true(h->windows < MOST);
    h->window[h->windows++] = *c;
}

static void on_probe(void *user, uint64_t position, uint64_t learned, const double *bits, size_t pieces)
{
    struct heard *h = user;
    assert_true(h->probes < MOST);
    h->position[h->probes] = position;
    h->learned[h->probes] = learned;
    for (size_t k = 0; k < pieces; k++)
        h->probe[h->probes] += bits[k];
    h->probes++;
    h->pieces = pieces;
}

static struct llz_measure plan_for(struct heard *h)
{
    return (struct llz_measure){
        sizeof(struct llz_measure), EVERY, on_window, text + BYTES, PROBE, PIECE, EVERY, on_probe, h
    };
}

static size_t encode(const struct llz_options *opt, size_t at_once, uint8_t *out)
{
    struct llz_stream *s = llz_encoder_new(opt, NULL);
    size_t at = 0, packed = 0, took;
    enum llz_error err;
    assert_non_null(s);
    while (at < BYTES) {
        err = llz_feed(s, text + at, BYTES - at < at_once ? BYTES - at : at_once, &took);
        assert_true(err == LLZ_OK || err == LLZ_AGAIN);
        at += took;
        packed += llz_drain(s, out + packed, ROOM - packed);
    }
    while ((err = llz_end(s)) == LLZ_AGAIN)
        packed += llz_drain(s, out + packed, ROOM - packed);
    assert_int_equal(err, LLZ_OK);
    packed += llz_drain(s, out + packed, ROOM - packed);
    llz_free(s);
    return packed;
}

/* The same archive and the same figures, however it is driven. */
static void check_unchanged(int level, const char *policy, unsigned without)
{
    static uint8_t plain[ROOM], measured[ROOM];
    static struct heard first, now;
    struct llz_options opt = LLZ_OPTIONS_INIT;
    opt.level = level;
    opt.policy = policy;
    opt.without = without;
    const size_t n = encode(&opt, BYTES, plain);
    for (int threads = 1; threads <= 2; threads++) {
        memset(&now, 0, sizeof now);
        const struct llz_measure plan = plan_for(&now);
        opt.threads = threads;
        opt.measure = &plan;
        assert_int_equal(encode(&opt, threads == 1 ? BYTES : 777, measured), n);
        assert_memory_equal(plain, measured, n);
        assert_true(now.windows > BYTES / EVERY / 2 && now.probes == BYTES / EVERY);
        if (threads == 1)
            first = now;
        else
            assert_memory_equal(&first, &now, sizeof now);
    }
}

static void test_unchanged(void **state)
{
    (void)state;
    const unsigned experts = 0x7e;
    check_unchanged(0, "uniform", 0); /* a window is learned at once */
    check_unchanged(0, "law-steps", 0);
    check_unchanged(0, "law-examples", 0);
    check_unchanged(3, "law", 0); /* one window late, with experts and primer */
    check_unchanged(5, "prune-el2n-most", experts);
    check_unchanged(5, "skip", experts);
}

static void test_figures(void **state)
{
    (void)state;
    static uint8_t out[ROOM];
    static struct heard h;
    struct llz_options opt = LLZ_OPTIONS_INIT;
    const struct llz_measure plan = plan_for(&h);
    double output = 0;
    memset(&h, 0, sizeof h);
    opt.level = 5;
    opt.without = 0x7e;
    opt.measure = &plan;
    encode(&opt, BYTES, out);
    for (size_t i = 0; i < h.windows; i++) {
        const struct llz_contributions *c = &h.window[i];
        assert_true(c->bytes == 32 && c->used == 32 && c->unused_against == 0 && c->used_against <= 32);
        assert_true(c->norm > 0 && c->deviation > 0 && c->effective > 0 && c->effective <= 1);
        assert_true(fabs(c->cosine) <= 1 && fabs(c->rank_output) <= 1 && fabs(c->rank_rows) <= 1);
        assert_true(c->bits > 0 && c->learned > c->position); /* the primer was learned before */
        assert_true(i == 0 || c->position >= h.window[i - 1].position + EVERY);
        output += c->rank_output / (double)h.windows;
    }
    assert_true(output > 0.3); /* a cheap form that says nothing about the full one would lie around 0 */
    for (size_t i = 0; i < h.probes; i++)
        assert_true(h.position[i] == EVERY * (i + 1) && h.learned[i] > h.position[i]);
    assert_int_equal(h.pieces, (PROBE + PIECE - 1) / PIECE);
    assert_true(h.probe[h.probes - 1] < 0.9 * h.probe[0]); /* it learns something about what it never saw */
}

static void test_pruned_are_not_used(void **state)
{
    (void)state;
    static uint8_t out[ROOM];
    static struct heard h;
    struct llz_options opt = LLZ_OPTIONS_INIT;
    const struct llz_measure plan = plan_for(&h);
    memset(&h, 0, sizeof h);
    opt.level = 5;
    opt.without = 0x7e;
    opt.policy = "prune-el2n-least";
    opt.measure = &plan;
    encode(&opt, BYTES, out);
    assert_true(h.windows > 0);
    for (size_t i = 0; i < h.windows; i++)
        assert_true(h.window[i].used == 24 && h.window[i].unused_against <= 8);
}

static void refused(const struct llz_options *opt)
{
    enum llz_error err;
    assert_null(llz_encoder_new(opt, &err));
    assert_int_equal(err, LLZ_ERR_ARGUMENT);
}

static void test_refusals(void **state)
{
    (void)state;
    struct heard h;
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct llz_measure plan = plan_for(&h);
    opt.measure = &plan;
    opt.without = 1; /* the language model */
    refused(&opt);
    opt.without = 0;
    opt.level = 1; /* has none */
    refused(&opt);
    opt.level = 0;
    plan.probe = NULL;
    refused(&opt);
    plan = plan_for(&h);
    plan.piece_bytes = 0;
    refused(&opt);
    plan = plan_for(&h);
    plan.probe_every = 0;
    refused(&opt);
}

/* ---- Statistics of a window ---- */

struct learning {
    struct llz_arena memory;
    struct llz_lm model;
    struct llz_trainer trainer;
    struct llz_window window;
    struct llz_measurer measurer;
};

static void lay(struct learning *l, const struct llz_policy *policy)
{
    llz_lm_lay(&l->model, &l->memory, &llz_row_get(llz_row_of_level(0))->shape);
    llz_window_lay(&l->window, &l->memory, &l->model.shape);
    llz_trainer_lay(&l->trainer, &l->memory, &l->model, policy, NULL, llz_rule_get(0));
    llz_measurer_lay(&l->measurer, &l->memory, &l->model);
}

static void begin(struct learning *l, const struct llz_policy *policy)
{
    memset(l, 0, sizeof *l);
    lay(l, policy);
    l->memory = llz_arena_new(l->memory.used);
    assert_non_null(l->memory.base);
    lay(l, policy);
    llz_lm_init(&l->model, llz_kernels_get(), 1);
    llz_trainer_init(&l->trainer, &llz_row_get(llz_row_of_level(0))->rates, 0);
    llz_measurer_init(&l->measurer, &l->model);
    for (size_t i = 0; i < 20 * l->model.shape.window; i++) {
        llz_lm_step(&l->model, &l->window);
        llz_lm_observe(&l->model, &l->window, text[i], 1);
        if (l->window.n == l->model.shape.window) {
            llz_trainer_learn(&l->trainer, &l->window);
            llz_trainer_commit(&l->trainer, &l->window);
        }
    }
}

/* Recomputed in another way: two passes, and the weights as the policy is known to set them. */
static void check_statistics(const struct llz_policy *policy)
{
    struct learning l;
    struct llz_figures f;
    double sum = 0, squares = 0, size = 0, deviation = 0;
    size_t used = 0, against = 0;
    begin(&l, policy);
    const size_t T = l.model.shape.window;
    llz_measurer_contributions(&l.measurer, &l.trainer, text + 20 * T, &f);
    const llz_real *ct = l.measurer.ct, *weight = l.measurer.choice.weight;
    for (size_t t = 0; t < T; t++)
        if (weight[t] != 0) {
            used++;
            sum += (double)ct[t];
            size += fabs((double)ct[t]);
            squares += (double)ct[t] * (double)ct[t];
            against += ct[t] <= 0;
        }
    for (size_t t = 0; t < T; t++)
        deviation += weight[t] != 0 ? pow((double)ct[t] - sum / (double)used, 2) : 0;
    deviation = sqrt(deviation / (double)used);
    assert_true(used > 0 && f.used == used && f.used_against == against && f.bytes == T);
    assert_true(fabs(f.mean - sum / (double)used) < 1e-9 * size);
    assert_true(fabs(f.deviation - deviation) < 1e-6 * deviation);
    assert_true(fabs(f.effective - size * size / ((double)used * squares)) < 1e-9);
    llz_arena_free(&l.memory);
}

static void test_statistics(void **state)
{
    (void)state;
    check_statistics(&llz_policy_uniform);
    check_statistics(&llz_policy_prune_el2n_least);
}

/* Measuring leaves dense weights, rows that have learned, slots, state and the policy's memory as they were. */
static void test_nothing_learned(void **state)
{
    (void)state;
    struct learning l;
    struct llz_figures f;
    double nats[4];
    begin(&l, &llz_policy_skip);
    const size_t T = l.model.shape.window;
    const struct llz_ngram *g = &l.model.ngram;
    const size_t bytes = sizeof *g->slots << g->most;
    struct llz_slot *slots = malloc(bytes + 1);
    const struct llz_policy_state policy = l.trainer.state;
    const struct llz_history history = l.model.history;
    assert_non_null(slots);
    memcpy(slots, g->slots, bytes);
    llz_measurer_contributions(&l.measurer, &l.trainer, text + 20 * T, &f);
    llz_measurer_probe(&l.measurer, &l.model, text + BYTES, PROBE, PIECE, nats);
    assert_memory_equal(slots, g->slots, bytes);
    assert_memory_equal(&policy, &l.trainer.state, sizeof policy);
    assert_memory_equal(&history, &l.model.history, sizeof history);
    free(slots);
    llz_arena_free(&l.memory);
}

/* ---- Ranks ---- */

static void test_rank_correlation(void **state)
{
    (void)state;
    const llz_real up[] = { 1, 2, 30, 400 }, down[] = { 8, 4, 2, 1 }, flat[] = { 3, 3, 3, 3 };
    const llz_real ties[] = { 1, 1, 2, 3 }, mixed[] = { 2, 1, 4, 3 };
    assert_true(fabs(llz_rank_correlation(up, up, 4) - 1) < 1e-12);
    assert_true(fabs(llz_rank_correlation(up, down, 4) + 1) < 1e-12);
    assert_true(llz_rank_correlation(up, flat, 4) == 0);
    assert_true(fabs(llz_rank_correlation(up, mixed, 4) - 0.6) < 1e-12); /* 1 - 6 * 4 / (4 * 15) */
    assert_true(fabs(llz_rank_correlation(up, ties, 4) - 4.5 / sqrt(5 * 4.5)) < 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unchanged),           cmocka_unit_test(test_figures),
        cmocka_unit_test(test_pruned_are_not_used), cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_statistics),          cmocka_unit_test(test_nothing_learned),
        cmocka_unit_test(test_rank_correlation),
    };
    return cmocka_run_group_tests(tests, fill_text, NULL);
}
