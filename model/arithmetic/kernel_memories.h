/* kernel_memories.h - what kernels do with memories of contexts (memories.h), four or eight at a time; included by
 * kernel_body.h.
 *
 * Integers, but for one quotient of floats whose whole part is exact (share_of), in the compiler's own vectors: the
 * results are the same everywhere. Not sixteen at a time, since levels 1 to 5 have 8, 13, 18, 28, 36 contexts, and what
 * is looked up for places after the last one is time lost. */
#ifndef LLZ_KERNEL_MEMORIES_H
#define LLZ_KERNEL_MEMORIES_H

#include "model/arithmetic/memories.h"

/* A vector of f(0), f(1) and so on. */
#ifdef __AVX2__
#define LLZ_WORDS 8
#define LLZ_EACH_WORD(f) ((llz_words){ f(0), f(1), f(2), f(3), f(4), f(5), f(6), f(7) })
#else
#define LLZ_WORDS 4
#define LLZ_EACH_WORD(f) ((llz_words){ f(0), f(1), f(2), f(3) })
#endif

typedef uint32_t llz_words __attribute__((vector_size(4 * LLZ_WORDS), aligned(4), may_alias));
typedef int32_t llz_counts __attribute__((vector_size(4 * LLZ_WORDS)));
typedef float llz_quotients __attribute__((vector_size(4 * LLZ_WORDS)));

/* Of adaptive probabilities (model/experts/adaptive.h). */
#define LLZ_HALF 0x80000000u
#define LLZ_COUNT_MAX 1023
#define LLZ_P_TOP ((1u << 22) - 1)

#define LLZ_WORDS_AT(p) (*(llz_words *)(p))
#define LLZ_WORDS_OF(p) (*(const llz_words *)(p))

/* Entries of the maps that the bit asks for. */
LLZ_INLINE void look_up(struct llz_memories *m, const struct llz_bit_place *b, size_t i)
{
    const unsigned within = b->within, unknown = 8 - b->level;
    uint32_t *const *tree = m->tree + i;
#define LLZ_NODE(k) tree[k][within]
    const llz_words node = LLZ_EACH_WORD(LLZ_NODE);
    const llz_words state_at = LLZ_WORDS_OF(m->state_row + i) + (node & 255);
    const llz_words on_run = (llz_words)(LLZ_WORDS_OF(m->path + i) >> unknown == b->node);
    const llz_words run_at = ((LLZ_WORDS_OF(m->run_row + i) + b->level) & on_run) | (m->nothing & ~on_run);
#define LLZ_STATE(k) m->by_state[state_at[k]]
#define LLZ_RUN(k) m->by_run[run_at[k]]
    LLZ_WORDS_AT(m->node + i) = node;
    LLZ_WORDS_AT(m->state_at + i) = state_at;
    LLZ_WORDS_AT(m->state + i) = LLZ_EACH_WORD(LLZ_STATE);
    LLZ_WORDS_AT(m->run_at + i) = run_at;
    LLZ_WORDS_AT(m->run + i) = LLZ_EACH_WORD(LLZ_RUN);
#undef LLZ_NODE
#undef LLZ_STATE
#undef LLZ_RUN
}

/* What the run says: P(1) where the byte has a 1 next, else its complement. Of contexts in slots the complement of a
 * half is taken too, which is not quite a half. */
LLZ_INLINE llz_words by_run(const struct llz_memories *m, const struct llz_bit_place *b, size_t i)
{
    const llz_words speaks =
        (llz_words)(LLZ_WORDS_OF(m->run_at + i) != m->nothing) | LLZ_WORDS_OF(m->slotted + i);
    const llz_words zero = (llz_words)((LLZ_WORDS_OF(m->path + i) & 128u >> b->level) == 0);
    return (LLZ_WORDS_OF(m->run + i) ^ (zero & speaks)) >> 10;
}

/* View by view, for the last vector of each may go beyond its contexts, into the next. */
static void recall(struct llz_memories *m, const struct llz_bit_place *b, uint32_t *p, size_t stride)
{
    for (size_t i = 0; i < m->n; i += LLZ_WORDS) {
        look_up(m, b, i);
        LLZ_WORDS_AT(p + i) = LLZ_WORDS_OF(m->state + i) >> 10;
    }
    for (size_t i = 0; i < m->n; i += LLZ_WORDS)
        LLZ_WORDS_AT(p + stride + i) = LLZ_WORDS_OF(m->node + i) >> 16 << 6;
    for (size_t i = 0; i < m->n; i += LLZ_WORDS)
        LLZ_WORDS_AT(p + 2 * stride + i) = by_run(m, b, i);
}

LLZ_INLINE llz_words all_of(uint32_t x)
{
    return (llz_words){ 0 } + x;
}

/* llz_rates_of_counts: 2^17 / (2 n + 3), n < 1024. The quotient is never an integer, since its divisor is odd and above
 * 1, so it lies at least 1 / (2 n + 3) below the next one; a float loses less of it. A division takes less time than
 * eight look-ups. */
LLZ_INLINE llz_words share_of(llz_words n)
{
    const llz_quotients divisor = __builtin_convertvector((llz_counts)(2 * n + 3), llz_quotients);
    return (llz_words) __builtin_convertvector(0x1p17f / divisor, llz_counts);
}

/* p + ((target - p) share >> 16), rounded down, where |target - p| <= reach. Products of 32 bits hold it in two
 * parts. */
LLZ_INLINE llz_words moved(llz_words p, llz_words target, llz_words share, uint32_t reach)
{
    const llz_words d = target - p;
    const llz_words high = ((d + reach) >> 16) - (reach >> 16), low = d & 0xffff;
    return p + high * share + (low * share >> 16);
}

/* One more, up to 255. */
LLZ_INLINE llz_words counted(llz_words n)
{
    return n + 1 - ((n + 1) >> 8);
}

/* llz_adaptive_update with a limit of 255. */
LLZ_INLINE llz_words adapted(llz_words a, llz_words target)
{
    const llz_words n = a & LLZ_COUNT_MAX;
    return moved(a >> 10, target, share_of(n), 1u << 22) << 10 | counted(n);
}

/* llz_node_update */
LLZ_INLINE llz_words node_after(const uint32_t *next, llz_words v, int bit)
{
    const llz_words n = v >> 8 & 255, target = all_of(bit ? 65535 : 0);
    const llz_words p = moved(v >> 16, target, share_of(n), 1u << 16);
#define LLZ_NEXT(k) next[v[k] & 255]
    return p << 16 | counted(n) << 8 | LLZ_EACH_WORD(LLZ_NEXT);
#undef LLZ_NEXT
}

LLZ_INLINE void remember_some(struct llz_memories *m, const struct llz_bit_place *b, int bit, size_t i,
                              const size_t some)
{
    const llz_words v = LLZ_WORDS_OF(m->node + i), state = LLZ_WORDS_OF(m->state + i),
                    run = LLZ_WORDS_OF(m->run + i);
    const llz_words old = (llz_words)((v & 255) != 0);
    const llz_words on_run = (llz_words)(LLZ_WORDS_OF(m->run_at + i) != m->nothing);
    const llz_words zero = (llz_words)((LLZ_WORDS_OF(m->path + i) & 128u >> b->level) == 0);
    const llz_words right = bit ? ~zero : zero, one = all_of(bit ? LLZ_P_TOP : 0);
    const llz_words state_after = (adapted(state, one) & old) | (state & ~old);
    const llz_words run_after = (adapted(run, right & LLZ_P_TOP) & on_run) | (run & ~on_run);
    const llz_words after = node_after(m->next[bit], v, bit);
    for (size_t k = 0; k < some; k++) {
        m->by_state[m->state_at[i + k]] = state_after[k];
        m->by_run[m->run_at[i + k]] = run_after[k];
        m->tree[i + k][b->within] = after[k];
    }
}

static void remember(struct llz_memories *m, const struct llz_bit_place *b, int bit, size_t contexts)
{
    size_t i = 0;
    for (; i + LLZ_WORDS <= contexts; i += LLZ_WORDS)
        remember_some(m, b, bit, i, LLZ_WORDS);
    if (i < contexts)
        remember_some(m, b, bit, i, contexts - i);
}

static void adapt(uint32_t *const *at, size_t n, int bit)
{
    for (size_t i = 0; i < n; i += LLZ_WORDS) {
        uint32_t *const *p = at + i;
#define LLZ_ENTRY(k) *p[k]
        const llz_words a = LLZ_EACH_WORD(LLZ_ENTRY) ^ LLZ_HALF;
#undef LLZ_ENTRY
        const llz_words one = all_of(bit ? LLZ_P_TOP : 0), count = a & LLZ_COUNT_MAX;
        const llz_words more = count + 1 + (llz_words)(count == LLZ_COUNT_MAX);
        const llz_words after = (moved(a >> 10, one, share_of(count), 1u << 22) << 10 | more) ^ LLZ_HALF;
        for (size_t k = 0; k < LLZ_WORDS; k++)
            *p[k] = after[k];
    }
}

#endif
