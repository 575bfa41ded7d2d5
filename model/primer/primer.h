/* primer.h - a text that the model learns before the first byte, so that a short file does not start from
 * nothing. It holds what many files have in common: English of several kinds, markup, source code, mail. Both
 * sides learn the same bytes, so the text is part of the format.
 *
 * Learning costs time. The sections stand in the order of rising value: whoever can spare n bytes takes the
 * last n. */
#ifndef LLZ_PRIMER_H
#define LLZ_PRIMER_H

#include <stddef.h>
#include <stdint.h>

/* The texts of model/primer/, joined, by the source that their embed.cmake makes of them. */
extern const uint8_t llz_primer_text[];
extern const size_t llz_primer_text_bytes;

/* The texts of model/primer/sections/, joined, and where each ends: what files of one kind have in common. */
#define LLZ_PRIMER_SECTIONS 15
extern const uint8_t llz_primer_sections[];
extern const size_t llz_primer_section_ends[LLZ_PRIMER_SECTIONS];

/* Section k, 1 to LLZ_PRIMER_SECTIONS; *n: its bytes. */
const uint8_t *llz_primer_section(unsigned k, size_t *n);

/* Bytes of the whole text, without sections: printable ASCII, tabs and newlines. */
size_t llz_primer_bytes(void);

/* Writes the last n bytes of the text to out, or all of it if it has fewer; returns how many these are. */
size_t llz_primer_tail(uint8_t *out, size_t n);

/* The same, but the last of these bytes are those of section k, or its end where n is less than it has; 0: none. */
size_t llz_primer_with(uint8_t *out, size_t n, unsigned k);

#endif
