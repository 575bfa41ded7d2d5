/* Whatever happens to an archive, what is saved of it is right and at its place, and what is not is told. */
#include "tests/unit/archive.h"
#include "tests/unit/groups.h"

#define SHORT 2500 /* bytes of a group */
#define GROUPS 5

/* What a recovery has told. */
struct saved {
    const struct blob *archive;
    struct blob out;      /* zeros where something is lost */
    uint64_t lost, known; /* bytes */
    int unknown;          /* times that nobody knows how many */
    int begun, stop;
    int mixed;         /* times that groups did not belong together, */
    uint64_t mixed_at; /* the last time there */
    enum llz_content content;
};

static long read_at(void *user, uint64_t at, void *to, size_t n)
{
    const struct saved *s = user;
    size_t left = at < s->archive->n ? s->archive->n - (size_t)at : 0;

    if (n > left)
        n = left;
    if (n > 1000) /* as a pipe or a signal might cut it */
        n = 1000;
    memcpy(to, s->archive->p + (n ? at : 0), n);
    return (long)n;
}

static int begin(void *user, enum llz_content content)
{
    struct saved *s = user;

    assert_int_equal(s->begun++, 0);
    s->content = content;
    return s->stop;
}

static int piece(void *user, enum llz_content content, uint64_t at, const void *p, size_t n)
{
    struct saved *s = user;

    assert_int_equal(content, LLZ_CONTENT_STREAM);
    assert_int_equal(at, s->out.n);
    assert_true(n > 0);
    blob_add(&s->out, p, n);
    s->known += n;
    return 0;
}

static int lost(void *user, enum llz_content content, uint64_t at, uint64_t n)
{
    static const uint8_t zeros[4 * SHORT * GROUPS];
    struct saved *s = user;

    assert_int_equal(content, LLZ_CONTENT_STREAM);
    assert_int_equal(at, s->out.n);
    assert_true(n < sizeof zeros);
    blob_add(&s->out, zeros, (size_t)n);
    s->lost += n;
    s->unknown += n == 0;
    return 0;
}

static int mixed(void *user, enum llz_content content, uint64_t at)
{
    struct saved *s = user;

    assert_int_equal(content, LLZ_CONTENT_STREAM);
    s->mixed++;
    s->mixed_at = at;
    return 0;
}

static enum llz_error save(const struct blob *archive, struct saved *s)
{
    const struct llz_recovery how = { sizeof how, read_at, begin, piece, lost, mixed, s, NULL };

    *s = (struct saved){ .archive = archive };
    return llz_recover(NULL, &how, NULL);
}

static void splice(struct blob *b, const struct blob *from, size_t at, size_t gone, const uint8_t *new,
                   size_t n)
{
    b->n = 0;
    blob_add(b, from->p, at);
    blob_add(b, new, n);
    blob_add(b, from->p + at + gone, from->n - at - gone);
}

/* One hurt somewhere: bytes changed, gone or inserted, or all after a place gone. */
static void hurt(struct blob *b, const struct blob *good, uint64_t *random)
{
    uint8_t noise[300];
    size_t at = (size_t)(next_random(random) % good->n), n = 1 + (size_t)(next_random(random) % sizeof noise);

    fill(noise, sizeof noise, CONTENT_RANDOM, next_random(random));
    if (n > good->n - at)
        n = good->n - at;
    switch (next_random(random) % 4) {
    case 0:
        splice(b, good, at, n, noise, n);
        break;
    case 1:
        splice(b, good, at, n, NULL, 0);
        break;
    case 2:
        splice(b, good, at, 0, noise, n);
        break;
    default:
        splice(b, good, at, good->n - at, NULL, 0);
        break;
    }
}

/* Every byte that is not lost is that of the original. Where one hurt is, two groups at most are not whole. */
static void hurt_anywhere(void **state)
{
    struct blob in = content(GROUPS * SHORT - 7, CONTENT_TEXT), good = cut_short(&in, SHORT), bad = { 0 };
    uint64_t random = 5;

    (void)state;
    for (int i = 0; i < 100; i++) {
        struct saved s;
        enum llz_error err;
        size_t equal = 0;

        hurt(&bad, &good, &random);
        err = save(&bad, &s);
        assert_true(err == LLZ_OK || ((err == LLZ_ERR_NOT_LLZ || err == LLZ_ERR_CORRUPT) && s.known == 0));
        assert_true(s.out.n <= in.n);
        assert_int_equal(s.out.n, s.known + s.lost);
        for (size_t k = 0; k < s.out.n; k++) {
            assert_true(s.out.p[k] == in.p[k] || s.out.p[k] == 0);
            equal += s.out.p[k] == in.p[k];
        }
        assert_int_equal(equal, s.known);
        if (s.unknown == 0)
            assert_int_equal(s.out.n, in.n);
        if (err == LLZ_OK && bad.n > good.n) /* something was inserted */
            assert_true(s.known >= in.n - SHORT);
        free(s.out.p);
    }
    free(in.p);
    free(good.p);
    free(bad.p);
}

static void whole(void **state)
{
    struct blob in = content(GROUPS * SHORT, CONTENT_TEXT), good = cut_short(&in, SHORT),
                plain = pack(in.p, in.n);

    (void)state;
    blob_add(&good, plain.p, plain.n);
    struct saved s;
    assert_int_equal(save(&good, &s), LLZ_OK);
    assert_int_equal(s.unknown, 0);
    assert_int_equal(s.lost, 0);
    assert_int_equal(s.out.n, 2 * in.n);
    assert_memory_equal(s.out.p, in.p, in.n);
    assert_memory_equal(s.out.p + in.n, in.p, in.n);
    free(in.p);
    free(good.p);
    free(plain.p);
    free(s.out.p);
}

/* The groups of two versions: each is whole, and some name the one before them. */
struct versions {
    struct blob content[2], archive[2];
    size_t begin[2][GROUPS + 1]; /* where the groups are, in the archives */
};

static void find_groups(const struct blob *b, size_t *begin)
{
    struct llz_stream *s = llz_lister_alone(NULL);
    size_t at = 0;

    for (int i = 0; i < GROUPS; i++) {
        size_t took;

        begin[i] = at;
        assert_int_equal(llz_feed(s, b->p + at, b->n - at, &took), LLZ_OK);
        at += took;
        llz_free(s);
        s = llz_lister_alone(NULL);
    }
    begin[GROUPS] = at;
    assert_int_equal(at, b->n);
    llz_free(s);
}

/* They share the first `shared` groups. */
static void make_versions(struct versions *v, int shared)
{
    for (int i = 0; i < 2; i++) {
        v->content[i] = content(GROUPS * SHORT, CONTENT_TEXT);
        if (i == 1)
            fill(v->content[i].p + shared * SHORT, (size_t)(GROUPS - shared) * SHORT, CONTENT_TEXT, 77);
        v->archive[i] = cut_short(&v->content[i], SHORT);
        find_groups(&v->archive[i], v->begin[i]);
    }
}

static void free_versions(struct versions *v)
{
    for (int i = 0; i < 2; i++) {
        free(v->content[i].p);
        free(v->archive[i].p);
    }
}

/* Group k of the archive is that of version which[k] - '0', or none for '-',
 * or damaged for 'x' (of version 0). */
static struct blob mix(const struct versions *v, const char *which, size_t inserted)
{
    static const char junk[] = "inserted";
    struct blob b = { 0 };

    for (int k = 0; k < GROUPS; k++) {
        const int i = which[k] == '1';

        if (which[k] != '-')
            blob_add(&b, v->archive[i].p + v->begin[i][k], v->begin[i][k + 1] - v->begin[i][k]);
        if (which[k] == 'x')
            b.p[b.n - 1] ^= 1;
        blob_add(&b, junk, inserted); /* between groups it costs nothing, and hides nothing */
    }
    return b;
}

/* What is saved of each group: 's', or '.' if it is lost; how often groups contradict each other, and the
 * number of the second one, the last time. */
struct mixture {
    const char *which, *saved;
    int mixed, at;
};

static void mixture(const struct versions *v, const struct mixture *m, size_t inserted)
{
    struct blob bad = mix(v, m->which, inserted), out = { 0 };
    struct saved s;

    assert_int_equal(save(&bad, &s), LLZ_OK);
    assert_int_equal(s.mixed, m->mixed);
    if (m->mixed)
        assert_int_equal(s.mixed_at, m->at * SHORT);
    for (int k = 0; k < GROUPS; k++) {
        static const uint8_t zeros[SHORT];
        const uint8_t *from = v->content[m->which[k] == '1'].p + k * SHORT;

        assert_true(s.out.n >= (size_t)(k + 1) * SHORT);
        assert_memory_equal(s.out.p + k * SHORT, m->saved[k] == 's' ? from : zeros, SHORT);
    }
    if (strspn(m->which, "01") == GROUPS && m->mixed && inserted == 0)
        assert_int_equal(unpack(bad.p, bad.n, &out), LLZ_ERR_HEADER);
    free(out.p);
    free(bad.p);
    free(s.out.p);
}

static void mixed_versions(void **state)
{
    static const struct mixture mixtures[] = {
        { "00000", "sssss", 0, 0 }, { "11111", "sssss", 0, 0 }, { "00111", "s..ss", 1, 2 },
        { "00001", "sss..", 1, 4 }, { "0-111", "s.sss", 0, 0 }, { "0x111", "s.sss", 0, 0 },
        { "01011", "s...s", 2, 3 }, { "x1111", ".ssss", 0, 0 }, { "-0000", ".ssss", 0, 0 },
        { "00100", "s...s", 2, 3 }, { "-0111", "...ss", 1, 2 },
    };
    struct versions v;

    (void)state;
    make_versions(&v, 1);
    for (size_t i = 0; i < sizeof mixtures / sizeof mixtures[0]; i++) {
        mixture(&v, &mixtures[i], 0);
        mixture(&v, &mixtures[i], 8);
    }
    free_versions(&v);
}

/* The headers of a group may lie: its place is absurd, and the limit on output counts it. */
static void absurd_place(void **state)
{
    struct blob in = content(SHORT, CONTENT_TEXT), bad = { 0 };
    struct llz_options opt = level0();
    struct llz_group g = { .at = INT64_MAX - SHORT, .length = SHORT, .previous = 1 };
    struct saved s = { .archive = &bad };
    const struct llz_recovery how = { sizeof how, read_at, begin, piece, lost, mixed, &s, NULL };

    (void)state;
    assert_int_equal(run_stream(llz_encoder_group(&opt, &g, NULL), in.p, in.n, (struct cut){ 0, 0 }, &bad),
                     LLZ_OK);
    opt.output_limit = 1 << 20;
    assert_int_equal(llz_recover(&opt, &how, NULL), LLZ_ERR_OUTPUT);
    assert_int_equal(s.known, 0);
    free(in.p);
    free(bad.p);
    free(s.out.p);
}

static void stopped(void **state)
{
    struct blob in = content(SHORT, CONTENT_TEXT), good = pack(in.p, in.n);
    struct saved s = { .archive = &good, .stop = 1 };
    const struct llz_recovery how = { sizeof how, read_at, begin, piece, lost, mixed, &s, NULL };

    (void)state;
    assert_int_equal(llz_recover(NULL, &how, NULL), LLZ_ERR_CANCELLED);
    assert_int_equal(s.begun, 1);
    assert_int_equal(s.content, LLZ_CONTENT_STREAM);
    assert_int_equal(s.out.n, 0);
    free(in.p);
    free(good.p);
}

static void memory(void **state)
{
    struct blob in = content(SHORT, CONTENT_TEXT), good = pack(in.p, in.n);
    struct llz_options opt = level0();
    struct saved s = { .archive = &good };
    const struct llz_recovery how = { sizeof how, read_at, begin, piece, lost, mixed, &s, NULL };
    struct llz_info info = LLZ_INFO_INIT;

    (void)state;
    opt.memory_limit = 1000;
    assert_int_equal(llz_recover(&opt, &how, &info), LLZ_ERR_MEMLIMIT);
    opt.memory_limit = info.state_bytes;
    s.begun = 0;
    assert_int_equal(llz_recover(&opt, &how, &info), LLZ_OK);
    assert_int_equal(info.raw, in.n);
    assert_int_equal(info.packed, good.n);
    free(in.p);
    free(good.p);
    free(s.out.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hurt_anywhere), cmocka_unit_test(mixed_versions), cmocka_unit_test(whole),
        cmocka_unit_test(absurd_place),  cmocka_unit_test(stopped),        cmocka_unit_test(memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
