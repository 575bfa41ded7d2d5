/* test_learner.c - that neither threads nor kernels change a probability,
 * that learning happens, and the limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "learner/learner.h"
#include "learner/levels.h"
#include "learner/optimizers/optimizer.h"
#include "learner/policies/policy.h"
#include "learner/worker.h"
#include "model/arithmetic/kernels.h"

enum { BYTES = 3000, LEVELS = 10 };

static uint32_t random_state;

static uint32_t random_below(uint32_t n)
{
    random_state = random_state * 1664525U + 1013904223U;
    return (uint32_t)(((uint64_t)random_state * n) >> 32);
}

/* Words in random order, with some noise between them. */
static void fill_text(uint8_t *text, size_t n)
{
    static const char *const words[] = { "the ", "cat ", "sat ", "on ",    "a ",
                                         "mat",  ", ",   "and ", "fell\n", "1984 " };
    const uint32_t count = sizeof words / sizeof words[0];
    size_t i = 0;
    random_state = 1;
    while (i < n) {
        if (random_below(40) == 0)
            text[i++] = (uint8_t)random_below(256);
        for (const char *w = words[random_below(count)]; *w && i < n; w++)
            text[i++] = (uint8_t)*w;
    }
}

static struct llz_learner *learner_with(unsigned parts, int level, int policy, uint64_t seed, int threads)
{
    const struct llz_learner_config config = {
        .level = level, .policy = policy, .parts = parts, .seed = seed, .threads = threads
    };
    struct llz_learner *l = llz_learner_new(&config);
    assert_non_null(l);
    return l;
}

/* Of the language model alone, which every level has. */
static struct llz_learner *learner(int level, int policy, uint64_t seed, int threads)
{
    return learner_with(LLZ_PART_LM, level, policy, seed, threads);
}

/* Shows one byte; returns its cost in bits and, where p is not NULL, the eight probabilities that it met. */
static double show(struct llz_learner *l, uint8_t byte, uint32_t *p)
{
    const double one = (double)(1U << LLZ_PROB_BITS);
    double bits = 0;
    llz_learner_step(l);
    for (int i = 7; i >= 0; i--) {
        const int bit = byte >> i & 1;
        const uint32_t p1 = llz_learner_predict_bit(l);
        assert_true(p1 >= LLZ_PROB_MIN && p1 <= (1U << LLZ_PROB_BITS) - LLZ_PROB_MIN);
        bits -= log2((bit ? p1 : one - p1) / one);
        if (p)
            *p++ = p1;
        llz_learner_observe_bit(l, bit);
    }
    llz_learner_learn(l);
    return bits;
}

/* Every probability that a new learner of these parts gives for a text. p: [n][8] */
static void record_with(unsigned parts, uint32_t *p, const uint8_t *text, size_t n, int level, uint64_t seed,
                        int threads)
{
    const struct llz_fpenv saved = llz_fpenv_enter();
    struct llz_learner *l = learner_with(parts, level, 0, seed, threads);
    for (size_t i = 0; i < n; i++)
        show(l, text[i], p + 8 * i);
    llz_learner_free(l);
    llz_fpenv_leave(saved);
}

static void record(uint32_t *p, const uint8_t *text, size_t n, int level, uint64_t seed, int threads)
{
    record_with(LLZ_PART_LM, p, text, n, level, seed, threads);
}

static uint8_t text[BYTES];
static uint32_t expected[BYTES * 8], found[BYTES * 8];

static void check_same(size_t n, const char *what)
{
    for (size_t i = 0; i < 8 * n; i++)
        if (found[i] != expected[i])
            fail_msg("%s: another probability at byte %zu, bit %zu", what, i / 8, i % 8);
}

static size_t count_differences(size_t n)
{
    size_t different = 0;
    for (size_t i = 0; i < 8 * n; i++)
        different += found[i] != expected[i];
    return different;
}

/* ---- Determinism ---- */

static void test_threads(void **state)
{
    (void)state;
    fill_text(text, BYTES);
    for (int level = 0; level <= 2; level++) {
        record(expected, text, BYTES, level, 7, 1);
        record(found, text, BYTES, level, 7, 2);
        check_same(BYTES, "2 threads");
    }
}

/* The same where experts and language model work together. */
static void test_threads_with_experts(void **state)
{
    (void)state;
    enum { LEVEL = 3, SHORT = 1500 };
    const unsigned parts = LLZ_PART_LM | LLZ_PART_EXPERTS;
    fill_text(text, SHORT);
    record_with(parts, expected, text, SHORT, LEVEL, 7, 1);
    record_with(parts, found, text, SHORT, LEVEL, 7, 2);
    check_same(SHORT, "2 threads, with experts");
    record_with(LLZ_PART_EXPERTS, found, text, SHORT, LEVEL, 7, 2);
    assert_true(count_differences(SHORT) > SHORT); /* the language model has a say */
}

/* Learners side by side have nothing in common. */
static void test_interleaved(void **state)
{
    (void)state;
    enum { SHORT = 300 };
    fill_text(text, SHORT);
    record(expected, text, SHORT, 1, 7, 1);
    struct llz_learner *a = learner(1, 0, 7, 1), *b = learner(1, 0, 8, 2);
    for (size_t i = 0; i < SHORT; i++) {
        show(a, text[i], found + 8 * i);
        show(b, (uint8_t)i, NULL);
    }
    llz_learner_free(a);
    llz_learner_free(b);
    check_same(SHORT, "interleaved");
}

static void test_kernels(void **state)
{
    (void)state;
    const char *before = getenv("LLZ_KERNEL");
    char *saved = before ? strdup(before) : NULL;
    const struct llz_kernels *k;
    fill_text(text, BYTES);
    for (int with = 0; with < 2; with++) {
        const unsigned parts = with ? LLZ_PARTS_ALL : LLZ_PART_LM;
        const size_t n = with ? BYTES / 4 : BYTES;
        unsetenv("LLZ_KERNEL");
        record_with(parts, expected, text, n, 1, 7, 1);
        for (int i = 0; (k = llz_kernels_list(i)); i++) {
            setenv("LLZ_KERNEL", k->name, 1);
            assert_ptr_equal(llz_kernels_get(), k);
            record_with(parts, found, text, n, 1, 7, 1);
            check_same(n, k->name);
        }
    }
    unsetenv("LLZ_KERNEL");
    if (saved)
        setenv("LLZ_KERNEL", saved, 1);
    free(saved);
}

static void test_seeds(void **state)
{
    (void)state;
    enum { SHORT = 100 };
    /* The last one is the seed whose generator would stand still. */
    static const uint64_t seeds[] = { 1, 2, UINT64_C(1) << 63, UINT64_MAX };
    fill_text(text, SHORT);
    record(expected, text, SHORT, 0, 0, 1);
    for (size_t i = 0; i < sizeof seeds / sizeof seeds[0]; i++) {
        record(found, text, SHORT, 0, seeds[i], 1);
        assert_true(count_differences(SHORT) > 8 * SHORT / 2);
    }
}

/* The probabilities of a byte depend on the bytes before it and on none after it. */
static void test_causal(void **state)
{
    (void)state;
    enum { SHORT = 400, CHANGED = 201 };
    fill_text(text, SHORT);
    record(expected, text, SHORT, 1, 7, 2);
    text[CHANGED] ^= 1; /* the last of its eight bits */
    record(found, text, SHORT, 1, 7, 2);
    check_same(CHANGED + 1, "before the change");
    assert_true(count_differences(SHORT) > 100);
}

/* ---- Learning ---- */

static double cost(struct llz_learner *l, const uint8_t *bytes, size_t n)
{
    double bits = 0;
    for (size_t i = 0; i < n; i++)
        bits += show(l, bytes[i], NULL);
    return bits;
}

static void test_learns_repetition(void **state)
{
    (void)state;
    static const char line[] = "All work and no play makes Jack a dull boy. ";
    for (size_t i = 0; i < BYTES; i++)
        text[i] = (uint8_t)line[i % (sizeof line - 1)];
    for (int level = 0; level <= 2; level++) {
        struct llz_learner *l = learner(level, 0, 7, 1);
        const double first = cost(l, text, BYTES / 2), second = cost(l, text + BYTES / 2, BYTES / 2);
        llz_learner_free(l);
        if (getenv("LLZ_VERBOSE"))
            print_message("level %d: %.0f, then %.0f bits\n", level, first, second);
        assert_true(second < first / (level == 0 ? 2 : 20)); /* level 0 has next to no memory */
    }
}

/* Noise cannot be learned, and believing in it must not cost much. */
static void test_noise(void **state)
{
    (void)state;
    random_state = 2;
    for (size_t i = 0; i < BYTES; i++)
        text[i] = (uint8_t)random_below(256);
    for (int level = 0; level <= 1; level++) {
        struct llz_learner *l = learner(level, 0, 7, 1);
        const double bits = cost(l, text, BYTES);
        llz_learner_free(l);
        assert_true(bits > 7.9 * BYTES && bits < 8.5 * BYTES);
    }
}

/* Asking the language model twice changes nothing. (The predictor is asked once for each bit.) */
static void test_asking(void **state)
{
    (void)state;
    struct llz_learner *l = learner(1, 0, 7, 1);
    cost(l, text, 100);
    llz_learner_step(l);
    assert_int_equal(llz_learner_predict_bit(l), llz_learner_predict_bit(l));
    llz_learner_free(l);
}

/* Says what comes; returns how many calls it took to learn the primer, a few bytes at a time. */
static int told(struct llz_learner *l, const struct llz_profile *p, size_t n)
{
    int calls = 0;
    llz_learner_profile(l, p, n);
    while (llz_learner_prime(l, 1000))
        calls++;
    return calls;
}

/* Before a text the primer is learned, once, and it is worth its while for English; other kinds need none. */
static void test_primer(void **state)
{
    (void)state;
    static const char english[] = "It was the best of times, it was the worst of times, and there was nothing "
                                  "that the people of the country could do about it, because of the weather.";
    static const struct llz_profile prose = { .kind = LLZ_KIND_TEXT }, other = { .kind = LLZ_KIND_BINARY };
    const size_t n = sizeof english - 1;
    double bits[3];
    for (int i = 0; i < 3; i++) {
        struct llz_learner *l = learner_with(LLZ_PART_EXPERTS, 1, 0, 7, 1);
        if (i > 0)
            told(l, i == 1 ? &other : &prose, n);
        bits[i] = cost(l, (const uint8_t *)english, n);
        if (i == 2) {
            const double first = bits[i];
            assert_int_equal(told(l, &prose, n), 0);                       /* once */
            assert_true(cost(l, (const uint8_t *)english, n) < first / 2); /* nothing was forgotten */
        }
        llz_learner_free(l);
    }
    assert_true(bits[2] < 0.8 * bits[0] && bits[2] < 0.8 * bits[1]);
}

/* ---- Levels and policies ---- */

/* Level 0 serves tests and the smallest machines: its state is documented to stay under 64 KiB. */
static void test_state_bytes(void **state)
{
    (void)state;
    struct llz_learner *l = learner(0, 0, 0, 1);
    assert_true(llz_learner_state_bytes(l) < (size_t)64 << 10);
    llz_learner_free(l);
    const struct llz_experts_shape *e = &llz_level_get(5)->predictor.experts;
    l = learner_with(llz_level_parts(5, 0), 5, 0, 0, 1);
    const size_t bytes = llz_learner_state_bytes(l);
    assert_true(bytes < (size_t)1 << 30);
    assert_true(bytes > ((size_t)4 << e->run_bits) + ((size_t)64 << e->slot_bits)); /* it counts the tables */
    llz_learner_free(l);
    l = learner(5, 0, 0, 1);
    assert_true(llz_learner_state_bytes(l) < bytes / 2); /* and takes none that it does not use */
    llz_learner_free(l);
}

/* What shape.h and kernels.h demand; a level that breaks it crashes on the machines that check alignment. */
static void check_shape(const struct llz_shape *s)
{
    const size_t E = s->contexts * s->embed_dim;
    assert_true(s->contexts >= 1 && s->contexts <= LLZ_CONTEXTS_MAX);
    assert_true(s->embed_bits >= 1 && s->embed_bits <= 24 && s->slot_bits >= 1 && s->slot_bits <= 24);
    assert_true(E % 4 == 0 && s->hidden1 >= 4 && s->hidden1 % 4 == 0 && s->hidden2 % 4 == 0);
    assert_true(s->relu % 32 == 0 && s->window >= 16 && s->window % 16 == 0 && s->block >= 256);
    assert_true(s->window <= LLZ_WINDOW_MAX);
    assert_true(s->block >= llz_gate_width(s->hidden1) && s->block >= llz_gate_width(s->hidden2));
    assert_true(s->block >= s->relu);
    assert_true(s->delay == 0 || s->delay == 1);
    assert_true(llz_layout_of(s).total % 16 == 0); /* each step's activations begin aligned */
}

/* What predictor.h demands. */
static void check_predictor(const struct llz_predictor_shape *p)
{
    const struct llz_experts_shape *e = &p->experts;
    assert_true(e->contexts >= 1 && e->contexts <= LLZ_EXPERTS_MAX && e->matches <= LLZ_MATCHES);
    assert_true(p->sets >= 1 && p->sets <= LLZ_SETS && p->apms <= LLZ_APMS);
    assert_true(p->finals >= 1 && p->finals <= LLZ_FINAL_SETS);
    assert_true(e->follow_bits >= 1 && e->follow_bits <= 16);
    assert_true(e->run_bits >= 2 && e->run_bits <= 28 && e->slot_bits >= 1 && e->slot_bits <= 26);
    assert_true(e->match_bits >= 1 && e->match_bits <= 26);
    assert_true(e->past_bits > 16 && e->past_bits <= 26); /* a ring holds the longest record */
}

static void check_parts(int level)
{
    const struct llz_level *l = llz_level_get(level);
    assert_true(l->parts);
    assert_int_equal(llz_level_parts(level, 0), l->parts);
    assert_int_equal(llz_level_parts(level, LLZ_PARTS_ALL), 0);
    assert_int_equal(llz_level_parts(level, LLZ_PART_EXPERTS), LLZ_PART_LM); /* every level has one */
    assert_int_equal(llz_level_parts(level, LLZ_PART_LM), LLZ_PART_EXPERTS);
    check_predictor(&l->predictor);
}

static void test_levels(void **state)
{
    (void)state;
    for (int level = 0; level < LEVELS; level++) {
        const struct llz_level *l = llz_level_get(level);
        assert_non_null(l);
        check_shape(&l->shape);
        check_parts(level);
        assert_true(l->rates.dense > 0 && l->rates.dense < 0.1F && l->rates.rows > 0 && l->rates.rows < 1);
        assert_int_equal(llz_level_frame_bytes(level), l->frame);
        assert_true(l->frame >= 1024 && l->frame <= (size_t)4 << 20);
    }
    assert_null(llz_level_get(-1));
    assert_null(llz_level_get(LEVELS));
}

/* Fuzzers make one for each input. */
static void test_level_0_is_small(void **state)
{
    const struct llz_learner_config cfg = { .level = 0, .parts = LLZ_PARTS_ALL, .threads = 1 };

    (void)state;
    assert_in_range(llz_learner_memory(&cfg), 1, 2000000);
}

/* Some windows at every level that a small machine has memory for;
 * test_levels sees to the shapes of the others. */
static void test_levels_run(void **state)
{
    (void)state;
    fill_text(text, BYTES);
    for (int level = 0; level <= 4; level++) {
        struct llz_learner *l = learner_with(llz_level_parts(level, 0), level, 0, 7, 2);
        assert_true(cost(l, text, 200) < 200 * 9.0);
        llz_learner_free(l);
    }
}

static void test_refusals(void **state)
{
    (void)state;
    static const int wrong[][3] = {
        { -1, 0, 0 }, { LEVELS, 0, 0 }, { 0, -1, 0 }, { 0, 1000, 0 }, { 0, 0, -1 }, { 0, 0, 1000 }
    }; /* level, policy, optimizer */
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        const struct llz_learner_config config = { .level = wrong[i][0],
                                                   .policy = wrong[i][1],
                                                   .optimizer = wrong[i][2],
                                                   .parts = LLZ_PART_LM,
                                                   .threads = 1 };
        assert_null(llz_learner_new(&config));
    }
    llz_learner_free(NULL);
}

static void test_policies(void **state)
{
    (void)state;
    int count = 0;
    while (llz_learner_policy_name(count))
        count++;
    assert_true(count >= 1);
    assert_string_equal(llz_learner_policy_name(0), "uniform"); /* its number stands in archives */
    assert_null(llz_learner_policy_name(-1));
    assert_null(llz_policy_get(count));
    assert_string_equal(llz_learner_policy_name(12), "recent");
    assert_string_equal(llz_learner_policy_name(13), "replay");
    assert_string_equal(llz_learner_bound_name(0), "oracle");
    assert_string_equal(llz_policy_get(LLZ_BOUND)->name, "oracle");
    assert_null(llz_learner_policy_name(LLZ_BOUND)); /* no decoder finds it */
    assert_null(llz_learner_bound_name(1));
    assert_null(llz_learner_bound_name(-1));
    assert_null(llz_policy_get(LLZ_BOUND + 1));
    for (int i = 0; i < count; i++) {
        assert_string_equal(llz_policy_get(i)->name, llz_learner_policy_name(i));
        assert_true(strlen(llz_learner_policy_name(i)) > 0);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(llz_learner_policy_name(i), llz_learner_policy_name(j));
    }
}

static void test_optimizers(void **state)
{
    (void)state;
    /* Their numbers stand in archives. */
    static const char *const names[] = { "adam", "sgd", "momentum", "muon", "twoscale" };
    const int count = sizeof names / sizeof names[0];
    for (int i = 0; i < count; i++) {
        assert_string_equal(llz_learner_optimizer_name(i), names[i]);
        assert_string_equal(llz_rule_get(i)->name, names[i]);
    }
    assert_null(llz_learner_optimizer_name(-1));
    assert_null(llz_learner_optimizer_name(count));
}

static void test_part_names(void **state)
{
    (void)state;
    int count = 0;
    while (llz_learner_part_name(count))
        count++;
    assert_int_equal((1U << count) - 1, LLZ_PARTS_ALL);
    assert_string_equal(llz_learner_part_name(0), "lm"); /* llz.h promises it */
    assert_null(llz_learner_part_name(-1));
}

/* Every policy learns, and gives one result with any number of threads. */
static void test_every_policy_learns(void **state)
{
    (void)state;
    enum { SHORT = 1000 };
    fill_text(text, SHORT);
    for (int policy = 0; llz_learner_policy_name(policy); policy++) {
        double bits[2];
        for (int threads = 1; threads <= 2; threads++) {
            struct llz_learner *l = learner(1, policy, 7, threads);
            bits[threads - 1] = cost(l, text, SHORT);
            llz_learner_free(l);
        }
        assert_true(bits[0] == bits[1]);
        assert_true(bits[0] < 6.0 * SHORT);
    }
}

/* Bits that a text costs the oracle, which is told n of the bytes that come. */
static double cost_of_oracle(int level, int threads, size_t n)
{
    struct llz_learner *l = learner(level, LLZ_BOUND, 7, threads);
    llz_learner_peek(l, text, n);
    const double bits = cost(l, text, BYTES);
    llz_learner_free(l);
    return bits;
}

/* The oracle is uniform until it knows a window of what comes, then cheaper; threads do not matter to it. */
static void test_oracle(void **state)
{
    (void)state;
    fill_text(text, BYTES);
    for (int level = 0; level <= 1; level++) {
        struct llz_learner *l = learner(level, 0, 7, 1);
        const double uniform = cost(l, text, BYTES), oracle = cost_of_oracle(level, 1, BYTES);
        llz_learner_free(l);
        assert_true(cost_of_oracle(level, 1, 0) == uniform);
        assert_true(oracle < uniform);
        assert_true(cost_of_oracle(level, 2, BYTES) == oracle);
    }
}

/* Bits that a text costs with an optimizer, at level 0 or 3. */
static double cost_with(int optimizer, int level, int threads, size_t n)
{
    const struct llz_learner_config config = {
        .level = level, .optimizer = optimizer, .parts = LLZ_PART_LM, .seed = 7, .threads = threads
    };
    struct llz_learner *l = llz_learner_new(&config);
    assert_non_null(l);
    const double bits = cost(l, text, n);
    llz_learner_free(l);
    return bits;
}

/* So does every optimizer, each in its own way. */
static void test_every_optimizer_learns(void **state)
{
    (void)state;
    enum { SHORT = 2000 };
    static const int levels_used[] = { 0, 3 };
    fill_text(text, SHORT);
    for (int i = 0; i < 2; i++) {
        const int level = levels_used[i];
        const double usual = cost_with(0, level, 1, SHORT);
        for (int optimizer = 0; llz_learner_optimizer_name(optimizer); optimizer++) {
            const double bits = cost_with(optimizer, level, 1, SHORT);
            assert_true(bits == cost_with(optimizer, level, 2, SHORT));
            assert_true(bits < 6.0 * SHORT && (optimizer == 0) == (bits == usual));
        }
    }
}

/* ---- The worker ---- */

/* Written by the task alone and read between wait and start: a race here is one of the worker's. */
struct count {
    int runs, most;
};

static void count_run(void *argument)
{
    struct count *c = argument;
    c->runs++;
    c->most += c->runs;
}

static void test_worker(void **state)
{
    (void)state;
    struct count c = { 0, 0 };
    struct llz_worker *w = llz_worker_new(count_run, &c);
    assert_non_null(w);
    for (int i = 1; i <= 10000; i++) {
        llz_worker_start(w);
        llz_worker_wait(w);
        assert_int_equal(c.runs, i);
        if (i % 3 == 0)
            llz_worker_wait(w); /* nothing to wait for */
    }
    assert_int_equal(c.most, 10000 * 10001 / 2);
    llz_worker_free(w);
}

/* Freed before it ran at all, and after some runs; while it still spins or when it already sleeps. */
static void test_worker_ends_idle(void **state)
{
    (void)state;
    for (int i = 0; i < 1000; i++) {
        struct count c = { 0, 0 };
        struct llz_worker *w = llz_worker_new(count_run, &c);
        assert_non_null(w);
        for (int run = 0; run < i % 4; run++) {
            llz_worker_start(w);
            llz_worker_wait(w);
        }
        if (i % 100 == 0)
            nanosleep(&(struct timespec){ 0, 2000000 }, NULL); /* longer than it spins */
        llz_worker_free(w);
        assert_int_equal(c.runs, i % 4);
    }
    llz_worker_free(NULL);
}

/* A learner may go at any byte, also while its worker learns. */
static void test_free_any_time(void **state)
{
    (void)state;
    fill_text(text, BYTES);
    for (size_t n = 0; n <= 160; n += 8) {
        struct llz_learner *l = learner(1, 0, 7, 2);
        cost(l, text, n);
        llz_learner_free(l);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_threads_with_experts),
        cmocka_unit_test(test_interleaved),
        cmocka_unit_test(test_kernels),
        cmocka_unit_test(test_seeds),
        cmocka_unit_test(test_causal),
        cmocka_unit_test(test_learns_repetition),
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_asking),
        cmocka_unit_test(test_primer),
        cmocka_unit_test(test_state_bytes),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_level_0_is_small),
        cmocka_unit_test(test_levels_run),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_policies),
        cmocka_unit_test(test_optimizers),
        cmocka_unit_test(test_part_names),
        cmocka_unit_test(test_every_policy_learns),
        cmocka_unit_test(test_oracle),
        cmocka_unit_test(test_every_optimizer_learns),
        cmocka_unit_test(test_worker),
        cmocka_unit_test(test_worker_ends_idle),
        cmocka_unit_test(test_free_any_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
