/* samples.h - contexts for images and sound: what numbers that vary smoothly make likely for the next byte.
 *
 * Before each sample several predictors guess its value: neighbours, their gradients, least squares, adaptive
 * filters. Every guess is then expressed relative to the byte that comes next (the low byte's guess given the
 * high byte, and the other way round, whichever comes first), and hashed in several combinations and
 * precisions.
 *
 * The start of a segment is taken for the start of a sample, unless it goes on like the one before; where
 * samples of two bytes prove to be out of step, the model shifts by one byte. Colour channels need no known
 * start: all of them are treated alike. */
#ifndef LLZ_SAMPLES_H
#define LLZ_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/contexts/lms.h"
#include "model/contexts/ols.h"
#include "model/memory/byte_ring.h"
#include "model/profile.h"

#define LLZ_SAMPLES_KEYS 30    /* keys that llz_samples_keys makes at most */
#define LLZ_SAMPLES_GUESSES 6  /* guesses that llz_samples_guesses makes at most */
#define LLZ_SAMPLES_CHANNELS 4 /* with states of their own; further ones share them */
#define LLZ_SAMPLES_OLS 3
#define LLZ_SAMPLES_LMS 3
#define LLZ_SAMPLES_PREDS 20
#define LLZ_SAMPLES_ERRORS ((size_t)1 << 16) /* samples whose errors are kept: enough for one image row */

struct llz_samples {
    struct llz_profile profile;
    uint32_t width;    /* bytes of a sample, 1 or 2 */
    uint32_t channels; /* samples of a pixel */
    uint32_t row;      /* samples of an image row, 0 for sound */
    uint32_t plane;    /* samples of a plane */
    uint32_t others;   /* number of channels and planes looked at besides that of the sample, 0..3 */
    uint32_t at;       /* number of bytes of the current sample that have come */
    uint32_t channel;  /* channel of the current sample, 0..LLZ_SAMPLES_CHANNELS-1 */
    uint32_t place;    /* place of the current sample in its pixel, 0..channels-1 */
    uint64_t count;    /* samples since learning started */
    uint64_t bytes;    /* of samples, with nothing in between that made learning start */
    int32_t first;     /* the first byte of the current sample, once it has come */
    int32_t flip;      /* what makes raw values an unsigned scale: 0, or their top bit where they are signed */
    int32_t wraps[2];  /* fading counts of jumps over half the range: raw, flipped */
    int32_t rough[2];  /* fading differences to the pixel before, of bytes at even and odd positions */
    uint32_t checks;   /* bytes since the last look at rough */
    uint32_t preds;    /* number of predictions in use */
    int32_t pred[LLZ_SAMPLES_PREDS]; /* predictions of the current sample, in 1/16 units */
    int32_t rel[LLZ_SAMPLES_PREDS];  /* predictions of the current byte, in 1/16 units of this byte */
    int32_t miss[LLZ_SAMPLES_CHANNELS][LLZ_SAMPLES_PREDS]; /* fading mean errors, in 1/256 units of a sample */
    int32_t energy;  /* expected error here, from those around, 1/16 units */
    uint32_t level;  /* expected error on a logarithmic scale, 0..15 */
    int32_t near[3]; /* signed errors at W, at N and in the channel before, 1/16 units */
    int32_t beside;  /* error that the median edge makes here in the plane before, 1/16 units */
    int32_t error[LLZ_SAMPLES_ERRORS]; /* signed errors of the best predictor, 1/16 units, by sample */
    double offset;                     /* what the taps are relative to */
    struct llz_ols ols[LLZ_SAMPLES_CHANNELS][LLZ_SAMPLES_OLS];
    struct llz_lms lms[LLZ_SAMPLES_CHANNELS][LLZ_SAMPLES_LMS];
    float stage[LLZ_SAMPLES_LMS]; /* the filters' shares of the current prediction */
    double base;                  /* prediction of least squares before them */
};

void llz_samples_init(struct llz_samples *s);

/* At the start of a segment. What was learned stays where the form of the samples is the same. follows: the
 * segment before was of samples too, so that these go on in the middle of one if the form is the same. */
void llz_samples_profile(struct llz_samples *s, const struct llz_profile *p, bool follows);

/* After each byte, which is in the ring already. */
void llz_samples_add(struct llz_samples *s, const struct llz_byte_ring *ring);

/* So many bytes pass that it does not see: what comes after them keeps its place in samples and pixels. */
void llz_samples_pass(struct llz_samples *s, uint64_t bytes);

/* Contexts of the next byte, the best first; how many there are, at most max. */
size_t llz_samples_keys(const struct llz_samples *s, const struct llz_byte_ring *ring, uint64_t *keys,
                        size_t max);

/* A small number that tells how far to trust which context; which: 0..2, results below 256. */
unsigned llz_samples_select(const struct llz_samples *s, int which);

/* Expected values of the next byte and their mean absolute errors, both in 1/16 units; the
 * best first. Values are on a scale where neighbours are alike: llz_samples_flip is to be
 * XORed to a byte before it is compared. */
size_t llz_samples_guesses(const struct llz_samples *s, int *guess, int *spread, size_t max);
unsigned llz_samples_flip(const struct llz_samples *s);

/* Whether 255 and 0 are neighbours on that scale: the low byte, when it comes before the high one. */
int llz_samples_circular(const struct llz_samples *s);

/* samples_predict.c: the predictions for the sample that begins, and what to learn from the value it had. */
void llz_samples_predict(struct llz_samples *s, const struct llz_byte_ring *ring);
void llz_samples_learn(struct llz_samples *s, int32_t value);

#endif
