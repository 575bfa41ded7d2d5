/* flow.h - the content of a frame, whose repeats are made up as it is handed out. */
#ifndef LLZ_FLOW_H
#define LLZ_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/repeats/content_tail.h"
#include "codec/repeats/repeat.h"

/* All zero: there is nothing. */
struct llz_flow {
    const uint8_t *raw; /* bytes of the frame outside of its repeats, */
    size_t n, at;       /* number of bytes, and of those handed out */
    const struct llz_repeats *repeats;
    unsigned next;          /* repeat */
    struct llz_tail *tail;  /* tail of the content up to here */
    const uint8_t *literal; /* the piece at hand: bytes of raw, */
    size_t literal_left;
    uint64_t repeat_left; /* or of a repeat */
    uint32_t distance;
};

void llz_flow_begin(struct llz_flow *f, const uint8_t *raw, size_t n, const struct llz_repeats *repeats,
                    struct llz_tail *tail);

/* Is anything left? */
bool llz_flow_waits(struct llz_flow *f);

/* Writes the next bytes to out, at most cap of them and those of one piece; returns how many. */
size_t llz_flow_take(struct llz_flow *f, uint8_t *out, size_t cap);

/* If zeros of a repeat come next: takes all of them at once, and returns how many they are. */
uint64_t llz_flow_zeros(struct llz_flow *f);

/* Takes all that is left; only the tail learns what it was. */
void llz_flow_skip(struct llz_flow *f);

#endif
