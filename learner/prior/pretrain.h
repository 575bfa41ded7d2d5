/* pretrain.h - makes a prior (model/prior/prior.h) from samples. */
#ifndef LLZ_PRETRAIN_H
#define LLZ_PRETRAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "learner/prior/gram_count.h"
#include "model/prior/prior.h"

struct llz_text_bytes {
    const uint8_t *bytes;
    size_t n;
};

/* Samples cut in pieces, of which a few are left for other uses: they are spread evenly over all. */
struct llz_pieces {
    uint8_t *counted; /* counted bytes of all samples, joined */
    size_t counted_bytes;
    size_t *end; /* [ends] ascending: places after which another sample follows, or something is left out */
    size_t ends;
    uint8_t *sample, *held_out; /* joined; sample_bytes and held_out_bytes at most */
    size_t sample_bytes, held_out_bytes;
    /* Not part of them, lent: where they are chosen by probes (learner/select/). */
    const struct llz_text_bytes *probes;
    size_t probe_count;
};

#define LLZ_PIECE_BYTES 4096
/* Zeros before a sample, and after all that is learned in full: they say that a member begins. */
#define LLZ_PIECE_START 2

/* How many bytes, about, go where; the others are counted. */
struct llz_pieces_shares {
    size_t held_out; /* an eighth of all at most */
    size_t sample;   /* half of all at most; 0: as many as are held out */
};

/* False when memory is missing. */
bool llz_pieces_cut(struct llz_pieces *p, const struct llz_text_bytes *samples, size_t n,
                    const struct llz_pieces_shares *shares);
void llz_pieces_free(struct llz_pieces *p);

/* ---- What they are made by, piece by piece ---- */

enum llz_piece_use { LLZ_PIECE_COUNTED, LLZ_PIECE_SAMPLE, LLZ_PIECE_HELD_OUT };

/* Of so many pieces one is held out. */
size_t llz_pieces_period(size_t total, size_t held_out);
/* Bytes that are learned in full of so many. */
size_t llz_pieces_sample(size_t total, const struct llz_pieces_shares *shares);
/* Room for so many bytes, of so many pieces, wherever they go. False when memory is missing. */
bool llz_pieces_new(struct llz_pieces *p, size_t bytes, size_t pieces);
/* begins: it is the first of its sample. */
void llz_pieces_add(struct llz_pieces *p, enum llz_piece_use use, const uint8_t *piece, size_t n, bool begins);
/* No n-gram reaches from what was added to what comes. */
void llz_pieces_end(struct llz_pieces *p);
/* All are there. */
void llz_pieces_close(struct llz_pieces *p);

/* How often something has to come to be kept. */
struct llz_prior_limits {
    struct llz_gram_limits bytes, words;
};
/* By one number, 4 or more: twice how often something has to come to be kept. Odd ones ask once more of n-grams of
 * bytes than of words. */
struct llz_prior_limits llz_prior_limits_of(uint32_t halves);
#define LLZ_PRIOR_LEAST 4 /* all that came twice */

/* Counts, and finds passages of at most `reference` bytes; the sample moves from the pieces into the prior.
 * False when memory is missing. */
bool llz_pretrain(struct llz_prior_content *prior, struct llz_pieces *pieces,
                  const struct llz_prior_limits *limits, size_t reference);
/* What of a prior narrower limits keep; its sample is not copied. False when memory is missing. */
bool llz_prior_prune(struct llz_prior_content *narrow, const struct llz_prior_content *prior,
                     const struct llz_prior_limits *limits);

#endif
