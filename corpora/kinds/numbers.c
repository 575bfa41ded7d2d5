/* Numbers in binary: integers, floating point, packed. */
#include "kinds.h"
#include <stdlib.h>

/* Integers of some bytes; up: each is larger than the last by 0 .. step, else
 * the series walks by -step .. step. */
struct series {
    unsigned bytes;
    int be;
    int up;
    uint32_t step;
    uint64_t start;
};

static void integers(struct sink *s, const void *with)
{
    const struct series *k = with;
    uint64_t x = k->start;
    while (!full(s)) {
        if (k->up)
            x += below(s, k->step + 1);
        else
            x += (uint64_t)(int64_t)around(s, (int32_t)k->step);
        (k->be ? put_be : put_le)(s, x, k->bytes);
    }
}

/* Times in milliseconds: mostly about a second apart, sometimes a night. */
static void timestamps(struct sink *s, const void *with)
{
    const struct series *k = with;
    uint64_t x = k->start;
    while (!full(s)) {
        x += 950 + below(s, 100);
        if (below(s, 500) == 0)
            x += 30000000 + below(s, 1000000);
        (k->be ? put_be : put_le)(s, x, k->bytes);
    }
}

/* Thousandths of a smooth curve with noise of so much. */
static int32_t curve(struct sink *s, uint32_t n, int32_t noise)
{
    int32_t y = sine(n * 31) / 4 + sine(n * 7 + 9000) / 2;
    return y + (noise ? around(s, noise) : 0);
}

static void floats(struct sink *s, const void *with)
{
    int32_t noise = *(const int32_t *)with;
    for (uint32_t n = 0; !full(s); n++)
        put_float(s, (float)curve(s, n, noise) / 1000.0F);
}

static void floats_be(struct sink *s, const void *with)
{
    floats(s, with);
    for (size_t i = 0; i + 4 <= s->size; i += 4)
        for (size_t k = 0; k < 2; k++) {
            uint8_t b = s->data[i + k];
            s->data[i + k] = s->data[i + 3 - k];
            s->data[i + 3 - k] = b;
        }
}

static void doubles(struct sink *s, const void *with)
{
    int32_t noise = *(const int32_t *)with;
    for (uint32_t n = 0; !full(s); n++)
        put_double(s, (double)curve(s, n, noise) / 1000.0);
}

/* Prices with two digits: few values, whose bits look random. */
static void double_prices(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s))
        put_double(s, (double)(99 + 50 * rank_of(s, 400)) / 100.0);
}

static void float_random(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s))
        put_float(s, (float)below(s, 1 << 24) / 16777216.0F);
}

/* Points of a mesh: x and y on a grid, z a surface. */
static void vertices(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t n = 0; !full(s); n++) {
        uint32_t x = n % 80, y = n / 80;
        put_float(s, (float)x / 8.0F);
        put_float(s, (float)y / 8.0F);
        put_float(s, (float)(sine(x * 500) / 16 + sine(y * 700) / 16) / 4096.0F);
    }
}

/* Triangles of that grid. */
static void mesh_indices(struct sink *s, const void *with)
{
    const struct series *k = with;
    for (uint32_t n = 0; !full(s); n++) {
        uint32_t a = n / 79 * 80 + n % 79, corner[6] = { a, a + 1, a + 80, a + 80, a + 1, a + 81 };
        for (int i = 0; i < 6; i++)
            put_le(s, corner[i], k->bytes);
    }
}

static void put_varint(struct sink *s, uint64_t x)
{
    for (; x >= 128; x >>= 7)
        put(s, (uint32_t)(x & 127) | 128);
    put(s, (uint32_t)x);
}

/* Small numbers likelier, of up to so many bits. */
static void varints(struct sink *s, const void *with)
{
    uint32_t most = *(const uint32_t *)with;
    while (!full(s)) {
        uint32_t bits = 1 + low_of(s, most);
        put_varint(s, draw(s) >> (64 - bits));
    }
}

/* Fields tagged as in protocol buffers. */
static void messages(struct sink *s, const void *with)
{
    (void)with;
    for (uint64_t id = 70000; !full(s); id++) {
        put(s, 0x08);
        put_varint(s, id);
        put(s, 0x10);
        put_varint(s, 1700000000 + id * 13 + below(s, 13));
        uint32_t n = 0;
        const char *name = names[rank_of(s, (uint32_t)name_count)];
        while (name[n])
            n++;
        put(s, 0x1A);
        put(s, n);
        put_text(s, name);
        if (below(s, 3) == 0) {
            put(s, 0x25);
            put_float(s, (float)below(s, 1000) / 8.0F);
        }
    }
}

/* Amounts in binary-coded decimals: six bytes, two digits each. */
static void coded_decimals(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s)) {
        uint32_t bits = 10 + low_of(s, 24);
        uint64_t x = draw(s) >> (64 - bits);
        uint64_t scale = UINT64_C(10000000000);
        for (int i = 0; i < 6; i++, scale /= 100) {
            uint32_t two = (uint32_t)(x / scale % 100);
            put(s, two / 10 << 4 | two % 10);
        }
    }
}

/* Values of so many bits, without gaps: the lowest bits first. */
static void packed_bits(struct sink *s, const void *with)
{
    uint32_t width = *(const uint32_t *)with, pending = 0;
    uint64_t bits = 0;
    int32_t x = 1 << (width - 1);
    while (!full(s)) {
        x += around(s, 20);
        bits |= (uint64_t)((uint32_t)x & ((1U << width) - 1)) << pending;
        for (pending += width; pending >= 8; pending -= 8) {
            put(s, (uint32_t)(bits & 255));
            bits >>= 8;
        }
    }
}

static int compare_words(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Random numbers of 32 bits, sorted. */
static void sorted_random(struct sink *s, const void *with)
{
    const struct series *k = with;
    size_t n = s->size / 4;
    uint32_t *x = malloc(n * sizeof *x);
    if (!x)
        abort();
    for (size_t i = 0; i < n; i++)
        x[i] = below(s, UINT32_MAX);
    qsort(x, n, sizeof *x, compare_words);
    for (size_t i = 0; i < n; i++)
        (k->be ? put_be : put_le)(s, x[i], 4);
    free(x);
}

/* Pairs: a spiral. */
static void complex_floats(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t n = 0; !full(s); n++) {
        put_float(s, (float)(sine(n * 151 + 16384) / 8 * (int32_t)(n % 2000)) / 65536.0F);
        put_float(s, (float)(sine(n * 151) / 8 * (int32_t)(n % 2000)) / 65536.0F);
    }
}

/* A temperature (16 bits), a pressure (32) and a state (8): seven bytes. */
static void sensors(struct sink *s, const void *with)
{
    int32_t t = 2150, p = 101325;
    uint32_t state = 0;
    (void)with;
    while (!full(s)) {
        t += around(s, 3);
        p += around(s, 12);
        if (below(s, 60) == 0)
            state = below(s, 8);
        put_le(s, (uint32_t)t, 2);
        put_le(s, (uint32_t)p, 4);
        put(s, state);
    }
}

#define I(x) (&(const int32_t){ x })
#define U(x) (&(const uint32_t){ x })
#define SERIES(...) (&(const struct series){ __VA_ARGS__ })
static const struct kind kinds[] = {
    { "int16-sorted-le", 60000, integers, SERIES(2, 0, 1, 4, 100), "rising numbers, 16 bits" },
    { "int16-sorted-be", 60000, integers, SERIES(2, 1, 1, 4, 100), "rising numbers, 16 bits, big-endian" },
    { "int16-walk-le", 60000, integers, SERIES(2, 0, 0, 60, 30000), "a walk, 16 bits" },
    { "int16-walk-be", 60000, integers, SERIES(2, 1, 0, 60, 30000), "a walk, 16 bits, big-endian" },
    { "int24-walk-le", 60000, integers, SERIES(3, 0, 0, 300, 1000000), "a walk, 24 bits" },
    { "int32-sorted-le", 80000, integers, SERIES(4, 0, 1, 1000, 5000), "rising numbers, 32 bits" },
    { "int32-sorted-be", 80000, integers, SERIES(4, 1, 1, 1000, 5000), "rising numbers, 32 bits, big-endian" },
    { "int32-walk-le", 80000, integers, SERIES(4, 0, 0, 5000, 100000000), "a walk, 32 bits" },
    { "int32-walk-be", 80000, integers, SERIES(4, 1, 0, 5000, 100000000), "a walk, 32 bits, big-endian" },
    { "int64-sorted-le", 80000, integers, SERIES(8, 0, 1, 100000, 1), "rising numbers, 64 bits" },
    { "int64-sorted-be", 80000, integers, SERIES(8, 1, 1, 100000, 1), "rising numbers, 64 bits, big-endian" },
    { "int64-walk-le", 80000, integers, SERIES(8, 0, 0, 100, 500000), "a walk, 64 bits" },
    { "sorted-random-le", 80000, sorted_random, SERIES(4, 0, 0, 0, 0), "random numbers of 32 bits, sorted" },
    { "sorted-random-be", 80000, sorted_random, SERIES(4, 1, 0, 0, 0), "the same kind, big-endian" },
    { "timestamps-64", 80000, timestamps, SERIES(8, 0, 0, 0, UINT64_C(1700000000000)),
      "times in milliseconds, 64 bits" },
    { "timestamps-64-be", 80000, timestamps, SERIES(8, 1, 0, 0, UINT64_C(1700000000000)),
      "the same, big-endian" },
    { "float-smooth", 80000, floats, I(0), "a smooth curve, float" },
    { "float-noisy", 80000, floats, I(50), "a curve with noise, float" },
    { "float-smooth-be", 80000, floats_be, I(0), "a smooth curve, float, big-endian" },
    { "float-random", 60000, float_random, NULL, "random numbers between 0 and 1, float" },
    { "double-smooth", 80000, doubles, I(0), "a smooth curve, double" },
    { "double-noisy", 80000, doubles, I(50), "a curve with noise, double" },
    { "double-prices", 80000, double_prices, NULL, "prices, double" },
    { "vertices", 80000, vertices, NULL, "points of a mesh, three floats" },
    { "mesh-16", 60000, mesh_indices, SERIES(2, 0, 0, 0, 0), "triangles, 16 bits" },
    { "mesh-32", 100000, mesh_indices, SERIES(4, 0, 0, 0, 0), "triangles, 32 bits" },
    { "complex", 80000, complex_floats, NULL, "complex numbers, two floats" },
    { "varints-short", 60000, varints, U(14), "variable-length integers of up to 14 bits" },
    { "varints-long", 60000, varints, U(56), "variable-length integers of up to 56 bits" },
    { "messages", 80000, messages, NULL, "tagged fields" },
    { "decimals-coded", 60000, coded_decimals, NULL, "binary-coded decimals" },
    { "packed-12-bits", 60000, packed_bits, U(12), "a walk in 12 bits without gaps" },
    { "packed-10-bits", 60000, packed_bits, U(10), "a walk in 10 bits without gaps" },
    { "sensors", 70000, sensors, NULL, "records of three unlike numbers, 7 bytes" },
};
const struct family numbers = { "numbers", kinds, COUNT_OF(kinds) };
