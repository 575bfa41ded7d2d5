#include "model/mixing/selectors.h"

#include "model/memory/hash.h"

const size_t llz_set_rows[LLZ_SETS] = {
    48,  256, 256, 256, 128, 256, 257,  128, 4096, 512,  256, 256,
    256, 256, 256, 768, 256, 256, 1024, 256, 4096, 2048, 256, 256,
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

/* How many of the runs expect a 1 and how many a 0, up to 15 each. */
static size_t runs_of(const struct llz_experts *e, unsigned level)
{
    size_t ones = 0;
    for (size_t k = 0; k < e->running_n; k++)
        ones += e->expert[e->running[k]].byte >> (7 - level) & 1;
    return smaller(ones, 15) * 16 + smaller(e->running_n - ones, 15);
}

/* Other kinds than text put their own small contexts where text has words and columns. */
static void select_samples(const struct llz_samples *s, size_t level, size_t *all)
{
    const size_t a = llz_samples_select(s, 0), b = llz_samples_select(s, 1), c = llz_samples_select(s, 2);
    all[2] = a;
    all[3] = b;
    all[17] = c;
    all[8] = a * 8 + level;
    all[18] = b * 8 + level;
    all[20] = c * 8 + level;
}

static void select_binary(const struct llz_record *r, const struct llz_byte_ring *past, size_t level,
                          size_t *all)
{
    const size_t a = llz_record_select(r, past, 0), b = llz_record_select(r, past, 1),
                 c = llz_record_select(r, past, 2);
    all[3] = a;
    all[17] = b;
    all[23] = c;
    all[8] = a * 8 + level;
    all[20] = b * 8 + level;
}

/* Where text looks at words and lines, machine code looks at instructions. */
static void select_x86(const struct llz_x86 *x, const struct llz_moment *now, size_t *row)
{
    const size_t place = llz_x86_select(x, 0), level = now->level;
    row[3] = place;
    row[5] = llz_x86_select(x, 1);
    row[8] = place * 8 + level;
    row[9] = llz_x86_select(x, 2);
    row[14] = llz_x86_select(x, 3);
    row[17] = hash_bits(x->past[(x->n - 1) % LLZ_X86_HISTORY].form, 8);
    row[18] = hash_bits(x->form + x->phase, 10);
    row[20] = x->phase * 256u + now->node;
    row[23] = (x->known & 3) * 64u + llz_x86_base(x);
}

void llz_choose_sets(size_t *set, size_t sets, int replaced)
{
    for (size_t s = 0; s < sets; s++)
        set[s] = s;
    if (replaced > 0 && sets > 4 && sets <= 20)
        set[sets - 4] = 20;
    if (replaced > 1 && sets > 4 && sets <= 18)
        set[sets - 2] = 18;
}

void llz_select(const struct llz_experts *e, const struct llz_moment *now, size_t *row)
{
    const struct llz_text *t = &e->contexts.text;
    const size_t level = now->level, node = now->node, c1 = t->recent & 0xff, c2 = t->recent >> 8 & 0xff;
    const size_t expected = (size_t)(now->expected + 1);
    size_t all[LLZ_SETS] = {
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
    if (e->contexts.profile.kind == LLZ_KIND_SAMPLES)
        select_samples(e->contexts.samples, level, all);
    else if (e->contexts.profile.kind == LLZ_KIND_BINARY)
        select_binary(&e->contexts.record, &e->contexts.past, level, all);
    else if (e->contexts.profile.kind == LLZ_KIND_X86)
        select_x86(&e->contexts.x86, now, all);
    for (size_t s = 0; s < LLZ_SETS; s++)
        row[s] = e->contexts.profile.kind * llz_set_rows[s] + all[s];
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
    if (e->contexts.profile.kind == LLZ_KIND_X86)
        row[5] = llz_x86_select(&e->contexts.x86, 0) * 8 + now->level;
    for (size_t s = 0; s < LLZ_FINAL_SETS; s++)
        row[s] += e->contexts.profile.kind * llz_final_rows[s];
}
