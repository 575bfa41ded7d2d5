/* prior_likeness.c - Strings of six bytes tell kinds of text apart: fewer are everywhere, more are nowhere twice. The
 * primer's sections are chosen by them too (codec/kinds/choose_section.c), where many short texts are held against one
 * content; a prior's are long, so here what is looked for is the content's strings, in a table that has each exactly. */
#include <stdint.h>

#include "codec/coder/bytes.h"
#include "codec/llz.h"
#include "codec/prior/prior_handle.h"
#include "model/memory/hash.h"

#define LOOKED_AT 4096 /* bytes of the content: its kind shows */
#define STRING 6       /* bytes */
#define TABLE_BITS 13  /* twice as many places as there can be strings */
#define TABLE (1u << TABLE_BITS)
#define FOUND (UINT64_C(1) << 63)

/* Never 0, which is an empty place. */
static uint64_t string_at(const uint8_t *p)
{
    return llz_load48(p) + 1;
}

/* Where it is, or would be put. */
static size_t place_of(const uint64_t *table, uint64_t string)
{
    size_t at = (size_t)(string * LLZ_GOLDEN >> (64 - TABLE_BITS));

    while (table[at] && (table[at] & ~FOUND) != string)
        at = (at + 1) & (TABLE - 1);
    return at;
}

/* Each once, however often the text has it. */
static size_t find_all(uint64_t *table, const uint8_t *p, size_t n)
{
    size_t found = 0;

    for (size_t i = 0; i + STRING <= n; i++) {
        const size_t at = place_of(table, string_at(p + i));

        found += table[at] && !(table[at] & FOUND);
        table[at] |= table[at] ? FOUND : 0;
    }
    return found;
}

size_t llz_prior_likeness(const struct llz_prior *p, const void *data, size_t n)
{
    const struct llz_prior_content *k = &p->knowledge;
    const uint8_t *content = data;
    uint64_t table[TABLE] = { 0 };

    n = n < LOOKED_AT ? n : LOOKED_AT;
    for (size_t i = 0; i + STRING <= n; i++) {
        const uint64_t string = string_at(content + i);

        table[place_of(table, string)] = string;
    }
    const uint64_t found =
        find_all(table, k->sample, k->sample_bytes) + find_all(table, k->reference, k->reference_bytes);
    /* Long texts have much in common with everything. */
    return (size_t)(found * 65536 / (k->sample_bytes + k->reference_bytes + 1));
}
