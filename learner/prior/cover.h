/* cover.h - chooses passages of a text that hold much of what comes again and again in it. */
#ifndef LLZ_COVER_H
#define LLZ_COVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "learner/prior/pretrain.h"

/* Writes passages, at most `room` bytes, to out; *n: how many bytes. What is worth most comes last; where there are
 * probes, what they have too is worth more. False when memory is missing. (Liao, Petri, Moffat, Wirth 2016, "Effective
 * Construction of Relative Lempel-Ziv Dictionaries", section 3: cover what is frequent, a passage from each part of the
 * text, counting nothing twice.) */
bool llz_cover(const struct llz_pieces *text, uint8_t *out, size_t room, size_t *n);

#endif
