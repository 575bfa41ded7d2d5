/* The filter of x86 targets gives every buffer back, finds the targets it is for, and touches little else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "codec/kinds/x86_filter.h"

#define SIZE 4096

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *seed >> 33;
}

static void check_inverse(const uint8_t *p, size_t n, uint32_t base)
{
    uint8_t q[SIZE + 2];
    q[0] = q[n + 1] = 0xa5;
    memcpy(q + 1, p, n);
    llz_x86_filter(q + 1, n, base, false);
    llz_x86_filter(q + 1, n, base, true);
    assert_memory_equal(q + 1, p, n);
    assert_int_equal(q[0], 0xa5);
    assert_int_equal(q[n + 1], 0xa5);
}

static void random_bytes(void **state)
{
    uint8_t p[SIZE];
    uint64_t seed = 1;
    (void)state;
    for (int round = 0; round < 500; round++) {
        const size_t n = next(&seed) % (SIZE + 1);
        for (size_t i = 0; i < n; i++)
            p[i] = (uint8_t)next(&seed);
        check_inverse(p, n, (uint32_t)(next(&seed) << 1));
    }
}

/* Opcodes with targets, prefixes and the borders of the window, in any order. */
static void hostile_bytes(void **state)
{
    static const uint8_t bytes[] = { 0xe8, 0xe9, 0x0f, 0x84, 0x8f, 0x00, 0xff, 0x01, 0xfe,
                                     0x80, 0x7f, 0x48, 0x8b, 0x05, 0x66, 0x67, 0xc4, 0xc5,
                                     0x62, 0xf6, 0xc7, 0x25, 0x04, 0x38, 0x3a };
    uint8_t p[SIZE];
    uint64_t seed = 2;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        const size_t n = next(&seed) % (round < 1000 ? 32 : 1024), few = 1 + next(&seed) % sizeof bytes;
        const size_t first = next(&seed) % sizeof bytes;
        for (size_t i = 0; i < n; i++)
            p[i] = bytes[(first + next(&seed) % few) % sizeof bytes];
        check_inverse(p, n, next(&seed) & 1 ? 0xfffffff0 : (uint32_t)(next(&seed) << 1));
    }
}

static void runs_of_one_byte(void **state)
{
    uint8_t p[64];
    (void)state;
    for (int byte = 0; byte < 256; byte++)
        for (size_t n = 0; n <= sizeof p; n++) {
            memset(p, byte, n);
            check_inverse(p, n, 0xffffff);
        }
}

static void calls_become_alike(void **state)
{
    /* Two calls of the same place. */
    uint8_t p[] = { 0xe8, 0x0b, 0, 0, 0, 0x90, 0xe8, 0x05, 0, 0, 0, 0x90, 0x90, 0x90, 0x90, 0x90, 0xc3 };
    (void)state;
    llz_x86_filter(p, sizeof p, 0x123000, false);
    static const uint8_t target[] = { 0x00, 0x12, 0x30, 0x10 };
    assert_memory_equal(p + 1, target, 4);
    assert_memory_equal(p + 7, target, 4);
    assert_int_equal(p[0], 0xe8);
    assert_int_equal(p[16], 0xc3);
}

static void backward_call_stays_in_window(void **state)
{
    uint8_t p[] = { 0xe8, 0xfb, 0xff, 0xff, 0xff }; /* to itself, at 0 */
    static const uint8_t target[] = { 0, 0, 0, 0 };
    (void)state;
    llz_x86_filter(p, sizeof p, 0, false);
    assert_memory_equal(p + 1, target, 4);
}

static void target_at_the_edge_is_left_alone(void **state)
{
    uint8_t p[] = { 0x90, 0xe8, 1, 2, 0 }, q[sizeof p];
    (void)state;
    memcpy(q, p, sizeof p);
    llz_x86_filter(p, sizeof p, 77, false);
    assert_memory_equal(p, q, sizeof p);
}

/* mov rax, [rip + 0x10] of the same address from two places, after enough code to know that it has 64 bits. */
static void addresses_become_alike(void **state)
{
    uint8_t p[64 * 7 + 14];
    (void)state;
    for (size_t i = 0; i < sizeof p; i += 7)
        memcpy(p + i, "\x48\x8d\x80\x11\x11\x11\x11", 7);
    memcpy(p + 448, "\x48\x8b\x05\x17\x00\x00\x00\x48\x8b\x05\x10\x00\x00\x00", 14);
    llz_x86_filter(p, sizeof p, 0, false);
    assert_memory_equal(p + 451, p + 458, 4);
    assert_memory_equal(p + 451, "\x00\x00\x01\xde", 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_bytes),
        cmocka_unit_test(hostile_bytes),
        cmocka_unit_test(runs_of_one_byte),
        cmocka_unit_test(calls_become_alike),
        cmocka_unit_test(backward_call_stays_in_window),
        cmocka_unit_test(target_at_the_edge_is_left_alone),
        cmocka_unit_test(addresses_become_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
