/* learners.h - learners for tests, and what they are shown. */
#ifndef LLZ_TEST_LEARNERS_H
#define LLZ_TEST_LEARNERS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>

#include "learner/learner.h"

static inline uint32_t random_below(uint32_t *random, uint32_t n)
{
    *random = *random * 1664525U + 1013904223U;
    return (uint32_t)(((uint64_t)*random * n) >> 32);
}

/* Words in random order, with some noise between them. */
static inline void fill_text(uint8_t *text, size_t n)
{
    static const char *const words[] = { "the ", "cat ", "sat ", "on ",    "a ",
                                         "mat",  ", ",   "and ", "fell\n", "1984 " };
    const uint32_t count = sizeof words / sizeof words[0];
    uint32_t random = 1;
    size_t i = 0;
    while (i < n) {
        if (random_below(&random, 40) == 0)
            text[i++] = (uint8_t)random_below(&random, 256);
        for (const char *w = words[random_below(&random, count)]; *w && i < n; w++)
            text[i++] = (uint8_t)*w;
    }
}

static inline struct llz_learner *learner_with(unsigned parts, int level, int policy, uint64_t seed,
                                               int threads)
{
    const struct llz_learner_config config = {
        .model = llz_row_of_level(level), .policy = policy, .parts = parts, .seed = seed, .threads = threads
    };
    struct llz_learner *l = llz_learner_new(&config);
    assert_non_null(l);
    return l;
}

/* Of the language model alone, which every level has. */
static inline struct llz_learner *learner(int level, int policy, uint64_t seed, int threads)
{
    return learner_with(LLZ_PART_LM, level, policy, seed, threads);
}

/* Shows one byte; returns its cost in bits and, where p is not NULL, the eight probabilities that it met. */
static inline double show(struct llz_learner *l, uint8_t byte, uint32_t *p)
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

static inline double cost(struct llz_learner *l, const uint8_t *bytes, size_t n)
{
    double bits = 0;
    for (size_t i = 0; i < n; i++)
        bits += show(l, bytes[i], NULL);
    return bits;
}

#endif
