/* Sequences of mathematics. */
#include "kinds.h"
#include <string.h>

static int ones(uint64_t x)
{
    int n = 0;
    for (; x; x &= x - 1)
        n++;
    return n;
}

static void thue_morse(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s))
        put(s, ones(s->used) & 1 ? 'b' : 'a');
}

static void thue_morse_bits(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s)) {
        uint32_t byte = 0;
        for (size_t i = 0; i < 8; i++)
            byte = byte << 1 | (uint32_t)(ones(s->used * 8 + i) & 1);
        put(s, byte);
    }
}

/* a -> ab, b -> a. */
static void fibonacci_word(struct sink *s, const void *with)
{
    (void)with;
    put_text(s, "ab");
    for (size_t last = 1; !full(s);) {
        size_t whole = s->used;
        put_bytes(s, s->data, whole < last ? whole : last);
        last = whole;
    }
}

static void rudin_shapiro(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s))
        put(s, ones(s->used & s->used >> 1) & 1 ? '-' : '+');
}

static void paper_folding(struct sink *s, const void *with)
{
    (void)with;
    for (size_t n = 1; !full(s); n++) {
        size_t odd = n;
        while (!(odd & 1))
            odd >>= 1;
        put(s, odd & 2 ? 'L' : 'R');
    }
}

static void ruler(struct sink *s, const void *with)
{
    (void)with;
    for (size_t n = 1; !full(s); n++) {
        uint32_t zeros = 0;
        while (!(n >> zeros & 1))
            zeros++;
        put(s, zeros);
    }
}

static void kolakoski(struct sink *s, const void *with)
{
    (void)with;
    put_text(s, "122");
    for (size_t read = 2; !full(s); read++) {
        uint32_t next = s->data[s->used - 1] == '1' ? '2' : '1';
        for (int n = s->data[read] - '0'; n > 0; n--)
            put(s, next);
    }
}

/* Every word of 8 of the letters a to d once: the least de Bruijn sequence, of Lyndon words in order. */
static void de_bruijn(struct sink *s, const void *with)
{
    enum { WORD = 8, LETTERS = 4 };
    int w[WORD + 1] = { 0 }, n = 1;
    (void)with;
    while (n > 0 && !full(s)) {
        if (WORD % n == 0)
            for (int i = 0; i < n; i++)
                put(s, (uint32_t)('a' + w[i]));
        for (int i = n; i < WORD; i++)
            w[i] = w[i - n];
        n = WORD;
        while (n > 0 && w[n - 1] == LETTERS - 1)
            n--;
        if (n > 0)
            w[n - 1]++;
    }
}

/* bytes of each number; be: the most significant byte first. */
struct shape {
    unsigned bytes;
    int be;
};

static void put_number(struct sink *s, uint64_t x, const struct shape *shape)
{
    (shape->be ? put_be : put_le)(s, x, shape->bytes);
}

static void counter(struct sink *s, const void *with)
{
    for (uint64_t n = 1000; !full(s); n++)
        put_number(s, n, with);
}

static void gray_code(struct sink *s, const void *with)
{
    for (uint64_t n = 0; !full(s); n++)
        put_number(s, n ^ n >> 1, with);
}

static void squares(struct sink *s, const void *with)
{
    for (uint64_t n = 0; !full(s); n++)
        put_number(s, n * n, with);
}

static int is_prime(uint32_t n)
{
    for (uint32_t d = 2; d * d <= n; d++)
        if (n % d == 0)
            return 0;
    return 1;
}

static void primes(struct sink *s, const void *with)
{
    for (uint32_t n = 2; !full(s); n++)
        if (is_prime(n))
            put_number(s, n, with);
}

static void prime_lines(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t n = 2; !full(s); n++)
        if (is_prime(n))
            say(s, "%u\n", n);
}

static void counter_lines(struct sink *s, const void *with)
{
    for (uint32_t n = 1; !full(s); n++)
        say(s, with, n);
}

static void collatz(struct sink *s, const void *with)
{
    (void)with;
    for (uint64_t n = 1; !full(s); n++) {
        uint32_t steps = 0;
        for (uint64_t x = n; x != 1; steps++)
            x = x & 1 ? 3 * x + 1 : x / 2;
        put(s, steps & 255);
    }
}

/* A spigot: digits of pi, one at a time. */
static void pi_digits(struct sink *s, const void *with)
{
    enum { DIGITS = 5000, CELLS = DIGITS * 10 / 3 + 1 };
    uint32_t cells[CELLS];
    (void)with;
    for (int i = 0; i < CELLS; i++)
        cells[i] = 2;
    uint32_t nines = 0, before = 0;
    for (int k = 0; k < DIGITS && !full(s); k++) {
        uint32_t carry = 0;
        for (uint32_t i = CELLS - 1; i > 0; i--) {
            uint32_t x = cells[i] * 10 + carry;
            cells[i] = x % (2 * i + 1);
            carry = x / (2 * i + 1) * i;
        }
        uint32_t x = cells[0] * 10 + carry;
        cells[0] = x % 10;
        x /= 10;
        if (x == 9) {
            nines++;
            continue;
        }
        put(s, '0' + before + x / 10);
        for (; nines > 0; nines--)
            put(s, x >= 10 ? '0' : '9');
        before = x % 10;
    }
}

static void shift_register(struct sink *s, const void *with)
{
    uint32_t x = 0xACE1;
    (void)with;
    while (!full(s)) {
        put(s, x & 255);
        for (int i = 0; i < 8; i++)
            x = x & 1 ? x >> 1 ^ 0xB400 : x >> 1;
    }
}

static void congruences(struct sink *s, const void *with)
{
    uint32_t x = 12345;
    (void)with;
    while (!full(s)) {
        x = x * 1103515245 + 12345;
        put_le(s, x & 0xFFFF, 2);
    }
}

static void sine_table(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t n = 0; !full(s); n++)
        put(s, (uint32_t)(sine(n * 97) / 256 + 128));
}

/* All permutations of eight letters, each from the last by one swap (Heap). */
static void permutations(struct sink *s, const void *with)
{
    char p[] = "abcdefgh\n";
    uint32_t turn[8] = { 0 };
    (void)with;
    put_text(s, p);
    for (uint32_t i = 1; i < 8 && !full(s);) {
        if (turn[i] >= i) {
            turn[i++] = 0;
            continue;
        }
        uint32_t k = i & 1 ? turn[i] : 0;
        char c = p[k];
        p[k] = p[i];
        p[i] = c;
        put_text(s, p);
        turn[i]++;
        i = 1;
    }
}

#define SHAPE(bytes, be) (&(const struct shape){ bytes, be })
static const struct kind kinds[] = {
    { "thue-morse", 200000, thue_morse, NULL, "Thue-Morse, in letters" },
    { "thue-morse-bits", 65536, thue_morse_bits, NULL, "Thue-Morse, in bits" },
    { "fibonacci", 200000, fibonacci_word, NULL, "the Fibonacci word, in letters" },
    { "rudin-shapiro", 100000, rudin_shapiro, NULL, "Rudin-Shapiro, in letters" },
    { "paper-folding", 100000, paper_folding, NULL, "the paper-folding sequence" },
    { "ruler", 100000, ruler, NULL, "zeros at the end of 1, 2, 3, .. in binary" },
    { "kolakoski", 100000, kolakoski, NULL, "the Kolakoski sequence" },
    { "de-bruijn", 65536, de_bruijn, NULL, "every word of 8 of 4 letters" },
    { "counter-8", 65536, counter, SHAPE(1, 0), "0 to 255 over and over" },
    { "counter-16-le", 131072, counter, SHAPE(2, 0), "a counter of 2 bytes" },
    { "counter-16-be", 131072, counter, SHAPE(2, 1), "a counter of 2 bytes, big-endian" },
    { "counter-24-be", 120000, counter, SHAPE(3, 1), "a counter of 3 bytes, big-endian" },
    { "counter-32-le", 200000, counter, SHAPE(4, 0), "a counter of 4 bytes" },
    { "counter-32-be", 200000, counter, SHAPE(4, 1), "a counter of 4 bytes, big-endian" },
    { "counter-64-le", 200000, counter, SHAPE(8, 0), "a counter of 8 bytes" },
    { "counter-64-be", 200000, counter, SHAPE(8, 1), "a counter of 8 bytes, big-endian" },
    { "counter-lines", 100000, counter_lines, "%u\n", "1, 2, 3, .. in lines" },
    { "counter-padded", 100000, counter_lines, "%08u ", "00000001 00000002 .." },
    { "counter-hex", 100000, counter_lines, "0x%x,", "0x1,0x2,.." },
    { "gray-code", 131072, gray_code, SHAPE(2, 0), "Gray code of 16 bits" },
    { "squares", 120000, squares, SHAPE(4, 0), "squares, 32 bits" },
    { "primes", 60000, primes, SHAPE(4, 0), "primes, 32 bits" },
    { "primes-lines", 60000, prime_lines, NULL, "primes in lines" },
    { "collatz", 60000, collatz, NULL, "steps of Collatz from 1, 2, 3, .." },
    { "pi", 5000, pi_digits, NULL, "digits of pi" },
    { "shift-register", 65536, shift_register, NULL, "a linear shift register of 16 bits" },
    { "congruences", 65536, congruences, NULL, "a poor generator of random numbers" },
    { "sine-table", 60000, sine_table, NULL, "a sine, 8 bits" },
    { "permutations", 100000, permutations, NULL, "permutations of eight letters" },
};
const struct family sequences = { "sequences", kinds, COUNT_OF(kinds) };
