/* Damage is noticed before a wrong byte is released. */
#include "codec/coder/bytes.h"
#include "codec/container/chain.h"
#include "codec/container/frame.h"
#include "codec/llz.h"
#include "learner/learner.h"
#include "tests/unit/archive.h"

/* A sanitizer makes six seconds of one. */
#ifdef __SANITIZE_ADDRESS__
#define FLIPS 300
#else
#define FLIPS 1000
#endif

static struct blob original, archive; /* of about 600 bytes */

static int make(void **state)
{
    (void)state;
    original = content(1000, CONTENT_TEXT);
    for (;;) {
        archive = pack(original.p, original.n);
        if (archive.n >= 550)
            return 0;
        /* A better model needs more text to fill as much. */
        size_t n = original.n + original.n / 4;
        free(original.p);
        free(archive.p);
        original = content(n, CONTENT_TEXT);
    }
}

static int drop(void **state)
{
    (void)state;
    free(original.p);
    free(archive.p);
    return 0;
}

/* Whatever came out is the beginning of the original; without an error it is all of it. */
static bool refused(const uint8_t *p, size_t n, const struct blob *truth)
{
    struct blob out = { 0 };
    enum llz_error err = unpack(p, n, &out);

    assert_true(out.n <= truth->n);
    assert_true(out.n == 0 || memcmp(out.p, truth->p, out.n) == 0);
    assert_true(err != LLZ_OK || out.n == truth->n);
    free(out.p);
    return err != LLZ_OK;
}

static void every_truncation(void **state)
{
    (void)state;
    for (size_t n = 0; n < archive.n; n++)
        assert_true(refused(archive.p, n, &original));
    assert_false(refused(archive.p, archive.n, &original));
}

/* No flip is harmless today: all bytes are under some check. */
static void single_bits(void **state)
{
    uint64_t seed = 1;

    (void)state;
    for (int i = 0; i < FLIPS; i++) {
        size_t bit = (size_t)(next_random(&seed) % (8 * archive.n));

        archive.p[bit / 8] ^= (uint8_t)(1 << bit % 8);
        if (!refused(archive.p, archive.n, &original))
            fail_msg("bit %zu flipped and nothing said", bit);
        archive.p[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
}

static void bytes_lost_or_added(void **state)
{
    struct blob b = { 0 };
    uint64_t seed = 2;

    (void)state;
    for (int i = 0; i < 50; i++) {
        size_t at = (size_t)(next_random(&seed) % archive.n);

        b.n = 0;
        blob_add(&b, archive.p, at);
        blob_add(&b, archive.p + at + 1, archive.n - at - 1);
        assert_true(refused(b.p, b.n, &original));
        b.n = 0;
        blob_add(&b, archive.p, at);
        blob_add(&b, "\xff", 1);
        blob_add(&b, archive.p + at, archive.n - at);
        assert_true(refused(b.p, b.n, &original));
    }
    free(b.p);
}

/* Noise after a header that is in order. */
static void noise(void **state)
{
    uint64_t seed = 3;
    struct blob b = { 0 };
    size_t header = header_bytes(archive.p, archive.n);

    (void)state;
    for (int i = 0; i < 200; i++) {
        b.n = 0;
        blob_add(&b, archive.p, header);
        for (int k = 0; k < 300; k++) {
            uint64_t r = next_random(&seed);

            if (k == 0)
                r = (r & 3) | (r & 1 ? 0x80 : 0);
            blob_add(&b, &r, 1);
        }
        assert_true(refused(b.p, b.n, &original));
    }
    free(b.p);
}

/* The head and a check that is right for it, of content that hashes like this. */
static void add_head(struct blob *b, const uint8_t *head, size_t n, uint64_t plain, uint64_t value)
{
    uint8_t check[8];

    llz_store64(check, plain ^ llz_chain_link(head, n, value));
    blob_add(b, head, n);
    blob_add(b, check, sizeof check);
}

/* The same bits in another form: a byte after the payload, which every hash would miss. */
static void padded_payload(void **state)
{
    size_t header = header_bytes(archive.p, archive.n), need;
    const struct llz_frame_rules rules = { llz_row_frame_bytes(llz_row_of_level(0)), true, false, false, 0 };
    struct llz_frame f;
    uint8_t head[LLZ_FRAME_HEAD_MAX];
    struct blob b = { 0 };

    (void)state;
    for (size_t n = 0;; n++) {
        assert_int_equal(llz_frame_get(archive.p + header, n, &rules, &f, &need), LLZ_OK);
        if (need == n)
            break;
    }
    const uint64_t value = llz_chain_begin(archive.p, header, 0);
    const uint64_t plain = llz_load64(f.check) ^ llz_chain_link(archive.p + header, need - 8, value);

    for (int extra = 0; extra < 3; extra++) {
        b.n = 0;
        blob_add(&b, archive.p, header);
        add_head(&b, head, llz_frame_put(head, &f, rules.full), plain, value);
        blob_add(&b, archive.p + header + need, archive.n - header - need);
        blob_add(&b, "\0\0", (size_t)extra);
        assert_true(refused(b.p, b.n, &original) == (extra > 0));
        f.payload++;
    }
    free(b.p);
}

/* The first frame is whole: it is released, and nothing of the second one. (What repeats is one frame.) */
static void second_frame_damaged(void **state)
{
    size_t full = llz_row_frame_bytes(llz_row_of_level(0));

    (void)state;
    for (int kind = CONTENT_RANDOM; kind < CONTENT_KINDS; kind += 2) {
        struct blob in = content(full + 200, (enum content)kind), packed = pack(in.p, in.n), out = { 0 };

        packed.p[packed.n - 1] ^= 1;
        assert_int_equal(unpack(packed.p, packed.n, &out), LLZ_ERR_CORRUPT);
        assert_int_equal(out.n, full);
        assert_memory_equal(out.p, in.p, full);
        free(in.p);
        free(packed.p);
        free(out.p);
    }
}

/* A check covers all before it: two members' frames cannot be mixed. */
static void frames_exchanged(void **state)
{
    size_t full = llz_row_frame_bytes(llz_row_of_level(0)), n = full + 100;
    struct blob a = content(n, CONTENT_RANDOM), b = content(n, CONTENT_RANDOM), pa, pb, out = { 0 };
    size_t last = 2 + 8 + 100; /* flags and length, check, content */

    (void)state;
    fill(b.p, full, CONTENT_RANDOM, 99);
    pa = pack(a.p, n);
    pb = pack(b.p, n);
    assert_int_equal(pa.n, pb.n); /* both stored */
    memcpy(pa.p + pa.n - last, pb.p + pb.n - last, last);
    assert_int_equal(unpack(pa.p, pa.n, &out), LLZ_ERR_CORRUPT);
    assert_int_equal(out.n, full);
    free(a.p);
    free(b.p);
    free(pa.p);
    free(pb.p);
    free(out.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_truncation),     cmocka_unit_test(single_bits),
        cmocka_unit_test(bytes_lost_or_added),  cmocka_unit_test(noise),
        cmocka_unit_test(second_frame_damaged), cmocka_unit_test(frames_exchanged),
        cmocka_unit_test(padded_payload),
    };

    return cmocka_run_group_tests(tests, make, drop);
}
