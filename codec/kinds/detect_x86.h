/* detect_x86.h - is this x86 machine code? */
#ifndef LLZ_DETECT_X86_H
#define LLZ_DETECT_X86_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True if most of p [n] is code of x86, 32 or 64 bits. Meant for blocks of
 * 4 to 64 KiB; below 256 bytes false. */
bool llz_detect_x86(const uint8_t *p, size_t n);

#endif
