/* selectors.c - which weights are used for a bit: for each set a row, chosen by a small context of what is
 * known just then.
 *
 * A set is worth what its context tells about whom to trust, not about what comes. Ten sets more saved 0.3
 * % and four more 0.2 %, for a tenth of the time each (tests/bench/LOG.md), so levels have as many as they
 * can afford; they stand best first. */
#include "model/mixing/selectors.h"

#include "model/memory/hash.h"

const size_t llz_set_rows[LLZ_SETS] = {
    [LLZ_SET_EXPECTED_BIT] = 48,   [LLZ_SET_NODE] = 256,          [LLZ_SET_BYTE1] = 256,
    [LLZ_SET_BYTE2] = 256,         [LLZ_SET_KNOWN] = 128,         [LLZ_SET_LETTERS] = 256,
    [LLZ_SET_LM_TOP] = 257,        [LLZ_SET_LM_CLASS] = 128,      [LLZ_SET_CLASSES] = 4096,
    [LLZ_SET_COLUMN] = 512,        [LLZ_SET_STATE1] = 256,        [LLZ_SET_STATE2] = 256,
    [LLZ_SET_STATE3] = 256,        [LLZ_SET_STATE6] = 256,        [LLZ_SET_BRACKET] = 256,
    [LLZ_SET_EXPECTED_NODE] = 768, [LLZ_SET_RUNS] = 256,          [LLZ_SET_WORD] = 256,
    [LLZ_SET_SHAPE] = 1024,        [LLZ_SET_EXPECTED_BYTE] = 256, [LLZ_SET_CLASS_NODE] = 4096,
    [LLZ_SET_MATCH_LM] = 2048,     [LLZ_SET_STATE4] = 256,        [LLZ_SET_TAG] = 256,
};
const size_t llz_final_rows[LLZ_FINAL_SETS] = {
    [LLZ_FINAL_ONE] = 1,     [LLZ_FINAL_NODE] = 256,     [LLZ_FINAL_EXPECTED] = 128,
    [LLZ_FINAL_BYTE1] = 256, [LLZ_FINAL_LM_CLASS] = 128, [LLZ_FINAL_SHAPE] = 2048,
};

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t hash_bits(uint64_t x, int bits)
{
    return (size_t)(x * LLZ_GOLDEN >> (64 - bits));
}

/* How many of the first eight contexts have been seen before: 0 to 8.
 *
 * Where long contexts have been seen before, they should be believed before short ones. */
static size_t known(const struct llz_experts *e)
{
    size_t n = 0;
    for (size_t i = 0; i < 8 && i < e->n; i++)
        n += llz_experts_state(e, i) != 0;
    return n;
}

static size_t bracket_of(const struct llz_text *t)
{
    return (llz_text_class(llz_text_bracket(t)) & 3) + 4 * (size_t)t->in_tag;
}

/* How many of the runs that are no more expect a 1 and how many a 0, up to 15 each. */
static size_t runs_of(const struct llz_experts *e, unsigned node, unsigned level)
{
    size_t n[2] = { 0, 0 };
    for (size_t i = 0; i < e->n; i++) {
        const uint32_t path = e->memories.path[i];
        n[path >> (7 - level) & 1] += path >> (8 - level) == node && !e->memories.slotted[i];
    }
    return smaller(n[1], 15) * 16 + smaller(n[0], 15);
}

/* A row is what the byte says and what the bit adds to it. */
static void choose(struct llz_selection *s, enum llz_set set, size_t row, enum llz_term term)
{
    s->row[set] = row;
    s->term[set] = (uint8_t)term;
}

static void select_text(const struct llz_experts *e, struct llz_selection *s)
{
    const struct llz_text *t = &e->contexts.text;
    const size_t c1 = t->recent & 0xff, c2 = t->recent >> 8 & 0xff;
    choose(s, LLZ_SET_EXPECTED_BIT, e->contexts.expected_class * 3u, LLZ_TERM_EXPECTED);
    choose(s, LLZ_SET_NODE, 0, LLZ_TERM_NODE);
    choose(s, LLZ_SET_BYTE1, c1, LLZ_TERM_NONE);
    choose(s, LLZ_SET_BYTE2, c2, LLZ_TERM_NONE);
    choose(s, LLZ_SET_KNOWN, 0, LLZ_TERM_KNOWN);
    choose(s, LLZ_SET_LETTERS, smaller(t->letters, 9) * 24 + t->capital * 8u, LLZ_TERM_LEVEL);
    choose(s, LLZ_SET_LM_TOP, 0, LLZ_TERM_LM_TOP);
    choose(s, LLZ_SET_LM_CLASS, 0, LLZ_TERM_LM_CLASS);
    choose(s, LLZ_SET_CLASSES, t->classes & 0xfff, LLZ_TERM_NONE);
    choose(s, LLZ_SET_COLUMN,
           smaller(t->column, 31) * 16 + llz_text_class(llz_text_above(t, &e->contexts.ring, 0)),
           LLZ_TERM_NONE);
    choose(s, LLZ_SET_STATE1, 0, LLZ_TERM_STATE1);
    choose(s, LLZ_SET_STATE2, 0, LLZ_TERM_STATE2);
    choose(s, LLZ_SET_STATE3, 0, LLZ_TERM_STATE3);
    choose(s, LLZ_SET_STATE6, 0, LLZ_TERM_STATE6);
    choose(s, LLZ_SET_BRACKET, bracket_of(t) * 8, LLZ_TERM_LEVEL);
    choose(s, LLZ_SET_EXPECTED_NODE, 0, LLZ_TERM_EXPECTED_NODE);
    choose(s, LLZ_SET_RUNS, 0, LLZ_TERM_RUNS);
    choose(s, LLZ_SET_WORD, hash_bits(t->word[1], 8), LLZ_TERM_NONE);
    choose(s, LLZ_SET_SHAPE, hash_bits(t->shape & 0xffffff, 10), LLZ_TERM_NONE);
    choose(s, LLZ_SET_EXPECTED_BYTE, e->contexts.expected, LLZ_TERM_NONE);
    choose(s, LLZ_SET_CLASS_NODE, llz_text_class((uint8_t)c1) * 256, LLZ_TERM_NODE);
    choose(s, LLZ_SET_MATCH_LM, e->contexts.expected_class * 128u, LLZ_TERM_LEVEL_LM);
    choose(s, LLZ_SET_STATE4, 0, LLZ_TERM_STATE4);
    choose(s, LLZ_SET_TAG, hash_bits(t->tag, 8), LLZ_TERM_NONE);
}

/* Other kinds than text put their own small contexts where text has words and columns. */
static void select_samples(const struct llz_samples *x, struct llz_selection *s)
{
    const size_t a = llz_samples_select(x, 0), b = llz_samples_select(x, 1), c = llz_samples_select(x, 2);
    choose(s, LLZ_SET_BYTE1, a, LLZ_TERM_NONE);
    choose(s, LLZ_SET_BYTE2, b, LLZ_TERM_NONE);
    choose(s, LLZ_SET_WORD, c, LLZ_TERM_NONE);
    choose(s, LLZ_SET_CLASSES, a * 8, LLZ_TERM_LEVEL);
    choose(s, LLZ_SET_SHAPE, b * 8, LLZ_TERM_LEVEL);
}

/* Records of a length that was told have columns. Elsewhere it is the distances of zeros that tell fields apart, and the
 * position in words of four bytes. */
static void select_binary(const struct llz_contexts *c, struct llz_selection *s)
{
    const struct llz_record *r = &c->record;
    const struct llz_fields *f = &c->fields;
    const size_t column = llz_record_select(r, &c->ring, 0), fit = llz_record_select(r, &c->ring, 1),
                 above = llz_record_select(r, &c->ring, 2), zero = llz_fields_since(&c->ring, f->zero_at),
                 phase = llz_byte_ring_position(&c->ring) & 3;
    const size_t place = r->told ? column : smaller(zero, 31) * 16 + phase * 4 + smaller(f->zeros, 3);
    choose(s, LLZ_SET_BYTE2, column, LLZ_TERM_NONE);
    choose(s, LLZ_SET_WORD, fit, LLZ_TERM_NONE);
    choose(s, LLZ_SET_TAG, above, LLZ_TERM_NONE);
    choose(s, LLZ_SET_CLASSES, place * 8, LLZ_TERM_LEVEL);
    choose(s, LLZ_SET_COLUMN, smaller(zero, 31) * 16 + smaller(f->zeros, 15), LLZ_TERM_NONE);
    choose(s, LLZ_SET_SHAPE, hash_bits((f->tokens & 0xffff) * 2 + (f->run > 0), 10), LLZ_TERM_NONE);
}

/* Where text looks at words and lines, machine code looks at instructions. */
static void select_x86(const struct llz_x86 *x, struct llz_selection *s)
{
    const size_t place = llz_x86_select(x, 0);
    choose(s, LLZ_SET_BYTE2, place, LLZ_TERM_NONE);
    choose(s, LLZ_SET_LETTERS, llz_x86_select(x, 1), LLZ_TERM_NONE);
    choose(s, LLZ_SET_CLASSES, place * 8, LLZ_TERM_LEVEL);
    choose(s, LLZ_SET_COLUMN, llz_x86_select(x, 2), LLZ_TERM_NONE);
    choose(s, LLZ_SET_BRACKET, llz_x86_select(x, 3), LLZ_TERM_NONE);
    choose(s, LLZ_SET_WORD, hash_bits(x->history[(x->n - 1) % LLZ_X86_HISTORY].form, 8), LLZ_TERM_NONE);
    choose(s, LLZ_SET_SHAPE, hash_bits(x->form + x->phase, 10), LLZ_TERM_NONE);
    choose(s, LLZ_SET_CLASS_NODE, x->phase * 256u, LLZ_TERM_NODE);
    choose(s, LLZ_SET_TAG, (x->known & 3) * 64u + llz_x86_base(x), LLZ_TERM_NONE);
}

/* The sets that know most each, two contexts in one, come first where there is no room for all: 0.6 % of English and
 * 0.8 % of mark-up at level 1, 0.2 % at level 5 (LOG.md). The tiny model, of two sets, has no room for their rows.
 *
 * A search may bring back the sets that had to give way; what pays depends on the data. */
void llz_choose_sets(size_t *set, size_t sets, int replaced)
{
    static const size_t few[] = { LLZ_SET_EXPECTED_BIT, LLZ_SET_CLASS_NODE, LLZ_SET_BYTE1,
                                  LLZ_SET_CLASSES,      LLZ_SET_KNOWN,      LLZ_SET_SHAPE };
    const bool are_few = sets >= 4 && sets <= sizeof few / sizeof *few;

    for (size_t s = 0; s < sets; s++)
        set[s] = are_few ? few[s] : s;
    if (sets <= sizeof few / sizeof *few || sets > LLZ_SET_SHAPE)
        return;
    set[LLZ_SET_NODE] = LLZ_SET_CLASS_NODE;
    set[LLZ_SET_BYTE2] = LLZ_SET_SHAPE;
    if (replaced > 0)
        set[sets - 4] = LLZ_SET_NODE;
    if (replaced > 1)
        set[sets - 2] = LLZ_SET_BYTE2;
}

/* Most rows depend on the byte alone, so only what a bit adds is looked up for each. */
void llz_select(const struct llz_experts *e, struct llz_selection *s)
{
    const struct llz_contexts *c = &e->contexts;
    select_text(e, s);
    if (c->profile.kind == LLZ_KIND_SAMPLES)
        select_samples(c->samples, s);
    else if (c->profile.kind == LLZ_KIND_BINARY)
        select_binary(c, s);
    else if (c->profile.kind == LLZ_KIND_X86)
        select_x86(&c->x86, s);
}

void llz_select_final(const struct llz_experts *e, struct llz_selection *s)
{
    static const uint8_t terms[LLZ_FINAL_SETS] = { LLZ_TERM_NONE, LLZ_TERM_NODE,     LLZ_TERM_LEVEL,
                                                   LLZ_TERM_NONE, LLZ_TERM_LM_CLASS, LLZ_TERM_NONE };
    const struct llz_contexts *c = &e->contexts;
    const size_t row[LLZ_FINAL_SETS] = {
        [LLZ_FINAL_EXPECTED] = c->expected_class * 8u,
        [LLZ_FINAL_BYTE1] = c->text.recent & 0xff,
        [LLZ_FINAL_SHAPE] = hash_bits(c->text.shape & 0xffffff, 11),
    };
    for (size_t i = 0; i < LLZ_FINAL_SETS; i++) {
        s->final_row[i] = row[i];
        s->final_term[i] = terms[i];
    }
    if (c->profile.kind == LLZ_KIND_X86) {
        s->final_row[LLZ_FINAL_SHAPE] += llz_x86_select(&c->x86, 0) * 8 - row[LLZ_FINAL_SHAPE];
        s->final_term[LLZ_FINAL_SHAPE] = LLZ_TERM_LEVEL;
    }
}

void llz_select_bit(const struct llz_experts *e, const struct llz_moment *now, unsigned wanted, size_t *term)
{
    const size_t level = now->level, node = now->node, expected = (size_t)(now->expected + 1);
    term[LLZ_TERM_NONE] = 0;
    term[LLZ_TERM_LEVEL] = level;
    term[LLZ_TERM_NODE] = node;
    term[LLZ_TERM_EXPECTED] = expected;
    term[LLZ_TERM_EXPECTED_NODE] = expected * 256 + node;
    term[LLZ_TERM_LM_TOP] = now->lm_top;
    term[LLZ_TERM_LM_CLASS] = now->lm_class * 8 + level;
    term[LLZ_TERM_LEVEL_LM] = level * 16 + now->lm_class;
    term[LLZ_TERM_STATE1] = llz_experts_state(e, 0);
    term[LLZ_TERM_STATE2] = llz_experts_state(e, 1);
    term[LLZ_TERM_STATE3] = llz_experts_state(e, 2);
    term[LLZ_TERM_STATE4] = llz_experts_state(e, 3);
    term[LLZ_TERM_STATE6] = llz_experts_state(e, 5 < e->n ? 5 : 3);
    if (wanted & 1u << LLZ_TERM_KNOWN)
        term[LLZ_TERM_KNOWN] = known(e) * 8 + level;
    if (wanted & 1u << LLZ_TERM_RUNS)
        term[LLZ_TERM_RUNS] = runs_of(e, now->node, now->level);
}
