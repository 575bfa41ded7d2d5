/* bit_history.c - states of what was seen in a context: two counts that bound each other, and
 * the last bit.
 *
 * About 170 states fit a byte. Of a context that has seen both bits it matters more which came last and
 * roughly how often than the exact numbers; so a large count of one bit goes with small counts of the
 * other only, and a surprise takes away most of what was large. The tables are made when a model is, since
 * a search may choose how fast they forget. */
#include "model/experts/bit_history.h"

#include <string.h>

#define COUNT_MAX 40

/* The largest count beside a smaller one of n.
 *
 * How large a count may be beside 0, 1, 2, ... of the other: long runs are kept exactly,
 * mixtures only roughly. */
static int most_beside(int n)
{
    static const int most[] = { COUNT_MAX, 22, 12, 8, 6, 6 };
    return n < (int)(sizeof most / sizeof most[0]) ? most[n] : -1;
}

static int allowed(int n0, int n1)
{
    return n0 < n1 ? n1 <= most_beside(n0) : n0 <= most_beside(n1);
}

/* Numbers of states by counts and last bit; 0 where there is none. */
struct numbering {
    uint8_t of[COUNT_MAX + 1][COUNT_MAX + 1][2];
};

/* Counts after a bit: its own grows, a large one of the other bit shrinks.
 *
 * `forget` is chosen by a search: what a surprise leaves of the other bit's count. Half and one is the
 * usual; on most text less would be better, on records more (tests/bench/LOG.md, knobs). */
static void count(int n[2], int bit, int forget)
{
    int *own = &n[bit], *other = &n[!bit];
    const int left = forget == 0 ? *other / 2 + 1 : 3 - forget;

    if (*other > left)
        *other = left;
    if (*own < COUNT_MAX)
        ++*own;
    while (!allowed(n[0], n[1])) {
        if (n[0] > n[1])
            n[0]--;
        else
            n[1]--;
    }
}

/* (n1 + 0.4) / (n0 + n1 + 0.8), and the count 0 of an adaptive probability.
 *
 * The estimator of Krichevsky and Trofimov adds 0.5 to each count; 0.4 suits contexts that
 * are mostly deterministic. */
static uint32_t start_of(int n0, int n1)
{
    const uint32_t p = (uint32_t)((UINT64_C(1) << 22) * (unsigned)(5 * n1 + 2) / (unsigned)(5 * (n0 + n1) + 4));
    return p << 10;
}

/* In the order of their sums, so that small numbers are young states: `total` orders slots by what
 * they have seen. */
static int number(struct llz_bit_history *h, struct numbering *of)
{
    int states = 1;
    h->total[0] = 0;
    h->start[0] = start_of(0, 0);
    for (int sum = 1; sum <= COUNT_MAX; sum++) {
        for (int n0 = 0; n0 <= sum; n0++) {
            const int n1 = sum - n0;
            if (!allowed(n0, n1))
                continue;
            for (int last = n0 == 0; last <= (n1 > 0); last++) {
                of->of[n0][n1][last] = (uint8_t)states;
                h->start[states] = start_of(n0, n1);
                h->total[states++] = (uint8_t)sum;
            }
        }
    }
    return states;
}

static void connect(struct llz_bit_history *h, const struct numbering *of, int n0, int n1, int state,
                    int forget)
{
    for (int bit = 0; bit < 2; bit++) {
        int n[2] = { n0, n1 };
        count(n, bit, forget);
        h->next[state][bit] = of->of[n[0]][n[1]][bit];
    }
}

void llz_bit_history_init(struct llz_bit_history *h, int forget)
{
    struct numbering of;
    memset(&of, 0, sizeof of);
    memset(h, 0, sizeof *h);
    h->states = (uint8_t)number(h, &of);
    connect(h, &of, 0, 0, 0, forget);
    for (int n0 = 0; n0 <= COUNT_MAX; n0++)
        for (int n1 = 0; n1 <= COUNT_MAX; n1++)
            for (int last = 0; last < 2; last++)
                if (of.of[n0][n1][last] != 0)
                    connect(h, &of, n0, n1, of.of[n0][n1][last], forget);
}
