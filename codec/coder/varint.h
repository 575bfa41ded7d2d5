/* varint.h - integers of variable length: seven bits a byte, low bits first,
 * the high bit says that more follow. */
#ifndef LLZ_VARINT_H
#define LLZ_VARINT_H

#include <stddef.h>
#include <stdint.h>

#include "codec/llz.h"

#define LLZ_VARINT_MAX 10 /* bytes of the longest 64-bit one */

/* Writes v in its only form, the shortest, and returns its 1..LLZ_VARINT_MAX bytes. */
size_t llz_varint_put(uint8_t *out, uint64_t v);

size_t llz_varint_size(uint64_t v);

/* Reads one from n bytes. Returns how many bytes it has; 0 when it goes on after them; -1 when no encoder
 * writes it: more than 64 bits, or longer than need be. */
int llz_varint_get(const uint8_t *p, size_t n, uint64_t *v);

/* For parsers: reads the one at *at and moves *at past it. LLZ_AGAIN: it goes on after the n bytes. */
enum llz_error llz_varint_next(const uint8_t *p, size_t n, size_t *at, uint64_t *v);

#endif
