#include "model/match.h"

#include "model/bytetree.h"
#include "model/hash.h"

#define LENGTH_MAX 65535
#define VERIFY_MAX 40 /* bytes compared when a place is found */
#define LIMIT 255     /* of the adaptive probabilities */

void llz_match_lay(struct llz_match *m, struct llz_arena *a, int bits)
{
    m->bits = bits;
    m->head = llz_arena_take(a, (size_t)1 << bits, sizeof *m->head);
    m->p = llz_arena_take(a, LLZ_MATCH_CLASSES, sizeof *m->p);
    m->by_byte = llz_arena_take(a, 65536, sizeof *m->by_byte);
}

void llz_match_init(struct llz_match *m, unsigned least)
{
    m->least = least;
    m->length = 0;
    m->misses = 0;
    m->now[0] = m->now[1] = NULL;
    for (uint32_t i = 0; i < LLZ_MATCH_CLASSES; i++)
        m->p[i] = UINT32_C(0xe0000000); /* 7/8 */
    for (uint32_t i = 0; i < 65536; i++)
        m->by_byte[i] = UINT32_C(0xe0000000);
}

static uint8_t byte_at(const struct llz_past *past, uint32_t at)
{
    return past->bytes[at & past->mask];
}

/* Bytes that agree before two positions, VERIFY_MAX at most. */
static uint32_t common(const struct llz_past *past, uint32_t a, uint32_t b)
{
    uint32_t n = 0;
    while (n < VERIFY_MAX && byte_at(past, a - 1 - n) == byte_at(past, b - 1 - n))
        n++;
    return n;
}

static uint32_t hash_of(const struct llz_match *m, const struct llz_past *past)
{
    uint64_t h = 0;
    for (unsigned i = 1; i <= m->least; i++)
        h = (h + llz_past_get(past, i) + 1) * LLZ_GOLDEN;
    return (uint32_t)(h >> (64 - m->bits));
}

static void follow(struct llz_match *m, uint8_t byte)
{
    const int wrong = m->expected != byte;
    m->misses = (uint8_t)(m->misses << 1 | wrong);
    m->length = wrong ? m->length / 4 : m->length < LENGTH_MAX ? m->length + 1 : m->length;
    m->at++;
}

static int bits_set(unsigned x)
{
    int n = 0;
    for (; x; x &= x - 1)
        n++;
    return n;
}

static void look(struct llz_match *m, const struct llz_past *past, uint32_t place)
{
    if (place == 0 || (uint32_t)past->n - (place - 1) > past->mask - VERIFY_MAX)
        return;
    const uint32_t n = common(past, place - 1, (uint32_t)past->n);
    if (n < m->least || n <= m->length)
        return;
    m->at = place - 1;
    m->length = n;
    m->misses = 0;
}

void llz_match_add(struct llz_match *m, const struct llz_past *past)
{
    if (m->length > 0)
        follow(m, llz_past_get(past, 1));
    if (bits_set(m->misses) > 4)
        m->length = 0;
    if (past->n >= m->least) {
        const uint32_t h = hash_of(m, past);
        if (m->length < 16 || (m->misses & 255))
            look(m, past, m->head[h]);
        m->head[h] = (uint32_t)past->n + 1;
    }
    if (m->length > 0)
        m->expected = byte_at(past, m->at);
}

void llz_match_restart(struct llz_match *m, const struct llz_past *past)
{
    m->length = 0;
    m->misses = 0;
    llz_match_add(m, past);
}

unsigned llz_match_class(const struct llz_match *m)
{
    static const uint16_t first[] = { 1, 2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 64, 256 };
    unsigned i = 0;
    while (i < sizeof first / sizeof first[0] && m->length >= first[i])
        i++;
    return i;
}

int llz_match_bit(const struct llz_match *m, unsigned node)
{
    if (m->length == 0)
        return -1;
    const unsigned path = m->expected | 256u;
    const unsigned level = llz_node_level(node);
    return path >> (8 - level) == node ? (int)(path >> (7 - level) & 1) : -1;
}

void llz_match_predict(struct llz_match *m, unsigned node, uint32_t *p)
{
    const int bit = llz_match_bit(m, node);
    m->now[0] = m->now[1] = NULL;
    p[0] = p[1] = LLZ_P_HALF;
    if (bit < 0)
        return;
    const unsigned class = llz_match_class(m);
    const unsigned recent = m->misses & 7, older = (m->misses & 0xf8) != 0;
    m->now[0] = &m->p[class << 4 | recent << 1 | older];
    m->now[1] = &m->by_byte[(unsigned)m->expected << 8 | class << 4 | (recent ? 8 : 0) | (node >= 16 ? 4 : 0) |
                            (node >= 4 && node < 16 ? 2 : 0)];
    for (int i = 0; i < 2; i++)
        p[i] = llz_p_of(llz_adaptive_p(*m->now[i]), (unsigned)bit);
}

void llz_match_update(struct llz_match *m, unsigned node, int bit, const struct llz_rates_of_counts *rates)
{
    if (!m->now[0])
        return;
    const int right = llz_match_bit(m, node) == bit;
    for (int i = 0; i < 2; i++)
        *m->now[i] = llz_adaptive_update(*m->now[i], right, LIMIT, rates);
}
