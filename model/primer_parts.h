/* primer_parts.h - how primer.c sees the text; for nobody else. */
#ifndef LLZ_PRIMER_PARTS_H
#define LLZ_PRIMER_PARTS_H

#include <stddef.h>

/* C11 promises to take no literal of more than 4,095 characters, so the text comes in sections below that. */
struct llz_primer_section {
    const char *text;
    size_t bytes; /* without the final 0 */
};

#define LLZ_PRIMER_SECTION(text)                                                                               \
    {                                                                                                          \
        text, sizeof(text) - 1                                                                                 \
    }

/* Sections of each file. */
enum {
    LLZ_PRIMER_TALK = 17,
    LLZ_PRIMER_TALES = 14,
    LLZ_PRIMER_WORLD = 13,
    LLZ_PRIMER_TRADE = 15,
    LLZ_PRIMER_NOVEL = 14,
    LLZ_PRIMER_STORY = 11,
    LLZ_PRIMER_KNOW = 17,
    LLZ_PRIMER_PROSE = 8,
    LLZ_PRIMER_FORMS = 8,
};

extern const struct llz_primer_section llz_primer_talk[LLZ_PRIMER_TALK];
extern const struct llz_primer_section llz_primer_tales[LLZ_PRIMER_TALES];
extern const struct llz_primer_section llz_primer_world[LLZ_PRIMER_WORLD];
extern const struct llz_primer_section llz_primer_trade[LLZ_PRIMER_TRADE];
extern const struct llz_primer_section llz_primer_novel[LLZ_PRIMER_NOVEL];
extern const struct llz_primer_section llz_primer_story[LLZ_PRIMER_STORY];
extern const struct llz_primer_section llz_primer_know[LLZ_PRIMER_KNOW];
extern const struct llz_primer_section llz_primer_prose[LLZ_PRIMER_PROSE];
extern const struct llz_primer_section llz_primer_forms[LLZ_PRIMER_FORMS];

#endif
