#include "model/contexts/closing.h"

/* What ends a name has to be '>' here, whatever it was there. */
static uint8_t due(uint8_t there)
{
    return there > ' ' && there != '/' && there != '>' ? there : '>';
}

void llz_closing_add(struct llz_closing *x, const struct llz_text *t, const struct llz_byte_ring *ring)
{
    const uint8_t byte = llz_byte_ring_get(ring, 1);
    const bool closes = llz_text_closes(t), right = x->sure && x->expected == byte;
    if (x->sure)
        x->misses = (uint8_t)(x->misses << 1 | !right);
    if (byte == '<')
        x->name = ring->n;
    if (t->depth > x->depth)
        x->at[x->depth % LLZ_TEXT_TAGS] = x->name;
    x->next = x->closes ? x->next + 1 : t->depth > 0 ? x->at[(t->depth - 1) % LLZ_TEXT_TAGS] : 0;
    x->sure = closes && t->depth > 0 && (right || !x->closes);
    if (x->sure)
        x->expected = due(ring->bytes[x->next & ring->mask]);
    x->depth = t->depth;
    x->closes = closes;
}
