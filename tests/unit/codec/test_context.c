/* A context: what streams share changes no byte, and spares the primer. */
#include <pthread.h>

#include "learner/learner.h"
#include "model/primer/primer.h"
#include "tests/unit/archive.h"
#include "tests/unit/primer_count.h"

enum { TEXTS = 6, THREADS = 3, SAMPLES = 24 };

/* Sentences out of a small language. */
static struct blob sentences(size_t n, uint64_t seed)
{
    static const char *const words[] = { "river ", "stone ", "carries ",  "under ",
                                         "the ",   "old ",   "bridge.\n", "and " };
    struct blob b = { 0 };

    while (b.n < n) {
        const char *w = words[next_random(&seed) % 8];

        blob_add(&b, w, strlen(w));
    }
    b.n = n;
    return b;
}

/* The end of a section of the primer, which is like it. */
static struct blob like_section(unsigned k)
{
    struct blob b = { 0 };
    size_t n;
    const uint8_t *p = llz_primer_section(k, &n);

    blob_add(&b, p + n - 2000, 2000);
    return b;
}

static struct llz_options level(int n, struct llz_context *context)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;

    opt.level = n;
    opt.context = context;
    return opt;
}

static struct llz_prior *train(uint64_t seed)
{
    struct llz_training how = { .size = sizeof how, .file_bytes = LLZ_PRIOR_SIZE_MIN };
    struct llz_sample samples[SAMPLES];
    struct blob text[SAMPLES];
    struct llz_trained t = LLZ_TRAINED_INIT;
    enum llz_error err;

    for (int i = 0; i < SAMPLES; i++) {
        text[i] = sentences(6000, seed + (uint64_t)i);
        samples[i] = (struct llz_sample){ text[i].p, text[i].n };
    }
    assert_int_equal(llz_prior_train(&how, samples, SAMPLES, &t), LLZ_OK);
    for (int i = 0; i < SAMPLES; i++)
        free(text[i].p);
    struct llz_prior *p = llz_prior_load(t.file, t.bytes, 0, &err);
    assert_non_null(p);
    llz_trained_free(&t);
    return p;
}

/* Encodes, with and without what is shared, to the same bytes, and decodes these with it. */
static void both_ways(const struct llz_options *opt, const struct blob *in)
{
    struct llz_options alone = *opt;
    struct blob out = { 0 };

    alone.context = NULL;
    alone.threads = 1;
    struct blob a = pack_cut(&alone, in->p, in->n, (struct cut){ 0, 0 });
    struct blob b = pack_cut(opt, in->p, in->n, (struct cut){ 0, 0 });
    assert_same(&a, &b);
    assert_int_equal(run_stream(llz_decoder_new(opt, NULL), b.p, b.n, (struct cut){ 777, 0 }, &out), LLZ_OK);
    assert_same(in, &out);
    free(a.p);
    free(b.p);
    free(out.p);
}

/* Texts and other data, short and long, whatever the settings are and were. */
static void same_bytes(void **state)
{
    struct blob in[] = { sentences(500, 7),
                         sentences(900, 8),
                         content(3000, CONTENT_BINARY),
                         sentences(12, 9),
                         sentences(17000, 10),
                         content(0, CONTENT_TEXT),
                         sentences(800, 11),
                         content(20, CONTENT_RANDOM),
                         sentences(600, 12),
                         like_section(1),
                         like_section(12),
                         sentences(900, 13),
                         like_section(1),
                         like_section(1) };
    struct llz_context *context = llz_context_new();
    struct llz_prior *prior = train(1);

    (void)state;
    assert_non_null(context);
    for (unsigned k = 0; k < 5; k++) {
        const size_t n = sizeof in / sizeof in[0] - (k == 1 ? 9 : 0); /* level 3 takes thirty times as long */

        for (size_t i = 0; i < n; i++) {
            struct llz_options opt = level(k == 1 ? 3 : k == 4, context); /* level 0 has no primer */

            opt.prior = k == 2 ? prior : NULL;
            opt.threads = 1 + (int)(i % 2);
            opt.seed = k == 3 ? i / 2 : 0;
            both_ways(&opt, &in[i]);
        }
    }
    for (size_t i = 0; i < sizeof in / sizeof in[0]; i++)
        free(in[i].p);
    llz_prior_free(prior);
    llz_context_free(context);
}

/* A text that is like a section is much smaller after it: a frame's table names it. */
static void sections_serve(void **state)
{
    const struct llz_options opt = level(1, NULL);

    (void)state;
    for (unsigned k = 1; k <= LLZ_PRIMER_SECTIONS; k++) {
        struct blob text = like_section(k);
        struct blob archive = pack_cut(&opt, text.p, text.n, (struct cut){ 0, 0 });

        if (archive.n > 200)
            fail_msg("2,000 bytes of section %u take %zu", k, archive.n);
        free(text.p);
        free(archive.p);
    }
}

/* Bytes of primer that are learned where texts, encoded and decoded in turn, have these settings. */
static size_t primers_of(struct blob *texts, unsigned n, struct llz_context *context)
{
    struct llz_options opt = level(1, context);
    struct primer_count c;

    primer_count_begin(&c, &opt);
    for (unsigned i = 0; i < n; i++) {
        struct blob out = { 0 };
        struct blob archive = pack_cut(&opt, texts[i].p, texts[i].n, (struct cut){ 0, 0 });

        assert_int_equal(
            run_stream(llz_decoder_new(&opt, NULL), archive.p, archive.n, (struct cut){ 0, 0 }, &out), LLZ_OK);
        assert_same(&texts[i], &out);
        free(texts[i].p);
        free(out.p);
        free(archive.p);
    }
    return c.bytes;
}

/* The primer is learned once for each section, by encoders and decoders together, though sections take turns; without
 * a context, by each. */
static void learned_once(void **state)
{
    const struct llz_learner_config cfg = { .model = llz_row_of_level(1),
                                            .parts = llz_row_parts(llz_row_of_level(1), 0),
                                            .threads = 1 };
    const size_t primer = llz_learner_primer_of(&cfg, true, 0);
    struct llz_context *context = llz_context_new();

    (void)state;
    for (int shared = 0; shared < 2; shared++) {
        struct blob texts[2 * TEXTS];

        for (unsigned i = 0; i < 2 * TEXTS; i++)
            texts[i] = i % 3 == 0 ? sentences(100 + i, i) : like_section(i % 3 == 1 ? 1 : 12);
        assert_int_equal(primers_of(texts, 2 * TEXTS, shared ? context : NULL),
                         (shared ? 3 : 4 * TEXTS) * primer);
    }
    llz_context_free(context);
}

/* A prior that has gone, and another one at its place, perhaps at the same address, are not taken for each
 * other. */
static void another_prior(void **state)
{
    struct llz_context *context = llz_context_new();
    struct blob in = sentences(700, 99);

    (void)state;
    for (uint64_t seed = 1; seed < 4; seed++) {
        struct llz_options opt = level(0, context);
        struct llz_prior *prior = train(seed * 100);

        opt.prior = prior;
        both_ways(&opt, &in);
        llz_prior_free(prior);
    }
    free(in.p);
    llz_context_free(context);
}

struct side {
    struct llz_context *context;
    uint64_t seed;
    bool right;
};

static void *beside(void *argument)
{
    struct side *side = argument;

    for (uint64_t i = 0; i < TEXTS; i++) {
        struct blob in = sentences(150 + i, side->seed + i);
        struct llz_options opt = level(0, side->context);

        both_ways(&opt, &in);
        free(in.p);
    }
    side->right = true;
    return NULL;
}

/* Several threads have the same context at a time. */
static void threads(void **state)
{
    struct llz_context *context = llz_context_new();
    struct side side[THREADS];
    pthread_t thread[THREADS];

    (void)state;
    for (unsigned i = 0; i < THREADS; i++) {
        side[i] = (struct side){ context, 50 * i, false };
        assert_int_equal(pthread_create(&thread[i], NULL, beside, &side[i]), 0);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(thread[i], NULL), 0);
        assert_true(side[i].right);
    }
    llz_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_bytes),    cmocka_unit_test(sections_serve), cmocka_unit_test(learned_once),
        cmocka_unit_test(another_prior), cmocka_unit_test(threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
