/* test_relocations.c - tables of relocations are foreseen, of programs of both widths, wherever they stand; headers
 * that lie lead nowhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "model/contexts/relocations.h"

enum {
    RING = 1 << 18,
    HEADER = 0x80, /* of the signature in the file */
    HEADERS = 0x400,
    CODE = 40000, /* bytes */
    TABLE_ADDRESS = 0x20000,
    MOST = 100000
};

/* A program as a linker makes it. */
struct program {
    uint8_t byte[MOST];
    size_t n, table; /* bytes, and where its table begins */
};

static struct program p;
static struct llz_relocations r;
static struct llz_byte_ring ring;
static uint8_t memory[RING];
static uint32_t random_state;

static uint32_t draw(void)
{
    random_state = random_state * 1664525U + 1013904223U;
    return random_state >> 8;
}

static void put(size_t at, uint64_t x, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        p.byte[at + i] = (uint8_t)(x >> 8 * i);
}

static void put_section(size_t at, uint32_t address, size_t bytes, size_t place)
{
    put(at + 12, address, 4);
    put(at + 16, bytes, 4);
    put(at + 20, place, 4);
}

static void put_headers(unsigned width, uint64_t base)
{
    const size_t optional = HEADER + 24;
    memcpy(p.byte, "MZ", 2);
    put(60, HEADER, 4);
    memcpy(p.byte + HEADER, "PE\0", 4);
    put(HEADER + 6, 2, 2);
    put(HEADER + 20, 224, 2);
    put(optional, width == 8 ? 0x20b : 0x10b, 2);
    put(optional + (width == 8 ? 24 : 28), base, width);
    put(optional + 56, 0x40000, 4);
    put(optional + (width == 8 ? 152 : 136), TABLE_ADDRESS, 4);
    put(optional + (width == 8 ? 156 : 140), p.n - p.table, 4);
    put_section(optional + 224, 0x1000, CODE, HEADERS);
    put_section(optional + 264, TABLE_ADDRESS, p.n - p.table, p.table);
}

/* Addresses at random places, and the table that lists them. */
static void make_program(unsigned width, uint64_t base)
{
    size_t block = 0;
    uint32_t page = 0;
    memset(&p, 0, sizeof p);
    for (size_t i = HEADERS; i < HEADERS + CODE; i++)
        p.byte[i] = (uint8_t)draw();
    p.n = p.table = HEADERS + CODE;
    for (uint32_t at = draw() % 40; at + width <= CODE; at += width + draw() % 60) {
        const uint32_t address = 0x1000 + at;
        put(HEADERS + at, base + 0x1000 + draw() % CODE, width);
        if (address >> 12 != page) {
            p.n += p.n % 4;
            block = p.n;
            page = address >> 12;
            put(block, page << 12, 4);
            p.n += 8;
        }
        put(p.n, (width == 8 ? 0xa000u : 0x3000u) | (address & 0xfff), 2);
        p.n += 2;
        put(block + 4, (p.n - block + 3) / 4 * 4, 4);
    }
    p.n += p.n % 4;
    put_headers(width, base);
}

static void begin(void)
{
    memset(&r, 0, sizeof r);
    memset(memory, 0, sizeof memory);
    ring = (struct llz_byte_ring){ .bytes = memory, .mask = RING - 1 };
}

static void add(uint8_t byte)
{
    llz_byte_ring_add(&ring, byte);
    llz_relocations_add(&r, &ring,
                        llz_byte_ring_get(&ring, 4) << 24 | llz_byte_ring_get(&ring, 3) << 16 |
                            llz_byte_ring_get(&ring, 2) << 8 | byte);
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
        make_program(width, width == 8 ? UINT64_C(0x180000000) : 0x10000000);
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
    make_program(4, 0x10000000);
    begin();
    (void)foreseen();
    make_program(4, 0x400000);
    assert_true(foreseen() > (p.n - p.table) / 100 * 95);
}

/* Any bytes after a signature and a beginning that fits are read as headers. */
static void test_lies(void **state)
{
    (void)state;
    for (int round = 0; round < 200; round++) {
        make_program(round % 2 ? 4 : 8, 0);
        for (size_t i = 0; i < 40; i++)
            p.byte[HEADER + 6 + draw() % 340] = (uint8_t)(draw() % 3 ? draw() : 0);
        begin();
        for (size_t i = 0; i < p.n; i++)
            add(i < p.table || draw() % 8 ? p.byte[i] : (uint8_t)draw());
    }
}

/* Bytes that are passed over, in the table and before it. */
static void test_jumps(void **state)
{
    (void)state;
    make_program(4, 0x10000000);
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
