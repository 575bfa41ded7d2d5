/* test_determinism.c - that neither threads nor kernels nor other learners change a probability, nor anything that comes later. */
#include "tests/unit/learner/learners.h"

#include <stdlib.h>
#include <string.h>

#include "model/arithmetic/kernels.h"

enum { BYTES = 3000 };

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_threads),     cmocka_unit_test(test_threads_with_experts),
        cmocka_unit_test(test_interleaved), cmocka_unit_test(test_kernels),
        cmocka_unit_test(test_seeds),       cmocka_unit_test(test_causal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
