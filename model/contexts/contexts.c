#include "model/contexts/contexts.h"

#include "model/memory/arena.h"

/* Of the bytes that pass uncoded, these last ones are shown: little but the ring reaches further back. */
#define SEEN 256

void llz_contexts_lay(struct llz_contexts *c, struct llz_arena *a, int ring_bits, int follow_bits)
{
    c->ring.mask = (uint32_t)(((size_t)1 << ring_bits) - 1);
    c->ring.bytes = llz_arena_take_marked(a, (size_t)1 << ring_bits, 1, &c->ring.mark);
    c->after1 = llz_arena_take(a, 256, sizeof *c->after1);
    c->follow_bits = follow_bits;
    c->after2 = llz_arena_take(a, (size_t)1 << follow_bits, sizeof *c->after2);
    c->after3 = llz_arena_take(a, (size_t)1 << follow_bits, sizeof *c->after3);
    c->samples = llz_arena_take(a, 1, sizeof *c->samples);
    c->text.ended = llz_arena_take(a, (size_t)1 << LLZ_TEXT_END_BITS, sizeof *c->text.ended);
    c->tokens.after_bits = follow_bits;
    c->tokens.after = llz_arena_take(a, (size_t)1 << follow_bits, sizeof *c->tokens.after);
    c->fields.pair = llz_arena_take(a, LLZ_FIELDS_PAIRS, sizeof *c->fields.pair);
}

void llz_contexts_init(struct llz_contexts *c, unsigned parts)
{
    c->parts = parts;
    llz_samples_init(c->samples);
    llz_record_init(&c->record);
}

void llz_contexts_profile(struct llz_contexts *c, const struct llz_profile *p)
{
    const bool follows = c->profile.kind == LLZ_KIND_SAMPLES;
    c->profile = *p;
    if (p->kind == LLZ_KIND_SAMPLES)
        llz_samples_profile(c->samples, p, follows);
    llz_record_profile(&c->record, p);
}

void llz_contexts_add(struct llz_contexts *c, uint8_t byte)
{
    uint32_t *a1 = &c->after1[c->text.recent & 0xff], *a2 = llz_contexts_after2(c),
             *a3 = llz_contexts_after3(c);
    *a1 = *a1 << 8 | byte;
    *a2 = *a2 << 8 | byte;
    *a3 = *a3 << 8 | byte;
    llz_byte_ring_add(&c->ring, byte);
    llz_text_add(&c->text, byte);
    llz_closing_add(&c->closing, &c->text, &c->ring);
    llz_record_add(&c->record, &c->ring);
    llz_relocations_add(&c->relocations, &c->ring, c->text.recent);
    if (c->profile.kind == LLZ_KIND_TEXT)
        llz_tokens_add(&c->tokens, byte);
    if (c->profile.kind == LLZ_KIND_BINARY)
        llz_fields_add(&c->fields, &c->ring);
    if (c->profile.kind == LLZ_KIND_SAMPLES)
        llz_samples_add(c->samples, &c->ring);
    if (c->profile.kind == LLZ_KIND_X86)
        llz_x86_add(&c->x86, byte);
}

void llz_contexts_pass(struct llz_contexts *c, const uint8_t *period, size_t n, uint64_t bytes)
{
    const uint64_t seen = bytes < SEEN ? bytes : SEEN, unseen = bytes - seen;

    llz_byte_ring_pass(&c->ring, period, n, unseen);
    c->text.column += (uint32_t)unseen;
    c->text.bytes += (uint32_t)unseen;
    llz_record_pass(&c->record, unseen);
    if (c->profile.kind == LLZ_KIND_SAMPLES)
        llz_samples_pass(c->samples, unseen);
    for (uint64_t i = unseen; i < bytes; i++)
        llz_contexts_add(c, period[i % n]);
}
