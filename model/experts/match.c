/* match.c - the byte that came after the last occurrence of this context, and how far it can be trusted.
 *
 * The model keeps following the place after a wrong byte, and remembers of each of the last eight bytes
 * whether it was right: data with small changes (versions, tables) go on matching after each. The length
 * falls to a quarter, so that a better place is looked for; with more than four misses in eight bytes the
 * place is given up. */
#include "model/experts/match.h"

#include <string.h>

#include "model/arithmetic/bytetree.h"
#include "model/memory/hash.h"

#define LENGTH_MAX 65535
/* Longer agreement than this says no more about what comes next, and comparing it takes time. */
#define VERIFY_MAX 40              /* bytes compared when a place is found */
#define LIMIT 255                  /* of the adaptive probabilities */
#define START UINT32_C(0xe0000000) /* 7/8, what they begin with: fresh memory is zero and means that */

void llz_match_lay(struct llz_match *m, struct llz_arena *a, int bits, bool far)
{
    m->has_far = far;
    if (far)
        llz_far_lay(&m->far, a, bits);
    llz_heads_lay(&m->heads, a, bits);
    m->p = llz_arena_take(a, LLZ_MATCH_CLASSES, sizeof *m->p);
    m->by_byte = llz_arena_take(a, 65536, sizeof *m->by_byte);
}

void llz_match_init(struct llz_match *m, unsigned least)
{
    m->least = least;
    m->length = 0;
    m->class = 0;
    m->misses = 0;
    m->told = false;
    m->aimed = UINT64_MAX; /* no head is known */
    m->head = NULL;
    m->now[0] = m->now[1] = NULL;
    llz_heads_init(&m->heads);
    if (m->has_far)
        llz_far_init(&m->far);
}

/* The eight bytes before a place at least eight from the ring's beginning, the last one uppermost. */
static uint64_t before(const struct llz_byte_ring *ring, size_t place)
{
    uint64_t x = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(&x, ring->bytes + place - sizeof x, sizeof x);
#else
    for (size_t i = 1; i <= sizeof x; i++)
        x = x << 8 | ring->bytes[place - i];
#endif
    return x;
}

/* Bytes that agree before two positions, `most` at most. */
static uint32_t common(const struct llz_byte_ring *ring, uint32_t a, uint32_t b, uint32_t most)
{
    const uint32_t mask = ring->mask;
    uint32_t n = 0;
    while (n + 8 <= most && ((a - n) & mask) >= 8 && ((b - n) & mask) >= 8) {
        const uint64_t differ = before(ring, (a - n) & mask) ^ before(ring, (b - n) & mask);
        if (differ)
            return n + (uint32_t)__builtin_clzll(differ) / 8;
        n += 8;
    }
    while (n < most && llz_byte_ring_at(ring, a - 1 - n) == llz_byte_ring_at(ring, b - 1 - n))
        n++;
    return n;
}

/* Hash of the last bytes, `least` of them, of n. */
static uint64_t hash_of(const struct llz_match *m, const struct llz_byte_ring *ring, uint64_t n)
{
    uint64_t h = 0;
    for (unsigned i = 1; i <= m->least; i++)
        h = (h + llz_byte_ring_at(ring, n - i) + 1) * LLZ_GOLDEN;
    return h;
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

/* How many bytes agree before a place that a head tells of, `most` at most; 0 if it is forgotten.
 *
 * Places older than the ring are forgotten: other bytes stand there now. */
static uint32_t agree(const struct llz_byte_ring *ring, uint32_t place, uint32_t most)
{
    if (place == 0 || most >= ring->mask || (uint32_t)ring->n - (place - 1) > ring->mask - most)
        return 0;
    return common(ring, place - 1, (uint32_t)ring->n, most);
}

static void go_to(struct llz_match *m, uint32_t place, uint32_t length)
{
    m->at = place - 1;
    m->length = length;
    m->misses = 0;
}

static void look(struct llz_match *m, const struct llz_byte_ring *ring, uint32_t place)
{
    const uint32_t n = agree(ring, place, VERIFY_MAX);
    if (n >= m->least && n > m->length)
        go_to(m, place, n);
}

/* The longest context that is known, unless that is where the model is. After a wrong expectation, however long
 * the match was, it agrees with less.
 *
 * Lengths from the longest down. The place where the model is already confirms it, and
 * nothing is compared. */
static bool look_far(struct llz_match *m, const struct llz_byte_ring *ring)
{
    for (unsigned k = 0; k < LLZ_FAR_LENGTHS; k++) {
        const uint32_t place = llz_far_place(&m->far, k), length = llz_far_length(k);
        if (place == 0)
            continue;
        if (m->length > 0 && place - 1 == m->at)
            return true;
        const uint32_t n = agree(ring, place, 4 * length);
        if (n >= length) {
            go_to(m, place, n);
            return true;
        }
    }
    return false;
}

/* Is what it expects in doubt?
 *
 * A long match without misses is left alone; looking for another one would cost a cache miss
 * for every byte. */
static bool unsure(const struct llz_match *m)
{
    return m->length < 16 || m->misses;
}

/* How a length counts for weight sets and maps: 0 without a match, 15 from 256 bytes on. */
static uint8_t class_of(uint32_t length)
{
    static const uint16_t first[] = { 1, 2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 64, 256 };
    uint8_t i = 0;
    while (i < sizeof first / sizeof first[0] && length >= first[i])
        i++;
    return i;
}

/* What it would have expected itself. */
static void untell(struct llz_match *m)
{
    if (!m->told)
        return;
    m->told = false;
    m->length = m->own_length;
    m->misses = m->own_misses;
    m->expected = m->own_expected;
}

void llz_match_aim(struct llz_match *m, const struct llz_byte_ring *ring, uint64_t n)
{
    m->aimed = n;
    m->head = NULL;
    if (m->has_far)
        llz_far_aim(&m->far, ring, n);
    if (n < m->least)
        return;
    llz_heads_grow(&m->heads);
    m->head = llz_heads_at(&m->heads, hash_of(m, ring, n));
    __builtin_prefetch(m->head, 1);
}

/* What will be compared with the last bytes. */
static void fetch_place(const struct llz_byte_ring *ring, uint32_t place)
{
    if (place)
        __builtin_prefetch(ring->bytes + ((place - 2) & ring->mask));
}

void llz_match_fetch(const struct llz_match *m, const struct llz_byte_ring *ring)
{
    if (m->head)
        fetch_place(ring, *m->head);
    for (unsigned k = 0; m->has_far && k < LLZ_FAR_LENGTHS; k++)
        fetch_place(ring, llz_far_place(&m->far, k));
}

/* Looks for a place, if need be, and notes where the last bytes are. */
static void look_again(struct llz_match *m, const struct llz_byte_ring *ring)
{
    bool found = false;
    if (m->has_far) {
        found = unsure(m) && look_far(m, ring);
        llz_far_note(&m->far, ring);
    }
    if (!m->head)
        return;
    if (!found && unsure(m))
        look(m, ring, *m->head);
    *m->head = (uint32_t)ring->n + 1;
}

void llz_match_add(struct llz_match *m, const struct llz_byte_ring *ring)
{
    untell(m);
    if (m->length > 0)
        follow(m, llz_byte_ring_get(ring, 1));
    if (bits_set(m->misses) > 4)
        m->length = 0;
    if (m->aimed != ring->n)
        llz_match_aim(m, ring, ring->n);
    look_again(m, ring);
    if (m->length > 0)
        m->expected = llz_byte_ring_at(ring, m->at);
    m->class = class_of(m->length);
}

void llz_match_restart(struct llz_match *m, const struct llz_byte_ring *ring)
{
    m->told = false;
    m->length = 0;
    m->misses = 0;
    m->aimed = UINT64_MAX; /* no head is known */
    if (m->has_far)
        llz_far_restart(&m->far);
    llz_match_add(m, ring);
}

void llz_match_tell(struct llz_match *m, uint8_t byte, uint32_t length, uint8_t misses)
{
    m->told = true;
    m->own_length = m->length;
    m->own_misses = m->misses;
    m->own_expected = m->expected;
    m->expected = byte;
    m->length = length;
    m->class = class_of(length);
    m->misses = misses;
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
    const unsigned class = m->class;
    /* Past 1,024 bytes a match may be part of a copy; the first map alone has room for these classes. */
    const unsigned finer = class + (m->length >= 1024) + (m->length >= 4096) + (m->length >= 16384);
    const unsigned recent = m->misses & 7, older = (m->misses & 0xf8) != 0;
    m->now[0] = &m->p[finer << 4 | recent << 1 | older];
    /* The second map knows the expected byte, and whether the first, the next or the last four bits are
     * asked for: some bytes (line feeds, spaces) are right far more often than others. */
    m->now[1] = &m->by_byte[(unsigned)m->expected << 8 | class << 4 | (recent ? 8 : 0) | (node >= 16 ? 4 : 0) |
                            (node >= 4 && node < 16 ? 2 : 0)];
    for (int i = 0; i < 2; i++)
        p[i] = llz_p_of(llz_adaptive_p(*m->now[i] ^ START), (unsigned)bit);
}

void llz_match_update(struct llz_match *m, unsigned node, int bit, const struct llz_rates_of_counts *rates)
{
    if (!m->now[0])
        return;
    const int right = llz_match_bit(m, node) == bit;
    for (int i = 0; i < 2; i++)
        *m->now[i] = llz_adaptive_update(*m->now[i] ^ START, right, LIMIT, rates) ^ START;
}
