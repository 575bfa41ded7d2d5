/* prior_text.c - reference and sample of a prior as coded bits, foreseen by its own n-gram statistics. */
#include "codec/prior/prior_code.h"

#define UNKNOWN (LLZ_PRIOR_LEVELS - 1) /* no child agrees with the bits so far */

/* Children of a context that agree with the bits of a byte so far: they stand side by side. */
struct candidates {
    const struct llz_gram *first, *end;
};

/* Where the next byte stands. */
struct place {
    uint32_t longest, shorter; /* contexts */
    unsigned depth;            /* bytes of the longest one */
};

static uint64_t sum_of(const struct llz_prior_coding *c, const struct llz_gram *first,
                       const struct llz_gram *end)
{
    uint64_t sum = 0;
    for (; first < end; first++)
        sum += c->count[first->weight];
    return sum;
}

/* First of them with a symbol of `least` or more. */
static const struct llz_gram *split_at(struct candidates k, unsigned least)
{
    while (k.first < k.end) {
        const struct llz_gram *middle = k.first + (k.end - k.first) / 2;
        if (middle->symbol < least)
            k.first = middle + 1;
        else
            k.end = middle;
    }
    return k.first;
}

/* Class of the probability of a 1 that two sums tell: a few for each side of a half.
 *
 * The two contexts' opinions choose an adaptive probability; sixteen levels for each are enough, since it
 * is the probability that learns what they are worth together. */
static unsigned level_of(uint64_t zeros, uint64_t ones)
{
    unsigned ratio = 0;
    if (zeros + ones == 0)
        return UNKNOWN;
    const uint64_t more = zeros > ones ? zeros : ones, less = zeros > ones ? ones : zeros;
    while (ratio < 7 && (2 * less + 1) << ratio < 2 * more + 1)
        ratio++;
    return ones > zeros ? 8 + ratio : 7 - ratio;
}

static struct candidates children_of(const struct llz_grams *g, uint32_t context)
{
    const struct llz_gram *first = g->child + g->context[context].first;
    return (struct candidates){ first, first + g->context[context].n };
}

/* The class of the next bit for some candidates; *one: where those that it is 1 for begin. */
static unsigned foresee(const struct llz_prior_coding *c, struct candidates k, unsigned node, int left,
                        const struct llz_gram **one)
{
    /* The least byte that begins with these bits and a 1; & 255 takes off the leading 1 of node. */
    *one = split_at(k, ((2 * node + 1) << left) & 255);
    return level_of(sum_of(c, k.first, *one), sum_of(c, *one, k.end));
}

static uint8_t code_byte(struct llz_prior_coding *c, const struct llz_grams *g, const struct place *at,
                         uint8_t byte)
{
    struct candidates a = children_of(g, at->longest), b = children_of(g, at->shorter);
    unsigned node = 1;
    for (int left = 7; left >= 0; left--) {
        const struct llz_gram *one_a, *one_b;
        const unsigned p = foresee(c, a, node, left, &one_a), q = foresee(c, b, node, left, &one_b);
        const int bit = llz_prior_bit(c, &c->foreseen[at->depth][p][q], byte >> left & 1);
        a = bit ? (struct candidates){ one_a, a.end } : (struct candidates){ a.first, one_a };
        b = bit ? (struct candidates){ one_b, b.end } : (struct candidates){ b.first, one_b };
        node = 2 * node + (unsigned)bit;
    }
    return (uint8_t)node;
}

/* The longest context after one more byte. */
static void step(const struct llz_grams *g, struct place *at, uint8_t byte)
{
    uint32_t context = at->longest;
    unsigned depth = at->depth;
    for (;; depth--) {
        const uint32_t child = llz_gram_find(g, context, byte);
        if (child != LLZ_GRAM_NONE && g->child[child].opened != LLZ_GRAM_NONE) {
            at->longest = g->child[child].opened;
            at->depth = depth + 1;
            break;
        }
        if (g->context[context].suffix == LLZ_GRAM_NONE) {
            at->longest = 0;
            at->depth = 0;
            break;
        }
        context = g->context[context].suffix;
    }
    at->shorter = g->context[at->longest].suffix;
    at->shorter = at->shorter == LLZ_GRAM_NONE ? 0 : at->shorter;
}

void llz_prior_code_text(struct llz_prior_coding *c, const struct llz_grams *g, uint8_t **text, size_t n)
{
    struct place at = { 0, 0, 0 };
    size_t room = llz_prior_room(n);
    for (size_t i = 0; i < n; i++) {
        if (c->decoding)
            *text = llz_prior_grow(c, *text, &room, i, n, 1);
        if (c->broken)
            return;
        uint8_t *p = *text;
        p[i] = code_byte(c, g, &at, p[i]);
        step(g, &at, p[i]);
    }
}
