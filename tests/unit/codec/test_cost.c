/* What a member costs before its first byte: short texts that follow each other share what is learned before
 * them, and an archive that has each of them learn it anew is refused. Never by time: what is counted are bytes
 * of primer, as the priming callback tells them. */
#include "codec/stream/priming_cost.h"
#include "codec/stream/stream.h"
#include "learner/learner.h"
#include "model/memory/arena.h"
#include "tests/unit/archive.h"
#include "tests/unit/primer_count.h"

enum { MEMBERS = 6 };

static struct blob words(size_t n, unsigned seed)
{
    struct blob b = { 0 };

    for (unsigned i = seed; b.n < n; i++) {
        static const char *const word[] = { "the ", "people ", "of ", "winter ", "and ", "some ", "more\n" };
        const char *w = word[i * i % 7];

        blob_add(&b, w, strlen(w));
    }
    b.n = n;
    return b;
}

/* Appends a member with these options to the archive, and its content to that. */
static void add(struct blob *archive, struct blob *all, const struct llz_options *opt, const struct blob *in)
{
    struct blob a = pack_cut(opt, in->p, in->n, (struct cut){ 0, 0 });

    blob_add(archive, a.p, a.n);
    blob_add(all, in->p, in->n);
    free(a.p);
}

static void add_words(struct blob *archive, struct blob *all, const struct llz_options *opt, size_t n,
                      unsigned seed)
{
    struct blob in = words(n, seed);

    add(archive, all, opt, &in);
    free(in.p);
}

static struct llz_options level(int n)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;

    opt.level = n;
    return opt;
}

/* Decodes; the content is `all`, unless an error is awaited. Returns bytes of primer. */
static uint64_t decode(const struct llz_options *settings, const struct blob *archive, const struct blob *all,
                       size_t feed, enum llz_error want)
{
    struct llz_options opt = *settings;
    struct primer_count c;
    struct blob out = { 0 };

    primer_count_begin(&c, &opt);
    assert_int_equal(
        run_stream(llz_decoder_new(&opt, NULL), archive->p, archive->n, (struct cut){ feed, 0 }, &out), want);
    if (want == LLZ_OK)
        assert_same(all, &out);
    free(out.p);
    return c.bytes;
}

static size_t primer_of(int n)
{
    const struct llz_learner_config cfg = { .model = llz_row_of_level(n),
                                            .parts = llz_row_parts(llz_row_of_level(n), 0),
                                            .threads = 1 };

    return llz_learner_primer_of(&cfg, true, 0);
}

/* The primer is learned once, with any number of threads; where a decoder cannot know that others follow, once
 * more. What comes between, short members of other kinds and empty ones, does not matter. */
static void shared(void **state)
{
    struct blob archive = { 0 }, all = { 0 }, other = content(300, CONTENT_BINARY), none = { 0 };
    struct llz_options opt = level(1);
    const size_t primer = primer_of(1);

    (void)state;
    for (unsigned i = 0; i < MEMBERS; i++) {
        add_words(&archive, &all, &opt, 20 + 300 * i, i);
        add(&archive, &all, &opt, i % 2 ? &other : &none);
    }
    assert_int_equal(decode(&opt, &archive, &all, 0, LLZ_OK), primer);
    opt.threads = 2;
    assert_int_equal(decode(&opt, &archive, &all, 0, LLZ_OK), primer);
    assert_true(decode(&opt, &archive, &all, 1, LLZ_OK) <= 2 * primer);
    free(archive.p);
    free(all.p);
    free(other.p);
}

/* Without the memory for a second model every member learns it, and what comes out is the same; nothing more
 * than the limit is ever taken. */
static void without_memory(void **state)
{
    struct blob archive = { 0 }, all = { 0 };
    struct llz_options opt = level(1);

    (void)state;
    for (unsigned i = 0; i < MEMBERS; i++)
        add_words(&archive, &all, &opt, 40, i);
    opt.memory_limit = llz_memory_needed(&opt);
    assert_int_equal(decode(&opt, &archive, &all, 0, LLZ_OK), MEMBERS * primer_of(1));
    opt.memory_limit *= 2;
    assert_int_equal(decode(&opt, &archive, &all, 0, LLZ_OK), primer_of(1));
    opt.memory_limit = llz_memory_needed(&opt) - 1;
    assert_int_equal(decode(&opt, &archive, &all, 0, LLZ_ERR_MEMLIMIT), 0);
    free(archive.p);
    free(all.p);
}

/* Members whose settings change, long ones between them: contents come out right. */
static void changing(void **state)
{
    struct blob archive = { 0 }, all = { 0 };

    (void)state;
    for (unsigned i = 0; i < MEMBERS; i++) {
        struct llz_options opt = level(i % 3 == 2 ? 2 : 1);

        opt.seed = i / 3;
        add_words(&archive, &all, &opt, i % 5 == 4 ? 20000 : 50, i);
    }
    struct llz_options opt = level(1);
    const uint64_t learned = decode(&opt, &archive, &all, 0, LLZ_OK);

    assert_true(learned > 2 * primer_of(1) && learned < MEMBERS * primer_of(2));
    free(archive.p);
    free(all.p);
}

/* So many texts, each with another seed, cost more than they may; with one seed they do not. */
static void account(void **state)
{
    const struct llz_learner_config cfg = { .model = llz_row_of_level(5),
                                            .parts = llz_row_parts(llz_row_of_level(5), 0),
                                            .threads = 1 };
    const size_t primer = llz_learner_primer_of(&cfg, true, 0);
    struct llz_learner_config each = cfg;
    struct llz_priming_cost s = { 0 };
    unsigned i = 0;

    (void)state;
    for (; i < 100000; i++) {
        llz_priming_cost_earn(&s, &cfg, 34, 8);
        assert_int_equal(llz_priming_cost_charge_short(&s, &cfg, primer), LLZ_OK);
    }
    s = (struct llz_priming_cost){ 0 };
    for (i = 0; i < 1000; i++) {
        each.seed = i;
        llz_priming_cost_earn(&s, &each, 38, 8);
        if (llz_priming_cost_charge_short(&s, &each, primer) != LLZ_OK)
            break;
    }
    assert_true(i > 5 && i < 50);
    /* What is long pays for itself, and for what is learned anew after it. */
    s = (struct llz_priming_cost){ 0 };
    for (i = 0; i < 1000; i++) {
        llz_priming_cost_earn(&s, &cfg, 150, 16385);
        assert_int_equal(
            llz_priming_cost_charge_long(&s, &cfg, llz_learner_primer_of(&cfg, false, 16385), 16385), LLZ_OK);
        llz_priming_cost_interrupt(&s);
        llz_priming_cost_earn(&s, &cfg, 34, 8);
        assert_int_equal(llz_priming_cost_charge_short(&s, &cfg, primer), LLZ_OK);
    }
    llz_priming_cost_earn(&s, &cfg, UINT64_MAX / 2, UINT64_MAX); /* does not wrap around */
    assert_int_equal(llz_priming_cost_charge_short(&s, &each, primer), LLZ_OK);
}

/* ---- The archive that does it, by itself and with --recover ---- */

static long read_blob(void *user, uint64_t at, void *to, size_t n)
{
    const struct blob *b = user;
    const size_t left = at < b->n ? b->n - (size_t)at : 0;

    n = n < left ? n : left;
    memcpy(to, b->p + (left ? at : 0), n);
    return (long)n;
}

static int begins(void *user, enum llz_content content)
{
    (void)user;
    (void)content;
    return 0;
}

static int piece(void *user, enum llz_content content, uint64_t at, const void *p, size_t n)
{
    (void)p;
    (void)n;
    (void)at;
    return begins(user, content);
}

static int lost(void *user, enum llz_content content, uint64_t at, uint64_t n)
{
    (void)n;
    (void)at;
    return begins(user, content);
}

static int mixed(void *user, enum llz_content content, uint64_t at)
{
    (void)at;
    return begins(user, content);
}

static enum llz_error recover(struct blob *archive)
{
    struct llz_options opt = level(1);
    struct llz_recovery how = LLZ_RECOVERY_INIT;

    how.read = read_blob;
    how.begin = begins;
    how.piece = piece;
    how.lost = how.zeros = lost;
    how.mixed = mixed;
    how.user = archive;
    return llz_recover(&opt, &how, NULL);
}

/* What nothing pays for takes seconds, whatever the level: here it is gone
 * already. Whoever has time may go on. */
static void refused(void **state)
{
    struct blob archive = { 0 }, all = { 0 };
    struct llz_options opt = level(1);
    size_t took;

    (void)state;
    for (unsigned i = 0; i < 3; i++) {
        opt.seed = i / 2;
        add_words(&archive, &all, &opt, 12, i);
    }
    for (int gone = 0; gone < 3; gone++) {
        const struct llz_options any = { .size = sizeof any, .threads = 1, .any_cost = gone == 2 };
        const bool refuses = gone == 1;
        struct llz_stream *s = llz_decoder_new(&any, NULL);
        enum llz_error err;

        assert_non_null(s);
        s->own_priming_cost.spent = gone ? UINT64_C(1) << 36 : 0;
        do {
            struct blob out = { 0 };

            err = llz_feed(s, archive.p + s->info.packed, archive.n - (size_t)s->info.packed, &took);
            drain_all(s, (struct cut){ 0, 0 }, &out);
            free(out.p);
        } while (err == LLZ_AGAIN);
        assert_int_equal(err, refuses ? LLZ_ERR_COST : LLZ_OK); /* by the third, the first of another seed */
        assert_int_equal(s->info.members, refuses ? 2 : 3);
        llz_free(s);
    }
    free(archive.p);
    free(all.p);
}

/* Stands before the library's, as the build says: what its members have cost so far is not learned for seconds, but
 * told here. */
static uint64_t spent_already;
enum llz_error __real_llz_priming_cost_charge_short(struct llz_priming_cost *a,
                                                    const struct llz_learner_config *cfg, size_t primer);
enum llz_error __wrap_llz_priming_cost_charge_short(struct llz_priming_cost *a,
                                                    const struct llz_learner_config *cfg, size_t primer);

enum llz_error __wrap_llz_priming_cost_charge_short(struct llz_priming_cost *a,
                                                    const struct llz_learner_config *cfg, size_t primer)
{
    a->spent += spent_already;
    spent_already = 0;
    return __real_llz_priming_cost_charge_short(a, cfg, primer);
}

/* Recovery keeps one account for all members: the same archive is refused by what was spent before it, and the last
 * member, which has the seed of the one before it, is not what is refused. */
static void recovered(void **state)
{
    struct blob archive = { 0 }, all = { 0 };
    struct llz_options opt = level(1);

    (void)state;
    for (unsigned i = 0; i < 3; i++) {
        opt.seed = i;
        add_words(&archive, &all, &opt, 12, 1);
    }
    assert_int_equal(recover(&archive), LLZ_OK);
    spent_already = UINT64_C(1) << 36;
    assert_int_equal(recover(&archive), LLZ_ERR_COST);
    assert_int_equal(spent_already, 0);
    free(archive.p);
    free(all.p);
}

/* An arena that was frozen is brought back, all of it, however often: pages that were touched before, and those between and
 * after them that were not. */
static void frozen(void **state)
{
    const size_t n = 3000000, touched = n / 2, step = 10000; /* more than two pages */
    struct llz_arena a = llz_arena_new_for(LLZ_ARENA_KEPT, n);

    (void)state;
    assert_non_null(a.base);
    for (size_t i = 0; i < touched; i += step)
        a.base[i] = (unsigned char)(1 + i / step);
    if (llz_arena_freeze(&a)) /* where there is such a thing */
        for (int k = 0; k < 3; k++) {
            memset(a.base + (size_t)k * 700000, 255, 1500000);
            assert_true(llz_arena_restore(&a));
            for (size_t i = 0; i < n; i++)
                assert_int_equal(a.base[i], i % step || i >= touched ? 0 : (unsigned char)(1 + i / step));
        }
    llz_arena_free(&a);
}

/* A budget brings the primer nothing: it is spent on content. */
static void budget(void **state)
{
    struct llz_learner_config cfg = { .model = llz_row_of_level(3), .parts = LLZ_PART_LM, .threads = 1 };
    uint64_t spent[2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        cfg.budget = i ? llz_learner_budget_most(&cfg) : 0;
        struct llz_learner *l = llz_learner_new(&cfg);

        assert_non_null(l);
        llz_learner_be_short(l, 0);
        while (llz_learner_prime(l, 4096))
            ;
        spent[i] = llz_learner_operations(l);
        llz_learner_free(l);
    }
    assert_int_equal(spent[0], spent[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shared),  cmocka_unit_test(without_memory), cmocka_unit_test(changing),
        cmocka_unit_test(account), cmocka_unit_test(refused),        cmocka_unit_test(recovered),
        cmocka_unit_test(frozen),  cmocka_unit_test(budget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
