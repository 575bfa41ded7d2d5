/* Tables in binary: records, pages, indices. */
#include "kinds.h"
#include <string.h>

/* Records of so many bytes: a counter, a walk, a few values, a byte of noise, then zeros. */
static void strided(struct sink *s, const void *with)
{
    size_t stride = *(const uint32_t *)with;
    uint32_t id = 4000, level = 30000;
    while (!full(s)) {
        uint8_t r[1024] = { 0 };
        struct sink t = { .data = r, .size = stride };
        id += 1 + low_of(s, 3);
        level += (uint32_t)around(s, 9);
        put_le(&t, id, stride < 8 ? 2 : 4);
        put_le(&t, level, 2);
        put(&t, low_of(s, 5));
        put(&t, below(s, 256));
        put(&t, rank_of(s, 50));
        put_bytes(s, r, stride);
    }
}

/* Records with a name in a field of fixed width. */
static void named(struct sink *s, const void *with)
{
    size_t width = *(const uint32_t *)with;
    for (uint32_t id = 1; !full(s); id++) {
        char field[64] = { 0 };
        strncpy(field, names[rank_of(s, (uint32_t)name_count)], sizeof field - 1);
        put_le(s, id, 4);
        put_bytes(s, field, width);
        put_le(s, 100 * low_of(s, 900), 4);
        put_double(s, (double)low_of(s, 10000) / 4.0);
    }
}

/* Pages of 4096 bytes: places of the cells from the front, cells from the back, zeros between. */
static void pages(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t row = 1; !full(s);) {
        uint8_t page[4096] = { 13 };
        size_t end = sizeof page, count = 0;
        while (end > 700) {
            char cell[64];
            struct sink t = { .data = (uint8_t *)cell, .size = sizeof cell, .state = draw(s) };
            put_be(&t, row++, 3);
            fill(&t, "$m $n $j");
            end -= t.used;
            memcpy(page + end, cell, t.used);
            page[8 + 2 * count] = (uint8_t)(end >> 8);
            page[9 + 2 * count++] = (uint8_t)end;
        }
        page[4] = (uint8_t)count;
        put_bytes(s, page, sizeof page);
    }
}

/* One column after another: keys, categories, amounts. */
static void columns(struct sink *s, const void *with)
{
    size_t rows = s->size / 9;
    uint32_t key = 100000;
    (void)with;
    for (size_t n = 0; n < rows; n++)
        put_le(s, key += below(s, 9), 4);
    for (size_t n = 0; n < rows; n++)
        put(s, low_of(s, 4));
    while (!full(s))
        put_le(s, 100 + 5 * rank_of(s, 2000), 4);
}

/* Compressed sparse rows: starts, columns, values. */
static void sparse_rows(struct sink *s, const void *with)
{
    uint32_t rows = (uint32_t)s->size / 104, at = 0;
    (void)with;
    for (uint32_t n = 0; n < rows; n++)
        put_le(s, at += 6 + below(s, 5), 4);
    for (uint32_t n = 0; s->used < s->size / 2; n++)
        put_le(s, (n / 8 + below(s, 60) * (n % 8)) % rows, 4);
    while (!full(s))
        put_float(s, (float)(1 + low_of(s, 8)) / 4.0F);
}

/* A hash table: a third of the places taken, by a key and a value. */
static void hash_table(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t value = 1; !full(s);) {
        if (below(s, 3)) {
            put_le(s, 0, 8);
            continue;
        }
        put_le(s, below(s, UINT32_MAX), 4);
        put_le(s, value++, 4);
    }
}

/* A symbol table as in an object file: name, kind, section, address, size; addresses rise. */
static void symbols(struct sink *s, const void *with)
{
    uint32_t name = 1, address = 0x401000;
    (void)with;
    while (!full(s)) {
        uint32_t size = 16 * (1 + rank_of(s, 60));
        put_le(s, name, 4);
        put(s, below(s, 4) ? 0x12 : 0x11);
        put(s, 0);
        put_le(s, 14, 2);
        put_le(s, address, 8);
        put_le(s, size, 8);
        name += 5 + below(s, 20);
        address += size;
    }
}

/* A bit for each row, for a few columns: long runs and random stretches. */
static void bitmaps(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s)) {
        uint32_t kind = below(s, 3);
        for (uint32_t n = 100 + below(s, 400); n > 0; n--)
            put(s, kind == 0 ? 0 : kind == 1 ? 255 : below(s, 256));
    }
}

/* Postings: distances in one byte, ends marked. */
static void postings(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s)) {
        uint32_t most = 4 + rank_of(s, 200);
        for (uint32_t n = 300 / most + 2; n > 0; n--)
            put(s, 1 + low_of(s, most));
        put(s, 0);
    }
}

/* Trades: rising time, price near the last, volume in hundreds, side. */
static void trades(struct sink *s, const void *with)
{
    uint64_t time = UINT64_C(1700000000000000000);
    uint32_t price = 1500000;
    (void)with;
    while (!full(s)) {
        time += (uint64_t)low_of(s, 5000000) * 100;
        price += 25 * (uint32_t)around(s, 2);
        put_le(s, time, 8);
        put_le(s, price, 4);
        put_le(s, 100 * (1 + rank_of(s, 50)), 4);
        put(s, below(s, 2) ? 'B' : 'S');
        put(s, 0);
        put_le(s, 7, 2);
    }
}

/* Events of different length: length, kind, fields of that kind. */
static void events(struct sink *s, const void *with)
{
    uint32_t time = 1000;
    (void)with;
    while (!full(s)) {
        uint32_t kind = low_of(s, 4), length = 8 + 4 * kind;
        time += below(s, 50);
        put_le(s, length, 2);
        put_le(s, kind, 2);
        put_le(s, time, 4);
        for (uint32_t i = 0; i < kind; i++)
            put_le(s, mix(rank_of(s, 40) + i * 100), 4);
    }
}

#define U(x) (&(const uint32_t){ x })
static const struct kind kinds[] = {
    { "stride-5", 60000, strided, U(5), "records of 5 bytes" },
    { "stride-9", 60000, strided, U(9), "records of 9 bytes" },
    { "stride-12", 60000, strided, U(12), "records of 12 bytes" },
    { "stride-24", 96000, strided, U(24), "records of 24 bytes" },
    { "stride-32", 96000, strided, U(32), "records of 32 bytes" },
    { "stride-100", 120000, strided, U(100), "records of 100 bytes" },
    { "stride-513", 205200, strided, U(513), "records of 513 bytes" },
    { "named", 80000, named, U(32), "records of 48 bytes with names" },
    { "pages", 122880, pages, NULL, "pages of a database" },
    { "columns", 90000, columns, NULL, "one column after another" },
    { "sparse-rows", 80000, sparse_rows, NULL, "a sparse matrix" },
    { "hash-table", 96000, hash_table, NULL, "a hash table" },
    { "symbols", 96000, symbols, NULL, "a symbol table" },
    { "bitmaps", 60000, bitmaps, NULL, "bitmaps" },
    { "postings", 40000, postings, NULL, "an index of words" },
    { "trades", 80000, trades, NULL, "trades" },
    { "events", 80000, events, NULL, "events of different length" },
};
const struct family records = { "records", kinds, COUNT_OF(kinds) };
