/* choose_section.h - which section of the primer a text is like. */
#ifndef LLZ_CHOOSE_SECTION_H
#define LLZ_CHOOSE_SECTION_H

#include <stddef.h>
#include <stdint.h>

/* 1 to LLZ_PRIMER_SECTIONS, or 0: none is worth what it displaces. p: the first n bytes of the text; no more than 8 KiB of
 * them are looked at. The decoder is told, so that a wrong guess costs bytes and no more. */
unsigned llz_choose_section(const uint8_t *p, size_t n);

#endif
