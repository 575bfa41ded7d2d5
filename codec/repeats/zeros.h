/* zeros.h - zeros in bytes, found eight at a time. */
#ifndef LLZ_ZEROS_H
#define LLZ_ZEROS_H

#include <stddef.h>
#include <stdint.h>

#define LLZ_ZEROS_LEAST 4096 /* in a row that are not coded: a block of most file systems */

/* How many of the n bytes at p are zero before the first other one. */
size_t llz_zeros_front(const uint8_t *p, size_t n);

/* Where the first zeros in a row begin that are LLZ_ZEROS_LEAST or more, or that are the last of the n bytes
 * and may go on; n where there are none. */
size_t llz_zeros_find(const uint8_t *p, size_t n);

#endif
