/* Frames of many segments, filtered and not, coded and stored: a decoder gives back the content whatever an
 * encoder has chosen, so the choices here are made by dice. Level 0, whose frames are short; and level 1, whose
 * experts look at each kind in another way. */
#include "codec/coder/bytes.h"
#include "codec/container/chain.h"
#include "codec/container/frame.h"
#include "codec/container/header.h"
#include "codec/stream/member.h"
#include "learner/identity.h"
#include "learner/learner.h"
#include "tests/unit/archive.h"

/* An encoder without judgement: one frame of n bytes at p in these segments. */
static void add_frame(struct llz_member *m, uint64_t *value, const uint8_t *p, struct llz_frame *f, bool stored,
                      struct blob *out)
{
    const struct llz_progress silent = { 0 };
    uint8_t head[LLZ_FRAME_HEAD_MAX];
    struct llz_coder coder;

    memcpy(m->raw, p, f->raw);
    assert_int_equal(llz_member_check(m, f, 0, &silent, f->check), LLZ_OK);
    llz_member_filter(m, &f->table, false);
    llz_coder_encode(&coder, m->payload, f->raw);
    assert_int_equal(llz_member_begin(m, f, false), LLZ_OK);
    assert_int_equal(llz_loop(m->learner, &coder, m->raw, &f->table, m->coded, &silent), LLZ_OK);
    llz_member_filter(m, &f->table, true);
    assert_memory_equal(m->raw, p, f->raw);
    f->payload = llz_coder_finish(&coder);
    f->stored = stored || f->payload == 0 || !llz_frame_shrinks(f);
    if (f->stored)
        f->payload = f->raw;
    m->position += f->raw;
    size_t n = llz_frame_put(head, f, m->frame_bytes);
    llz_chain_lay(f->check, LLZ_CHECK_BYTES, llz_chain_link(head, n, *value));
    *value = llz_load64(f->check);
    blob_add(out, head, n);
    blob_add(out, f->check, LLZ_CHECK_BYTES);
    blob_add(out, f->stored ? p : m->payload, f->payload);
}

static struct llz_profile random_profile(uint64_t r)
{
    static const struct llz_profile profiles[] = {
        { .kind = LLZ_KIND_TEXT },
        { .kind = LLZ_KIND_BINARY },
        { .kind = LLZ_KIND_BINARY, .stride = 4 },
        { .kind = LLZ_KIND_BINARY, .stride = LLZ_STRIDE_MAX },
        { .kind = LLZ_KIND_X86 },
        { .kind = LLZ_KIND_SAMPLES, .width = 1, .pixel = 3, .stride = 300 },
        { .kind = LLZ_KIND_SAMPLES, .width = 2, .pixel = 4 },
        { .kind = LLZ_KIND_SAMPLES, .width = 2, .big = 1, .pixel = 2, .stride = LLZ_STRIDE_MAX - 1 },
        { .kind = LLZ_KIND_SAMPLES, .width = 1, .pixel = 8 },
    };

    return profiles[r % (sizeof profiles / sizeof profiles[0])];
}

static void random_segments(struct llz_segments *s, size_t raw, uint64_t *seed)
{
    size_t left = raw;

    s->n = 0;
    do {
        uint64_t r = next_random(seed);
        struct llz_segment *seg = &s->at[s->n];
        size_t length = 1 + (size_t)(r >> 20) % (r & 1 ? 9 : 1000);

        *seg = (struct llz_segment){ .profile = random_profile(r >> 2), .length = length };
        seg->filtered = seg->profile.kind == LLZ_KIND_X86 && r & 2;
        if (s->n > 0 && llz_segment_alike(seg - 1, seg))
            continue;
        if (length >= left || s->n + 1 == LLZ_SEGMENTS_MAX)
            seg->length = left;
        left -= seg->length;
        s->n++;
    } while (left > 0);
}

/* Calls to a few places, with nothing to do between them, as the filter knows them. */
static void fill_calls(uint8_t *p, size_t n, size_t position, uint64_t seed)
{
    memset(p, 0x90, n); /* nop */
    for (size_t i = 0; i + 5 <= n; i += 7) {
        uint32_t to = (uint32_t)(0x1000 * (next_random(&seed) % 4) - (position + i + 5));

        p[i] = 0xe8;
        for (int k = 0; k < 4; k++)
            p[i + 1 + (size_t)k] = (uint8_t)(to >> 8 * k);
    }
}

static void open_member(struct llz_member *m, int level, uint64_t *value, struct blob *out)
{
    struct llz_header h = { .model = llz_row_of_level(level),
                            .parts = llz_row_parts(llz_row_of_level(level), 0) };
    uint8_t bytes[LLZ_HEADER_MAX];

    *m = (struct llz_member){ 0 };
    assert_int_equal(llz_member_open(m, &h, NULL, 1, 0, false), LLZ_OK);
    h.identity = llz_row_identity(llz_row_of_level(level));
    blob_add(out, bytes, llz_header_put(bytes, &h));
    *value = llz_chain_begin(out->p, out->n, 0);
}

/* Cut in one of three ways, which take turns. */
static void expect_content(const struct blob *archive, const struct blob *want, int turn)
{
    static const struct cut cuts[] = { { 1, 0 }, { 61, 59 }, { 0, 0 } };
    struct blob out = { 0 };

    assert_int_equal(run_stream(llz_decoder_new(NULL, NULL), archive->p, archive->n, cuts[turn % 3], &out),
                     LLZ_OK);
    assert_same(want, &out);
    free(out.p);
}

static void any_segments(void **state)
{
    size_t full = llz_row_frame_bytes(llz_row_of_level(0));
    uint64_t seed = 1;

    (void)state;
    for (int i = 0; i < 6; i++) {
        struct blob in = content(2 * full + 3000, CONTENT_TEXT), archive = { 0 };
        struct llz_member m;
        uint64_t value;

        fill_calls(in.p + full, full, full, seed);
        fill(in.p, full / 2, CONTENT_BINARY, seed);
        open_member(&m, 0, &value, &archive);
        for (size_t at = 0; at < in.n; at += full) {
            struct llz_frame f = { .last = in.n - at <= full, .raw = in.n - at <= full ? in.n - at : full };

            random_segments(&f.table.segments, f.raw, &seed);
            add_frame(&m, &value, in.p + at, &f, next_random(&seed) & 1, &archive);
        }
        expect_content(&archive, &in, i);
        llz_member_close(&m);
        free(in.p);
        free(archive.p);
    }
}

/* Experts are told of every change of kind, wherever it comes, and forget none of it. */
static void any_kind_for_experts(void **state)
{
    struct blob in = content(12000, CONTENT_TEXT), archive = { 0 };
    struct llz_frame f = { .last = true, .raw = in.n };
    struct llz_member m;
    uint64_t seed = 2, value;

    (void)state;
    fill_calls(in.p + 6000, 6000, 6000, seed);
    fill(in.p, 3000, CONTENT_BINARY, seed);
    open_member(&m, 1, &value, &archive);
    random_segments(&f.table.segments, f.raw, &seed);
    assert_true(f.table.segments.n > 10);
    add_frame(&m, &value, in.p, &f, false, &archive);
    assert_false(f.stored);
    for (int turn = 0; turn < 3; turn++)
        expect_content(&archive, &in, turn);
    llz_member_close(&m);
    free(in.p);
    free(archive.p);
}

/* Two frames of calls, both filtered or not; the first one stored or coded. Where the first frame's kind byte
 * lies is left in *kind_at. */
static struct blob pack_calls(const struct blob *in, bool stored, bool filtered, size_t *kind_at)
{
    size_t full = llz_row_frame_bytes(llz_row_of_level(0));
    struct blob archive = { 0 };
    struct llz_member m;
    uint64_t value;

    open_member(&m, 0, &value, &archive);
    for (size_t at = 0; at < in->n; at += full) {
        struct llz_frame f = { .last = at > 0, .raw = at > 0 ? in->n - full : full };
        size_t head_at = archive.n;

        llz_segments_default(&f.table.segments, f.raw);
        f.table.segments.at[0].profile.kind = LLZ_KIND_X86;
        f.table.segments.at[0].filtered = filtered;
        add_frame(&m, &value, in->p + at, &f, stored && at == 0, &archive);
        assert_int_equal(f.stored, stored && at == 0);
        if (at == 0)
            *kind_at = head_at + 1 + (stored ? 0 : llz_varint_size(f.payload)) + 1;
    }
    llz_member_close(&m);
    return archive;
}

/* The flag is obeyed, and the frame's check covers it, also in a stored frame. Calls to few places become
 * shorter by it. */
static void filtered_or_not(void **state)
{
    size_t full = llz_row_frame_bytes(llz_row_of_level(0)), kind_at;
    struct blob in = content(2 * full - 999, CONTENT_TEXT), out = { 0 };

    (void)state;
    fill_calls(in.p, in.n, 0, 1);
    for (int stored = 0; stored < 2; stored++) {
        size_t length[2];

        for (int filtered = 0; filtered < 2; filtered++) {
            struct blob archive = pack_calls(&in, stored, filtered, &kind_at);

            length[filtered] = archive.n;
            expect_content(&archive, &in, stored + 2 * filtered);
            assert_int_equal(archive.p[kind_at], filtered ? 6 : 2);
            archive.p[kind_at] ^= 4;
            out.n = 0;
            assert_int_equal(unpack(archive.p, archive.n, &out), LLZ_ERR_CORRUPT);
            assert_int_equal(out.n, 0);
            free(archive.p);
        }
        assert_true(length[1] < length[0]);
    }
    free(in.p);
    free(out.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_segments),
        cmocka_unit_test(any_kind_for_experts),
        cmocka_unit_test(filtered_or_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
