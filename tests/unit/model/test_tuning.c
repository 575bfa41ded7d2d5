/* test_tuning.c - knobs: what their numbers mean, and that an archive made with any of them is read again. */
#include "tests/unit/archive.h"

#include "codec/stream/stream.h"
#include "model/experts/bit_history.h"
#include "model/mixing/selectors.h"
#include "model/tuning.h"

static void factors(void **state)
{
    struct llz_tuning t = llz_tuning_usual;

    (void)state;
    assert_true(llz_tuning_factor(&t, LLZ_KNOB_ROWS) == 1);
    for (int i = -12; i < 12; i++) {
        t.at[LLZ_KNOB_ROWS] = (int8_t)i;
        const float low = llz_tuning_factor(&t, LLZ_KNOB_ROWS);

        t.at[LLZ_KNOB_ROWS] = (int8_t)(i + 1);
        const float ratio = llz_tuning_factor(&t, LLZ_KNOB_ROWS) / low;

        assert_true(ratio > 1.18920F && ratio < 1.18922F);
    }
    t.at[LLZ_KNOB_ROWS] = 12;
    assert_true(llz_tuning_factor(&t, LLZ_KNOB_ROWS) == 8);
    t.at[LLZ_KNOB_ROWS] = -4;
    assert_true(llz_tuning_factor(&t, LLZ_KNOB_ROWS) == 0.5F);
}

/* Few sets, and up to 18, are not the first of the list; never the same one twice. */
static void sets(void **state)
{
    size_t set[LLZ_SETS];

    (void)state;
    for (size_t n = 1; n <= LLZ_SETS; n++) {
        for (int replaced = 0; replaced <= llz_knob_range(LLZ_KNOB_SETS).most; replaced++) {
            unsigned seen = 0, others = 0;

            llz_choose_sets(set, n, replaced);
            for (size_t s = 0; s < n; s++) {
                assert_true(set[s] < LLZ_SETS && !(seen >> set[s] & 1));
                seen |= 1u << set[s];
                others += set[s] != s;
            }
            /* Places 1 and 3, the places that a search replaces, and the sixth of six; of seven, place 3 is both. */
            const int usual = n < 4 || n > 18 ? 0 : n == 6 ? 3 : 2, moved = n < 7 || n > 18 ? 0 : replaced;
            assert_int_equal(others, usual + moved - (n == 7 && replaced > 0));
        }
    }
}

/* A surprise leaves less and less of what was seen before. */
static void forgetting(void **state)
{
    static const int left[] = { 6, 2, 1 }; /* of ten zeros, after a one */

    (void)state;
    for (int forget = 0; forget <= llz_knob_range(LLZ_KNOB_FORGET).most; forget++) {
        struct llz_bit_history h;
        unsigned s = 0;

        llz_bit_history_init(&h, forget);
        for (int i = 0; i < 10; i++)
            s = h.next[s][0];
        assert_int_equal(h.total[s], 10);
        s = h.next[s][1];
        assert_int_equal(h.total[s], left[forget] + 1);
    }
}

static struct blob pack_tuned(int level, int threads, const struct llz_tuning *t, const struct blob *b)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct blob out = { 0 };
    enum llz_error err;

    opt.level = level;
    opt.threads = threads;
    assert_int_equal(run_stream(llz_encoder_tuned(&opt, t, &err), b->p, b->n, (struct cut){ 0, 0 }, &out),
                     LLZ_OK);
    return out;
}

static void round_trip(const struct llz_tuning *t, const struct blob *content, const struct blob *usual)
{
    struct blob one = pack_tuned(3, 1, t, content), two = pack_tuned(3, 2, t, content), back = { 0 };

    assert_same(&one, &two);
    assert_true(one.n != usual->n || memcmp(one.p, usual->p, one.n) != 0);
    assert_int_equal(unpack(one.p, one.n, &back), LLZ_OK);
    assert_same(&back, content);
    free(one.p);
    free(two.p);
    free(back.p);
}

/* Every knob at both of its ends, and all of them at once. */
static void every_knob(void **state)
{
    struct blob b = content(4000, CONTENT_BINARY), text = content(1500, CONTENT_TEXT);
    struct llz_tuning least, most;

    (void)state;
    struct blob usual = pack_tuned(3, 1, &llz_tuning_usual, &b);

    for (int k = 0; k < LLZ_KNOBS; k++) {
        const struct llz_knob_range range = llz_knob_range((enum llz_knob)k);
        struct llz_tuning t = llz_tuning_usual;

        least.at[k] = range.least;
        most.at[k] = range.most;
        t.at[k] = range.most;
        round_trip(&t, &b, &usual);
        t.at[k] = range.least;
        if (range.least != 0)
            round_trip(&t, &b, &usual);
    }
    blob_add(&b, text.p, text.n); /* before which a primer is learned: ten times as long */
    free(usual.p);
    usual = pack_tuned(3, 1, &llz_tuning_usual, &b);
    round_trip(&least, &b, &usual);
    round_trip(&most, &b, &usual);
    free(b.p);
    free(text.p);
    free(usual.p);
}

/* The usual tuning is not written: archives are what they always were. */
static void usual_is_silent(void **state)
{
    const struct llz_options opt = all_of_level0();
    struct blob b = content(3000, CONTENT_TEXT), plain = pack_cut(&opt, b.p, b.n, (struct cut){ 0, 0 });
    struct blob tuned = pack_tuned(0, 1, &llz_tuning_usual, &b);

    (void)state;
    assert_same(&plain, &tuned);
    free(b.p);
    free(plain.p);
    free(tuned.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(factors),         cmocka_unit_test(sets),
        cmocka_unit_test(forgetting),      cmocka_unit_test(every_knob),
        cmocka_unit_test(usual_is_silent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
