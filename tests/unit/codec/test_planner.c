/* test_planner.c - a search over costs that are known: it starts with the usual tuning, keeps to ranges and to
 * the passes that are left, and finds what can be found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "codec/search/planner.h"
#include "model/parts.h"

/* Cost in bytes: a bowl around the best tuning, on which everything else stands. */
struct bowl {
    struct llz_tuning best;
    double width[LLZ_KNOBS];
};

enum { FLOOR_BYTES = 100000 };

static double cost(const struct bowl *b, const struct llz_tuning *t)
{
    double sum = FLOOR_BYTES;

    for (int k = 0; k < LLZ_KNOBS; k++)
        sum += b->width[k] * (t->at[k] - b->best.at[k]) * (t->at[k] - b->best.at[k]);
    return sum;
}

static struct bowl usual_bowl(void)
{
    struct bowl b = { .best = { { 5, 0, 0, -2, 4, -5, 0, 6, 1, -1, 2 } } };

    for (int k = 0; k < LLZ_KNOBS; k++)
        b.width[k] = 4 + k;
    return b;
}

static void check_round(const struct llz_tuning *t, size_t n, size_t left)
{
    assert_true(n <= left && n <= LLZ_PLANNER_ROUND);
    for (size_t i = 0; i < n; i++) {
        for (int k = 0; k < LLZ_KNOBS; k++) {
            const struct llz_knob_range range = llz_knob_range((enum llz_knob)k);

            assert_true(t[i].at[k] >= range.least && t[i].at[k] <= range.most);
        }
    }
}

/* The least cost among so many passes; *made says how many it took. */
static double search(const struct bowl *b, unsigned parts, size_t passes, size_t *made)
{
    struct llz_planner p;
    double least = 1e9;
    size_t n;

    *made = 0;
    llz_planner_init(&p, parts);
    do {
        struct llz_tuning t[LLZ_PLANNER_ROUND];
        uint64_t bytes[LLZ_PLANNER_ROUND];

        n = llz_planner_next(&p, t, passes - *made);
        check_round(t, n, passes - *made);
        if (*made == 0 && passes > 0)
            assert_memory_equal(&t[0], &llz_tuning_usual, sizeof t[0]);
        for (size_t i = 0; i < n; i++) {
            const double c = cost(b, &t[i]);

            least = c < least ? c : least;
            bytes[i] = (uint64_t)(c + 0.5);
        }
        if (n > 0)
            llz_planner_hear(&p, bytes);
        *made += n;
    } while (n > 0 && *made < passes);
    return least;
}

static void keeps_to_its_passes(void **state)
{
    const struct bowl b = usual_bowl();
    double before = 1e9;

    (void)state;
    for (size_t passes = 1; passes <= 40; passes++) {
        size_t made;
        const double least = search(&b, LLZ_PARTS_ALL, passes, &made);

        assert_true(made <= passes && made > 0);
        assert_true(made == passes);
        assert_true(passes > 1 || least == cost(&b, &llz_tuning_usual));
        assert_true(passes % 2 || least <= before);
        before = passes % 2 ? before : least;
    }
}

/* What is worth changing is found: nine tenths of what there is to gain, after 80 passes. */
static void finds_the_bottom(void **state)
{
    const struct bowl b = usual_bowl();
    const double all = cost(&b, &llz_tuning_usual) - FLOOR_BYTES;
    size_t made;

    (void)state;
    assert_true(search(&b, LLZ_PARTS_ALL, 80, &made) - FLOOR_BYTES < 0.1 * all);
}

/* Where nothing is to be gained, the usual tuning stays the best, and the search ends by itself. */
static void gives_up(void **state)
{
    struct bowl b = usual_bowl();
    size_t made;

    (void)state;
    b.best = llz_tuning_usual;
    assert_true(search(&b, LLZ_PARTS_ALL, 1000, &made) == FLOOR_BYTES);
    assert_true(made < 80);
}

/* Parts that are left out have no knobs: with the language model alone, three. */
static void leaves_alone_what_is_not_there(void **state)
{
    static const unsigned parts[] = { LLZ_PART_LM, LLZ_PART_EXPERTS, LLZ_PARTS_ALL & ~LLZ_PART_MATCH };
    static const unsigned knobs[] = { 0x7, 0x7f8, 0x5ff };

    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct llz_planner p;
        size_t n, rounds = 0;

        llz_planner_init(&p, parts[i]);
        do {
            struct llz_tuning t[LLZ_PLANNER_ROUND];
            const uint64_t bytes[LLZ_PLANNER_ROUND] = { 1000 - rounds, 1000 - rounds };

            n = llz_planner_next(&p, t, 100);
            for (size_t j = 0; j < n; j++)
                for (int k = 0; k < LLZ_KNOBS; k++)
                    assert_true(t[j].at[k] == 0 || (knobs[i] >> k & 1));
            if (n > 0)
                llz_planner_hear(&p, bytes);
        } while (n > 0 && ++rounds < 100);
        assert_true(rounds == 100);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(keeps_to_its_passes),
                                        cmocka_unit_test(finds_the_bottom), cmocka_unit_test(gives_up),
                                        cmocka_unit_test(leaves_alone_what_is_not_there) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
