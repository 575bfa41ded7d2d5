/* detect_records.c - the length of records, from the distances at which bytes return. */
#include <string.h>

#include "codec/kinds/samples/detect_samples.h"

#define SMALLEST 1024 /* bytes of a block that says anything */
#define SHORTEST 2
#define CANDIDATES 6
#define VOTED 8192u   /* distances that get votes */
#define GROUPS 4096u  /* hashes of groups */
#define CHECKED 8192u /* bytes compared with those a record before */
#define MATCHED 4096u /* if all of them match */
#define ENOUGH 220    /* of 1000: chance gives 100 at most in text and code */

/* What comes for the third time at one distance votes for it: single bytes, and for long records, in which
 * every byte is frequent, groups of three. */
static void count_votes(const uint8_t *p, size_t n, uint16_t *votes)
{
    uint32_t last[256 + GROUPS] = { 0 };
    uint32_t gap[256 + GROUPS] = { 0 };
    memset(votes, 0, VOTED * sizeof *votes);
    for (size_t i = 2; i < n; i++) {
        const uint32_t group = (p[i] | (uint32_t)p[i - 1] << 8 | (uint32_t)p[i - 2] << 16) * 2654435761u;
        const uint32_t slots[2] = { p[i], 256 + group / (UINT32_MAX / GROUPS + 1) };
        for (int k = 0; k < 2; k++) {
            const uint32_t s = slots[k];
            const uint32_t d = (uint32_t)i - last[s];
            if (d == gap[s] && d >= SHORTEST && d < VOTED && votes[d] < UINT16_MAX)
                votes[d]++;
            gap[s] = d;
            last[s] = (uint32_t)i;
        }
    }
}

/* How many of some bytes, spread over the block, equal the one d before. */
static uint32_t matches(const uint8_t *p, size_t n, size_t d)
{
    const size_t checked = n - d < CHECKED ? n - d : CHECKED;
    const size_t runs = checked / 64;
    const size_t apart = (n - d) / runs;
    uint32_t equal = 0;
    for (size_t k = 0; k < runs; k++) {
        const uint8_t *before = p + k * apart, *a = before + d;
        for (size_t i = 0; i < 64; i++)
            equal += a[i] == before[i];
    }
    return equal * (MATCHED / 64) / (uint32_t)runs;
}

/* Bytes match at any distance where few values are common: the mean at distances that no record explains.
 *
 * Distances that no record explains: odd ones near it, and not its divisors. */
static uint32_t by_chance(const uint8_t *p, size_t n, uint32_t d)
{
    static const int off[] = { -3, -1, 1, 3, 5, 7 };
    const uint32_t base = d < 8 ? 4 * d : d;
    uint32_t sum = 0;
    uint32_t looked = 0;
    for (size_t k = 0; k < sizeof off / sizeof *off; k++) {
        if (off[k] % (int)d == 0)
            continue;
        sum += matches(p, n, base + (uint32_t)off[k]);
        looked++;
    }
    return sum / looked;
}

/* The share of bytes that differ by chance, and do not at distance d: of 1000. */
static uint32_t gain(const uint8_t *p, size_t n, uint32_t d)
{
    const uint32_t hit = matches(p, n, d);
    const uint32_t chance = by_chance(p, n, d);
    return hit > chance ? (hit - chance) * 1000 / (MATCHED - chance) : 0;
}

static uint32_t most_votes(const uint16_t *votes, size_t n)
{
    uint32_t d = SHORTEST;
    for (uint32_t e = SHORTEST; e < VOTED && e < n / 4; e++) {
        if (votes[e] > votes[d])
            d = e;
    }
    return d;
}

bool llz_detect_records(const uint8_t *p, size_t n, uint32_t *stride)
{
    uint16_t votes[VOTED];
    uint32_t best = 0;
    uint32_t most = 0;
    *stride = 0;
    if (n < SMALLEST)
        return false;
    count_votes(p, n, votes);
    for (unsigned k = 0; k < CANDIDATES; k++) {
        const uint32_t d = most_votes(votes, n);
        if (votes[d] == 0)
            break;
        votes[d] = 0;
        const uint32_t g = gain(p, n, d);
        /* Several records are a record too: the shorter one needs less.
         *
         * A tenth in favour of the shorter length: twice a record is a record too, but its
         * columns say less. */
        if (g * 10 > most * (d < best ? 9 : 11)) {
            most = g;
            best = d;
        }
    }
    if (most < ENOUGH)
        return false;
    *stride = best;
    return true;
}
