/* x86_filter.h - targets of x86 calls and jumps, from relative to absolute and back.
 *
 * Calls of one function all look different, because they count from where they stand. Rewritten to positions
 * they look alike. What is an instruction, the parser of the model (model/contexts/code/x86.h) says from the bytes
 * before it, so the decoder sees what the encoder saw; the four bytes themselves are mapped one to one. So any
 * bytes survive both ways. */
#ifndef LLZ_X86_FILTER_H
#define LLZ_X86_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rewrites p [n] in place; base: position of p[0] in the member, modulo 2^32. undo: the inverse, for the same n
 * and base. */
void llz_x86_filter(uint8_t *p, size_t n, uint32_t base, bool undo);

#endif
