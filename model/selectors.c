#include "model/selectors.h"

#include "model/hash.h"

const size_t llz_set_rows[LLZ_SETS] = {
    48, 256, 256, 256, 128, 256, 257, 128, 4096, 512, 256, 256, 256, 256, 256, 768, 256, 256, 1024, 256, 4096, 2048, 256, 256,
};
const size_t llz_final_rows[LLZ_FINAL_SETS] = { 1, 256, 128, 256, 128, 2048 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t hash_bits(uint64_t x, int bits)
{
    return (size_t)(x * LLZ_GOLDEN >> (64 - bits));
}

/* How many of the first eight contexts have been seen before: 0 to 8. */
static size_t known(const struct llz_experts *e)
{
    size_t n = 0;
    for (size_t i = 0; i < 8 && i < e->n; i++)
        n += llz_experts_state(e, i) != 0;
    return n;
}

static size_t bracket_of(const struct llz_text *t)
{
    const uint8_t open = t->opened > 0 ? t->open[(t->opened - 1) % LLZ_TEXT_NEST] : 0;
    return (llz_text_class(open) & 3) + 4 * (size_t)t->in_tag;
}

/* In how many contexts (up to 15) a run goes on, and whether they agree. */
static size_t runs_of(const struct llz_experts *e, unsigned level)
{
    size_t ones = 0, zeros = 0;
    for (size_t i = 0; i < e->n && i < 16; i++) {
        if (!e->run[i])
            continue;
        if (e->first[i]->run_byte >> (7 - level) & 1)
            ones++;
        else
            zeros++;
    }
    return smaller(ones, 15) * 16 + smaller(zeros, 15);
}

void llz_select(const struct llz_experts *e, const struct llz_moment *now, size_t *row, size_t sets)
{
    const struct llz_text *t = &e->contexts.text;
    const size_t level = now->level, node = now->node, c1 = t->recent & 0xff, c2 = t->recent >> 8 & 0xff;
    const size_t expected = (size_t)(now->expected + 1);
    const size_t all[LLZ_SETS] = {
        e->contexts.expected_class * 3u + expected,
        node,
        c1,
        c2,
        known(e) * 8 + level,
        smaller(t->letters, 9) * 24 + t->capital * 8u + level,
        now->lm_top,
        now->lm_class * 8 + level,
        t->classes & 0xfff,
        smaller(t->column, 31) * 16 + llz_text_class(llz_text_above(t, &e->contexts.past, 0)),
        llz_experts_state(e, 0),
        llz_experts_state(e, 1),
        llz_experts_state(e, 2),
        llz_experts_state(e, 5 < e->n ? 5 : 3),
        bracket_of(t) * 8 + level,
        expected * 256 + node,
        runs_of(e, now->level),
        hash_bits(t->word[1], 8),
        hash_bits(t->shape & 0xffffff, 10),
        e->contexts.expected,
        llz_text_class((uint8_t)c1) * 256 + node,
        e->contexts.expected_class * 128u + level * 16 + now->lm_class,
        llz_experts_state(e, 3),
        hash_bits(t->tag, 8),
    };
    for (size_t s = 0; s < sets; s++)
        row[s] = all[s];
}

void llz_select_final(const struct llz_experts *e, const struct llz_moment *now, size_t *row)
{
    const struct llz_text *t = &e->contexts.text;
    row[0] = 0;
    row[1] = now->node;
    row[2] = e->contexts.expected_class * 8u + now->level;
    row[3] = t->recent & 0xff;
    row[4] = now->lm_class * 8 + now->level;
    row[5] = hash_bits(t->shape & 0xffffff, 11);
}
