/* Priors selected by probes: smaller archives of their kind, whatever threads; and passages that do not fit. */
#include "tests/unit/archive.h"

enum { KINDS = 5, WORDS = 3000, PROBE = 12000, TEXT = 4000 };
#define SAMPLE 100000 /* bytes of each kind */

/* Words that a kind has for itself, some oftener than others, as `seed` puts them together. */
static struct blob text_of(int kind, size_t n, uint64_t seed)
{
    struct blob b = { 0 };

    while (b.n < n) {
        const uint64_t r = next_random(&seed);
        uint64_t word = r % WORDS * (r >> 32 & 0xffff) / 65536 + (uint64_t)kind * WORDS;

        for (uint64_t letters = next_random(&word), left = 3 + letters % 6; left > 0; left--, letters /= 26)
            blob_add(&b, &"abcdefghijklmnopqrstuvwxyz"[letters % 26], 1);
        blob_add(&b, r >> 48 & 7 ? " " : "\n", 1);
    }
    b.n = n;
    return b;
}

static struct llz_trained train(const struct llz_sample *probe, const struct llz_sample *samples, size_t n)
{
    struct llz_training how = LLZ_TRAINING_INIT;
    struct llz_trained t = LLZ_TRAINED_INIT;

    how.file_bytes = LLZ_PRIOR_SIZE_MIN;
    how.probes = probe;
    how.probe_count = probe ? 1 : 0;
    assert_int_equal(llz_prior_train(&how, samples, n, &t), LLZ_OK);
    assert_true(t.bytes > 1000 && t.bytes <= LLZ_PRIOR_SIZE_MIN);
    return t;
}

static size_t archive_of(const struct llz_trained *t, const struct blob *in)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct llz_prior *p = llz_prior_load(t->file, t->bytes, 0, NULL);
    struct blob out = { 0 };

    assert_non_null(p);
    opt.level = 1;
    opt.prior = p;
    struct blob archive = pack_cut(&opt, in->p, in->n, (struct cut){ 0, 0 });
    assert_int_equal(
        run_stream(llz_decoder_new(&opt, NULL), archive.p, archive.n, (struct cut){ 777, 0 }, &out), LLZ_OK);
    assert_same(&out, in);
    llz_prior_free(p);
    free(out.p);
    free(archive.p);
    return archive.n;
}

static void test_pays(void **state)
{
    struct blob text[KINDS], probe = text_of(2, PROBE, 77), in = text_of(2, TEXT, 78);
    struct llz_sample samples[KINDS], probes = { probe.p, probe.n };

    (void)state;
    for (int i = 0; i < KINDS; i++) {
        text[i] = text_of(i, SAMPLE, (uint64_t)i);
        samples[i] = (struct llz_sample){ text[i].p, text[i].n };
    }
    struct llz_trained plain = train(NULL, samples, KINDS), chosen = train(&probes, samples, KINDS),
                       again = train(&probes, samples, KINDS);
    assert_int_equal(chosen.bytes, again.bytes);
    assert_memory_equal(chosen.file, again.file, again.bytes);
    assert_true(chosen.held_out_bytes > 0);
    const size_t without = archive_of(&plain, &in), with = archive_of(&chosen, &in);
    /* At least 5 % smaller. */
    if (with * 20 > without * 19)
        fail_msg("%zu bytes, %zu without probes", with, without);
    llz_trained_free(&plain);
    llz_trained_free(&chosen);
    llz_trained_free(&again);
    for (int i = 0; i < KINDS; i++)
        free(text[i].p);
    free(probe.p);
    free(in.p);
}

/* Noise that comes again and again makes passages that are three times as long as the file may be: half of them go, and
 * half again. */
static void test_passages_halved(void **state)
{
    enum { BLOCK = 4096, BLOCKS = 60 };
    struct blob in = { 0 };

    (void)state;
    for (int times = 0; times < 6; times++) {
        struct blob noise = content((size_t)BLOCK * BLOCKS, CONTENT_RANDOM);

        blob_add(&in, noise.p, noise.n);
        free(noise.p);
    }
    struct llz_sample sample = { in.p, in.n };
    struct llz_trained t = train(NULL, &sample, 1);
    struct llz_prior *p = llz_prior_load(t.file, t.bytes, 0, NULL);
    assert_non_null(p);
    assert_true(t.bytes > LLZ_PRIOR_SIZE_MIN / 2);
    llz_prior_free(p);
    llz_trained_free(&t);
    free(in.p);
}

static int stop(void *user, double done)
{
    int *calls = user;

    assert_true(done >= 0 && done <= 1);
    return --*calls < 0;
}

static void test_arguments(void **state)
{
    struct blob in = text_of(0, LLZ_TRAINING_MIN, 1), probe = text_of(0, LLZ_PROBES_MIN, 2);
    struct llz_sample sample = { in.p, in.n }, probes = { probe.p, probe.n - 1 };
    struct llz_training how = LLZ_TRAINING_INIT;
    struct llz_trained t = LLZ_TRAINED_INIT;
    int calls = 1;

    (void)state;
    how.file_bytes = LLZ_PRIOR_SIZE_MIN;
    how.probes = &probes;
    how.probe_count = 1;
    assert_int_equal(llz_prior_train(&how, &sample, 1, &t), LLZ_ERR_ARGUMENT);
    probes.bytes++;
    how.progress = stop;
    how.user = &calls;
    assert_int_equal(llz_prior_train(&how, &sample, 1, &t), LLZ_ERR_CANCELLED);
    assert_null(t.file);
    how.progress = NULL;
    assert_int_equal(llz_prior_train(&how, &sample, 1, &t), LLZ_OK);
    llz_trained_free(&t);
    /* A struct that ends before the probes has none. */
    how.size = offsetof(struct llz_training, probes);
    probes.bytes = 0;
    assert_int_equal(llz_prior_train(&how, &sample, 1, &t), LLZ_OK);
    llz_trained_free(&t);
    free(in.p);
    free(probe.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pays),
        cmocka_unit_test(test_passages_halved),
        cmocka_unit_test(test_arguments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
