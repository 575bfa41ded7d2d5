/* lab_texts.c - cuts the primer's first sections, which are tales, into texts, and deals them out in an order of the seed. */
#include "learner/lab/transformer/lab_texts.h"

#include <math.h>

#include "learner/lab/lab_model.h"
#include "learner/lab/lab_random.h"
#include "model/primer/primer.h"

#define PROSE 114688   /* bytes of the primer's beginning */
#define SPOILED_PART 3 /* pairs are a third of the symbols; the paper has 20 changes in 64 tokens */
#define EMBEDDING 0.5f /* deviations of the first parameters: of embeddings, */
#define OUTPUT 0.25f   /* and of outputs, times 1 / sqrt(width): near equal probabilities */

enum { STREAM_ORDER = 100, STREAM_SPOILED, STREAM_PARAMETERS };

size_t llz_lab_texts_count(size_t length)
{
    return (llz_primer_text_bytes < PROSE ? llz_primer_text_bytes : PROSE) / length;
}

/* 0: newline; 1 to 95: from blank on. */
static unsigned char symbol_of(uint8_t byte)
{
    return byte == '\n' ? 0 : byte >= ' ' && byte < 0x7f ? (unsigned char)(byte - ' ' + 1) : 1;
}

static void copy_text(const struct llz_lab_problem *p, unsigned char *to, size_t number)
{
    const size_t L = p->setting.net.length;

    for (size_t i = 0; i < L; i++)
        to[i] = symbol_of(llz_primer_text[(size_t)p->order[number] * L + i]);
}

/* Symbols change places, so that a spoiled text has the same symbols as before: no count of them tells it from a whole
 * one, only what stands beside what. Two draws may be the same place, which then keeps its symbol. */
static void spoil(struct llz_lab_random *r, unsigned char *text, size_t L)
{
    for (size_t i = 0; i < L / SPOILED_PART; i++) {
        const size_t a = (size_t)(llz_lab_random_next(r) % L), b = (size_t)(llz_lab_random_next(r) % L);
        const unsigned char kept = text[a];

        text[a] = text[b];
        text[b] = kept;
    }
}

/* Deviations of 1 / sqrt(width) keep products as large as what goes in. Embeddings, of which two are added, begin at
 * half, and outputs small: the first losses are close to ln of the number of symbols, for all seeds alike. */
static void draw_parameters(struct llz_lab_problem *p)
{
    const struct llz_transformer_sizes *s = &p->setting.net;
    struct llz_lab_random r = llz_lab_random_begin(p->setting.seed, STREAM_PARAMETERS);
    const size_t embeddings = (s->symbols + s->length) * s->width, outputs = s->width * s->symbols;
    const float narrow = 1 / sqrtf((float)s->width);

    for (size_t i = 0; i < p->setting.sizes.D; i++) {
        const float size = i < embeddings                      ? EMBEDDING
                           : i + outputs >= p->setting.sizes.D ? OUTPUT * narrow
                                                               : narrow;

        p->start[i] = size * llz_lab_random_normal(&r);
    }
}

static void lay_set(struct llz_lab_set *set, struct llz_arena *a, size_t n, size_t length)
{
    *set = (struct llz_lab_set){ .n = n, .text = llz_arena_take(a, n, length) };
}

static void lay(struct llz_lab_problem *p, struct llz_arena *a)
{
    const struct llz_lab_sizes *s = &p->setting.sizes;

    p->start = llz_arena_take(a, s->D, sizeof *p->start);
    p->order = llz_arena_take(a, p->texts, sizeof *p->order);
    lay_set(&p->examples, a, s->N, p->setting.net.length);
    lay_set(&p->seen, a, s->K, p->setting.net.length);
    lay_set(&p->unseen, a, s->K, p->setting.net.length);
}

bool llz_lab_texts_make(struct llz_lab_problem *p)
{
    const struct llz_lab_sizes *s = &p->setting.sizes;
    const size_t L = p->setting.net.length;
    struct llz_lab_random r = llz_lab_random_begin(p->setting.seed, STREAM_SPOILED),
                          deal = llz_lab_random_begin(p->setting.seed, STREAM_ORDER);
    struct llz_arena count = { 0 };
    struct llz_fpenv saved;

    p->model = &llz_lab_transformer;
    p->texts = llz_lab_texts_count(L);
    lay(p, &count);
    p->memory = llz_arena_new(count.used);
    if (!p->memory.base)
        return false;
    lay(p, &p->memory);
    saved = llz_fpenv_enter();
    llz_lab_random_order(&deal, p->order, p->texts);
    for (size_t n = 0; n < s->N; n++) {
        copy_text(p, p->examples.text + n * L, n);
        if (llz_lab_text_spoiled(n))
            spoil(&r, p->examples.text + n * L, L);
    }
    for (size_t k = 0; k < s->K; k++) {
        copy_text(p, p->seen.text + k * L, s->N + k);
        copy_text(p, p->unseen.text + k * L, s->N + s->K + k);
    }
    draw_parameters(p);
    llz_fpenv_leave(saved);
    return true;
}

void llz_lab_texts_batch(const struct llz_lab_problem *p, uint64_t i, struct llz_lab_set *set)
{
    const size_t first = p->setting.sizes.N + 2 * p->setting.sizes.K, left = p->texts - first;

    for (size_t m = 0; m < set->n; m++)
        copy_text(p, set->text + m * p->setting.net.length, first + (size_t)((i * set->n + m) % left));
}
