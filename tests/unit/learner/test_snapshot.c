/* test_snapshot.c - a learner that went back holds what it held, whatever it has learned since: in every table. */
#define _GNU_SOURCE /* SEEK_DATA */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "learner/learner.h"
#include "learner/learner_internal.h"
#include "model/memory/hash.h"

/* So many bytes before the snapshot, in place of a primer, and after it: tables grow again and again, and those of level 0
 * overflow. */
enum { ROUNDS = 2, BEFORE = 1500, BYTES = 9000 };

static void code(struct llz_learner *l, uint8_t byte)
{
    llz_learner_step(l);
    for (int i = 7; i >= 0; i--) {
        (void)llz_learner_predict_bit(l);
        llz_learner_observe_bit(l, byte >> i & 1);
    }
    llz_learner_learn(l);
}

/* Half of it new, half of it what came before, so that runs are promoted and slots go. */
static void code_much(struct llz_learner *l, uint64_t seed, uint64_t bytes)
{
    for (uint64_t i = 0; i < bytes; i++)
        code(l, (uint8_t)llz_mix(i % 64 < 32 ? i % 500 : seed + i));
}

/* A sum of bytes at..end of the memory, to which zeros add nothing. */
static uint64_t sum_of(const unsigned char *base, size_t at, size_t end)
{
    uint64_t sum = 0, word;

    for (; at + sizeof word <= end; at += sizeof word) {
        memcpy(&word, base + at, sizeof word);
        sum += word ? llz_mix(llz_mix(word) + at) : 0;
    }
    return sum;
}

#ifdef SEEK_DATA

/* Of all of it, which for the most part is untouched, and stays so. */
static uint64_t print_of(const struct llz_arena *a)
{
    uint64_t sum = 0;
    off_t at, end = 0;

    while ((at = lseek(a->file, end, SEEK_DATA)) >= 0) {
        end = lseek(a->file, at, SEEK_HOLE);
        assert_true(end > at);
        sum += sum_of(a->base, (size_t)at, (size_t)end < a->used ? (size_t)end : a->used);
    }
    return sum;
}

#else

static uint64_t print_of(const struct llz_arena *a)
{
    return sum_of(a->base, 0, a->used);
}

#endif

/* That of a level, after a few bytes. */
static struct llz_learner *kept(const struct llz_learner_config *cfg)
{
    struct llz_learner *l = llz_learner_new_for(LLZ_USE_KEPT, cfg);

    assert_non_null(l);
    code_much(l, 0, BEFORE);
    llz_learner_take_snapshot(l);
    assert_true(llz_learner_is_kept(l));
    return l;
}

static struct llz_learner_config config_of(int level, int threads)
{
    const int model = llz_row_of_level(level);

    return (struct llz_learner_config){ .model = model, .parts = llz_row_parts(model, 0), .threads = threads };
}

static void check(int level, int threads)
{
    const struct llz_learner_config cfg = config_of(level, threads);
    struct llz_learner *l = kept(&cfg);

    if (l->memory.image) { /* or it is copied whole, which may take gigabytes */
        const uint64_t then = print_of(&l->memory);

        for (uint64_t round = 1; round <= ROUNDS; round++) {
            code_much(l, round * BYTES, BYTES);
            assert_true(print_of(&l->memory) != then);
            assert_true(llz_learner_rewind(l, &cfg));
            assert_true(print_of(&l->memory) == then);
        }
    }
    llz_learner_free(l);
}

static void test_small_tables(void **state)
{
    (void)state;
    check(0, 1);
}

static void test_large_tables(void **state)
{
    (void)state;
    check(5, 1);
}

/* One of which marks what it learns in tables that the other one reads. */
static void test_two_threads(void **state)
{
    (void)state;
    check(5, 2);
}

/* Whose tables become zero, all of them, whatever was written to. */
static void test_language_model_forgotten(void **state)
{
    const struct llz_learner_config cfg = config_of(0, 1);
    struct llz_learner *l = kept(&cfg);
    const uint64_t then = print_of(&l->memory);

    (void)state;
    l->watched = llz_row_frame_bytes(cfg.model) - 1;
    l->watched_loss = INFINITY;
    code_much(l, BYTES, 64);
    assert_int_equal(llz_learner_restarts(l), 1);
    assert_true(llz_learner_rewind(l, &cfg));
    assert_true(print_of(&l->memory) == then);
    llz_learner_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_tables),
        cmocka_unit_test(test_large_tables),
        cmocka_unit_test(test_two_threads),
        cmocka_unit_test(test_language_model_forgotten),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
