/* Frames and groups that are cut out, repeated, exchanged or taken from another version of the archive: an
 * error, or the right content, and no byte of anything else. */
#include "codec/container/reader.h"
#include "learner/learner.h"
#include "tests/unit/archive.h"
#include "tests/unit/groups.h"

#define PARTS_MAX 32
#define GROUP_BYTES 3000
#define RECOVERY_EVERY 5 /* splices of which one is recovered too, which takes twice as long as decoding it */

struct part {
    size_t at, n;
};

struct version {
    struct blob content, archive;
    struct part parts[PARTS_MAX];
    size_t count;
    bool tree; /* index, files, notes: test_notes.c recovers these */
};

static unsigned long tries, refusals;

static void end_part(struct version *v, size_t at)
{
    struct part *p = &v->parts[v->count];

    if (at == p->at)
        return;
    p->n = at - p->at;
    assert_true(++v->count < PARTS_MAX);
    v->parts[v->count].at = at;
}

/* Parts: headers and frames, or whole members. */
static void take_apart(struct version *v, bool frames)
{
    struct llz_reader r = { 0 };
    size_t at = 0, took;
    enum llz_event event;

    v->count = 0;
    v->parts[0].at = 0;
    do {
        const enum llz_error err = llz_reader_next(&r, v->archive.p + at, v->archive.n - at, &took, &event);

        assert_int_equal(err, LLZ_OK);
        at += took;
        if ((frames && event == LLZ_READ_MEMBER) || (event == LLZ_READ_FRAME && (frames || r.frame.last)))
            end_part(v, at);
    } while (event != LLZ_READ_MORE || took > 0);
    assert_int_equal(v->parts[v->count].at, v->archive.n);
}

static bool begins(const struct blob *out, const struct blob *whole)
{
    return out->n <= whole->n && (out->n == 0 || memcmp(out->p, whole->p, out->n) == 0);
}

/* What a recovery of a splice saves and tells. */
struct saved {
    const struct blob *archive;
    const struct version *a, *b;
    struct blob out; /* without what is lost */
    bool told;       /* that something is lost, or that groups do not belong together */
};

static long read_at(void *user, uint64_t at, void *to, size_t n)
{
    const struct saved *s = user;
    const size_t left = at < s->archive->n ? s->archive->n - (size_t)at : 0;

    n = n < left ? n : left;
    if (n > 0)
        memcpy(to, s->archive->p + at, n);
    return (long)n;
}

static int begin(void *user, enum llz_content content)
{
    (void)user;
    assert_int_equal(content, LLZ_CONTENT_STREAM);
    return 0;
}

static bool has(const struct blob *content, const void *p, size_t n)
{
    for (size_t at = 0; at + n <= content->n; at++)
        if (memcmp(content->p + at, p, n) == 0)
            return true;
    return false;
}

/* Where a part that is missing had a length that nobody knows, what follows it is not at its place; so it is
 * looked for everywhere. */
static int piece(void *user, enum llz_content content, uint64_t at, const void *p, size_t n)
{
    struct saved *s = user;

    (void)at;
    assert_int_equal(content, LLZ_CONTENT_STREAM);
    assert_true(has(&s->a->content, p, n) || has(&s->b->content, p, n));
    blob_add(&s->out, p, n);
    return 0;
}

static int lost(void *user, enum llz_content content, uint64_t at, uint64_t n)
{
    struct saved *s = user;

    (void)at;
    (void)n;
    assert_int_equal(content, LLZ_CONTENT_STREAM);
    s->told = true;
    return 0;
}

static int mixed(void *user, enum llz_content content, uint64_t at)
{
    return lost(user, content, at, 0);
}

static void judge_recovery(const struct blob *archive, const struct version *a, const struct version *b)
{
    struct saved s = { .archive = archive, .a = a, .b = b };
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct llz_recovery how = LLZ_RECOVERY_INIT;

    how.user = &s;
    how.read = read_at;
    how.begin = begin;
    how.piece = piece;
    how.lost = lost;
    how.mixed = mixed;
    if (llz_recover(&opt, &how, NULL) == LLZ_OK && !s.told) {
        const struct blob *whole = begins(&s.out, &a->content) ? &a->content : &b->content;

        assert_int_equal(s.out.n, whole->n);
        assert_memory_equal(s.out.p, whole->p, whole->n);
    }
    free(s.out.p);
}

static void judge(const struct blob *archive, const struct version *a, const struct version *b)
{
    struct blob out = { 0 };
    const enum llz_error err = unpack(archive->p, archive->n, &out);

    if (tries++ % RECOVERY_EVERY == 0 && !a->tree)
        judge_recovery(archive, a, b);
    refusals += err != LLZ_OK;
    assert_true(begins(&out, &a->content) || begins(&out, &b->content));
    assert_true(err != LLZ_OK || out.n == a->content.n);
    free(out.p);
}

/* The parts of a, of which number `at` becomes the n parts given. */
static void exchange(const struct version *a, const struct version *b, size_t at, const struct part *new,
                     const struct version *const *of, size_t n)
{
    struct blob spliced = { 0 };

    for (size_t i = 0; i < a->count; i++) {
        if (i != at)
            blob_add(&spliced, a->archive.p + a->parts[i].at, a->parts[i].n);
        for (size_t k = 0; i == at && k < n; k++)
            blob_add(&spliced, of[k]->archive.p + new[k].at, new[k].n);
    }
    judge(&spliced, a, b);
    free(spliced.p);
}

/* Without one part, with one from anywhere in its place, and with that in front of it. */
static void every_exchange(const struct version *a, const struct version *b)
{
    for (size_t i = 0; i < a->count; i++) {
        exchange(a, b, i, NULL, NULL, 0);
        for (int which = 0; which < 2; which++) {
            const struct version *from = which ? b : a;

            for (size_t j = 0; j < from->count; j++) {
                const struct part both[2] = { from->parts[j], a->parts[i] };
                const struct version *const of[2] = { from, a };

                exchange(a, b, i, both, of, 1);
                exchange(a, b, i, both, of, 2);
            }
        }
    }
}

/* The first parts of one, and the last of the other. */
static void every_blend(const struct version *a, const struct version *b)
{
    for (size_t i = 0; i <= a->count; i++)
        for (size_t j = 0; j <= b->count; j++) {
            const size_t n = i < a->count ? a->parts[i].at : a->archive.n;
            const size_t from = j < b->count ? b->parts[j].at : b->archive.n;
            struct blob spliced = { 0 };

            blob_add(&spliced, a->archive.p, n);
            blob_add(&spliced, b->archive.p + from, b->archive.n - from);
            /* One whole archive after the other is an archive. */
            if (spliced.n > 0 && (i < a->count || j > 0))
                judge(&spliced, a, b);
            free(spliced.p);
        }
}

static void both_ways(struct version *a, struct version *b, bool frames)
{
    tries = refusals = 0;
    take_apart(a, frames);
    take_apart(b, frames);
    assert_true(a->count > 2 && b->count > 2);
    every_exchange(a, b);
    every_blend(a, b);
    if (!frames) { /* which are long: which version is called the old one matters to nobody */
        every_exchange(b, a);
        every_blend(b, a);
    }
    print_message("%lu splices, %lu refused\n", tries, refusals);
    assert_true(refusals > 0 && refusals < tries);
    free(a->content.p);
    free(a->archive.p);
    free(b->content.p);
    free(b->archive.p);
}

/* Text, which is coded, in turns with noise, which is stored; seeds say which parts two versions share. */
static struct blob mixture(size_t piece, const uint64_t *seeds, size_t n)
{
    struct blob b = content(piece * n, CONTENT_TEXT);

    for (size_t i = 0; i < n; i++)
        fill(b.p + i * piece, piece, i % 2 ? CONTENT_TEXT : CONTENT_RANDOM, seeds[i]);
    return b;
}

static const uint64_t old_seeds[] = { 1, 2, 3, 4, 5 }, new_beginning[] = { 9, 2, 3, 4, 5 },
                      new_end[] = { 1, 2, 3, 4, 9 }, new_third[] = { 1, 2, 9 };

/* The third and last frame is a short one: noise that no version shares need not be long. */
static void frames_of_versions(void **state)
{
    const size_t piece = llz_row_frame_bytes(llz_row_of_level(0));

    (void)state;
    for (int end = 0; end < 2; end++) {
        struct version a = { .content = mixture(piece, old_seeds, 3) };
        struct version b = { .content = mixture(piece, end ? new_third : new_beginning, 3) };

        a.content.n = b.content.n = 2 * piece + 500;
        a.archive = pack(a.content.p, a.content.n);
        b.archive = pack(b.content.p, b.content.n);
        both_ways(&a, &b, true);
    }
}

static void groups_of_versions(void **state)
{
    (void)state;
    for (int end = 0; end < 2; end++) {
        struct version a = { .content = mixture(GROUP_BYTES, old_seeds, 5) };
        struct version b = { .content = mixture(GROUP_BYTES, end ? new_end : new_beginning, 5) };

        a.archive = cut_short(&a.content, GROUP_BYTES);
        b.archive = cut_short(&b.content, GROUP_BYTES);
        both_ways(&a, &b, false);
    }
}

static void add_tree_member(struct version *v, const uint8_t *p, size_t n, enum llz_content content,
                            uint64_t *value, bool notes_follow)
{
    struct llz_options opt = level0();
    struct llz_info info = LLZ_INFO_INIT;
    struct llz_stream *s, *lister = llz_lister_new(NULL);
    size_t took;

    opt.content = content;
    opt.index = *value;
    s = llz_encoder_new(&opt, NULL);
    assert_int_equal(llz_notes_follow(s), content == LLZ_CONTENT_FILES ? LLZ_OK : LLZ_ERR_ARGUMENT);
    llz_free(s);
    s = llz_encoder_new(&opt, NULL);
    if (notes_follow)
        assert_int_equal(llz_notes_follow(s), LLZ_OK);
    assert_int_equal(run_stream(s, p, n, (struct cut){ 0, 0 }, &v->archive), LLZ_OK);
    assert_int_equal(llz_feed(lister, v->archive.p, v->archive.n, &took), LLZ_OK);
    llz_get_info(lister, &info);
    *value = info.check;
    llz_free(lister);
}

/* A tree with notes; seeds as above, for index, files and notes. */
static struct version tree(const uint64_t *seeds)
{
    struct version v = { .content = mixture(GROUP_BYTES, seeds, 3), .tree = true };
    uint64_t value = 0;

    for (int i = 0; i < 3; i++)
        add_tree_member(&v, v.content.p + i * GROUP_BYTES, GROUP_BYTES, (enum llz_content)(i + 1), &value,
                        i == 1);
    return v;
}

/* Notes of other files, or of the same files in another archive. */
static void notes_of_versions(void **state)
{
    static const uint64_t old[] = { 1, 2, 3 }, others[][3] = { { 9, 2, 3 }, { 1, 9, 3 }, { 9, 9, 3 } };

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct version a = tree(old), b = tree(others[i]);

        both_ways(&a, &b, false);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_of_versions),
        cmocka_unit_test(groups_of_versions),
        cmocka_unit_test(notes_of_versions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
