/* Words without end that never repeat and still follow a rule: once it is known, they cost nearly nothing. */
#include "tests/unit/archive.h"

#define LETTERS ((size_t)200000)

static size_t packed(const uint8_t *p, size_t n)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct blob out = pack_cut(&opt, p, n, (struct cut){ 0, 0 });
    struct blob again = { 0 };
    const size_t size = out.n;

    assert_int_equal(unpack(out.p, out.n, &again), LLZ_OK);
    assert_int_equal(again.n, n);
    assert_memory_equal(again.p, p, n);
    free(out.p);
    free(again.p);
    return size;
}

static uint8_t parity(size_t i)
{
    uint8_t p = 0;

    for (; i; i &= i - 1)
        p ^= 1;
    return p;
}

/* Letters, and bits: eight times as long. */
static void thue_morse(void **state)
{
    static uint8_t p[LETTERS];

    (void)state;
    for (size_t i = 0; i < LETTERS; i++)
        p[i] = (uint8_t)('a' + parity(i));
    assert_true(packed(p, LETTERS) <= 240);
    for (size_t i = 0; i < LETTERS; i++)
        p[i] = parity(i) ? 0x69 : 0x96;
    assert_true(packed(p, LETTERS) <= 240);
}

/* a, ab, aba, abaab, ...: each is the last one and the one before it. */
static void fibonacci(void **state)
{
    static uint8_t p[LETTERS];
    size_t last = 1, n = 2;

    (void)state;
    p[0] = 'a';
    p[1] = 'b';
    while (n < LETTERS) {
        const size_t more = last < LETTERS - n ? last : LETTERS - n;

        memcpy(p + n, p, more);
        last = n;
        n += more;
    }
    assert_true(packed(p, LETTERS) <= 110);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thue_morse),
        cmocka_unit_test(fibonacci),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
