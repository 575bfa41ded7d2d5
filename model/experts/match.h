/* match.h - the match model: finds where the last bytes stood before and expects what followed there.
 *
 * After a wrong expectation it does not give the place up at once: an insertion or a changed character leaves
 * the rest valid. How often it was wrong of late says how far it can be trusted. */
#ifndef LLZ_MATCH_H
#define LLZ_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/experts/adaptive.h"
#include "model/experts/far_matches.h"
#include "model/experts/heads.h"
#include "model/memory/arena.h"
#include "model/memory/byte_ring.h"

#define LLZ_MATCH_CLASSES 512 /* (length class, recent misses) */

struct llz_match {
    struct llz_heads heads; /* after the last occurrences of hashes of the last bytes */
    struct llz_far far;     /* the model of the longest matches alone has one */
    bool has_far;
    uint64_t aimed;   /* number of bytes for which the head was found */
    uint32_t *head;   /* of the last bytes; NULL: fewer than `least` have come */
    unsigned least;   /* number of bytes that must agree */
    uint32_t at;      /* position of the expected byte */
    uint32_t length;  /* number of bytes that agreed in a row; 0: nothing expected */
    uint8_t class;    /* of that length */
    uint8_t misses;   /* one bit for each of the last eight expectations, 1: wrong */
    uint8_t expected; /* the byte */
    bool told;        /* that byte, by llz_match_tell(), in the place of what the next three keep: */
    uint32_t own_length;
    uint8_t own_misses, own_expected;
    uint32_t *p; /* [LLZ_MATCH_CLASSES] that the expected bit comes, each XORed with what it begins with; */
    uint32_t *by_byte; /* [65536] the same by expected byte and length class */
    uint32_t *now[2];  /* entries in use, NULL: the expectation has failed in this byte */
};

/* It remembers up to 2^bits places. far: does it look for long contexts too? */
void llz_match_lay(struct llz_match *m, struct llz_arena *a, int bits, bool far);
void llz_match_init(struct llz_match *m, unsigned least);

/* Two steps that may come before llz_match_add(); each asks for memory that the next one reads. First the head of the
 * last bytes, when a byte that will be added stands in the ring (llz_byte_ring_put), once; n: bytes, with it. */
void llz_match_aim(struct llz_match *m, const struct llz_byte_ring *ring, uint64_t n);
/* Later, what the head tells of. */
void llz_match_fetch(const struct llz_match *m, const struct llz_byte_ring *ring);
/* After each byte, which is in the ring: follows, recovers or looks for a place. */
void llz_match_add(struct llz_match *m, const struct llz_byte_ring *ring);
/* The same after bytes that nobody predicted: no match goes on, but one may be found. */
void llz_match_restart(struct llz_match *m, const struct llz_byte_ring *ring);
/* What is known of the next byte without a past like it: the byte, the length of a match that one can be as sure of, and
 * how the last such expectations went. For this byte it takes the place of the match, which goes on after it. */
void llz_match_tell(struct llz_match *m, uint8_t byte, uint32_t length, uint8_t misses);

/* 0 to 15, 0: nothing expected. */
static inline unsigned llz_match_class(const struct llz_match *m)
{
    return m->class;
}
/* The bit expected after the bits so far (a leading 1 and the bits), -1: none. */
int llz_match_bit(const struct llz_match *m, unsigned node);

/* Two probabilities of a 1 (units: adaptive.h). */
void llz_match_predict(struct llz_match *m, unsigned node, uint32_t *p);
void llz_match_update(struct llz_match *m, unsigned node, int bit, const struct llz_rates_of_counts *rates);

#endif
