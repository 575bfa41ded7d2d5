/* primer.c - access to the primer. The text was written for this purpose; changing one byte of it changes every
 * archive. What few files need stands in front: cut anywhere, the rest is worth most. */
#include "model/primer.h"

#include <string.h>

#include "model/primer_parts.h"

struct part {
    const struct llz_primer_section *section;
    size_t sections;
};

static const struct part parts[] = {
    { llz_primer_talk, LLZ_PRIMER_TALK },   { llz_primer_tales, LLZ_PRIMER_TALES },
    { llz_primer_world, LLZ_PRIMER_WORLD }, { llz_primer_trade, LLZ_PRIMER_TRADE },
    { llz_primer_novel, LLZ_PRIMER_NOVEL }, { llz_primer_story, LLZ_PRIMER_STORY },
    { llz_primer_know, LLZ_PRIMER_KNOW },   { llz_primer_prose, LLZ_PRIMER_PROSE },
    { llz_primer_forms, LLZ_PRIMER_FORMS },
};
#define PARTS (sizeof parts / sizeof parts[0])

size_t llz_primer_bytes(void)
{
    size_t total = 0;

    for (size_t p = 0; p < PARTS; p++)
        for (size_t i = 0; i < parts[p].sections; i++)
            total += parts[p].section[i].bytes;
    return total;
}

size_t llz_primer_tail(uint8_t *out, size_t n)
{
    size_t total = llz_primer_bytes();
    size_t skip = n < total ? total - n : 0;
    size_t done = 0;

    for (size_t p = 0; p < PARTS; p++) {
        for (size_t i = 0; i < parts[p].sections; i++) {
            const struct llz_primer_section *s = &parts[p].section[i];
            size_t cut = skip < s->bytes ? skip : s->bytes;

            memcpy(out + done, s->text + cut, s->bytes - cut);
            done += s->bytes - cut;
            skip -= cut;
        }
    }
    return done;
}
