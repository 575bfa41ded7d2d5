/* The parser of x86 finds where instructions end, in 32 and 64 bits; its
 * contexts follow; its detector knows code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "codec/kinds/detect_x86.h"
#include "model/contexts/code/x86.h"

/* Instructions by hand from Intel's manual: n bytes each. */
struct sample {
    uint8_t n, bytes[15];
};

static const struct sample narrow[] = {
    { 1, { 0x55 } },                                      /* push ebp */
    { 2, { 0x8b, 0xec } },                                /* mov ebp, esp */
    { 3, { 0x8b, 0x45, 0x08 } },                          /* mov eax, [ebp+8] */
    { 4, { 0x8b, 0x44, 0x24, 0x04 } },                    /* mov eax, [esp+4] */
    { 7, { 0x8b, 0x04, 0x8d, 0, 0x10, 0x40, 0 } },        /* mov eax, [ecx*4+401000] */
    { 6, { 0x8b, 0x0d, 0, 0x10, 0x40, 0 } },              /* mov ecx, [401000] */
    { 10, { 0xc7, 0x05, 0, 0x10, 0x40, 0, 1, 0, 0, 0 } }, /* mov dword [401000], 1 */
    { 9, { 0x66, 0xc7, 0x05, 0, 0x10, 0x40, 0, 1, 0 } },  /* the same of 16 bits */
    { 5, { 0xb8, 1, 2, 3, 4 } },                          /* mov eax, imm32 */
    { 1, { 0x48 } },                                      /* dec eax */
    { 6, { 0x0f, 0x84, 1, 2, 0, 0 } },                    /* je rel32 */
    { 2, { 0x74, 0x10 } },                                /* je rel8 */
    { 3, { 0xf6, 0xc1, 0x01 } },                          /* test cl, 1 */
    { 2, { 0xf7, 0xd8 } },                                /* neg eax */
    { 3, { 0xc2, 0x08, 0x00 } },                          /* ret 8 */
    { 4, { 0xc8, 0x10, 0x00, 0x00 } },                    /* enter 16, 0 */
    { 3, { 0x0f, 0xb6, 0xc0 } },                          /* movzx eax, al */
    { 5, { 0xa1, 0, 0x10, 0x40, 0 } },                    /* mov eax, [401000] */
    { 6, { 0x66, 0x0f, 0x3a, 0x0f, 0xc1, 0x08 } },        /* palignr xmm0, xmm1, 8 */
    { 4, { 0xc5, 0xf8, 0x28, 0xc1 } },                    /* vmovaps xmm0, xmm1 */
};

static const struct sample wide[] = {
    { 3, { 0x48, 0x89, 0xe5 } },                      /* mov rbp, rsp */
    { 4, { 0x48, 0x83, 0xec, 0x20 } },                /* sub rsp, 32 */
    { 7, { 0x48, 0x8d, 0x05, 1, 2, 3, 0 } },          /* lea rax, [rip+x] */
    { 2, { 0x41, 0x57 } },                            /* push r15 */
    { 10, { 0x48, 0xb8, 1, 2, 3, 4, 5, 6, 7, 8 } },   /* mov rax, imm64 */
    { 8, { 0x4c, 0x8b, 0xa4, 0x24, 0x80, 0, 0, 0 } }, /* mov r12, [rsp+128] */
    { 5, { 0xe8, 1, 2, 3, 0 } },                      /* call rel32 */
    { 4, { 0xf3, 0x0f, 0x1e, 0xfa } },                /* endbr64 */
    { 9, { 0x66, 0x0f, 0x1f, 0x84, 0, 0, 0, 0, 0 } }, /* nop */
    { 4, { 0xc5, 0xf9, 0x6f, 0x07 } },                /* vmovdqa xmm0, [rdi] */
    { 6, { 0xc4, 0xe3, 0x7d, 0x39, 0xc1, 0x01 } },    /* vextracti128 xmm1, ymm0, 1 */
    { 6, { 0x62, 0xf1, 0x7c, 0x48, 0x28, 0x07 } },    /* vmovaps zmm0, [rdi] */
    { 5, { 0xf2, 0x48, 0x0f, 0x2a, 0xc0 } },          /* cvtsi2sd xmm0, rax */
};

static void add(struct llz_x86 *x, const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        llz_x86_add(x, p[i]);
}

static void check(struct llz_x86 *x, const struct sample *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const uint32_t before = x->n;
        assert_int_equal(x->phase, LLZ_X86_OPCODE);
        add(x, s[i].bytes, s[i].n - 1u);
        if (x->n != before)
            fail_msg("instruction %zu ended early", i);
        add(x, s[i].bytes + s[i].n - 1, 1);
        if (x->n != before + 1)
            fail_msg("instruction %zu did not end", i);
    }
}

static void ends_in_32_bits(void **state)
{
    struct llz_x86 x = { 0 };
    (void)state;
    check(&x, narrow, sizeof narrow / sizeof narrow[0]);
    assert_false(llz_x86_wide(&x));
}

static void ends_in_64_bits(void **state)
{
    struct llz_x86 x = { 0 };
    (void)state;
    for (int i = 0; i < 20; i++)
        add(&x, wide[0].bytes, wide[0].n);
    assert_true(llz_x86_wide(&x));
    check(&x, wide, sizeof wide / sizeof wide[0]);
    for (int i = 0; i < 100; i++)
        check(&x, narrow, 9);
    assert_false(llz_x86_wide(&x));
}

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *seed >> 33;
}

static void random_bytes_stay_in_bounds(void **state)
{
    struct llz_x86 x = { 0 };
    struct llz_byte_ring ring = { NULL, 0, 0, 0, NULL };
    uint64_t seed = 3, keys[LLZ_X86_KEYS + 1];
    (void)state;
    for (int i = 0; i < 200000; i++) {
        llz_x86_add(&x, (uint8_t)next(&seed));
        ring.n++;
        assert_true(x.phase < LLZ_X86_PHASES);
        assert_true(x.length < 15);
        assert_true(llz_x86_base(&x) < 64);
        for (int s = 0; s < LLZ_X86_SELECTORS; s++)
            assert_true(llz_x86_select(&x, s) < 256);
        keys[5] = 42;
        assert_int_equal(llz_x86_keys(&x, &ring, keys, 5), 5);
        assert_int_equal(keys[5], 42);
    }
}

/* Contexts tell operands of unlike instructions apart and forget what was long ago. */
static void keys_follow_instructions(void **state)
{
    struct llz_x86 a = { 0 }, b = { 0 }, c = { 0 };
    const struct llz_byte_ring ring = { NULL, 0, 64, 0, NULL };
    uint64_t ka[LLZ_X86_KEYS], kb[LLZ_X86_KEYS], kc[LLZ_X86_KEYS];
    (void)state;
    add(&a, (const uint8_t *)"\x8b\x45", 2);
    add(&b, (const uint8_t *)"\x40\x8b\x45", 3);
    add(&c, (const uint8_t *)"\x89\x45", 2);
    llz_x86_keys(&a, &ring, ka, LLZ_X86_KEYS);
    llz_x86_keys(&b, &ring, kb, LLZ_X86_KEYS);
    llz_x86_keys(&c, &ring, kc, LLZ_X86_KEYS);
    assert_true(ka[1] == kb[1]); /* this instruction alone */
    assert_true(ka[0] != kb[0]); /* and the one before */
    assert_true(ka[1] != kc[1]);
}

/* Pushes are an argument each until the next call. */
static void counts_what_calls_get(void **state)
{
    static const uint8_t code[] = { 0x6a, 0x01, 0x50, 0xe8, 1, 2, 3, 0, 0x83, 0xc4, 0x08, 0x57 };
    struct llz_x86 x = { 0 };
    (void)state;
    add(&x, code, 3);
    assert_int_equal(x.pushes, 2);
    add(&x, code + 3, 5);
    assert_true(x.pushes == 0 && x.passed == 2 && x.since == 0);
    add(&x, code + 8, sizeof code - 8);
    assert_true(x.pushes == 1 && x.passed == 2 && x.since == 2);
    assert_true(x.used[0] != 0 && x.used[1] == 0); /* add esp, 8: 83 /0 */
    for (int i = 0; i < 1000; i++)
        add(&x, code, 2);
    assert_true(x.pushes == 255 && x.since == 255);
}

static void detects_code_only(void **state)
{
    uint8_t p[4096];
    uint64_t seed = 4;
    size_t n = 0;
    (void)state;
    while (n + 16 <= sizeof p) {
        const struct sample *s = &narrow[next(&seed) % (sizeof narrow / sizeof narrow[0])];
        memcpy(p + n, s->bytes, s->n);
        n += s->n;
    }
    assert_true(llz_detect_x86(p, n));
    assert_false(llz_detect_x86(p, 100));
    for (size_t i = 0; i < sizeof p; i++)
        p[i] = (uint8_t)next(&seed);
    assert_false(llz_detect_x86(p, sizeof p));
    for (size_t i = 0; i < sizeof p; i++)
        p[i] = (uint8_t) "It was the best of times, it was the worst of times.\n"[i % 53];
    assert_false(llz_detect_x86(p, sizeof p));
    for (unsigned byte = 0; byte < 256; byte++) {
        memset(p, (int)byte, sizeof p);
        assert_false(llz_detect_x86(p, sizeof p));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_in_32_bits),
        cmocka_unit_test(ends_in_64_bits),
        cmocka_unit_test(random_bytes_stay_in_bounds),
        cmocka_unit_test(keys_follow_instructions),
        cmocka_unit_test(counts_what_calls_get),
        cmocka_unit_test(detects_code_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
