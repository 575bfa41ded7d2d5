/* lm_context.c - the contexts that the language model's tables know: hashes of the last one to eight
 * bytes, of words, and two with gaps.
 *
 * Best first. Two contexts more saved 0.9 % and two after them 0.8 %, for two cache misses each
 * (tests/bench/LOG.md), so levels take as many as they have time for. */
#include "model/network/lm_context.h"

#include <string.h>

#include "model/memory/hash.h"

static void add_to_word(struct llz_history *h, uint8_t byte)
{
    if (llz_is_letter(byte)) {
        h->word = llz_letter_hash(h->word, byte);
    } else if (h->word != 0) {
        h->word2 = h->word1;
        h->word1 = h->word;
        h->word = 0;
    }
}

void llz_history_add(struct llz_history *h, uint8_t byte)
{
    const int shown = llz_typeset_read(&h->typeset, byte, (uint8_t)h->recent);
    if (shown != LLZ_TYPESET_NOTHING)
        add_to_word(h, (uint8_t)shown);
    h->recent = h->recent << 8 | byte;
    if (h->kind == LLZ_KIND_X86)
        llz_x86_add(&h->x86, byte);
}

void llz_history_forget(struct llz_history *h)
{
    const enum llz_kind kind = h->kind;
    memset(h, 0, sizeof *h);
    h->kind = kind;
}

static uint64_t last(const struct llz_history *h, unsigned bytes)
{
    return bytes == 8 ? h->recent : h->recent & ((UINT64_C(1) << (8 * bytes)) - 1);
}

/* All contexts share n-gram slots, and hashes of words differ by small multiples of what keys are told apart by: where
 * words stand alone in two contexts, one of them has to be mixed.
 *
 * In text previous words stand alone beside the present one: which of them matter together the network finds out, where
 * experts have to see all three again. Of other data the upper bits of 4 and 8 bytes and the byte before the last say more: 0.4 % (LOG.md). */
static void byte_contexts(const struct llz_history *h, uint64_t *z)
{
    const uint64_t here = h->word ? h->word : last(h, 1);
    const bool text = h->kind == LLZ_KIND_TEXT;
    z[0] = last(h, 1);
    z[1] = last(h, 2);
    z[2] = last(h, 3);
    z[3] = last(h, 4);
    z[4] = here;
    z[5] = last(h, 6);
    z[6] = last(h, 5);
    z[7] = here + llz_mix(h->word1 + 1);
    z[8] = llz_mix(text ? h->word1 + 1 : (h->recent & 0xe0e0e0e0) + 3);
    z[9] = h->recent & 0xffff00;
    z[10] = llz_mix(text ? h->word2 + 2 : (h->recent & 0xff00) + 4);
    z[11] = text ? last(h, 8) : llz_mix((h->recent & UINT64_C(0xc0c0c0c0c0c0c0c0)) + 5);
}

/* On a page the characters that it shows stand in the place of the longer strings of bytes. */
static void page_contexts(const struct llz_history *h, uint64_t *z)
{
    const struct llz_typeset *t = &h->typeset;
    const uint64_t layout = t->layout, shown = t->shown, gap = llz_typeset_gap(t, (uint8_t)h->recent),
                   here = (h->word ? h->word : shown & 0xff) + layout;
    *z++ = last(h, 1);
    *z++ = last(h, 2);
    *z++ = last(h, 3);
    *z++ = llz_mix(shown & 0xffffff) + layout;
    *z++ = here;
    *z++ = llz_mix(shown & 0xffffffffff) + layout;
    *z++ = last(h, 5);
    *z++ = here + llz_mix(h->word1 + 1);
    *z++ = llz_mix(h->word1 + 1) + layout;
    *z++ = llz_mix(shown & 0xff) + layout + gap;
    *z++ = llz_mix(h->word2 + 2) + layout;
    *z++ = llz_mix(t->space[0]) + layout;
}

/* Instructions before the present one stand alone likewise. */
static void code_contexts(const struct llz_history *h, uint64_t *z)
{
    *z++ = last(h, 1);
    *z++ = last(h, 2);
    llz_x86_pieces(&h->x86, z);
}
_Static_assert(2 + LLZ_X86_PIECES == LLZ_CONTEXTS_MAX, "code has as many contexts as other data");

void llz_history_keys(const struct llz_history *h, uint64_t *keys, size_t n)
{
    uint64_t z[LLZ_CONTEXTS_MAX];
    if (h->kind == LLZ_KIND_X86)
        code_contexts(h, z);
    else if (llz_typeset_is_page(&h->typeset))
        page_contexts(h, z);
    else
        byte_contexts(h, z);
    for (size_t i = 0; i < n; i++)
        keys[i] = llz_mix(z[i] + (i + 1) * LLZ_GOLDEN);
}
