/* Priors: made of samples, read again whole or not at all, and used by both ends alike. */
#define _XOPEN_SOURCE 700 /* setrlimit() */
#include <fenv.h>
#include <stdio.h>
#include <sys/resource.h>
#include <xxhash.h>

#include "codec/coder/bytes.h"
#include "codec/coder/varint.h"
#include "codec/prior/prior_file.h"
#include "codec/prior/prior_handle.h"
#include "codec/prior/prior_parts.h"
#include "learner/identity.h"
#include "tests/unit/archive.h"

#define SAMPLES 24
#define SAMPLE_BYTES 6000
#define HASH_BYTES 8

/* Sentences out of a small language, so that there is something to know. */
static struct blob sentences(size_t n, uint64_t seed)
{
    static const char *const words[] = { "river",  "stone",   "carries", "under", "the",       "old",
                                         "bridge", "morning", "quietly", "and",   "remembers", "every",
                                         "winter", "a",       "lantern", "opens" };
    struct blob b = { 0 };
    uint64_t state = seed, last = 0;

    while (b.n < n) {
        const uint64_t r = next_random(&state);

        last = r % 4 ? (last * 5 + r / 4 % 3) % 16 : r / 4 % 16; /* some follow each other more often */
        blob_add(&b, words[last], strlen(words[last]));
        blob_add(&b, r % 11 ? " " : ".\n", r % 11 ? 1 : 2);
    }
    b.n = n;
    return b;
}

static struct llz_trained train(uint64_t size, uint64_t seed)
{
    struct llz_training how = { .size = sizeof how, .file_bytes = size };
    struct llz_sample samples[SAMPLES];
    struct blob text[SAMPLES];
    struct llz_trained t = LLZ_TRAINED_INIT;

    for (int i = 0; i < SAMPLES; i++) {
        text[i] = sentences(SAMPLE_BYTES + (size_t)i, seed + (uint64_t)i);
        samples[i] = (struct llz_sample){ text[i].p, text[i].n };
    }
    assert_int_equal(llz_prior_train(&how, samples, SAMPLES, &t), LLZ_OK);
    for (int i = 0; i < SAMPLES; i++)
        free(text[i].p);
    return t;
}

static struct llz_prior *load(const struct llz_trained *t)
{
    enum llz_error err = LLZ_ERR_COUNT;
    struct llz_prior *p = llz_prior_load(t->file, t->bytes, 0, &err);

    assert_int_equal(err, LLZ_OK);
    assert_non_null(p);
    return p;
}

static struct blob encode(const struct llz_options *opt, const struct blob *in)
{
    return pack_cut(opt, in->p, in->n, (struct cut){ 0, 0 });
}

static enum llz_error decode(const struct llz_options *opt, const struct blob *archive, struct blob *out)
{
    return run_stream(llz_decoder_new(opt, NULL), archive->p, archive->n, (struct cut){ 777, 0 }, out);
}

static void test_file(void **state)
{
    struct llz_trained a = train(LLZ_PRIOR_SIZE_MIN, 1), b = train(LLZ_PRIOR_SIZE_MIN, 1),
                       c = train(LLZ_PRIOR_SIZE_MIN, 2);
    struct llz_prior *p = load(&a);

    (void)state;
    assert_true(a.bytes > 1000 && a.bytes <= LLZ_PRIOR_SIZE_MIN);
    assert_true(a.held_out_bytes > 0);
    assert_int_equal(a.bytes, b.bytes);
    assert_memory_equal(a.file, b.file, a.bytes);
    assert_true(a.bytes != c.bytes || memcmp(a.file, c.file, a.bytes) != 0);
    assert_true(llz_prior_id(p) == llz_load64((uint8_t *)a.file + a.bytes - HASH_BYTES));
    llz_prior_free(p);
    llz_trained_free(&a);
    llz_trained_free(&b);
    llz_trained_free(&c);
}

/* Every level that has something else, both numbers of threads, and a policy with a memory. */
static void test_round_trip(void **state)
{
    static const struct {
        int level;
        const char *policy;
    } way[] = { { 0, NULL }, { 1, NULL }, { 3, "law" }, { 0, "skip" } };
    struct llz_trained t = train(LLZ_PRIOR_SIZE_MIN, 1);
    struct llz_prior *p = load(&t);
    struct blob in = sentences(3000, 99);

    (void)state;
    for (size_t i = 0; i < sizeof way / sizeof way[0]; i++) {
        struct llz_options opt = LLZ_OPTIONS_INIT;
        struct blob out = { 0 };

        opt.level = way[i].level;
        opt.policy = way[i].policy;
        struct blob cold = encode(&opt, &in);
        opt.prior = p;
        struct blob warm = encode(&opt, &in);
        opt.threads = 2;
        struct blob threads = encode(&opt, &in);
        assert_same(&warm, &threads);
        assert_true(warm.n + 30 < cold.n);
        assert_int_equal(decode(&opt, &warm, &out), LLZ_OK);
        assert_same(&in, &out);
        free(cold.p);
        free(warm.p);
        free(threads.p);
        free(out.p);
    }
    free(in.p);
    llz_prior_free(p);
    llz_trained_free(&t);
}

/* Each part is worth something, and the id tells that it is missing. */
static void test_parts(void **state)
{
    struct llz_trained t = train(LLZ_PRIOR_SIZE_MIN, 1);
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct llz_prior *p = load(&t);
    struct blob in = { t.held_out, t.held_out_bytes, t.held_out_bytes };
    uint64_t before = llz_prior_id(p);

    (void)state;
    opt.level = 1;
    opt.prior = p;
    struct blob whole = encode(&opt, &in);
    for (int part = 0; part < LLZ_PRIOR_PARTS; part++) {
        struct llz_prior *less = load(&t);
        struct blob out = { 0 };

        llz_prior_leave_out(less, (enum llz_prior_part)part);
        assert_true(llz_prior_id(less) != llz_prior_id(p) && llz_prior_id(less) != before);
        before = llz_prior_id(less);
        opt.prior = less;
        struct blob archive = encode(&opt, &in);
        /* Sentences made at random have next to no passages in common. */
        assert_true(part == LLZ_PRIOR_PASSAGES ? archive.n >= whole.n : archive.n > whole.n + 10);
        assert_int_equal(decode(&opt, &archive, &out), LLZ_OK);
        assert_same(&out, &in);
        free(archive.p);
        free(out.p);
        llz_prior_free(less);
    }
    free(whole.p);
    llz_prior_free(p);
    llz_trained_free(&t);
}

static const struct llz_prior *find(void *user, uint32_t id)
{
    (void)id;
    return user;
}

static void test_missing(void **state)
{
    struct llz_trained a = train(LLZ_PRIOR_SIZE_MIN, 1), b = train(LLZ_PRIOR_SIZE_MIN, 2);
    struct llz_prior *p = load(&a), *other = load(&b);
    struct blob in = sentences(1000, 5), out = { 0 };
    struct llz_options opt = level0();

    (void)state;
    opt.prior = p;
    struct blob archive = encode(&opt, &in);
    opt = level0();
    assert_int_equal(decode(&opt, &archive, &out), LLZ_ERR_PRIOR);
    opt.prior = other;
    assert_int_equal(decode(&opt, &archive, &out), LLZ_ERR_PRIOR);
    opt.find_prior = find;
    opt.find_prior_user = other;
    assert_int_equal(decode(&opt, &archive, &out), LLZ_ERR_PRIOR);
    assert_int_equal(out.n, 0);
    opt.find_prior_user = p;
    assert_int_equal(decode(&opt, &archive, &out), LLZ_OK);
    assert_same(&in, &out);

    /* An archive that needs none does not mind one. */
    struct blob plain = pack(in.p, in.n);
    out.n = 0;
    assert_int_equal(decode(&opt, &plain, &out), LLZ_OK);
    assert_same(&in, &out);

    struct llz_stream *lister = llz_lister_new(NULL);
    struct llz_info info = LLZ_INFO_INIT;
    size_t took;
    assert_int_equal(llz_feed(lister, archive.p, archive.n, &took), LLZ_OK);
    llz_get_info(lister, &info);
    assert_true(info.has_prior && info.prior == (uint32_t)llz_prior_id(p));
    llz_free(lister);
    free(plain.p);
    free(archive.p);
    free(in.p);
    free(out.p);
    llz_prior_free(p);
    llz_prior_free(other);
    llz_trained_free(&a);
    llz_trained_free(&b);
}

static enum llz_error load_error(const void *p, size_t n, uint64_t limit)
{
    enum llz_error err = LLZ_OK;
    struct llz_prior *prior = llz_prior_load(p, n, limit, &err);

    assert_true((prior != NULL) == (err == LLZ_OK));
    llz_prior_free(prior);
    return err;
}

static void test_bad_files(void **state)
{
    struct llz_trained t = train(LLZ_PRIOR_SIZE_MIN, 1);
    uint8_t *copy = malloc(t.bytes);
    uint64_t seed = 3;

    (void)state;
    assert_non_null(copy);
    for (size_t n = 0; n < t.bytes; n += n < 64 ? 1 : 997)
        assert_int_not_equal(load_error(t.file, n, 0), LLZ_OK);
    assert_int_equal(load_error("hello, world; this is no prior", 30, 0), LLZ_ERR_NOT_LLZ);
    assert_int_equal(load_error(t.file, t.bytes, 100000), LLZ_ERR_MEMLIMIT);
    assert_int_equal(load_error(t.file, t.bytes, 1 << 28), LLZ_OK);
    for (int i = 0; i < 40; i++) { /* with a right hash: whoever made it meant no good */
        const uint64_t r = next_random(&seed);

        memcpy(copy, t.file, t.bytes);
        copy[5 + r % (i % 2 ? 20 : t.bytes - 5 - HASH_BYTES)] ^= (uint8_t)(1 + (r >> 32) % 255);
        assert_int_equal(load_error(copy, t.bytes, 1 << 28), LLZ_ERR_CORRUPT);
        llz_store64(copy + t.bytes - HASH_BYTES, XXH3_64bits(copy, t.bytes - HASH_BYTES));
        (void)load_error(copy, t.bytes, 1 << 28);
    }
    copy[4] = 1;
    assert_int_equal(load_error(copy, t.bytes, 0), LLZ_ERR_VERSION);
    free(copy);
    llz_trained_free(&t);
}

/* A file whose head declares as much as a head may, but for the sample, by a model, with a payload of n zeros, and a
 * right hash. */
static size_t forge(uint8_t *out, size_t n, uint64_t sample, uint64_t model, uint64_t identity)
{
    static const uint64_t most = UINT64_C(1) << 27;
    const uint64_t v[] = { most,   most,  8,       1 << 20, most, most, most, 2, model ? 0 : most,
                           sample, model, identity };
    size_t at = 5;

    memcpy(out, "\xF5llp\2", at);
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++)
        at += (size_t)llz_varint_put(out + at, v[i]);
    memset(out + at, 0, n);
    at += n;
    llz_store64(out + at, XXH3_64bits(out, at));
    return at + HASH_BYTES;
}

/* What a head declares is not allocated before the payload has brought it, and the payload is not read after
 * its end: gigabytes were taken for half a minute before 54 bytes were refused. */
static void test_declares_too_much(void **state)
{
    uint8_t file[128];
#ifndef __SANITIZE_ADDRESS__ /* its shadow takes terabytes of address space */
    struct rlimit usual, narrow;

    assert_int_equal(getrlimit(RLIMIT_AS, &usual), 0);
    narrow = usual;
    narrow.rlim_cur = (rlim_t)512 << 20;
    assert_int_equal(setrlimit(RLIMIT_AS, &narrow), 0);
#endif
    (void)state;
    for (size_t n = 1; n < 6; n++)
        assert_int_equal(load_error(file, forge(file, n, UINT64_C(1) << 27, 0, 0), 0), LLZ_ERR_CORRUPT);
#ifndef __SANITIZE_ADDRESS__
    assert_int_equal(setrlimit(RLIMIT_AS, &usual), 0);
#endif
}

/* A prior names the model that coded its texts: one that is here, that is quick, and not for hours. */
static void test_model_of_texts(void **state)
{
    const int quick = llz_row_of_level(1), slow = llz_row_of_level(3);
    const struct {
        uint64_t sample, model, identity;
        enum llz_error err;
    } table[] = {
        { 100, 9999, 1, LLZ_ERR_MODEL },
        { 100, 9999, 0, LLZ_ERR_MODEL },
        { 100, UINT64_MAX, 0, LLZ_ERR_MODEL },
        { 100, 0, 1, LLZ_ERR_MODEL },
        { 100, (uint64_t)quick, llz_row_identity(quick) ^ 1, LLZ_ERR_MODEL },
        { 100, (uint64_t)slow, llz_row_identity(slow), LLZ_ERR_HEADER },
        { (1 << 25) + 1, (uint64_t)quick, llz_row_identity(quick), LLZ_ERR_HEADER },
        { 1 << 25, (uint64_t)quick, llz_row_identity(quick), LLZ_ERR_CORRUPT },
    };
    uint8_t file[128];

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const size_t n = forge(file, 3, table[i].sample, table[i].model, table[i].identity);

        assert_int_equal(load_error(file, n, 0), table[i].err);
    }
}

static void test_arguments(void **state)
{
    struct llz_training how = { .size = sizeof how, .file_bytes = LLZ_PRIOR_SIZE_MIN };
    struct blob in = sentences(LLZ_TRAINING_MIN, 1);
    struct llz_sample sample = { in.p, in.n - 1 };
    struct llz_trained t = LLZ_TRAINED_INIT;

    (void)state;
    assert_int_equal(llz_prior_train(&how, NULL, 0, &t), LLZ_ERR_ARGUMENT);
    assert_int_equal(llz_prior_train(&how, &sample, 1, &t), LLZ_ERR_ARGUMENT);
    sample.bytes++;
    how.file_bytes = LLZ_PRIOR_SIZE_MIN - 1;
    assert_int_equal(llz_prior_train(&how, &sample, 1, &t), LLZ_ERR_ARGUMENT);
    how.file_bytes = LLZ_PRIOR_SIZE_MAX + 1;
    assert_int_equal(llz_prior_train(&how, &sample, 1, &t), LLZ_ERR_ARGUMENT);
    how.file_bytes = LLZ_PRIOR_SIZE_MAX;
    assert_int_equal(llz_prior_train(&how, &sample, 1, &t), LLZ_OK);
    llz_trained_free(&t);
    how.sample_bytes = LLZ_PRIOR_SAMPLE_MAX + 1;
    assert_int_equal(llz_prior_train(&how, &sample, 1, &t), LLZ_ERR_ARGUMENT);
    free(in.p);
}

static struct llz_prior_content contents_of(const uint8_t *file, size_t n)
{
    struct llz_prior_content k = { 0 };

    assert_int_equal(llz_prior_read(&k, file, n, 0), LLZ_OK);
    return k;
}

/* Words of a large language, few of them often and many of them rarely, some after others more often. */
static struct blob vocabulary(size_t n, uint64_t seed)
{
    struct blob b = { 0 };
    uint64_t state = seed, last = 0;

    while (b.n < n) {
        const uint64_t r = next_random(&state);
        uint8_t word[8];
        size_t letters = 0;

        last = r % 3 == 0 ? (last * 7 + r / 3 % 4) % 4096 : (r >> 16) % (UINT64_C(1) << (r >> 8) % 12);
        for (uint64_t left = last + 26; left > 0; left /= 26)
            word[letters++] = (uint8_t)('a' + left % 26);
        word[letters++] = ' ';
        blob_add(&b, word, letters);
    }
    return b;
}

/* Files are about as long as they may be: counts are in classes, so asking more of n-grams of bytes and of words at
 * once would leave nearly a fifth of some of these empty. */
static void test_fills(void **state)
{
    struct blob in = vocabulary(1500000, 5);
    const struct llz_sample sample = { in.p, in.n };

    (void)state;
    for (uint64_t size = LLZ_PRIOR_SIZE_MIN; size < 2 * LLZ_PRIOR_SIZE_MIN; size += size / 6) {
        const struct llz_training how = { .size = sizeof how, .file_bytes = size };
        struct llz_trained t = LLZ_TRAINED_INIT;

        assert_int_equal(llz_prior_train(&how, &sample, 1, &t), LLZ_OK);
        assert_in_range(t.bytes, size - size / 8, size);
        llz_trained_free(&t);
    }
    free(in.p);
}

/* By a model the same passages and sample take fewer bytes, and come back the same; where the rounding mode is
 * another one, too. Files that bring a sample of some length along are such. */
static void test_texts_by_model(void **state)
{
    struct blob in = sentences(400000, 1);
    const struct llz_sample sample = { in.p, in.n };
    const struct llz_training how = { .size = sizeof how, .file_bytes = 1 << 17, .sample_bytes = 50000 };
    struct llz_trained t = LLZ_TRAINED_INIT;
    uint8_t *file[2];
    size_t n[2];

    (void)state;
    assert_int_equal(llz_prior_train(&how, &sample, 1, &t), LLZ_OK);
    assert_true(t.bytes <= how.file_bytes);
    struct llz_prior_content k = contents_of(t.file, t.bytes);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(llz_prior_write(&k, i ? llz_row_of_level(1) : 0, 1 << 20, &file[i], &n[i]), LLZ_OK);
        assert_non_null(file[i]);
        assert_int_equal(fesetround(i ? FE_UPWARD : FE_TONEAREST), 0);
        struct llz_prior_content again = contents_of(file[i], n[i]);
        assert_int_equal(fesetround(FE_TONEAREST), 0);
        assert_int_equal(again.sample_bytes, k.sample_bytes);
        assert_int_equal(again.reference_bytes, k.reference_bytes);
        assert_memory_equal(again.sample, k.sample, k.sample_bytes);
        assert_memory_equal(again.reference, k.reference, k.reference_bytes);
        llz_prior_content_clear(&again);
    }
    assert_true(n[1] < n[0]);
    assert_int_equal(n[1], t.bytes);
    assert_memory_equal(file[1], t.file, t.bytes);
    for (size_t cut = 1; cut < n[1]; cut += 1 + n[1] / 20)
        assert_int_not_equal(load_error(file[1], cut, 0), LLZ_OK);
    /* Texts that end too early, with a right hash: they are not read on as zeros. */
    llz_store64(file[1] + n[1] - 1000, XXH3_64bits(file[1], n[1] - 1000));
    assert_int_equal(load_error(file[1], n[1] - 1000 + HASH_BYTES, 0), LLZ_ERR_CORRUPT);
    assert_int_equal(load_error(t.file, t.bytes, 150 << 20), LLZ_ERR_MEMLIMIT);
    assert_int_equal(load_error(file[0], n[0], 150 << 20), LLZ_OK);
    for (int i = 0; i < 2; i++)
        free(file[i]);
    llz_prior_content_clear(&k);
    llz_trained_free(&t);
    free(in.p);
}

static size_t sample_in(const struct llz_training *how, const struct llz_sample *samples)
{
    struct llz_trained t = LLZ_TRAINED_INIT;

    assert_int_equal(llz_prior_train(how, samples, 1, &t), LLZ_OK);
    struct llz_prior *p = load(&t);
    const size_t n = p->knowledge.sample_bytes;
    llz_prior_free(p);
    llz_trained_free(&t);
    return n;
}

/* As much as was asked for is learned in full, to a piece of 4 KB; never more than half of all; and an eighth of the
 * file where nothing was said, as by those who do not know of it. */
static void test_sample(void **state)
{
    struct blob in = sentences(400000, 1);
    const struct llz_sample sample = { in.p, in.n };
    struct llz_training how = { .size = sizeof how, .file_bytes = 2 * LLZ_PRIOR_SIZE_MIN };

    (void)state;
    const size_t usual = sample_in(&how, &sample);
    assert_in_range(usual, LLZ_PRIOR_SIZE_MIN / 4 - 4100, LLZ_PRIOR_SIZE_MIN / 4 + 4100);
    how.sample_bytes = 100000;
    assert_in_range(sample_in(&how, &sample), 95000, 105000);
    how.sample_bytes = LLZ_PRIOR_SAMPLE_MAX;
    assert_in_range(sample_in(&how, &sample), 165000, 205000);
    how.size = offsetof(struct llz_training, sample_bytes);
    assert_int_equal(sample_in(&how, &sample), usual);
    free(in.p);
}

static int stop(void *user, double done)
{
    int *calls = user;

    assert_true(done >= 0 && done <= 1);
    return --*calls < 0;
}

static void test_cancel(void **state)
{
    struct blob in = sentences(LLZ_TRAINING_MIN, 1);
    struct llz_sample sample = { in.p, in.n };

    (void)state;
    for (int first = 0; first < 2; first++) {
        int calls = first;
        struct llz_training how = {
            .size = sizeof how, .file_bytes = LLZ_PRIOR_SIZE_MIN, .progress = stop, .user = &calls
        };
        struct llz_trained t = LLZ_TRAINED_INIT;

        assert_int_equal(llz_prior_train(&how, &sample, 1, &t), LLZ_ERR_CANCELLED);
        assert_null(t.file);
    }
    free(in.p);
}

/* What a prior has learned from it shares strings with; what nobody has written, it does not. */
static void test_likeness(void **state)
{
    struct llz_trained t = train(LLZ_PRIOR_SIZE_MIN, 1);
    struct llz_prior *p = load(&t);
    struct blob own = sentences(3000, 99), other = sentences(3000, 99);

    (void)state;
    for (size_t i = 0; i < other.n; i++)
        other.p[i] ^= 0x80;
    const size_t all = llz_prior_likeness(p, own.p, own.n);
    assert_true(all > 100);
    assert_int_equal(llz_prior_likeness(p, other.p, other.n), 0);
    /* Each string once, however often it stands there; those of less content are fewer; five bytes are no string. */
    memcpy(other.p, own.p, 1000);
    memcpy(other.p + 1000, own.p, 1000);
    const size_t once = llz_prior_likeness(p, own.p, 1000), twice = llz_prior_likeness(p, other.p, 2000);
    assert_true(once > 0 && once <= all);
    assert_true(twice >= once && twice <= once + once / 4);
    assert_int_equal(llz_prior_likeness(p, own.p, 5), 0);
    assert_int_equal(llz_prior_likeness(p, NULL, 0), 0);
    free(own.p);
    free(other.p);
    llz_prior_free(p);
    llz_trained_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_file),           cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_parts),          cmocka_unit_test(test_missing),
        cmocka_unit_test(test_bad_files),      cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_cancel),         cmocka_unit_test(test_declares_too_much),
        cmocka_unit_test(test_likeness),       cmocka_unit_test(test_sample),
        cmocka_unit_test(test_texts_by_model), cmocka_unit_test(test_model_of_texts),
        cmocka_unit_test(test_fills),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
