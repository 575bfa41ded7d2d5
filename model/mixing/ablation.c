/* ablation.c - It computes the second half of a prediction again with other inputs, on copies of
 * all that the first run has set: the predictor itself is read only, and must not be able to tell
 * that somebody looked. */
#include "model/mixing/ablation.h"

#include <string.h>

static void lay(struct llz_ablation *s, const struct llz_predictor *m)
{
    s->x = llz_arena_take(&s->memory, m->mixer.inputs, sizeof *s->x);
    s->second = llz_arena_take(&s->memory, m->final.inputs + 16, sizeof *s->second);
    s->p = llz_arena_take(&s->memory, m->final.inputs + 16, sizeof *s->p);
}

/* The logit of a half is 0 but for rounding. Those who have nothing to say have that one too. */
static void find_nothing(struct llz_ablation *s, const struct llz_kernels *k)
{
    _Alignas(LLZ_ALIGN) uint32_t p[16];
    _Alignas(LLZ_ALIGN) float x[16];
    for (size_t i = 0; i < 16; i++)
        p[i] = LLZ_P_HALF;
    k->stretch(x, p, 16);
    s->nothing = x[0];
}

bool llz_ablation_begin(struct llz_ablation *s, const struct llz_predictor *m)
{
    *s = (struct llz_ablation){ 0 };
    lay(s, m);
    s->memory = llz_arena_new(s->memory.used);
    if (!s->memory.base)
        return false;
    lay(s, m);
    find_nothing(s, m->kernels);
    return true;
}

void llz_ablation_free(struct llz_ablation *s)
{
    llz_arena_free(&s->memory);
}

/* The lists of contexts depend on the data's kind and form, so they are asked, a part at a time. */
void llz_ablation_byte(struct llz_ablation *s, const struct llz_predictor *m)
{
    const struct llz_experts *e = &m->experts;
    struct llz_contexts one = e->contexts;
    unsigned part_of[LLZ_ROLES] = { 0 };
    uint64_t key[LLZ_EXPERTS_MAX];
    uint16_t role[LLZ_EXPERTS_MAX];
    for (unsigned part = 1; part <= LLZ_PARTS_ALL; part <<= 1) {
        one.parts = e->contexts.parts & part;
        const size_t n = llz_contexts_keys(&one, key, role, e->shape.contexts);
        for (size_t i = 0; i < n; i++)
            part_of[role[i]] = part;
    }
    for (size_t i = 0; i < e->n; i++)
        s->part[i] = part_of[e->expert[i].role];
}

static void clear(struct llz_ablation *s, size_t from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        s->x[from + i] = s->nothing;
}

/* Who hears one of a pair hears both. */
static void clear_pairs(struct llz_ablation *s, const struct llz_predictor *m, unsigned parts)
{
    const size_t extra = LLZ_VIEWS * m->shape.experts.contexts;
    for (size_t i = 0; i < m->pairs.n; i++) {
        const size_t a = llz_pair_of[i][0], b = llz_pair_of[i][1];
        const bool out =
            (a < m->experts.n && (s->part[a] & parts)) || (b < m->experts.n && (s->part[b] & parts));
        const bool always = i < LLZ_PAIRS_ALWAYS;
        if (out && (always || !llz_predictor_expects(m)))
            clear(s, extra + (always ? LLZ_INPUT_PAIRS + i : LLZ_INPUT_MORE_PAIRS + i - LLZ_PAIRS_ALWAYS), 1);
    }
}

static void clear_places(struct llz_ablation *s, const struct llz_predictor *m, unsigned parts)
{
    const size_t first = LLZ_VIEWS * m->shape.experts.contexts + LLZ_EXTRA_INPUTS;
    for (size_t i = 0; i < m->pairs.placed; i++)
        if (llz_placed[i] < m->experts.n && (s->part[llz_placed[i]] & parts))
            clear(s, first + i, 1);
}

static void gather_without(struct llz_ablation *s, const struct llz_predictor *m, unsigned parts)
{
    const size_t contexts = m->shape.experts.contexts, extra = LLZ_VIEWS * contexts;
    memcpy(s->x, m->x, m->mixer.inputs * sizeof *s->x);
    for (size_t i = 0; i < m->experts.n; i++)
        for (size_t view = 0; view < LLZ_VIEWS && (s->part[i] & parts); view++)
            clear(s, view * contexts + i, 1);
    clear_pairs(s, m, parts);
    clear_places(s, m, parts);
    if (parts & LLZ_PART_LM)
        clear(s, extra + LLZ_INPUT_LM, 1);
    if (parts & LLZ_PART_MATCH)
        clear(s, extra + LLZ_INPUT_MATCH, 2 * LLZ_MATCHES);
    if ((parts & LLZ_PART_KIND) && llz_predictor_expects(m))
        clear(s, extra + LLZ_INPUT_EXPECTED, LLZ_EXPECT_GUESSES);
}

float llz_ablation_bit(struct llz_ablation *s, const struct llz_predictor *m, unsigned parts)
{
    const size_t n = m->final.inputs;
    /* Copies of the structs, which point to the same weights: only where results go to differs. */
    struct llz_mixer first = m->mixer, final = m->final;
    struct llz_apm apm[LLZ_APMS];
    gather_without(s, m, parts);
    first.y = s->second;
    final.y = s->second + n;
    final.p = s->p + n;
    memcpy(apm, m->apm, sizeof apm); /* looking up moves their places */
    const float logit = llz_mixers_forward(&first, &final, m->kernels, s->x);
    return llz_apms_refine(apm, m->shape.apms, m->share, s->p[n + m->shape.finals], logit);
}
