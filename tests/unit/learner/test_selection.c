/* test_selection.c - samples of two kinds, probes of one: what is kept, learned and held out is of that kind, what comes
 * last is the most telling, and probes that stand in the samples are found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "learner/select/probe_overlap.h"
#include "learner/select/selection.h"

enum { FILES = 40, BYTES = 8000, PROBE = 20000, EACH = 16384 };

/* As many are learned in full as are held out. */
static const struct llz_pieces_shares shares = { .held_out = EACH };

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

/* Words, or binary records: of those none is a letter. */
static void write_kind(uint8_t *p, size_t n, bool words, uint64_t seed)
{
    static const char *const word[] = { "river ",  "stone ",   "carries ", "under ",
                                        "bridge ", "lantern ", "winter\n" };
    for (size_t i = 0; i < n;) {
        const uint64_t r = next_random(&seed);
        if (words) {
            for (const char *w = word[r % 7]; *w && i < n; w++)
                p[i++] = (uint8_t)*w;
        } else {
            const uint8_t record[8] = { 1, 0, (uint8_t)(r % 4), 3, 0, 0, 0x80, 0x3f };
            for (size_t k = 0; k < sizeof record && i < n; k++)
                p[i++] = record[k];
        }
    }
}

struct files {
    uint8_t bytes[FILES][BYTES], probe[PROBE];
    struct llz_text_bytes sample[FILES], probes[1];
    struct llz_selection s;
};

static struct files *begin(bool words)
{
    struct files *f = calloc(1, sizeof *f);
    assert_non_null(f);
    for (size_t i = 0; i < FILES; i++) {
        write_kind(f->bytes[i], BYTES, i % 2, i);
        f->sample[i] = (struct llz_text_bytes){ f->bytes[i], BYTES };
    }
    write_kind(f->probe, PROBE, words, 99);
    f->probes[0] = (struct llz_text_bytes){ f->probe, PROBE };
    assert_true(llz_selection_new(&f->s, f->sample, FILES, f->probes, 1));
    return f;
}

static void end(struct files *f)
{
    llz_selection_free(&f->s);
    free(f);
}

static size_t letters(const uint8_t *p, size_t n)
{
    size_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += p[i] >= 'a' && p[i] <= 'z';
    return sum;
}

/* Of words more than a half is letters; of records nothing is. */
static void assert_kind(const uint8_t *p, size_t n, bool words)
{
    const size_t found = letters(p, n);
    assert_true(n > LLZ_PIECE_BYTES / 2);
    assert_true(words ? found > n / 2 : found == 0);
}

static void test_kind(void **state)
{
    (void)state;
    for (int words = 0; words < 2; words++) {
        struct files *f = begin(words);
        struct llz_pieces p, again;
        assert_true(llz_selection_cut(&f->s, &p, FILES * BYTES / 2, &shares));
        assert_kind(p.counted, p.counted_bytes, words);
        assert_kind(p.sample, p.sample_bytes, words);
        assert_kind(p.held_out, p.held_out_bytes, words);
        /* Nothing is lost, or comes twice. */
        assert_true(p.counted_bytes + p.sample_bytes + p.held_out_bytes >= FILES * BYTES / 2);
        assert_true(p.counted_bytes + p.sample_bytes + p.held_out_bytes < FILES * BYTES / 2 + FILES * 2 + 4096);
        assert_true(p.ends > 1 && p.end[p.ends - 1] == p.counted_bytes);
        assert_true(llz_selection_cut(&f->s, &again, FILES * BYTES / 2, &shares));
        assert_int_equal(again.sample_bytes, p.sample_bytes);
        assert_memory_equal(again.sample, p.sample, p.sample_bytes);
        llz_pieces_free(&p);
        llz_pieces_free(&again);
        /* Where all is kept, what is learned in full is still of the probes' kind. */
        assert_true(llz_selection_cut(&f->s, &p, FILES * BYTES, &shares));
        assert_kind(p.sample, p.sample_bytes, words);
        assert_true(p.counted_bytes > FILES * BYTES / 2);
        llz_pieces_free(&p);
        end(f);
    }
}

/* What was taken counts less and less, and what has nothing of the probes counts nothing. */
static void test_gain(void **state)
{
    struct files *f = begin(true);
    struct llz_probe_sketch *s = &f->s.sketch;
    const uint8_t *words = f->bytes[1], *records = f->bytes[0];
    const uint64_t first = llz_sketch_gain(s, words, 4096);
    (void)state;
    assert_true(first > 0);
    assert_true(llz_sketch_gain(s, words, 1000) < first);
    assert_int_equal(llz_sketch_gain(s, records, 4096), 0);
    assert_int_equal(llz_sketch_likeness(s, records, 4096), 0);
    assert_true(llz_sketch_likeness(s, words, 4096) > 0);
    llz_sketch_take(s, words, 4096);
    const uint64_t second = llz_sketch_gain(s, words, 4096);
    assert_true(second < first / 2);
    for (int i = 0; i < 300; i++)
        llz_sketch_take(s, words, 4096);
    assert_true(llz_sketch_gain(s, words, 4096) <= second);
    llz_sketch_forget(s);
    assert_int_equal(llz_sketch_gain(s, words, 4096), first);
    assert_int_equal(llz_sketch_gain(s, words, 5), 0);
    end(f);
}

/* The piece that has most of what the probes have stands last, before the zeros that say that a member begins. */
static void test_order(void **state)
{
    struct files *f = begin(true);
    struct llz_pieces p;
    (void)state;
    llz_selection_free(&f->s);
    for (size_t i = 0; i < FILES; i++)
        memset(f->bytes[i] + 200, '.', BYTES - 200);
    memcpy(f->bytes[7], f->probe, 3000);
    assert_true(llz_selection_new(&f->s, f->sample, FILES, f->probes, 1));
    assert_true(llz_selection_cut(&f->s, &p, FILES * BYTES, &shares));
    assert_true(p.sample_bytes > 2 * LLZ_PIECE_BYTES);
    assert_memory_equal(p.sample + p.sample_bytes - LLZ_PIECE_START - LLZ_PIECE_BYTES, f->probe, 3000);
    llz_pieces_free(&p);
    end(f);
}

static uint64_t shared(const struct files *f)
{
    uint64_t bytes = 1;
    assert_true(llz_probe_overlap(f->probes, 1, f->sample, FILES, &bytes));
    return bytes;
}

static void test_overlap(void **state)
{
    struct files *f = begin(true);
    uint64_t seed = 5;
    (void)state;
    for (size_t i = 0; i < PROBE; i++)
        f->probe[i] = (uint8_t)next_random(&seed);
    assert_int_equal(shared(f), 0);
    memcpy(f->bytes[3] + 1001, f->probe + 640, 6400);
    assert_int_equal(shared(f), 6400);
    memcpy(f->bytes[4] + 17, f->probe + 640, 6400); /* the same again is no more */
    assert_int_equal(shared(f), 6400);
    memset(f->probe, 0, PROBE); /* all runs are one */
    memset(f->bytes[9], 0, LLZ_OVERLAP_STRING);
    assert_int_equal(shared(f), PROBE / LLZ_OVERLAP_STRING * LLZ_OVERLAP_STRING);
    end(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kind),
        cmocka_unit_test(test_gain),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_overlap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
