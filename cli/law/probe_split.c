/* probe_split.c - a file in two.
 *
 * The probe is spread over the file in stretches, from the middle of equal parts, so that it is like what
 * is learned (LAW.md says what that leaves open). Every checkpoint reads all of it, so it is limited. */
#include "cli/law/probe_split.h"

#include <stdlib.h>
#include <string.h>

#define PROBE_SHARE 16
#define STRETCHES_MOST ((size_t)256)

/* A stretch of each part is the probe's; all between them is for learning. */
static void take_stretches(struct split *s, const struct input *in)
{
    size_t at = 0;

    for (size_t k = 0; k < s->stretches; k++) {
        /* A part is 16 stretches at least, so nothing is subtracted below 0. */
        const size_t each = in->size / s->stretches, first = k * each + (each - STRETCH_BYTES) / 2;

        memcpy(s->rest + s->rest_bytes, in->data + at, first - at);
        memcpy(s->probe + k * STRETCH_BYTES, in->data + first, STRETCH_BYTES);
        s->rest_bytes += first - at;
        at = first + STRETCH_BYTES;
    }
    memcpy(s->rest + s->rest_bytes, in->data + at, in->size - at);
    /* A multiple, so that the last checkpoint falls on the end. */
    s->rest_bytes = (s->rest_bytes + in->size - at) / CHECKPOINTS * CHECKPOINTS;
}

int split_make(struct split *s, const struct input *in)
{
    const size_t wanted = in->size / PROBE_SHARE / STRETCH_BYTES;

    *s = (struct split){ .stretches = wanted < STRETCHES_MOST ? wanted : STRETCHES_MOST };
    s->probe_bytes = s->stretches * STRETCH_BYTES;
    s->rest = malloc(in->size);
    s->probe = malloc(s->probe_bytes);
    if (!s->rest || !s->probe)
        return -1;
    take_stretches(s, in);
    return 0;
}

void split_free(struct split *s)
{
    free(s->rest);
    free(s->probe);
}
