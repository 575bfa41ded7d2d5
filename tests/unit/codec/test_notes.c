/* The notes of a tree: announced by its files, told apart from them, found
 * alone, and saved of damaged archives. */
#include "codec/container/reader.h"
#include "learner/identity.h"
#include "tests/unit/archive.h"

#define INDEX_BYTES 300
#define FILES_BYTES 20000                    /* some frames, */
#define CUT_BYTES (2 * LLZ_SPLIT_MIN + 5000) /* or three groups */
#define NOTES_BYTES 40

struct tree {
    struct blob archive, content[LLZ_CONTENT_NOTES + 1];
    size_t files, notes; /* where they begin in the archive */
};

static uint64_t value_after(const struct blob *archive)
{
    struct llz_stream *s = llz_lister_new(NULL);
    struct llz_info info = LLZ_INFO_INIT;
    size_t took;

    assert_int_equal(llz_feed(s, archive->p, archive->n, &took), LLZ_OK);
    llz_get_info(s, &info);
    llz_free(s);
    return info.check;
}

static void add_member(struct tree *t, enum llz_content content, int level, uint64_t split)
{
    const struct blob *in = &t->content[content];
    struct llz_options opt = level0();
    struct llz_stream *s;

    opt.level = level;
    opt.threads = 2;
    opt.split = split;
    opt.content = content;
    opt.index = content == LLZ_CONTENT_INDEX ? 0 : value_after(&t->archive);
    s = llz_encoder_new(&opt, NULL);
    assert_non_null(s);
    if (content == LLZ_CONTENT_FILES)
        assert_int_equal(llz_notes_follow(s), LLZ_OK);
    assert_int_equal(run_stream(s, in->p, in->n, (struct cut){ 0, 0 }, &t->archive), LLZ_OK);
}

/* inside: what the files begin with, or NULL. */
static struct tree made(uint64_t split, const struct blob *inside)
{
    struct tree t = { 0 };

    t.content[LLZ_CONTENT_INDEX] = content(INDEX_BYTES, CONTENT_TEXT);
    t.content[LLZ_CONTENT_FILES] =
        split ? content(CUT_BYTES, CONTENT_RANDOM) : content(FILES_BYTES, CONTENT_TEXT);
    t.content[LLZ_CONTENT_NOTES] = content(NOTES_BYTES, CONTENT_RANDOM);
    if (inside) {
        fill(t.content[LLZ_CONTENT_FILES].p, FILES_BYTES, CONTENT_RANDOM, 7);
        memcpy(t.content[LLZ_CONTENT_FILES].p + FILES_BYTES - 4 * inside->n, inside->p, inside->n);
    }
    add_member(&t, LLZ_CONTENT_INDEX, 0, 0);
    t.files = t.archive.n;
    add_member(&t, LLZ_CONTENT_FILES, 0, split);
    t.notes = t.archive.n;
    add_member(&t, LLZ_CONTENT_NOTES, 0, 0);
    return t;
}

static void tree_free(struct tree *t)
{
    for (int i = 0; i <= LLZ_CONTENT_NOTES; i++)
        free(t->content[i].p);
    free(t->archive.p);
}

/* What comes out, by the content that the stream says it is. */
static enum llz_error decode(const struct blob *archive, int threads, enum llz_content what, struct blob *out)
{
    struct llz_options opt = level0();
    struct llz_info info = LLZ_INFO_INIT;
    enum llz_error err = LLZ_OK;
    struct llz_stream *s;
    uint8_t piece[4096];
    size_t at = 0, took, n;

    opt.threads = threads;
    opt.content = what;
    s = llz_decoder_new(&opt, NULL);
    for (bool ending = false; err <= LLZ_AGAIN; ending = at == archive->n) {
        took = 0;
        err = ending ? llz_end(s) : llz_feed(s, archive->p + at, archive->n - at, &took);
        at += took;
        while ((n = llz_drain(s, piece, sizeof piece)) > 0) {
            llz_get_info(s, &info);
            blob_add(&out[info.content], piece, n);
        }
        if (ending && err == LLZ_OK)
            break;
    }
    llz_free(s);
    return err;
}

static void blobs_free(struct blob *b)
{
    for (int i = 0; i <= LLZ_CONTENT_NOTES; i++)
        free(b[i].p);
}

/* With groups that are decoded beside each other the header of the notes is
 * read before the files are through. */
static void told_apart(void **state)
{
    (void)state;
    for (int cut = 0; cut < 2; cut++) {
        struct tree t = made(cut ? LLZ_SPLIT_MIN : 0, NULL);

        for (int threads = 1; threads <= 4; threads++) {
            struct blob out[LLZ_CONTENT_NOTES + 1] = { 0 };

            assert_int_equal(decode(&t.archive, threads, LLZ_CONTENT_STREAM, out), LLZ_OK);
            for (int i = LLZ_CONTENT_INDEX; i <= LLZ_CONTENT_NOTES; i++)
                assert_same(&out[i], &t.content[i]);
            assert_int_equal(out[LLZ_CONTENT_STREAM].n, 0);
            blobs_free(out);
        }
        tree_free(&t);
    }
}

/* All else is passed over, also what no model here could decode. */
static void alone(void **state)
{
    (void)state;
    for (int cut = 0; cut < 2; cut++) {
        struct tree t = made(cut ? LLZ_SPLIT_MIN : 0, NULL);

        for (int damaged = 0; damaged < 2; damaged++) {
            struct blob out[LLZ_CONTENT_NOTES + 1] = { 0 };

            t.archive.p[t.notes - 1] ^= (uint8_t)damaged; /* of the files' last payload */
            assert_int_equal(decode(&t.archive, 3, LLZ_CONTENT_NOTES, out), LLZ_OK);
            assert_same(&out[LLZ_CONTENT_NOTES], &t.content[LLZ_CONTENT_NOTES]);
            assert_int_equal(out[LLZ_CONTENT_INDEX].n + out[LLZ_CONTENT_FILES].n, 0);
            blobs_free(out);
        }
        t.archive.p[t.archive.n - 1] ^= 1;
        struct blob out[LLZ_CONTENT_NOTES + 1] = { 0 };
        assert_int_equal(decode(&t.archive, 1, LLZ_CONTENT_NOTES, out), LLZ_ERR_CORRUPT);
        assert_int_equal(out[LLZ_CONTENT_NOTES].n, 0);
        blobs_free(out);
        tree_free(&t);
    }
}

/* Cut off anywhere they are missed, at whatever place; what they say of the archive is not what it is. */
static void missed(void **state)
{
    struct tree t = made(0, NULL);
    struct llz_info info = LLZ_INFO_INIT, files = LLZ_INFO_INIT;
    struct llz_stream *s = llz_lister_new(NULL);
    size_t took;

    (void)state;
    for (size_t n = t.notes; n < t.archive.n; n++) {
        struct blob cut = { .p = t.archive.p, .n = n };
        struct blob out[LLZ_CONTENT_NOTES + 1] = { 0 };

        assert_int_equal(decode(&cut, 1, LLZ_CONTENT_NOTES, out), LLZ_ERR_TRUNCATED);
        assert_int_equal(run_stream(llz_lister_new(NULL), cut.p, cut.n, (struct cut){ 0, 0 }, out),
                         LLZ_ERR_TRUNCATED);
        blobs_free(out);
    }
    assert_int_equal(llz_feed(s, t.archive.p, t.notes, &took), LLZ_OK);
    llz_get_info(s, &files);
    assert_int_equal(llz_feed(s, t.archive.p + t.notes, t.archive.n - t.notes, &took), LLZ_OK);
    llz_get_info(s, &info);
    assert_int_equal(info.content, LLZ_CONTENT_NOTES);
    assert_memory_equal(info.hash, files.hash, sizeof info.hash);
    assert_true(info.check != files.check);
    llz_free(s);
    tree_free(&t);
}

static void refused_calls(void **state)
{
    struct llz_options opt = level0();
    struct llz_stream *s = llz_encoder_new(&opt, NULL);

    (void)state;
    assert_int_equal(llz_notes_follow(s), LLZ_ERR_ARGUMENT);
    llz_free(s);
    s = llz_decoder_new(&opt, NULL);
    assert_int_equal(llz_notes_follow(s), LLZ_ERR_ARGUMENT);
    llz_free(s);
    opt.content = LLZ_CONTENT_NOTES;
    opt.split = LLZ_SPLIT_MIN;
    assert_null(llz_encoder_new(&opt, NULL));
    opt.content = LLZ_CONTENT_FILES;
    for (opt.split = 0; opt.split <= LLZ_SPLIT_MIN; opt.split += LLZ_SPLIT_MIN) {
        struct blob out = { 0 };

        s = llz_encoder_new(&opt, NULL);
        while (llz_end(s) == LLZ_AGAIN)
            drain_all(s, (struct cut){ 0, 0 }, &out);
        assert_int_equal(llz_notes_follow(s), LLZ_ERR_ARGUMENT); /* too late */
        llz_free(s);
        free(out.p);
    }
}

/* ---- Saved of a damaged archive ---- */

struct saved {
    const struct blob *archive;
    struct blob out[LLZ_CONTENT_NOTES + 1];
    uint64_t lost[LLZ_CONTENT_NOTES + 1];
    int unknown[LLZ_CONTENT_NOTES + 1];
};

static long read_at(void *user, uint64_t at, void *to, size_t n)
{
    const struct saved *s = user;
    const size_t left = at < s->archive->n ? s->archive->n - (size_t)at : 0;

    if (n > left)
        n = left;
    if (n > 0)
        memcpy(to, s->archive->p + at, n);
    return (long)n;
}

static int begin(void *user, enum llz_content content)
{
    (void)user;
    assert_int_equal(content, LLZ_CONTENT_INDEX);
    return 0;
}

static int piece(void *user, enum llz_content content, uint64_t at, const void *p, size_t n)
{
    struct saved *s = user;

    assert_int_equal(at, s->out[content].n + s->lost[content]);
    blob_add(&s->out[content], p, n);
    return 0;
}

static int lost(void *user, enum llz_content content, uint64_t at, uint64_t n)
{
    struct saved *s = user;

    (void)at;
    s->lost[content] += n;
    s->unknown[content] += n == 0;
    return 0;
}

static int mixed(void *user, enum llz_content content, uint64_t at)
{
    (void)user;
    (void)content;
    (void)at;
    fail();
    return 1;
}

static struct saved save(const struct blob *archive)
{
    struct saved s = { .archive = archive };
    const struct llz_recovery how = { sizeof how, read_at, begin, piece, lost, mixed, &s, NULL };

    assert_int_equal(llz_recover(NULL, &how, NULL), LLZ_OK);
    return s;
}

/* The notes come out, or that they are lost is told, once. */
static void expect_saved(const struct blob *archive, const struct tree *t, bool notes, bool files)
{
    struct saved s = save(archive);

    if (notes)
        assert_same(&s.out[LLZ_CONTENT_NOTES], &t->content[LLZ_CONTENT_NOTES]);
    else
        assert_int_equal(s.out[LLZ_CONTENT_NOTES].n, 0);
    assert_int_equal(s.unknown[LLZ_CONTENT_NOTES], !notes);
    assert_int_equal(s.lost[LLZ_CONTENT_NOTES], 0);
    assert_same(&s.out[LLZ_CONTENT_INDEX], &t->content[LLZ_CONTENT_INDEX]);
    if (files)
        assert_same(&s.out[LLZ_CONTENT_FILES], &t->content[LLZ_CONTENT_FILES]);
    else
        assert_true(s.lost[LLZ_CONTENT_FILES] > 0 || s.unknown[LLZ_CONTENT_FILES] > 0);
    blobs_free(s.out);
}

static void saved(void **state)
{
    (void)state;
    for (int cut = 0; cut < 2; cut++) {
        struct tree t = made(cut ? LLZ_SPLIT_MIN : 0, NULL);
        struct blob a = { 0 };

        expect_saved(&t.archive, &t, true, true);
        for (size_t at = t.notes; at < t.archive.n; at += cut ? 37 : 11) {
            t.archive.p[at] ^= 1;
            expect_saved(&t.archive, &t, false, true);
            t.archive.p[at] ^= 1;
            a = (struct blob){ .p = t.archive.p, .n = at };
            expect_saved(&a, &t, false, true);
        }
        t.archive.p[t.notes - 1] ^= 1; /* the files' last payload */
        expect_saved(&t.archive, &t, true, false);
        t.archive.p[t.notes - 1] ^= 1;
        if (cut) {
            t.archive.p[t.files + 100] ^= 1; /* in the first group */
            expect_saved(&t.archive, &t, true, false);
            t.archive.p[t.files + 100] ^= 1;
        }
        a = (struct blob){ 0 }; /* something inserted before them */
        blob_add(&a, t.archive.p, t.notes);
        blob_add(&a, "0123456789", 10);
        blob_add(&a, t.archive.p + t.notes, t.archive.n - t.notes);
        expect_saved(&a, &t, true, true);
        free(a.p);
        tree_free(&t);
    }
}

/* Files that hold an archive with notes of its own. */
static void notes_in_files(void **state)
{
    struct tree other = made(0, NULL);
    const struct blob notes = { .p = other.archive.p + other.notes, .n = other.archive.n - other.notes };
    struct tree t = made(0, &notes);
    struct blob a = { 0 };

    (void)state;
    expect_saved(&t.archive, &t, true, true);
    for (size_t at = t.notes; at < t.archive.n; at += 11) {
        t.archive.p[at] ^= 1;
        expect_saved(&t.archive, &t, false, true);
        t.archive.p[at] ^= 1;
    }
    blob_add(&a, t.archive.p,
             t.notes); /* those of the other one, whole, in front of them, and in their place */
    blob_add(&a, notes.p, notes.n);
    expect_saved(&a, &t, false, true);
    blob_add(&a, t.archive.p + t.notes, t.archive.n - t.notes);
    expect_saved(&a, &t, true, true);
    free(a.p);
    tree_free(&t);
    tree_free(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(told_apart),    cmocka_unit_test(alone), cmocka_unit_test(missed),
        cmocka_unit_test(refused_calls), cmocka_unit_test(saved), cmocka_unit_test(notes_in_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
