#include "model/contexts.h"

#include "model/arena.h"
#include "model/hash.h"

void llz_contexts_lay(struct llz_contexts *c, struct llz_arena *a, int past_bits)
{
    c->past.mask = (uint32_t)(((size_t)1 << past_bits) - 1);
    c->past.bytes = llz_arena_take(a, (size_t)1 << past_bits, 1);
    c->after1 = llz_arena_take(a, 256, sizeof *c->after1);
    c->after2 = llz_arena_take(a, 65536, sizeof *c->after2);
    c->after3 = llz_arena_take(a, 65536, sizeof *c->after3);
}

static uint32_t *after3(const struct llz_contexts *c)
{
    return &c->after3[(c->text.recent & 0xffffff) * LLZ_GOLDEN >> 48];
}

void llz_contexts_add(struct llz_contexts *c, uint8_t byte)
{
    uint32_t *a1 = &c->after1[c->text.recent & 0xff], *a2 = &c->after2[c->text.recent & 0xffff], *a3 = after3(c);
    *a1 = *a1 << 8 | byte;
    *a2 = *a2 << 8 | byte;
    *a3 = *a3 << 8 | byte;
    llz_past_add(&c->past, byte);
    llz_text_add(&c->text, byte);
}

static uint64_t last(uint64_t recent, unsigned bytes)
{
    return bytes == 8 ? recent : recent & ((UINT64_C(1) << (8 * bytes)) - 1);
}

static size_t text_keys(const struct llz_contexts *c, uint64_t *k)
{
    const struct llz_text *t = &c->text;
    const uint64_t r = t->recent, w = t->word[0], *word = t->word;
    const uint64_t c1 = r & 0xff, c2 = r >> 8 & 0xff;
    const uint64_t here = w ? w : c1; /* the word so far, or what stands between words */
    const uint64_t a1 = c->after1[c1], a2 = c->after2[r & 0xffff], a3 = *after3(c);
    const uint8_t above = llz_text_above(t, &c->past, 0);
    const uint64_t column = t->column < 255 ? t->column : 255;
    const uint64_t bracket = t->opened > 0 ? t->open[(t->opened - 1) % LLZ_TEXT_NEST] : 0;
    size_t n = 0;
    k[n++] = last(r, 1);
    k[n++] = last(r, 2);
    k[n++] = last(r, 3);
    k[n++] = last(r, 4);
    k[n++] = last(r, 6);
    k[n++] = here;
    k[n++] = last(r, 5);
    k[n++] = llz_join(here, word[1]);
    k[n++] = llz_join(llz_join(here, word[1]), word[2]);
    k[n++] = last(r, 8);
    k[n++] = llz_join(here, word[2]);
    k[n++] = llz_join(above, c1);
    k[n++] = llz_join(c1, a1 & 0xffff);
    k[n++] = r & 0xffff00;
    k[n++] = llz_join(t->shape & 0xffffffff, c1);
    k[n++] = 0;
    /* 16 */
    k[n++] = llz_join(here, t->tag);
    k[n++] = llz_join(last(r, 2), a2 & 0xffff);
    k[n++] = llz_join(c->expected | c->expected_class << 8, 1);
    k[n++] = last(t->folded, 5);
    k[n++] = llz_join(here, t->stem[0]);
    k[n++] = llz_join(here, (uint64_t)(t->tail[1] & 0xffff) << 16 | (t->tail[2] & 0xffff));
    k[n++] = last(r, 7);
    k[n++] = llz_join(llz_join(here, word[1]), word[3]);
    k[n++] = llz_join(here, t->line_word);
    k[n++] = llz_join(column, c1);
    k[n++] = r & 0xffffff00;
    k[n++] = llz_join(llz_join(w, t->separator), t->capital);
    k[n++] = llz_join(last(r, 2), word[1]);
    k[n++] = llz_join(t->classes, t->number);
    k[n++] = llz_join(last(r, 3), t->tag + bracket);
    k[n++] = llz_join(last(r, 3), a3 & 0xffff);
    /* 32 */
    k[n++] = llz_join(here, word[3]);
    k[n++] = llz_join(r, last(t->older, 3));
    k[n++] = llz_join(c->expected, last(r, 2));
    k[n++] = llz_join(r, t->older);
    k[n++] = llz_join(llz_join(word[1], word[2]), c1);
    k[n++] = llz_join(here, t->sentence);
    k[n++] = last(t->folded, 7);
    k[n++] = llz_join(t->tail[0] & 0xffffff, word[1]);
    k[n++] = r & 0xff00ff00;
    k[n++] = r & 0xffff0000;
    k[n++] = llz_join((uint64_t)above << 8 | llz_text_above(t, &c->past, 1), c1);
    k[n++] = llz_join(here, above);
    k[n++] = llz_join(llz_join(here, t->stem[0]), t->stem[1]);
    k[n++] = llz_join(t->shape, t->letters);
    k[n++] = llz_join(c2 << 8 | c1, a1 & 0xffffff);
    k[n++] = llz_join(here, bracket);
    return n;
}

size_t llz_contexts_keys(const struct llz_contexts *c, uint64_t *key, uint16_t *role, size_t n)
{
    uint64_t all[LLZ_EXPERTS_MAX];
    const size_t found = text_keys(c, all);
    n = n < found ? n : found;
    for (size_t i = 0; i < n; i++) {
        role[i] = (uint16_t)i;
        key[i] = llz_mix(all[i] + (role[i] + 1u) * LLZ_GOLDEN);
    }
    return n;
}
