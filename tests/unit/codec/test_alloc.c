/* Memory is allocated at the beginning and nowhere else, and never much on the word of a damaged header.
 *
 * The allocator's functions are defined here, in front of the C library's, and counted. Not under a sanitizer,
 * which has its own. */
#include <errno.h>
#include <stdatomic.h>

#include "codec/llz_lab.h"
#include "learner/learner.h"
#include "tests/unit/archive.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__GLIBC__)
#define COUNTED 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define COUNTED 0
#endif
#endif
#ifndef COUNTED
#define COUNTED 1
#endif

static atomic_size_t calls, largest, total;
static atomic_long live;    /* allocated and not yet freed */
static atomic_long fail_at; /* the how many'th call from now fails; 0: none */

#if COUNTED

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t k, size_t n);
void *__libc_realloc(void *p, size_t n);
void *__libc_memalign(size_t align, size_t n);
void __libc_free(void *p);
void *memalign(size_t align, size_t n);

static int count(size_t n)
{
    size_t most = largest;

    calls++;
    total += n;
    while (n > most && !atomic_compare_exchange_weak(&largest, &most, n))
        ;
    return fail_at > 0 && --fail_at == 0;
}

static void *counted(void *p)
{
    live += p != NULL;
    return p;
}

void *malloc(size_t n)
{
    return count(n) ? NULL : counted(__libc_malloc(n));
}

void *calloc(size_t k, size_t n)
{
    return count(k * n) ? NULL : counted(__libc_calloc(k, n));
}

void *realloc(void *p, size_t n)
{
    if (count(n))
        return NULL;
    live -= p != NULL;
    return counted(__libc_realloc(p, n));
}

void *memalign(size_t align, size_t n)
{
    return count(n) ? NULL : counted(__libc_memalign(align, n));
}

void *aligned_alloc(size_t align, size_t n)
{
    return memalign(align, n);
}

int posix_memalign(void **p, size_t align, size_t n)
{
    *p = memalign(align, n);
    return *p ? 0 : ENOMEM;
}

void free(void *p)
{
    live -= p != NULL;
    __libc_free(p);
}

#endif

static void forget(void)
{
    calls = largest = total = 0;
}

/* The counters do count: otherwise the tests below could not fail. */
static void counting_works(void **state)
{
    void *volatile p;

    (void)state;
    if (!COUNTED)
        skip();
    forget();
    p = malloc(5000);
    free(p);
    p = calloc(2, 7000);
    free(p);
    p = aligned_alloc(64, 64);
    free(p);
    assert_int_equal(calls, 3);
    assert_int_equal(largest, 14000);
    assert_int_equal(total, 5000 + 14000 + 64);
}

/* Runs s to its end with buffers of its own. */
static size_t run_fixed(struct llz_stream *s, const uint8_t *p, size_t n, uint8_t *out)
{
    enum llz_error err;
    size_t made = 0, took, m;

    do {
        err = n > 0 ? llz_feed(s, p, n, &took) : llz_end(s);
        if (n > 0) {
            p += took;
            n -= took;
            err = err == LLZ_OK ? LLZ_AGAIN : err;
        }
        while ((m = llz_drain(s, out + made, 4096)) > 0)
            made += m;
    } while (err == LLZ_AGAIN);
    assert_int_equal(err, LLZ_OK);
    return made;
}

static void ignore_window(void *user, const struct llz_contributions *c)
{
    (void)c;
    ++*(int *)user;
}

static void ignore_probe(void *user, uint64_t position, uint64_t learned, const double *bits, size_t pieces)
{
    (void)position;
    (void)learned;
    (void)bits;
    (void)pieces;
    ++*(int *)user;
}

/* Of an encoder that measures; heard counts what it tells. */
static struct llz_measure measuring(int *heard)
{
    static const uint8_t probe[600] = "a probe";

    return (struct llz_measure){
        sizeof(struct llz_measure), 2000, ignore_window, probe, sizeof probe, 256, 4000, ignore_probe, heard
    };
}

static void none_while_coding(void **state)
{
    size_t n = llz_row_frame_bytes(llz_row_of_level(0)) + 5000, size, header;
    struct blob in;
    uint8_t *archive, *out;

    (void)state;
    if (!COUNTED)
        skip();
    in = content(n, CONTENT_TEXT);
    archive = malloc(2 * n);
    out = malloc(2 * n);
    assert_true(archive && out);
    for (int i = 0; i < 4; i++) { /* level 0, then 1, which has experts; each with one thread and with two */
        int heard = 0;
        const struct llz_measure plan = measuring(&heard);
        struct llz_options opt = level0();
        struct llz_stream *s;
        size_t took, made = 0;
        long before = live;

        opt.level = i / 2;
        opt.threads = 1 + i % 2;
        opt.measure = opt.level == 0 ? &plan : NULL; /* 1 has nothing to measure */
        s = llz_encoder_new(&opt, NULL);
        assert_non_null(s);
        forget();
        size = run_fixed(s, in.p, n, archive);
        assert_int_equal(calls, 0);
        assert_true(opt.measure ? heard > 5 : heard == 0);
        llz_free(s);

        s = llz_decoder_new(&opt, NULL);
        header = header_bytes(archive, size);
        assert_int_equal(llz_feed(s, archive, header, &took), LLZ_OK);
        forget();
        for (; header < size - 1; header += took) { /* a frame, of level 0, with which the model is made */
            assert_true(llz_feed(s, archive + header, size - 1 - header, &took) <= LLZ_AGAIN);
            made += llz_drain(s, out + made, 2 * n - made);
        }
        assert_true(total <= llz_memory_needed(&opt));
        assert_true((opt.level == 0) == (made > 0 && calls > 0));
        if (opt.level == 0)
            forget();
        assert_int_equal(run_fixed(s, archive + header, size - header, out + made) + made, n);
        assert_true(opt.level == 0 ? calls == 0 : total <= llz_memory_needed(&opt));
        llz_free(s);
        assert_memory_equal(in.p, out, n);
        if (opt.threads == 1) /* a first thread leaves something to the C library */
            assert_int_equal(live, before);
    }
    free(in.p);
    free(archive);
    free(out);
}

/* A header with any bit flipped costs next to nothing. */
static void damaged_header(void **state)
{
    struct blob archive;
    size_t header;

    (void)state;
    if (!COUNTED)
        skip();
    archive = pack((const uint8_t *)"abc", 3);
    header = header_bytes(archive.p, archive.n);
    for (size_t bit = 0; bit < 8 * header; bit++) {
        struct llz_stream *s;
        size_t took;

        archive.p[bit / 8] ^= (uint8_t)(1 << bit % 8);
        forget();
        s = llz_decoder_new(NULL, NULL);
        llz_feed(s, archive.p, archive.n, &took);
        assert_true(llz_end(s) != LLZ_OK);
        llz_free(s);
        assert_true(largest <= 1 << 20);
        assert_true(total <= 1 << 20);
        archive.p[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    free(archive.p);
}

/* Every allocation in turn fails: the answer is LLZ_ERR_MEMORY, not a crash. */
static void every_failure(void **state)
{
    struct blob archive, second;
    int heard = 0;
    const struct llz_measure plan = measuring(&heard);
    struct llz_options opt = level0();
    int failures[2] = { 0, 0 };

    (void)state;
    if (!COUNTED)
        skip();
    opt.measure = &plan;
    archive = pack(NULL, 0); /* nothing to drain between the two */
    second = pack((const uint8_t *)"abc", 3);
    blob_add(&archive, second.p, second.n);
    for (int decode = 0; decode < 2; decode++) {
        for (long i = 1;; i++) {
            enum llz_error err;
            struct llz_stream *s;
            size_t took;
            long before;

            before = live;
            fail_at = i;
            s = decode ? llz_decoder_new(&opt, &err) : llz_encoder_new(&opt, &err);
            if (s && decode)
                err = llz_feed(s, archive.p, archive.n, &took);
            llz_free(s);
            assert_int_equal(live, before);
            if (fail_at > 0 || i > 1000) {
                assert_int_equal(err, LLZ_OK);
                break;
            }
            assert_int_equal(err, LLZ_ERR_MEMORY);
            failures[decode]++;
        }
        fail_at = 0;
        /* stream, learner, two buffers, hash; the encoder's losses on the probe */
        assert_true(failures[decode] >= (decode ? 4 : 5));
    }
    free(archive.p);
    free(second.p);
}

/* The same for a search, in whichever pass: nothing is left behind. */
static void every_failure_of_a_search(void **state)
{
    const struct llz_search how = { .size = sizeof how, .passes = 3 };
    struct llz_options opt = level0();
    int failures = 0;

    (void)state;
    if (!COUNTED)
        skip();
    for (long i = 1; i < 1000; i++) {
        const long before = live;
        struct llz_archive a = LLZ_ARCHIVE_INIT;

        fail_at = i;
        const enum llz_error err = llz_search(&opt, &how, "abc", 3, &a);
        const bool failed = fail_at <= 0;

        fail_at = 0;
        assert_int_equal(err, failed ? LLZ_ERR_MEMORY : LLZ_OK);
        llz_archive_free(&a);
        assert_int_equal(live, before);
        if (!failed)
            break;
        failures++;
    }
    assert_true(failures >= 3 * 5); /* each pass has a stream and an archive */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counting_works),
        cmocka_unit_test(none_while_coding),
        cmocka_unit_test(damaged_header),
        cmocka_unit_test(every_failure),
        cmocka_unit_test(every_failure_of_a_search),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
