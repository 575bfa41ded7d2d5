/* probe_split.h - a file in two: short stretches, evenly all over it, are held back (the probe); the rest, put
 * together, is learned from. */
#ifndef LLZ_PROBE_SPLIT_H
#define LLZ_PROBE_SPLIT_H

#include <stddef.h>

#include "cli/lab/inputs.h"

#define CHECKPOINTS 32 /* along the rest, evenly */
#define STRETCH_BYTES ((size_t)256)
#define FILE_BYTES_MIN ((size_t)16384)

struct split {
    unsigned char *rest, *probe;
    size_t rest_bytes; /* a multiple of CHECKPOINTS: what is too much at the end is left out */
    size_t stretches, probe_bytes;
};

/* A sixteenth of a file of FILE_BYTES_MIN or more becomes the probe, 64 KiB at most. 0, or -1 for want of
 * memory; split_free() in both cases. */
int split_make(struct split *s, const struct input *in);

void split_free(struct split *s);

#endif
