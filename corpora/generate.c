/* generate - test data from a seed: generate KIND BYTES [SEED] > file
 *
 * The same bytes on every machine: integers only, and one generator of random numbers. Kinds:
 *   random    noise, which nothing compresses
 *   constant  one byte, over and over
 *   sparse    records of 24 bytes, mostly zero, with a counter and a few fields that change slowly
 *   sine      16-bit little-endian mono: two tones and a little noise
 *   grammar   sentences from a small grammar, with words drawn unevenly
 *   mixed     pieces of the others by turns, as in an archive of unlike files */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

/* splitmix64 */
static uint64_t draw(void)
{
    uint64_t z = (state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static uint32_t below(uint32_t n)
{
    return (uint32_t)((draw() >> 32) * n >> 32);
}

/* Small numbers are likelier: the smaller of two draws. */
static uint32_t low_of(uint32_t n)
{
    uint32_t a = below(n), b = below(n);
    return a < b ? a : b;
}

static void put(const void *p, size_t n)
{
    if (fwrite(p, 1, n, stdout) != n) {
        perror("generate");
        exit(1);
    }
}

static void put_random(size_t n)
{
    while (n > 0) {
        uint64_t z = draw();
        unsigned char b[8];
        size_t m = n < sizeof b ? n : sizeof b;
        for (int i = 0; i < 8; i++)
            b[i] = (unsigned char)(z >> 8 * i);
        put(b, m);
        n -= m;
    }
}

static void put_constant(size_t n)
{
    for (; n > 0; n--)
        put("A", 1);
}

static void put_sparse(size_t n)
{
    uint32_t counter = below(1000), level = 500;
    while (n > 0) {
        unsigned char r[24] = { 0 };
        counter += below(8) == 0 ? 2 : 1;
        level += below(5);
        level -= below(5);
        r[0] = (unsigned char)counter;
        r[1] = (unsigned char)(counter >> 8);
        r[2] = (unsigned char)(counter >> 16);
        r[8] = (unsigned char)level;
        r[9] = (unsigned char)(level >> 8);
        r[12] = (unsigned char)(1 << low_of(4));
        if (below(16) == 0)
            r[16 + below(8)] = (unsigned char)below(256);
        size_t m = n < sizeof r ? n : sizeof r;
        put(r, m);
        n -= m;
    }
}

/* An oscillator in integers: x'' = -c x / 2^16, so that no machine's sine takes part. */
struct tone {
    int32_t x, v, c;
};

static int32_t tone_next(struct tone *t)
{
    t->v -= (int32_t)((int64_t)t->x * t->c / 65536);
    t->x += t->v;
    return t->x;
}

static void put_sine(size_t n)
{
    struct tone low = { 9000, 0, 50 }, high = { 3000, 0, 700 + (int32_t)below(500) };
    while (n > 0) {
        int32_t s = tone_next(&low) + tone_next(&high) + (int32_t)below(16);
        unsigned char b[2] = { (unsigned char)((uint32_t)s & 255), (unsigned char)((uint32_t)s >> 8 & 255) };
        size_t m = n < 2 ? n : 2;
        put(b, m);
        n -= m;
    }
}

static const char *const nouns[] = { "river",    "letter", "machine", "garden", "captain", "window",
                                     "mountain", "engine", "teacher", "market", "shadow",  "harbour" };
static const char *const verbs[] = { "carried",   "found", "followed", "remembered", "opened",
                                     "described", "left",  "repaired", "watched" };
static const char *const adjectives[] = { "old", "quiet", "narrow", "broken", "distant", "yellow", "patient" };
static const char *const links[] = { "because", "while", "although", "before", "until" };
#define PICK(list) (list)[low_of(sizeof(list) / sizeof *(list))]

/* A sentence grows word by word: two draws in one call would leave their order to the compiler. */
static size_t add(char *s, size_t at, size_t cap, const char *word)
{
    size_t k = strlen(word);
    if (at + k >= cap)
        return at;
    memcpy(s + at, word, k);
    return at + k;
}

static size_t add_noun_phrase(char *s, size_t at, size_t cap)
{
    at = add(s, at, cap, below(3) ? "the " : "every ");
    if (below(3) == 0) {
        at = add(s, at, cap, PICK(adjectives));
        at = add(s, at, cap, " ");
    }
    return add(s, at, cap, PICK(nouns));
}

static void put_grammar(size_t n)
{
    while (n > 0) {
        char s[400];
        size_t k = add_noun_phrase(s, 0, sizeof s);
        s[0] = (char)(s[0] - 'a' + 'A');
        for (;;) {
            k = add(s, k, sizeof s, " ");
            k = add(s, k, sizeof s, PICK(verbs));
            k = add(s, k, sizeof s, " ");
            k = add_noun_phrase(s, k, sizeof s);
            if (below(3) || k > sizeof s - 120)
                break;
            k = add(s, k, sizeof s, ", ");
            k = add(s, k, sizeof s, PICK(links));
            k = add(s, k, sizeof s, " ");
            k = add_noun_phrase(s, k, sizeof s);
        }
        k = add(s, k, sizeof s, below(6) ? ". " : ".\n\n");
        size_t m = n < k ? n : k;
        put(s, m);
        n -= m;
    }
}

static void put_mixed(size_t n)
{
    static void (*const kinds[])(size_t) = { put_grammar, put_sparse, put_sine, put_random, put_grammar };
    for (unsigned i = 0; n > 0; i++) {
        size_t m = 1000 + below(12000);
        m = n < m ? n : m;
        kinds[i % 5](m);
        n -= m;
    }
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*put)(size_t n);
    } kinds[] = { { "random", put_random }, { "constant", put_constant }, { "sparse", put_sparse },
                  { "sine", put_sine },     { "grammar", put_grammar },   { "mixed", put_mixed } };
    if (argc == 3 || argc == 4)
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (strcmp(argv[1], kinds[i].name) == 0) {
                state = argc == 4 ? strtoull(argv[3], NULL, 10) : 1;
                kinds[i].put((size_t)strtoull(argv[2], NULL, 10));
                return fflush(stdout) == 0 ? 0 : 1;
            }
    fprintf(stderr, "usage: generate random|constant|sparse|sine|grammar|mixed BYTES [SEED]\n");
    return 2;
}
