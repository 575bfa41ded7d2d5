/* test_contexts.c - lists of contexts and of weight sets are complete: no place of theirs is empty. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <string.h>

#include "model/contexts/contexts.h"
#include "model/memory/arena.h"
#include "model/mixing/selectors.h"

static void lay(struct llz_contexts *c, struct llz_arena *a)
{
    llz_contexts_lay(c, a, 12, 8);
}

static struct llz_contexts c;
static uint64_t key[LLZ_EXPERTS_MAX];

/* Contexts after data that are taken for this kind; their roles are the first so many of its list. */
static size_t contexts_of(enum llz_kind kind, const char *data, size_t bytes)
{
    const struct llz_profile profile = { .kind = kind };
    struct llz_arena a = { 0 };
    uint16_t role[LLZ_EXPERTS_MAX];

    memset(&c, 0, sizeof c);
    lay(&c, &a);
    a = llz_arena_new(a.used);
    assert_non_null(a.base);
    lay(&c, &a);
    llz_contexts_init(&c, LLZ_PARTS_ALL);
    llz_contexts_profile(&c, &profile);
    for (size_t i = 0; i < bytes; i++)
        llz_contexts_add(&c, (uint8_t)data[i]);
    const size_t n = llz_contexts_keys(&c, key, role, LLZ_EXPERTS_MAX);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(role[i], kind * LLZ_EXPERTS_MAX + i);
    llz_arena_free(&a);
    return n;
}

/* With all parts in use, the contexts of text are as many as there are roles, in their order. */
static void every_role_of_text(void **state)
{
    static const char text[] = "They had of course come home";
    static const struct {
        uint64_t context;
        size_t role;
    } known[] = {
        { 'e', LLZ_ROLE_ORDER1 },
        { 'm' << 8 | 'e', LLZ_ROLE_ORDER2 },
        { 0, LLZ_ROLE_ORDER0 },
    };

    (void)state;
    assert_int_equal(contexts_of(LLZ_KIND_TEXT, text, sizeof text - 1), LLZ_TEXT_ROLES);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_true(key[known[i].role] == llz_context_key(known[i].role, known[i].context));
}

/* The inverse of llz_mix(). */
static uint64_t unmix(uint64_t x)
{
    x ^= x >> 31 ^ x >> 62;
    x *= UINT64_C(0x319642b2d24d8ec3);
    x ^= x >> 27 ^ x >> 54;
    x *= UINT64_C(0x96de1b173f119089);
    return x ^ x >> 30 ^ x >> 60;
}

/* Those of binary data likewise; no two places have the same context. */
static void every_role_of_binary(void **state)
{
    static const char data[] = "\x05names\xff\xfe\x00\x07numbers\x12\x81qz\x00\x02xy\x00\xc3v\xc4w\x03\x05\xc3"
                               "\x05names\xf1\xfe\x00\x07numbers\x14\x81qz\x00\x02xz\x00\xc3v\xc4w\x03\x05\xc3";
    const size_t first = LLZ_KIND_BINARY * LLZ_EXPERTS_MAX;

    (void)state;
    assert_int_equal(contexts_of(LLZ_KIND_BINARY, data, sizeof data - 1), LLZ_EXPERTS_MAX);
    for (size_t i = 0; i < LLZ_EXPERTS_MAX; i++) {
        key[i] = unmix(key[i]) - unmix(llz_context_key(first + i, 0));
        for (size_t k = 0; k < i; k++)
            assert_true(key[i] != key[k]);
    }
    assert_int_equal(key[0], 0xc3);
}

static void every_set_has_rows(void **state)
{
    (void)state;
    for (size_t s = 0; s < LLZ_SETS; s++)
        assert_true(llz_set_rows[s] > 0);
    for (size_t s = 0; s < LLZ_FINAL_SETS; s++)
        assert_true(llz_final_rows[s] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_of_text),
        cmocka_unit_test(every_role_of_binary),
        cmocka_unit_test(every_set_has_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
