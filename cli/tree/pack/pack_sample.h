/* pack_sample.h - what the files of a tree are like, before they are packed. */
#ifndef LLZ_PACK_SAMPLE_H
#define LLZ_PACK_SAMPLE_H

#include <stddef.h>

#include "cli/tree/index/tree.h"

/* The beginnings of files that stand evenly in the order of contents, joined: n bytes at most. Returns how many; what
 * cannot be read is left out, for packing tells of it. t has its ranks. */
size_t pack_sample(const struct tree *t, unsigned char *to, size_t n);

#endif
