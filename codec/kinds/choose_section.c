/* choose_section.c - by strings of six bytes that text and section share.
 *
 * A string that the section has and the general text has not is what the section would teach, once: after that the text
 * teaches it itself. Trials would tell more, and take as long as coding. Of 81 files of 28 kinds this choice gains 6.1 % at
 * level 2 where the best would gain 6.4 (tests/bench/LOG.md). */
#include "codec/kinds/choose_section.h"

#include <stdbool.h>
#include <string.h>

#include "codec/coder/bytes.h"
#include "model/memory/hash.h"
#include "model/primer/primer.h"

#define LOOKED_AT 8192 /* bytes of the text: their kind shows */
#define GENERAL 24576  /* bytes of the general text that are learned before a short member */
#define DISPLACED 9000 /* bytes: about as many as sections have */
#define STRING 6       /* bytes: fewer are everywhere, more are nowhere twice */
#define SET_BITS                                                                                               \
    18 /* a section has 10,000 strings, two bits for each: of 170 that are not there one is taken for one that is */
#define WORTH                                                                                                  \
    256 /* one in so many strings, beyond what is displaced, pays for the byte that names the section */

struct set {
    uint8_t bits[1 << (SET_BITS - 3)];
};

/* A hash of the string at p; its two places in a set are the lowest bits and those above. */
static uint64_t string_at(const uint8_t *p)
{
    return llz_load48(p) * LLZ_GOLDEN >> (64 - 2 * SET_BITS);
}

static bool bit(const struct set *s, uint64_t at)
{
    at &= (1 << SET_BITS) - 1;
    return s->bits[at >> 3] >> (at & 7) & 1;
}

static void set_bit(struct set *s, uint64_t at)
{
    at &= (1 << SET_BITS) - 1;
    s->bits[at >> 3] |= (uint8_t)(1u << (at & 7));
}

static bool has(const struct set *s, uint64_t string)
{
    return bit(s, string) && bit(s, string >> SET_BITS);
}

static void add(struct set *s, uint64_t string)
{
    set_bit(s, string);
    set_bit(s, string >> SET_BITS);
}

static void fill(struct set *s, const uint8_t *p, size_t n)
{
    memset(s, 0, sizeof *s);
    for (size_t i = 0; i + STRING <= n; i++)
        add(s, string_at(p + i));
}

/* The strings that count, each once: those that the text has and what stays of the general text has not; seen: that. */
static size_t list(uint64_t *strings, struct set *seen, const uint8_t *p, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; i + STRING <= n; i++) {
        const uint64_t at = string_at(p + i);

        if (has(seen, at))
            continue;
        add(seen, at);
        strings[count++] = at;
    }
    return count;
}

/* How many of them the section has, less those that what it displaces has. */
static int worth(const struct set *section, const struct set *goes, const uint64_t *strings, size_t count)
{
    int sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += has(section, strings[i]) - has(goes, strings[i]);
    return sum;
}

unsigned llz_choose_section(const uint8_t *p, size_t n)
{
    uint8_t general[GENERAL];
    uint64_t strings[LOOKED_AT];
    struct set goes, other; /* other: what stays, and then one section after the other */
    unsigned best = 0;

    n = n < LOOKED_AT ? n : LOOKED_AT;
    const size_t have = llz_primer_tail(general, GENERAL);
    /* A section takes the place of what would have come first. */
    fill(&goes, general, DISPLACED);
    fill(&other, general + DISPLACED, have - DISPLACED);
    const size_t count = list(strings, &other, p, n);
    int most = (int)(n / WORTH);

    for (unsigned k = 1; k <= LLZ_PRIMER_SECTIONS; k++) {
        size_t length;
        const uint8_t *text = llz_primer_section(k, &length);

        fill(&other, text, length);
        const int is = worth(&other, &goes, strings, count);

        if (is > most) {
            most = is;
            best = k;
        }
    }
    return best;
}
