/* test_levels.c - that levels are what their parts demand, fit their memory and run; names and numbers that
 * stand in archives. */
#include "tests/unit/learner/learners.h"

#include <string.h>

#include "learner/optimizers/optimizer.h"
#include "learner/policies/policy.h"
#include "learner/rows.h"

enum { LEVELS = 10 };

/* Level 0 serves tests and fuzzers, which make many: its language model is small. */
static void test_state_bytes(void **state)
{
    (void)state;
    struct llz_learner *l = learner(0, 0, 0, 1);
    assert_true(llz_learner_state_bytes(l) < (size_t)96 << 10);
    llz_learner_free(l);
    const struct llz_experts_shape *e = &llz_row_get(llz_row_of_level(5))->predictor.experts;
    l = learner_with(llz_row_parts(llz_row_of_level(5), 0), 5, 0, 0, 1);
    const size_t bytes = llz_learner_state_bytes(l);
    assert_true(bytes > ((size_t)4 << e->run_most) + ((size_t)56 << e->slot_most)); /* it counts the tables */
    llz_learner_free(l);
    l = learner(5, 0, 0, 1);
    assert_true(llz_learner_state_bytes(l) < bytes / 2); /* and takes none that it does not use */
    llz_learner_free(l);
}

/* Bytes that a learner with all parts of its row may take once its tables are full: what machines with 2, 4 and 8 GB
 * have to spare. */
static void test_memory(void **state)
{
    (void)state;
    static const size_t most[LEVELS] = { 3500000,    1100000000, 1100000000, 1500000000, 2600000000,
                                         2600000000, 3700000000, 4300000000, 4300000000, 4200000000 };
    for (int level = 0; level < LEVELS; level++) {
        const struct llz_learner_config cfg = { .model = llz_row_of_level(level),
                                                .parts = llz_row_parts(llz_row_of_level(level), 0),
                                                .threads = 1 };
        assert_in_range(llz_learner_memory(&cfg), 1, most[level]);
    }
}

/* Bytes of the two tables that a limit of so many MiB leaves to a row, by the text of FORMAT.md. */
static uint64_t bytes_of_tables(const struct llz_row *row, uint64_t memory, uint64_t *entries, uint64_t *slots)
{
    const struct llz_experts_shape *e = &row->predictor.experts;
    const uint64_t rest = memory - row->fixed;
    *entries = rest * 16384 / 5;
    *slots = rest * 10920;
    if (*entries > UINT64_C(1) << (e->run_bits + 8))
        *entries = UINT64_C(1) << (e->run_bits + 8);
    if (*slots > UINT64_C(1) << (e->slot_bits + 11))
        *slots = UINT64_C(1) << (e->slot_bits + 11);
    return 64 * *entries + 64 * *slots + 64 * (*slots / 7);
}

/* Under a limit the two tables are as the format says, and all else takes no more than the row's figure. */
static void check_limit(const struct llz_row *row, uint64_t memory)
{
    struct llz_predictor_shape shape;
    uint64_t entries, slots;
    const uint64_t tables = bytes_of_tables(row, memory, &entries, &slots);
    const struct llz_learner_config cfg = {
        .model = row->number, .parts = LLZ_PARTS_ALL, .threads = 1, .memory = memory
    };
    assert_true(llz_row_predictor(row, memory, &shape));
    assert_int_equal(shape.experts.run_groups, entries);
    assert_int_equal(shape.experts.slots, slots);
    assert_true(entries >= UINT64_C(1) << (row->predictor.experts.run_bits - 4));
    assert_true(slots >= UINT64_C(1) << row->predictor.experts.slot_bits);
    assert_true(tables <= (memory - row->fixed) << 20);
    const size_t bytes = llz_learner_memory(&cfg);
    assert_true(bytes > tables && bytes - tables <= row->fixed << 20);
    assert_true(bytes <= memory << 20);
}

/* Whatever the policy and the optimizer. What a codec takes besides, two frames and a little, has room there too. */
static void check_fixed(const struct llz_row *row)
{
    const struct llz_experts_shape *e = &row->predictor.experts;
    const size_t slots = (size_t)7 << (e->slot_most - 3);
    const size_t tables = ((size_t)4 << e->run_most) + 64 * slots + 64 * (slots / 7);
    for (int policy = 0; llz_learner_policy_name(policy); policy++) {
        for (int optimizer = 0; llz_learner_optimizer_name(optimizer); optimizer++) {
            const struct llz_learner_config cfg = { .model = row->number,
                                                    .parts = LLZ_PARTS_ALL,
                                                    .policy = policy,
                                                    .optimizer = optimizer,
                                                    .threads = 1,
                                                    .budget = 1000 };
            assert_true(llz_learner_memory(&cfg) - tables + 3 * row->frame <= row->fixed << 20);
        }
    }
}

static void test_limits(void **state)
{
    (void)state;
    for (int i = 0; llz_row_number(i) >= 0; i++) {
        const struct llz_row *row = llz_row_get(llz_row_number(i));
        const uint64_t least = llz_row_memory_least(row->number);
        struct llz_predictor_shape shape;
        uint64_t entries, slots;
        check_fixed(row);
        for (uint64_t more = 0; more <= 1 << 16; more = 3 * more + 1)
            check_limit(row, least + more);
        /* At the least of all nothing is left over; at the most the checks still tell contexts apart. */
        bytes_of_tables(row, least - 1, &entries, &slots);
        assert_true(entries < UINT64_C(1) << (row->predictor.experts.run_bits - 4) ||
                    slots < UINT64_C(1) << row->predictor.experts.slot_bits);
        assert_true(llz_row_predictor(row, LLZ_MEMORY_MOST, &shape));
        assert_int_equal(shape.experts.run_groups, UINT64_C(1) << (row->predictor.experts.run_bits + 8));
        assert_int_equal(shape.experts.slots, UINT64_C(1) << (row->predictor.experts.slot_bits + 11));
        assert_true(llz_row_predictor(row, 0, &shape));
        assert_int_equal(shape.experts.run_groups, 0);
        assert_int_equal(shape.experts.slots, 0);
    }
}

/* Limits that nothing reaches change nothing; a learner for another limit is another one. */
static void test_limits_not_reached(void **state)
{
    (void)state;
    uint8_t text[2000];
    struct llz_learner_config cfg = { .model = llz_row_of_level(1), .parts = LLZ_PART_EXPERTS, .threads = 1 };
    const struct llz_learner_config usual = cfg;
    fill_text(text, sizeof text);
    struct llz_learner *l = llz_learner_new(&cfg);
    const double wanted = cost(l, text, sizeof text);
    llz_learner_free(l);
    cfg.memory = 2 * llz_row_memory_least(cfg.model);
    assert_false(llz_learner_is_like(&cfg, &usual));
    l = llz_learner_new(&cfg);
    assert_true(cost(l, text, sizeof text) == wanted);
    llz_learner_free(l);
}

/* Groups of four; and each doubling takes a bit of the check, of which `kept` must go on telling contexts apart. */
static void check_growth(int bits, int most, int check, int kept)
{
    assert_true(bits >= 2 && most >= bits && most - bits <= check - kept);
}

/* What shape.h and kernels.h demand; a level that breaks it crashes on the machines that check alignment. */
static void check_shape(const struct llz_shape *s)
{
    const size_t E = s->contexts * s->embed_dim;
    assert_true(s->contexts >= 1 && s->contexts <= LLZ_CONTEXTS_MAX);
    assert_true(s->embed_bits >= 1 && s->embed_bits <= 24);
    check_growth(s->slot_bits, s->slot_most, LLZ_NGRAM_CHECK, 8);
    assert_true(s->slot_most <= 24);
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
    check_growth(e->run_bits, e->run_most, LLZ_RUN_CHECK, 6);
    check_growth(e->slot_bits, e->slot_most, LLZ_SLOT_CHECK - 2, 3); /* and a tag of seven bits */
    assert_true(e->run_most <= 28 && e->slot_most <= 26);
    assert_in_range(e->run_roomy, 1, 26);
    assert_true(e->match_bits >= 1 && e->match_bits <= 26);
    assert_true(e->ring_bits > 16 && e->ring_bits <= 26); /* a ring holds the longest record */
}

static void check_parts(int level)
{
    const struct llz_row *l = llz_row_get(llz_row_of_level(level));
    assert_true(l->parts);
    assert_int_equal(llz_row_parts(llz_row_of_level(level), 0), l->parts);
    assert_int_equal(llz_row_parts(llz_row_of_level(level), LLZ_PARTS_ALL), 0);
    assert_int_equal(llz_row_parts(llz_row_of_level(level), LLZ_PART_EXPERTS),
                     LLZ_PART_LM); /* every level has one */
    assert_int_equal(llz_row_parts(llz_row_of_level(level), LLZ_PART_LM), LLZ_PART_EXPERTS);
    check_predictor(&l->predictor);
}

static void test_levels(void **state)
{
    (void)state;
    for (int level = 0; level < LEVELS; level++) {
        const struct llz_row *l = llz_row_get(llz_row_of_level(level));
        assert_non_null(l);
        check_shape(&l->shape);
        check_parts(level);
        assert_true(l->rates.dense > 0 && l->rates.dense < 0.1F && l->rates.rows > 0 && l->rates.rows < 1);
        assert_int_equal(llz_row_frame_bytes(llz_row_of_level(level)), l->frame);
        assert_true(l->frame >= 1024 && l->frame <= (size_t)4 << 20);
    }
    assert_null(llz_row_get(llz_row_of_level(-1)));
    assert_null(llz_row_get(llz_row_of_level(LEVELS)));
}

/* Fuzzers make one for each input. */
static void test_level_0_is_small(void **state)
{
    const struct llz_learner_config cfg = { .model = llz_row_of_level(0),
                                            .parts = LLZ_PARTS_ALL,
                                            .threads = 1 };

    (void)state;
    assert_in_range(llz_learner_memory(&cfg), 1, 3500000);
}

/* Some windows at every level that a small machine has memory for;
 * test_levels sees to the shapes of the others. */
static void test_levels_run(void **state)
{
    (void)state;
    uint8_t text[200];
    fill_text(text, sizeof text);
    for (int level = 0; level <= 4; level++) {
        struct llz_learner *l = learner_with(llz_row_parts(llz_row_of_level(level), 0), level, 0, 7, 2);
        assert_true(cost(l, text, sizeof text) < sizeof text * 9.0);
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
        const struct llz_learner_config config = { .model = llz_row_of_level(wrong[i][0]),
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
    assert_string_equal(llz_learner_policy_name(9), "law-steps");
    assert_string_equal(llz_learner_policy_name(10), "recent");
    assert_string_equal(llz_learner_policy_name(11), "replay");
    assert_string_equal(llz_learner_policy_name(13), "law-examples");
    assert_string_equal(llz_learner_policy_name(14), "law");
    assert_string_equal(llz_learner_bound_name(0), "oracle");
    assert_string_equal(llz_policy_get(LLZ_BOUND)->name, "oracle");
    assert_null(llz_learner_policy_name(LLZ_BOUND)); /* no decoder finds it */
    assert_null(llz_learner_bound_name(1));
    assert_null(llz_learner_bound_name(-1));
    assert_null(llz_policy_get(LLZ_BOUND + 1));
    assert_string_equal(llz_learner_control_name(0), "law-steps-flipped");
    assert_string_equal(llz_policy_get(LLZ_CONTROL + 1)->name, "law-steps-shuffled");
    assert_string_equal(llz_learner_control_name(2), "law-examples-flipped");
    assert_string_equal(llz_policy_get(LLZ_CONTROL + 3)->name, "law-examples-shuffled");
    assert_null(llz_learner_control_name(4));
    assert_null(llz_policy_get(LLZ_CONTROL + 4));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_state_bytes),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_level_0_is_small),
        cmocka_unit_test(test_levels_run),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_policies),
        cmocka_unit_test(test_optimizers),
        cmocka_unit_test(test_part_names),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_limits_not_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
