/* test_relocations.c - tables of relocations are foreseen, of programs of both widths, wherever they stand; headers
 * that lie lead nowhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <string.h>

#include "model/contexts/code/relocations.h"
#include "tests/unit/pe_program.h"

enum { RING = 1 << 18 };

static struct pe_program p;
static struct llz_relocations r;
static struct llz_byte_ring ring;
static uint8_t memory[RING];
static uint64_t recent;

static void begin(void)
{
    memset(&r, 0, sizeof r);
    memset(memory, 0, sizeof memory);
    ring = (struct llz_byte_ring){ .bytes = memory, .mask = RING - 1 };
}

static void add(uint8_t byte)
{
    llz_byte_ring_add(&ring, byte);
    recent = recent << 8 | byte;
    llz_relocations_add(&r, &ring, recent);
}

/* Reads the program; counts the bytes of its table that were foreseen. */
static size_t foreseen(void)
{
    size_t right = 0;
    for (size_t i = 0; i < p.n; i++) {
        if (i < p.table)
            assert_int_equal(r.sure, 0);
        right += r.sure && r.expected == p.byte[i];
        add(p.byte[i]);
    }
    return right;
}

static void test_table(void **state)
{
    (void)state;
    for (unsigned width = 4; width <= 8; width += 4) {
        pe_program_make(&p, width, width == 8 ? UINT64_C(0x180000000) : 0x10000000);
        begin();
        for (int i = 0; i < 1000; i++)
            add((uint8_t)i);
        assert_true(foreseen() > (p.n - p.table) / 100 * 95);
        assert_int_equal(r.sure, 0);
    }
}

/* Twice in a row: the second one's headers replace the first one's. */
static void test_again(void **state)
{
    (void)state;
    pe_program_make(&p, 4, 0x10000000);
    begin();
    (void)foreseen();
    pe_program_make(&p, 4, 0x400000);
    assert_true(foreseen() > (p.n - p.table) / 100 * 95);
}

/* Any bytes after a signature and a beginning that fits are read as headers. */
static void test_lies(void **state)
{
    (void)state;
    for (int round = 0; round < 200; round++) {
        pe_program_make(&p, round % 2 ? 4 : 8, 0);
        for (size_t i = 0; i < 40; i++)
            p.byte[PE_HEADER + 6 + pe_draw(&p) % 340] = (uint8_t)(pe_draw(&p) % 3 ? pe_draw(&p) : 0);
        begin();
        for (size_t i = 0; i < p.n; i++)
            add(i < p.table || pe_draw(&p) % 8 ? p.byte[i] : (uint8_t)pe_draw(&p));
    }
}

/* Bytes that are passed over, in the table and before it. */
static void test_jumps(void **state)
{
    (void)state;
    pe_program_make(&p, 4, 0x10000000);
    for (size_t jump = 1; jump < 3000; jump += 37) {
        begin();
        for (size_t i = 0; i < p.n; i++) {
            if (i == p.table - 20 + jump / 8)
                ring.n += jump;
            add(p.byte[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_again),
        cmocka_unit_test(test_lies),
        cmocka_unit_test(test_jumps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
