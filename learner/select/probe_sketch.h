/* probe_sketch.h - which strings probes have, files like those that shall be compressed, and by how many of them a
 * piece of the samples is like the probes, or helps them.
 *
 * Strings of six bytes tell kinds of data apart, be they text or not: fewer are everywhere, more are nowhere twice. Each
 * counts once in a unit of 4 KB, so that what is repeated within one page is not taken for something common. */
#ifndef LLZ_PROBE_SKETCH_H
#define LLZ_PROBE_SKETCH_H

#include "learner/prior/pretrain.h"

struct llz_sketch_entry {
    uint64_t string;          /* 0: empty */
    uint32_t unit;            /* the last one that was looked at and has it */
    uint16_t probes, samples; /* units that have it */
    uint8_t taken;            /* pieces that have it and were taken */
};

struct llz_probe_sketch {
    struct llz_sketch_entry *entry; /* [1 << bits], open addressing */
    int bits;
    uint32_t unit, probe_units, sample_units;
};

/* Of a MiB of the probes at most, evenly spread. False when memory is missing. */
bool llz_sketch_new(struct llz_probe_sketch *s, const struct llz_text_bytes *probes, size_t n);
void llz_sketch_free(struct llz_probe_sketch *s);

/* A unit of the samples, all of which are counted before anything is asked. */
void llz_sketch_count(struct llz_probe_sketch *s, const uint8_t *unit, size_t n);
/* How much a unit is like the probes and unlike the rest of the samples, for as many bytes each. */
uint64_t llz_sketch_likeness(struct llz_probe_sketch *s, const uint8_t *unit, size_t n);

/* What a piece brings to the probes beyond what those that were taken brought; never more than before. */
uint64_t llz_sketch_gain(struct llz_probe_sketch *s, const uint8_t *piece, size_t n);
void llz_sketch_take(struct llz_probe_sketch *s, const uint8_t *piece, size_t n);
/* As if none had been. */
void llz_sketch_forget(struct llz_probe_sketch *s);

#endif
