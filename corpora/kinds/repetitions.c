/* Patterns: what has a rule that is short to say. */
#include "kinds.h"

/* A block of random bytes over and over; a pointer to its length. */
static void period(struct sink *s, const void *with)
{
    uint8_t block[8192];
    int n = *(const int *)with;
    for (int i = 0; i < n; i++)
        block[i] = (uint8_t)below(s, 256);
    while (!full(s))
        put_bytes(s, block, (size_t)n);
}

/* The same with one byte in a hundred changed. */
static void noisy_period(struct sink *s, const void *with)
{
    period(s, with);
    for (size_t i = below(s, 100); i < s->size; i += 1 + below(s, 199))
        s->data[i] = (uint8_t)below(s, 256);
}

static void alphabet(struct sink *s, const void *with)
{
    while (!full(s))
        put_text(s, with);
}

static void byte_blocks(struct sink *s, const void *with)
{
    int length = *(const int *)with;
    while (!full(s))
        put(s, (uint32_t)(s->used / (size_t)length));
}

/* Copies of one random block that do not stand at even distances. */
static void block_and_gaps(struct sink *s, const void *with)
{
    uint8_t block[600];
    (void)with;
    for (size_t i = 0; i < sizeof block; i++)
        block[i] = (uint8_t)below(s, 256);
    while (!full(s)) {
        put_bytes(s, block, sizeof block);
        for (uint32_t n = below(s, 40); n > 0; n--)
            put(s, 0);
    }
}

static void one_bit(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s))
        put(s, s->used == s->size / 3 ? 16 : 0);
}

/* A byte that is not zero, on average every *with bytes. */
static void sparse(struct sink *s, const void *with)
{
    uint32_t every = *(const uint32_t *)with;
    while (!full(s)) {
        for (uint32_t n = below(s, 2 * every); n > 0; n--)
            put(s, 0);
        put(s, 1 + below(s, 255));
    }
}

static void runs(struct sink *s, const void *with)
{
    uint32_t longest = *(const uint32_t *)with;
    while (!full(s)) {
        uint32_t byte = below(s, 256);
        for (uint32_t n = 1 + low_of(s, longest); n > 0; n--)
            put(s, byte);
    }
}

/* a, ab, abb, ..: each run is one longer than the last. */
static void growing_runs(struct sink *s, const void *with)
{
    (void)with;
    for (size_t n = 1; !full(s); n++) {
        put(s, 'a');
        for (size_t i = 0; i < n; i++)
            put(s, 'b');
    }
}

static void ramp(struct sink *s, const void *with)
{
    int step = *(const int *)with;
    while (!full(s))
        put(s, (uint32_t)(s->used * (size_t)step >> 8 & 255));
}

static void triangle(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s)) {
        uint32_t x = (uint32_t)s->used & 511;
        put(s, x < 256 ? x : 511 - x);
    }
}

static void exclusive_or(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s))
        put(s, (uint32_t)((s->used & 255) ^ (s->used >> 8)) & 255);
}

static void products(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s))
        put(s, (uint32_t)((s->used & 255) * (s->used >> 8)) & 255);
}

static void sierpinski(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s))
        put(s, ((s->used & 255) & (s->used >> 8)) == 0 ? '#' : '.');
}

/* Rows of 504 cells, eight to a byte. */
static void automaton(struct sink *s, const void *with)
{
    enum { CELLS = 504 };
    uint8_t row[CELLS] = { 0 }, next[CELLS];
    int rule = *(const int *)with;
    row[CELLS / 2] = 1;
    while (!full(s)) {
        for (int i = 0; i < CELLS; i += 8) {
            uint32_t byte = 0;
            for (int k = 0; k < 8; k++)
                byte = byte << 1 | row[i + k];
            put(s, byte);
        }
        for (int i = 0; i < CELLS; i++) {
            int seen = row[(i + CELLS - 1) % CELLS] << 2 | row[i] << 1 | row[(i + 1) % CELLS];
            next[i] = (uint8_t)(rule >> seen & 1);
        }
        for (int i = 0; i < CELLS; i++)
            row[i] = next[i];
    }
}

/* Letters drawn evenly out of a few. */
static void letters(struct sink *s, const void *with)
{
    const char *list = with;
    uint32_t n = 0;
    while (list[n])
        n++;
    while (!full(s))
        put(s, (uint8_t)list[below(s, n)]);
}

static void few_values(struct sink *s, const void *with)
{
    uint32_t n = *(const uint32_t *)with;
    while (!full(s))
        put(s, low_of(s, n));
}

static void byte_walk(struct sink *s, const void *with)
{
    uint32_t x = 128;
    int32_t width = *(const int *)with;
    while (!full(s)) {
        x += (uint32_t)around(s, width);
        put(s, x & 255);
    }
}

static void half_random(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s)) {
        put(s, below(s, 256));
        put(s, 'x');
    }
}

static void palindromes(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s)) {
        uint8_t half[100];
        for (int i = 0; i < 100; i++)
            half[i] = (uint8_t)('a' + low_of(s, 26));
        put_bytes(s, half, sizeof half);
        for (int i = 99; i >= 0; i--)
            put(s, half[i]);
    }
}

#define N(x) (&(const int){ x })
#define U(x) (&(const uint32_t){ x })
static const struct kind kinds[] = {
    { "one-byte", 200000, period, N(1), "one byte, over and over" },
    { "letter-a", 200000, alphabet, "a", "the letter a" },
    { "period-2", 200000, period, N(2), "2 bytes over and over" },
    { "period-3", 200000, period, N(3), "3 bytes" },
    { "period-7", 200000, period, N(7), "7 bytes" },
    { "period-26", 100000, alphabet, "abcdefghijklmnopqrstuvwxyz", "the alphabet over and over" },
    { "period-255", 200000, period, N(255), "255 bytes" },
    { "period-1000", 200000, period, N(1000), "1000 bytes" },
    { "period-4097", 100000, period, N(4097), "4097 bytes" },
    { "period-1000-noisy", 100000, noisy_period, N(1000), "1000 bytes, one in a hundred changed" },
    { "period-line", 100000, alphabet, "All work and no play makes a dull day.\n",
      "one line of text over and over" },
    { "byte-blocks", 100000, byte_blocks, N(1000), "each byte 1000 times" },
    { "byte-blocks-short", 20000, byte_blocks, N(16), "each byte 16 times" },
    { "block-and-gaps", 100000, block_and_gaps, NULL, "a random block again and again after gaps" },
    { "one-bit", 200000, one_bit, NULL, "zeros with one bit set" },
    { "sparse-100", 100000, sparse, U(100), "zeros, one byte in 100 set" },
    { "sparse-3000", 300000, sparse, U(3000), "zeros, one byte in 3000 set" },
    { "runs-short", 60000, runs, U(12), "runs of up to 12 bytes" },
    { "runs-long", 200000, runs, U(1000), "runs of up to 1000 bytes" },
    { "runs-growing", 100000, growing_runs, NULL, "runs that are longer by one each time" },
    { "ramp-slow", 100000, ramp, N(7), "a slow sawtooth" },
    { "ramp-fast", 65536, ramp, N(777), "a sawtooth of uneven steps" },
    { "triangle", 65536, triangle, NULL, "up and down by one" },
    { "xor-table", 65536, exclusive_or, NULL, "x xor y" },
    { "product-table", 65536, products, NULL, "x times y" },
    { "sierpinski", 65536, sierpinski, NULL, "Sierpinski's triangle in letters" },
    { "rule-30", 65536, automaton, N(30), "cellular automaton 30, in bits" },
    { "rule-90", 65536, automaton, N(90), "cellular automaton 90" },
    { "rule-110", 65536, automaton, N(110), "cellular automaton 110" },
    { "coin", 60000, letters, "01", "random bits as the letters 0 and 1" },
    { "dice", 60000, letters, "123456", "random digits 1 to 6" },
    { "digits", 60000, letters, "0123456789", "random digits" },
    { "letters-random", 60000, letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "random letters" },
    { "few-values", 60000, few_values, U(16), "16 values, the low ones likelier" },
    { "walk-slow", 60000, byte_walk, N(2), "a random walk of bytes by at most 2" },
    { "walk-fast", 60000, byte_walk, N(20), "a random walk of bytes by at most 20" },
    { "half-random", 60000, half_random, NULL, "a random byte and an x by turns" },
    { "palindromes", 60000, palindromes, NULL, "100 letters and the same backwards" },
};
const struct family patterns = { "patterns", kinds, COUNT_OF(kinds) };
