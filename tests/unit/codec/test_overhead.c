/* The budget of bytes (codec/FORMAT.md, "Archive"): what an archive has beside its payloads, whatever the
 * content. A change of the format that breaks it makes every small file larger. */
#include "codec/container/frame.h"
#include "codec/container/header.h"
#include "codec/container/reader.h"
#include "learner/identity.h"
#include "learner/learner.h"
#include "tests/unit/archive.h"

#define MEMBER 26
#define PRIOR 5
#define GROUP 16
#define TREE 8
#define NOTES 1
#define FRAME 16 /* each but the first of a member */
#define WIDE 8

static const size_t sizes[] = { 0, 1, 2, 100, 3839, 3840, 4096, 40000, 60000 };
enum { SIZES = sizeof sizes / sizeof sizes[0] };

/* What a walk over the heads tells. */
struct count {
    size_t overhead; /* bytes that are neither payload nor table */
    size_t frames, members;
};

static struct count walk(const struct blob *b)
{
    struct llz_reader r = { 0 };
    struct count c = { .overhead = b->n };
    enum llz_event event;
    size_t at = 0;

    do {
        size_t took;

        assert_int_equal(llz_reader_next(&r, b->p + at, b->n - at, &took, &event), LLZ_OK);
        at += took;
        c.members += event == LLZ_READ_MEMBER;
        c.frames += event == LLZ_READ_HEAD;
        if (event == LLZ_READ_HEAD)
            c.overhead -= r.frame.payload + llz_table_size(&r.frame.table);
    } while (event != LLZ_READ_MORE);
    assert_int_equal(at, b->n);
    return c;
}

static void within(const struct llz_options *opt, const struct blob *in, size_t more)
{
    struct blob b = pack_cut(opt, in->p, in->n, (struct cut){ 0, 0 });
    const struct count c = walk(&b);
    const size_t budget = c.members * (MEMBER + more) + (c.frames - c.members) * FRAME;

    if (c.overhead > budget)
        fail_msg("%zu bytes at level %d: %zu beside the payload, not %zu", in->n, opt->level, c.overhead,
                 budget);
    assert_true(b.n <= in->n + c.overhead + (c.frames - c.members) * 4); /* noise grows by no more */
    free(b.p);
}

/* Level 0 has short frames, level 1 those of all others. */
static void members(void **state)
{
    (void)state;
    for (int level = 0; level <= 1; level++) {
        for (size_t i = 0; i < SIZES - (level == 0); i++) {
            for (int kind = CONTENT_RANDOM; kind < CONTENT_KINDS; kind++) {
                if (sizes[i] > 5000 && kind != CONTENT_RANDOM && kind != CONTENT_TEXT)
                    continue; /* for time */
                struct llz_options opt = all_of_level0();
                struct blob in = content(sizes[i], (enum content)kind);

                opt.level = level;
                within(&opt, &in, 0);
                if (sizes[i] < 5000 && level == 0) {
                    opt.check = 128;
                    within(&opt, &in, WIDE);
                }
                free(in.p);
            }
        }
    }
}

/* Noise is stored: so many bytes and no more. */
static void noise(void **state)
{
    static const size_t grows[SIZES] = { 22, 22, 22, 22, 22, 23, 23, 23, 23 };

    (void)state;
    for (size_t i = 0; i < SIZES; i++) {
        struct llz_options opt = all_of_level0();
        struct blob in = content(sizes[i], CONTENT_RANDOM), b;

        opt.level = sizes[i] > 5000;
        b = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });
        assert_int_equal(b.n, in.n + grows[i]);
        free(in.p);
        free(b.p);
    }
}

static void groups(void **state)
{
    struct llz_options opt = all_of_level0();
    struct blob in = content(5 * LLZ_SPLIT_MIN + 1, CONTENT_TEXT);

    (void)state;
    opt.split = LLZ_SPLIT_MIN;
    within(&opt, &in, GROUP);
    free(in.p);
}

static void trees(void **state)
{
    struct llz_options opt = all_of_level0();
    struct blob in = content(1000, CONTENT_TEXT), b, all = { 0 };
    struct llz_stream *s = llz_lister_new(NULL);
    struct llz_info info = LLZ_INFO_INIT;
    size_t took;

    (void)state;
    opt.content = LLZ_CONTENT_INDEX;
    all = pack_cut(&opt, in.p, 300, (struct cut){ 0, 0 });
    assert_int_equal(llz_feed(s, all.p, all.n, &took), LLZ_OK);
    llz_get_info(s, &info);
    opt.content = LLZ_CONTENT_FILES;
    opt.index = info.check;
    b = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });
    blob_add(&all, b.p, b.n);
    assert_true(walk(&all).overhead <= 2 * MEMBER + TREE);
    llz_free(s);
    free(in.p);
    free(b.p);
    free(all.p);
}

/* What the notes cost, beside those of a member, is in the head of the files: nothing, where there are none. */
static void notes(void **state)
{
    struct llz_options opt = all_of_level0();

    (void)state;
    opt.content = LLZ_CONTENT_FILES;
    for (size_t i = 0; i < SIZES - 1; i++) {
        struct blob in = content(sizes[i], CONTENT_RANDOM),
                    plain = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });
        struct blob notes_follow = { 0 };
        struct llz_stream *s = llz_encoder_new(&opt, NULL);

        assert_int_equal(llz_notes_follow(s), LLZ_OK);
        assert_int_equal(run_stream(s, in.p, in.n, (struct cut){ 0, 0 }, &notes_follow), LLZ_OK);
        assert_true(notes_follow.n <= plain.n + NOTES);
        free(in.p);
        free(plain.p);
        free(notes_follow.p);
    }
}

static size_t header_length(const struct llz_header *h)
{
    uint8_t bytes[LLZ_HEADER_MAX];

    return llz_header_put(bytes, h);
}

/* The longest that a header can become: groups of 256 MiB in a content of 1 TiB. */
static void headers(void **state)
{
    for (int level = LLZ_LEVEL_MIN; level <= LLZ_LEVEL_MAX; level++) {
        struct llz_header h = { .model = llz_row_of_level(level),
                                .identity = llz_row_identity(llz_row_of_level(level)) };
        size_t plain;

        (void)state;
        h.parts = llz_row_parts(llz_row_of_level(level), 0);
        plain = header_length(&h);
        assert_int_equal(plain, 12);
        h.has_prior = true;
        h.prior = UINT32_MAX;
        assert_true(header_length(&h) <= plain + PRIOR);
        h.has_prior = false;
        h.group = (struct llz_group){ .length = (1 << 28) - 1, .at = UINT64_C(1) << 40, .more = true };
        h.group.previous = (UINT64_C(1) << 48) - 1;
        assert_true(header_length(&h) <= plain + GROUP);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members), cmocka_unit_test(noise), cmocka_unit_test(groups),
        cmocka_unit_test(trees),   cmocka_unit_test(notes), cmocka_unit_test(headers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
