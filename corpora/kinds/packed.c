/* What is compressed, encrypted or transformed already. */
#include "kinds.h"
#include <stdlib.h>
#include <string.h>

static void random_bytes(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s))
        put(s, below(s, 256));
}

static uint8_t *english(struct sink *s, size_t size)
{
    uint8_t *data = malloc(size);
    if (!data)
        abort();
    make_english(data, size, draw(s));
    return data;
}

/* Literals and copies in bytes: token, literals, distance, as fast compressors write them. */
static void copies(struct sink *s, const void *with)
{
    enum { WINDOW = 65535, HASHES = 1 << 14 };
    size_t size = s->size * 4, literal = 0;
    uint8_t *data = english(s, size);
    size_t *last = calloc(HASHES, sizeof *last);
    if (!last)
        abort();
    (void)with;
    for (size_t i = 0; i + 8 < size && !full(s);) {
        uint32_t next = (uint32_t)data[i] | (uint32_t)data[i + 1] << 8 | (uint32_t)data[i + 2] << 16 |
                        (uint32_t)data[i + 3] << 24;
        uint32_t hash = mix(next) % HASHES;
        size_t from = last[hash], length = 0;
        last[hash] = i;
        if (from && i - from < WINDOW)
            while (length < 18 && i + length < size && data[from + length] == data[i + length])
                length++;
        if (length < 4) {
            i++;
            continue;
        }
        for (; i - literal > 14; literal += 14) {
            put(s, 0xE0);
            put_bytes(s, data + literal, 14);
        }
        put(s, (uint32_t)((i - literal) << 4 | (length - 4)));
        put_bytes(s, data + literal, i - literal);
        put_le(s, i - from, 2);
        i += length;
        literal = i;
    }
    free(last);
    free(data);
}

/* A prefix code by rank: letters in the order of their frequency take 3, 4, 6 or 10 bits. */
static void prefix_coded(struct sink *s, const void *with)
{
    static const char order[] = " etaonhisrdlcumpfgwbyvk.,\n\"AEPMTWISqjx?";
    size_t size = s->size * 3;
    uint8_t *data = english(s, size);
    uint32_t bits = 0, have = 0;
    (void)with;
    for (size_t i = 0; i < size && !full(s); i++) {
        const char *at = strchr(order, data[i]);
        uint32_t rank = at ? (uint32_t)(at - order) : 40, width, code;
        if (rank < 4)
            width = 3, code = rank;
        else if (rank < 8)
            width = 4, code = 8 + rank - 4;
        else if (rank < 20)
            width = 6, code = 48 + rank - 8;
        else
            width = 10, code = 960 + rank - 20;
        bits = bits << width | code;
        for (have += width; have >= 8; have -= 8)
            put(s, bits >> (have - 8) & 255);
    }
    free(data);
}

/* LZW with codes of 12 bits, begun anew when the table is full. */
static void lzw(struct sink *s, const void *with)
{
    enum { CODES = 4096 };
    uint16_t *next = calloc((size_t)CODES * 256, sizeof *next);
    size_t size = s->size * 4;
    uint8_t *data = english(s, size);
    uint32_t count = 256, code = data[0], bits = 0, have = 0;
    if (!next)
        abort();
    (void)with;
    for (size_t i = 1; i < size && !full(s); i++) {
        uint16_t *child = &next[code * 256 + data[i]];
        if (*child) {
            code = *child;
            continue;
        }
        bits |= code << have;
        for (have += 12; have >= 8; have -= 8) {
            put(s, bits & 255);
            bits >>= 8;
        }
        *child = (uint16_t)count++;
        if (count == CODES) {
            memset(next, 0, (size_t)CODES * 256 * sizeof *next);
            count = 256;
        }
        code = data[i];
    }
    free(next);
    free(data);
}

/* Each byte XORed with a key of so many bytes, 0: of a stream that never repeats. */
static void encrypted(struct sink *s, const void *with)
{
    uint32_t key[64], period = *(const uint32_t *)with;
    uint8_t *data = english(s, s->size);
    for (size_t i = 0; i < COUNT_OF(key); i++)
        key[i] = below(s, 256);
    for (size_t i = 0; !full(s); i++)
        put(s, data[i] ^ (period ? key[i % period] : below(s, 256)));
    free(data);
}

/* Letters shifted by a word, as Vigenere did. */
static void vigenere(struct sink *s, const void *with)
{
    const char *key = with;
    uint8_t *data = english(s, 2 * s->size);
    for (size_t i = 0, k = 0; !full(s); i++) {
        uint32_t c = data[i] | 32U;
        if (c >= 'a' && c <= 'z')
            put(s, 'A' + (c - 'a' + (uint32_t)key[k++ % strlen(key)]) % 26);
    }
    free(data);
}

enum how { DELTA, BITS_REVERSED, TO_FRONT, SEVEN_BITS, INVERTED, INTERLEAVED, GRAYED };

static void to_front(struct sink *s, const uint8_t *data)
{
    uint8_t order[256];
    for (uint32_t i = 0; i < 256; i++)
        order[i] = (uint8_t)i;
    for (size_t i = 0; !full(s); i++) {
        uint32_t rank = 0;
        while (order[rank] != data[i])
            rank++;
        memmove(order + 1, order, rank);
        order[0] = data[i];
        put(s, rank);
    }
}

static void seven_bits(struct sink *s, const uint8_t *data)
{
    uint32_t bits = 0, have = 0;
    for (size_t i = 0; !full(s); i++) {
        bits |= (uint32_t)(data[i] & 127) << have;
        for (have += 7; have >= 8; have -= 8) {
            put(s, bits & 255);
            bits >>= 8;
        }
    }
}

static uint32_t reversed(uint32_t x)
{
    uint32_t y = 0;
    for (int i = 0; i < 8; i++)
        y = y << 1 | (x >> i & 1);
    return y;
}

/* English, twice as much as is needed, with something done to it. */
static void transformed(struct sink *s, const void *with)
{
    enum how how = *(const enum how *)with;
    uint8_t *data = english(s, 2 * s->size);
    if (how == TO_FRONT)
        to_front(s, data);
    if (how == SEVEN_BITS)
        seven_bits(s, data);
    for (size_t i = 0; !full(s); i++)
        switch (how) {
        case DELTA:
            put(s, (data[i + 1] - (uint32_t)data[i]) & 255);
            break;
        case BITS_REVERSED:
            put(s, reversed(data[i]));
            break;
        case INVERTED:
            put(s, ~(uint32_t)data[i] & 255);
            break;
        case INTERLEAVED:
            put(s, data[i / 2 + (i & 1) * s->size]);
            break;
        default:
            put(s, data[i] ^ data[i] >> 1);
        }
    free(data);
}

/* A sorted order of all rotations of blocks, and the bytes before each: Burrows and Wheeler. */
static const uint8_t *sorted;
static size_t sorted_size;

static int compare_rotations(const void *a, const void *b)
{
    size_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    for (size_t i = 0; i < sorted_size; i++) {
        uint8_t p = sorted[(x + i) % sorted_size], q = sorted[(y + i) % sorted_size];
        if (p != q)
            return p < q ? -1 : 1;
    }
    return x < y ? -1 : x > y;
}

static void block_sorted(struct sink *s, const void *with)
{
    uint8_t *data = english(s, s->size);
    uint32_t *order = malloc(s->size * sizeof *order);
    if (!order)
        abort();
    (void)with;
    sorted = data;
    sorted_size = s->size;
    for (uint32_t i = 0; i < s->size; i++)
        order[i] = i;
    qsort(order, s->size, sizeof *order, compare_rotations);
    for (size_t i = 0; i < s->size; i++)
        put(s, data[(order[i] + s->size - 1) % s->size]);
    free(order);
    free(data);
}

/* Runs of a picture's row as pairs of length and value. */
static void run_pairs(struct sink *s, const void *with)
{
    uint32_t value = 100;
    (void)with;
    while (!full(s)) {
        put(s, 1 + low_of(s, 60));
        put(s, value);
        value = (value + (uint32_t)around(s, 6)) & 255;
    }
}

/* Ciphered blocks that never repeat, each with a header that does. */
static void blocks_with_headers(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t n = 0; !full(s); n++) {
        put_be(s, 0x1703030400, 5);
        put_be(s, n, 8);
        for (int i = 0; i < 1024; i++)
            put(s, below(s, 256));
    }
}

#define H(x) (&(const enum how){ x })
#define U(x) (&(const uint32_t){ x })
static const struct kind kinds[] = {
    { "random", 100000, random_bytes, NULL, "random bytes" },
    { "random-short", 1000, random_bytes, NULL, "few random bytes" },
    { "copies", 60000, copies, NULL, "literals and copies of English" },
    { "prefix-coded", 40000, prefix_coded, NULL, "English in a prefix code" },
    { "lzw", 40000, lzw, NULL, "English in LZW, 12 bits" },
    { "encrypted", 60000, encrypted, U(0), "English, encrypted" },
    { "xor-5", 60000, encrypted, U(5), "English XORed with 5 bytes" },
    { "xor-32", 80000, encrypted, U(32), "English XORed with 32 bytes" },
    { "vigenere", 60000, vigenere, "LEMON", "English shifted by a word" },
    { "delta", 60000, transformed, H(DELTA), "differences of letters" },
    { "bits-reversed", 60000, transformed, H(BITS_REVERSED), "English, bits reversed" },
    { "to-front", 60000, transformed, H(TO_FRONT), "English, moved to front" },
    { "seven-bits", 60000, transformed, H(SEVEN_BITS), "English in seven bits" },
    { "inverted", 60000, transformed, H(INVERTED), "English, bits inverted" },
    { "interleaved", 60000, transformed, H(INTERLEAVED), "two texts by turns" },
    { "grayed", 60000, transformed, H(GRAYED), "English in Gray code" },
    { "block-sorted", 60000, block_sorted, NULL, "English, block-sorted" },
    { "run-pairs", 60000, run_pairs, NULL, "runs as pairs" },
    { "blocks-with-headers", 100000, blocks_with_headers, NULL, "encrypted records with headers" },
};
const struct family packed = { "packed", kinds, COUNT_OF(kinds) };
