/* test_growing.c - tables that grow: an address finds its group whatever the number of groups, what was put in is found
 * again, little touches little, and nothing is written beyond the end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "model/experts/heads.h"
#include "model/experts/run_map.h"
#include "model/memory/growing.h"
#include "model/memory/hash.h"

enum { KEYS = 20000, STRANGERS = 20000, GUARD = 64 };

/* Keys that are put in are llz_mix() of 1 to KEYS; of higher numbers, strangers. */
static uint64_t key_of(size_t i)
{
    return llz_mix(i + 1);
}

/* What was put in with a key: another hash of the key. */
static uint64_t content_of(size_t i)
{
    return llz_mix(key_of(i) ^ UINT64_C(0x5851f42d4c957f2d));
}

/* ---- Groups ---- */

/* Where an address is, said in another way: by as many bits as leave room, as few as are unambiguous. */
static size_t group_by_definition(uint64_t address, uint64_t groups)
{
    unsigned bits = 0;
    while ((UINT64_C(1) << bits) < groups)
        bits++;
    const uint64_t group = address & ((UINT64_C(1) << bits) - 1);
    return (size_t)(group < groups ? group : group - (UINT64_C(1) << (bits - 1)));
}

/* All numbers of groups from 4 to 64. Parting a group moves those of its addresses whose next bit is 1, and no other. */
static void test_groups(void **state)
{
    (void)state;
    enum { ADDRESSES = 512 };
    struct llz_growing g;
    llz_growing_init(&g, 2, 64, 0);
    for (uint64_t groups = 4;; groups++) {
        size_t before[ADDRESSES];
        assert_int_equal(llz_growing_groups(&g), groups);
        for (uint64_t a = 0; a < ADDRESSES; a++) {
            before[a] = llz_growing_group(&g, a);
            assert_true(before[a] < groups);
            assert_int_equal(before[a], group_by_definition(a, groups));
            assert_int_equal(before[a], llz_growing_group(&g, a | UINT64_C(0xabcdef) << 32));
        }
        g.used = UINT64_C(1) << 40;
        if (!llz_growing_is_full(&g, 1))
            break;
        const uint64_t from = g.split, into = g.split + g.mask + 1;
        const unsigned bit = g.bits;
        assert_int_equal(into, groups); /* the next place in memory */
        llz_growing_parted(&g);
        for (uint64_t a = 0; a < ADDRESSES; a++) {
            const bool moves = before[a] == from && (a >> bit & 1) != 0;
            assert_int_equal(llz_growing_group(&g, a), moves ? into : before[a]);
        }
    }
    assert_int_equal(llz_growing_groups(&g), 64);
}

/* Groups come one at a time, as soon as there are more entries than the load of 16 places allows. */
static void check_load(unsigned roomy, unsigned places)
{
    struct llz_growing g;
    uint64_t groups = 4;
    llz_growing_init(&g, 2, 512, roomy);
    for (g.used = 0; g.used < 2000; g.used++) {
        for (; groups < 512; groups++) {
            const unsigned load = groups < UINT64_C(1) << roomy ? 8 : groups < UINT64_C(4) << roomy ? 10 : 12;
            if (g.used * 16 <= groups * places * load)
                break;
        }
        while (llz_growing_is_full(&g, places))
            llz_growing_parted(&g);
        assert_int_equal(llz_growing_groups(&g), groups);
    }
}

static void test_load(void **state)
{
    (void)state;
    for (unsigned roomy = 0; roomy <= 10; roomy++) {
        check_load(roomy, 1);
        check_load(roomy, LLZ_RUN_WAYS);
    }
}

/* ---- Tables ---- */

/* One table, of one of the kinds, in memory of its own. */
struct table {
    const struct kind *kind;
    unsigned char *memory;
    size_t bytes, guard;
    union {
        struct llz_runs runs;
    } as;
};

struct kind {
    const char *name;
    size_t entry;   /* bytes */
    unsigned check; /* bits of a check that may differ */
    bool is_roomy;  /* whatever is asked for, with as few entries as that */
    void (*begin)(struct table *t, int bits, int most, int roomy);
    void (*put)(struct table *t, uint64_t key, uint64_t content, unsigned experience);
    /* Whether something is known about a key. If so, whether it is this. */
    bool (*get)(struct table *t, uint64_t key, uint64_t content, bool *is_same);
    const struct llz_growing *(*groups)(const struct table *t);
    bool (*is_used)(const void *entry);
};

static void begin(struct table *t, const struct kind *kind, int bits, int most, int roomy, size_t guard)
{
    memset(t, 0, sizeof *t);
    t->kind = kind;
    t->bytes = kind->entry << most;
    t->guard = guard;
    /* Of its exact size without a guard, so that a sanitizer sees where it ends. */
    t->memory = calloc(1, t->bytes + guard);
    assert_non_null(t->memory);
    memset(t->memory + t->bytes, 0xa5, guard);
    kind->begin(t, bits, most, roomy);
}

static void end(struct table *t)
{
    for (size_t i = 0; i < t->guard; i++)
        assert_int_equal(t->memory[t->bytes + i], 0xa5);
    free(t->memory);
}

/* Every entry that is used, counted. */
static size_t count_used(const struct table *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->bytes; i += t->kind->entry)
        n += t->kind->is_used(t->memory + i);
    return n;
}

/* Where the groups in use end. */
static size_t bytes_in_use(const struct table *t)
{
    return (size_t)llz_growing_groups(t->kind->groups(t)) * LLZ_RUN_WAYS * t->kind->entry;
}

static bool is_within(const struct table *t, const void *entry)
{
    const unsigned char *p = entry;
    return p >= t->memory && p < t->memory + bytes_in_use(t) && (size_t)(p - t->memory) % t->kind->entry == 0;
}

/* -- Runs -- */

static void runs_begin(struct table *t, int bits, int most, int roomy)
{
    t->as.runs = (struct llz_runs){ .run = (struct llz_run *)(void *)t->memory,
                                    .bits = bits,
                                    .most = ((size_t)1 << most) / LLZ_RUN_WAYS,
                                    .roomy = roomy };
    llz_runs_init(&t->as.runs);
}

static void runs_put(struct table *t, uint64_t key, uint64_t content, unsigned experience)
{
    llz_runs_grow(&t->as.runs);
    struct llz_run *r = llz_runs_find(&t->as.runs, key);
    assert_true(is_within(t, r));
    r->byte = content & 255;
    r->count = experience & LLZ_RUN_PROMOTED;
}

static bool runs_get(struct table *t, uint64_t key, uint64_t content, bool *is_same)
{
    const struct llz_growing groups = t->as.runs.groups;
    struct llz_run *group = llz_runs_group(&t->as.runs, key), before[LLZ_RUN_WAYS];
    memcpy(before, group, sizeof before);
    const struct llz_run r = *llz_runs_find(&t->as.runs, key);
    memcpy(group, before, sizeof before); /* as if nobody had asked */
    t->as.runs.groups = groups;
    *is_same = r.byte == (content & 255);
    return r.count != 0;
}

static const struct llz_growing *runs_groups(const struct table *t)
{
    return &t->as.runs.groups;
}

static bool runs_is_used(const void *entry)
{
    return ((const struct llz_run *)entry)->count != 0;
}

static const struct kind kinds[] = {
    { "runs", sizeof(struct llz_run), LLZ_RUN_CHECK, false, runs_begin, runs_put, runs_get, runs_groups,
      runs_is_used },
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

/* 1 to 8, the same for a key each time. */
static unsigned experience_of(size_t i)
{
    return 1 + (unsigned)(content_of(i) >> 32) % 8;
}

static void put_all(struct table *t, size_t n)
{
    for (size_t i = 0; i < n; i++)
        t->kind->put(t, key_of(i), content_of(i), experience_of(i));
}

/* What became of the keys: found with what was put in, and known with something else. */
struct outcome {
    size_t found, wrong;
};

static struct outcome ask_all(struct table *t, size_t first, size_t n)
{
    struct outcome o = { 0, 0 };
    for (size_t i = first; i < first + n; i++) {
        bool is_same;
        const bool is_known = t->kind->get(t, key_of(i), content_of(i), &is_same);
        o.found += is_known && is_same;
        o.wrong += is_known && !is_same;
    }
    return o;
}

/* Binary logarithms of groups up to which a table is roomy: all of it, a part of it, nothing. */
static const int rooms[] = { 20, 10, 0 };
enum { ROOMS = sizeof rooms / sizeof rooms[0] };

/* Nothing gets lost by growing: what is in the table is found. What is not gave way to another, because a group may
 * overflow long before the table grows: one key in twenty where it is roomy, four in ten where it is not. */
static void check_kind(const struct kind *kind, int bits, size_t room)
{
    static const unsigned kept[ROOMS] = { 94, 86, 60 }; /* % of all keys */
    enum { MOST = 16 };
    struct table t;
    begin(&t, kind, bits, MOST, rooms[room], GUARD);
    put_all(&t, KEYS);
    const struct llz_growing *g = kind->groups(&t);
    const size_t used = count_used(&t);
    const struct outcome known = ask_all(&t, 0, KEYS), strangers = ask_all(&t, KEYS, STRANGERS);
    if (getenv("LLZ_VERBOSE"))
        print_message(
            "%s from 2^%d, roomy to 2^%d: %zu groups, %zu used, %zu found, %zu wrong, %zu strangers\n",
            kind->name, bits, rooms[room], (size_t)llz_growing_groups(g), used, known.found, known.wrong,
            strangers.found + strangers.wrong);
    assert_true(llz_growing_groups(g) > 1000);
    assert_int_equal(count_used(&t), used); /* asking changed nothing */
    /* A key whose check is 0 takes an empty run without counting it. */
    assert_in_range(g->used, used - used / 1000, used);
    assert_true(100 * known.found >= 97 * used && known.found <= used + used / 50);
    /* Checks tell contexts apart by the bits that growing has not used: of a group's entries one in `names` agrees. */
    const unsigned grown = g->bits + (g->split > 0) - ((unsigned)bits - 4);
    const double names = (double)(1U << (kind->check - grown));
    const double each = (double)used / (double)llz_growing_groups(g);
    const size_t foreign = strangers.found + strangers.wrong;
    assert_true((double)foreign < 1.5 * STRANGERS * each / names + 20);
    if (bits == 8) { /* grown as far as those of levels */
        assert_true(foreign <= STRANGERS / 200);
        assert_true(100 * known.found >= kept[room] * KEYS);
    }
    end(&t);
}

static void test_finds_again(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++)
        for (int bits = 4; bits <= 8; bits += 2)
            for (size_t room = 0; room < (kinds[k].is_roomy ? 1 : ROOMS); room++)
                check_kind(&kinds[k], bits, room);
}

/* At its most a table stops growing, and the least experienced go. */
static void check_most(const struct kind *kind, size_t guard)
{
    enum { FIRST = 6, MOST = 8, EXPERIENCED = 16, OTHERS = 2000 };
    struct table t;
    begin(&t, kind, FIRST, MOST, 0, guard);
    for (size_t i = 0; i < EXPERIENCED; i++)
        kind->put(&t, key_of(i), content_of(i), 40);
    assert_true(ask_all(&t, 0, EXPERIENCED).found >= EXPERIENCED - 1);
    for (size_t i = EXPERIENCED; i < EXPERIENCED + OTHERS; i++)
        kind->put(&t, key_of(i), content_of(i), 1 + (unsigned)i % 2);
    assert_int_equal(llz_growing_groups(kind->groups(&t)), (1 << MOST) / LLZ_RUN_WAYS);
    assert_int_equal(kind->groups(&t)->split, 0);
    assert_int_equal(count_used(&t), 1 << MOST);
    assert_int_equal(kind->groups(&t)->used, 1 << MOST);
    assert_true(ask_all(&t, 0, EXPERIENCED).found >= EXPERIENCED - 2);
    assert_true(ask_all(&t, EXPERIENCED, OTHERS).found <= (1 << MOST) - EXPERIENCED + 2);
    end(&t);
}

static void test_most(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++) {
        check_most(&kinds[k], 0);
        check_most(&kinds[k], GUARD);
    }
}

static void assert_zero(const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_int_equal(p[i], 0);
}

/* A short file touches no more than what it needs, whatever the table may become. */
static void test_little_touches_little(void **state)
{
    (void)state;
    enum { FIRST = 4, MOST = 16, ROOMY = 20 };
    for (size_t k = 0; k < KINDS; k++) {
        for (size_t n = 1; n <= 1000; n *= 10) {
            struct table t;
            begin(&t, &kinds[k], FIRST, MOST, ROOMY, GUARD);
            put_all(&t, n);
            const uint64_t groups = llz_growing_groups(kinds[k].groups(&t));
            assert_true(groups <= ((size_t)1 << FIRST) / 4 + n + 1);
            assert_zero(t.memory + bytes_in_use(&t), t.bytes - bytes_in_use(&t));
            end(&t);
        }
    }
}

static void test_deterministic(void **state)
{
    (void)state;
    enum { MOST = 12 };
    for (size_t k = 0; k < KINDS; k++) {
        struct table a, b;
        begin(&a, &kinds[k], 5, MOST, 6, 0);
        put_all(&a, KEYS / 4);
        begin(&b, &kinds[k], 5, MOST, 6, GUARD);
        put_all(&b, KEYS / 4);
        assert_memory_equal(a.memory, b.memory, a.bytes);
        assert_memory_equal(kinds[k].groups(&a), kinds[k].groups(&b), sizeof(struct llz_growing));
        end(&a);
        end(&b);
    }
}

/* ---- Heads of matches ---- */

static void heads_begin(struct llz_heads *h, int most)
{
    *h = (struct llz_heads){ .head = calloc((size_t)1 << most, sizeof *h->head), .most = most };
    assert_non_null(h->head);
    llz_heads_init(h);
}

/* What is known of older positions before one more is noted. */
enum { OLDER = 16 };

static void look_back(const struct llz_heads *h, size_t i, uint32_t *known)
{
    for (size_t k = 0; k < OLDER; k++)
        known[k] = i > 0 ? *llz_heads_at(h, key_of(llz_mix(i + k) % i)) : 0;
}

static void test_heads(void **state)
{
    (void)state;
    enum { MOST = 14, POSITIONS = 30000 };
    struct llz_heads h;
    heads_begin(&h, MOST);
    for (size_t i = 0; i < POSITIONS; i++) {
        uint32_t before[OLDER], after[OLDER];
        look_back(&h, i, before);
        llz_heads_grow(&h);
        look_back(&h, i, after);
        assert_memory_equal(before, after, sizeof before);
        uint32_t *head = llz_heads_at(&h, key_of(i));
        assert_true(head >= h.head && head < h.head + llz_growing_groups(&h.groups));
        *head = (uint32_t)i + 1;
        if (i == 1000) { /* before the first growth, and in a file as short as that */
            assert_int_equal(llz_growing_groups(&h.groups), 1 << LLZ_HEADS_FIRST);
            assert_zero((const unsigned char *)(h.head + (1 << LLZ_HEADS_FIRST)),
                        (((size_t)1 << MOST) - (1 << LLZ_HEADS_FIRST)) * sizeof *h.head);
        }
        if (i == 10000) { /* as many heads as positions */
            size_t found = 0;
            assert_in_range(llz_growing_groups(&h.groups), i, i + 1);
            for (size_t k = 0; k <= i; k++)
                found += *llz_heads_at(&h, key_of(k)) == k + 1;
            assert_true(found > i / 2); /* 1 - 1/e of them, less what another one took before it was parted */
        }
    }
    assert_int_equal(llz_growing_groups(&h.groups), 1 << MOST);
    free(h.head);
}

/* Fewer heads than the usual number at first: they stay as they are. */
static void test_few_heads(void **state)
{
    (void)state;
    enum { MOST = 4, POSITIONS = 1000 };
    struct llz_heads h;
    heads_begin(&h, MOST);
    for (size_t i = 0; i < POSITIONS; i++) {
        llz_heads_grow(&h);
        *llz_heads_at(&h, key_of(i)) = (uint32_t)i + 1;
        assert_int_equal(llz_growing_groups(&h.groups), 1 << MOST);
        assert_int_equal(*llz_heads_at(&h, key_of(i)), i + 1);
    }
    free(h.head);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_load),
        cmocka_unit_test(test_finds_again),
        cmocka_unit_test(test_most),
        cmocka_unit_test(test_little_touches_little),
        cmocka_unit_test(test_deterministic),
        cmocka_unit_test(test_heads),
        cmocka_unit_test(test_few_heads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
