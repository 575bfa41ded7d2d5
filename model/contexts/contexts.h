/* contexts.h - the contexts that experts look at, for each kind of data (profile.h).
 *
 * A role is a context with a meaning: it has statistics of its own. A kind lists its roles best first; a level
 * uses the first so many. */
#ifndef LLZ_CONTEXTS_H
#define LLZ_CONTEXTS_H

#include <stddef.h>
#include <stdint.h>

#include "model/contexts/closing.h"
#include "model/contexts/code/relocations.h"
#include "model/contexts/code/x86.h"
#include "model/contexts/fields.h"
#include "model/contexts/record.h"
#include "model/contexts/samples.h"
#include "model/contexts/text.h"
#include "model/contexts/tokens.h"
#include "model/memory/byte_ring.h"
#include "model/memory/hash.h"
#include "model/parts.h"
#include "model/profile.h"

#define LLZ_EXPERTS_MAX 64 /* contexts of one kind */
#define LLZ_ROLES (LLZ_KINDS * LLZ_EXPERTS_MAX)

struct llz_contexts {
    struct llz_byte_ring ring;
    struct llz_profile profile;
    unsigned parts; /* LLZ_PART_* whose contexts are used */
    struct llz_text text;
    struct llz_tokens tokens;    /* only while data are text */
    struct llz_record record;    /* kept up for every kind */
    struct llz_fields fields;    /* only while data are binary */
    struct llz_x86 x86;          /* only while it is the kind */
    struct llz_samples *samples; /* the same */
    struct llz_closing closing;
    struct llz_relocations relocations;
    uint32_t *after1; /* [256] last four bytes that followed a byte */
    int follow_bits;
    uint32_t *after2; /* [2^follow_bits] and two bytes, or as many of their bits */
    uint32_t *after3; /* [2^follow_bits] and three bytes, hashed */
    uint8_t expected; /* by the longest match */
    uint8_t expected_class;
};

struct llz_arena;
void llz_contexts_lay(struct llz_contexts *c, struct llz_arena *a, int ring_bits, int follow_bits);
void llz_contexts_init(struct llz_contexts *c, unsigned parts);
/* From the next byte on the data are of this kind. */
void llz_contexts_profile(struct llz_contexts *c, const struct llz_profile *p);
void llz_contexts_add(struct llz_contexts *c, uint8_t byte);
/* So many bytes, those at `period` (of length n) again and again. Only the last ones are looked at. */
void llz_contexts_pass(struct llz_contexts *c, const uint8_t *period, size_t n, uint64_t bytes);

/* What followed the last two bytes, and the last three. */
static inline uint32_t *llz_contexts_after2(const struct llz_contexts *c)
{
    return &c->after2[c->text.recent & ((1u << c->follow_bits) - 1)];
}

static inline uint32_t *llz_contexts_after3(const struct llz_contexts *c)
{
    return &c->after3[(c->text.recent & 0xffffff) * LLZ_GOLDEN >> (64 - c->follow_bits)];
}

/* Roles of text that a prior (prior.h) teaches: places in the list of context_keys.c. */
enum llz_text_role {
    LLZ_ROLE_ORDER1 = 0,
    LLZ_ROLE_ORDER2 = 1,
    LLZ_ROLE_ORDER3 = 2,
    LLZ_ROLE_ORDER4 = 3,
    LLZ_ROLE_ORDER6 = 4,
    LLZ_ROLE_WORD = 5,
    LLZ_ROLE_WORD_PAIR = 7,
    LLZ_ROLE_WORD_TRIPLE = 8,
    LLZ_ROLE_ORDER5 = 10,
    LLZ_ROLE_ORDER0 = 15,
    LLZ_ROLE_ORDER7 = 22,
    LLZ_ROLE_ORDER8 = 23,
    LLZ_TEXT_ROLES = LLZ_EXPERTS_MAX
};

/* Key of a context in a role. */
static inline uint64_t llz_context_key(size_t role, uint64_t context)
{
    return llz_mix(context + (role + 1) * LLZ_GOLDEN);
}

/* Keys and roles of the contexts of the next byte, at most n; returns how many there are. */
size_t llz_contexts_keys(const struct llz_contexts *c, uint64_t *key, uint16_t *role, size_t n);

#endif
