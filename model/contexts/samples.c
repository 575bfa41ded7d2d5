/* samples.c - numbers of 8 or 16 bits that follow their neighbours: where the next byte stands in its
 * sample, and what it is to be.
 *
 * A segment's header says width, channels, row and planes; what it may not know for certain is found here:
 * whether numbers are signed, and whether 16-bit samples are in step. Least squares and filters (ols.c,
 * lms.c) do the predicting, in samples_predict.c; contexts of what they say are made in samples_keys.c. */
#include "model/contexts/samples.h"

#include <stdlib.h>
#include <string.h>

#define CHECK 128 /* bytes after which to look whether 16-bit samples are in step */

void llz_samples_init(struct llz_samples *s)
{
    const struct llz_profile p = { .kind = LLZ_KIND_SAMPLES, .width = 1, .pixel = 1 };
    memset(s, 0, sizeof *s);
    llz_samples_profile(s, &p, false);
}

/* Taps, speed of forgetting and how often to solve: a broad one, a nimble one with few taps, and a slow
 * one. A mean that is weighted by how well each did of late follows whichever suits the place. */
static void start_images(struct llz_samples *s)
{
    for (size_t c = 0; c < LLZ_SAMPLES_CHANNELS; c++) {
        llz_ols_init(&s->ols[c][0], 28, 0.001, 0.2, 6);
        llz_ols_init(&s->ols[c][1], 10, 0.01, 0.2, 3);
        llz_ols_init(&s->ols[c][2], 28, 0.0003, 0.2, 32);
    }
}

/* As with images, and then filters in a row, each of which predicts what the one before left over: 256
 * taps for pitch, 32 and 16 for the rest. */
static void start_sound(struct llz_samples *s)
{
    for (size_t c = 0; c < LLZ_SAMPLES_CHANNELS; c++) {
        llz_ols_init(&s->ols[c][0], 32, 0.002, 0.2, 8);
        llz_ols_init(&s->ols[c][1], 16, 0.005, 0.2, 4);
        llz_ols_init(&s->ols[c][2], 16, 0.0007, 0.2, 8);
        llz_lms_init(&s->lms[c][0], 256, 0.01F);
        llz_lms_init(&s->lms[c][1], 32, 0.01F);
        llz_lms_init(&s->lms[c][2], 16, 0.02F);
    }
}

/* Forgets what was learned, for samples of another form or from misread ones. */
static void start(struct llz_samples *s)
{
    s->flip =
        s->row == 0 && s->width == 2 ? 0x8000 : 0; /* sound is signed, images are not, until shown otherwise */
    s->wraps[0] = s->wraps[1] = 0;
    s->count = 0;
    memset(s->miss, 0, sizeof s->miss);
    memset(s->error, 0, sizeof s->error);
    if (s->row)
        start_images(s);
    else
        start_sound(s);
}

/* Segments of one file are often cut where nothing changes but the table of a frame; then all that was
 * learned still holds. */
static bool same_form(const struct llz_profile *a, const struct llz_profile *b)
{
    return a->width == b->width && a->big == b->big && a->pixel == b->pixel && a->stride == b->stride &&
           a->planes == b->planes && a->plane == b->plane;
}

void llz_samples_profile(struct llz_samples *s, const struct llz_profile *p, bool follows)
{
    const bool same = s->channels && same_form(&s->profile, p);
    if (same && follows)
        return;
    s->at = 0;
    s->place = 0;
    s->channel = 0;
    s->checks = 0;
    s->rough[0] = s->rough[1] = 0;
    if (same)
        return;
    s->bytes = follows ? s->bytes : 0;
    s->profile = *p;
    s->width = p->width == 2 ? 2 : 1;
    s->channels = p->pixel > s->width ? p->pixel / s->width : 1;
    s->row = p->stride / s->width;
    s->plane = p->plane / s->width;
    s->others = s->channels - 1 + p->planes < 3 ? s->channels - 1 + p->planes : 3;
    start(s);
}

/* Signed and unsigned numbers look the same; the wrong reading jumps where the right one crosses its middle.
 *
 * A jump over more than half of the range is what a wrong reading shows. The margin of 1024 keeps noise
 * from turning it to and fro, and old jumps fade. */
static void check_sign(struct llz_samples *s, int32_t raw, int32_t before)
{
    const int32_t half = s->width == 2 ? 0x8000 : 0x80;
    s->wraps[0] += abs(raw - before) > half ? 256 : 0;
    s->wraps[1] += abs((raw ^ half) - (before ^ half)) > half ? 256 : 0;
    if (s->wraps[0] > s->wraps[1] + 1024)
        s->flip = half;
    else if (s->wraps[1] > s->wraps[0] + 1024)
        s->flip = 0;
    if (s->count % 64 == 0) {
        s->wraps[0] -= s->wraps[0] / 16;
        s->wraps[1] -= s->wraps[1] / 16;
    }
}

/* High bytes are the smoother ones. True if those taken for high are not, so
 * that the next byte is to be skipped.
 *
 * Inserted or lost bytes (a header between tracks) would put low bytes in the place of high ones for the
 * rest of the file. */
static int out_of_step(struct llz_samples *s, const struct llz_byte_ring *ring)
{
    const int d = abs(llz_byte_ring_get(ring, 1) - llz_byte_ring_get(ring, 1 + s->profile.pixel));
    s->rough[ring->n & 1] += d < 128 ? d : 256 - d;
    if (++s->checks < CHECK || s->at != 1)
        return 0;
    s->checks = 0;
    const int last_is_high = s->profile.big == 1;
    const int32_t high = s->rough[(ring->n & 1) ^ (last_is_high ? 0 : 1)];
    const int32_t low = s->rough[(ring->n & 1) ^ (last_is_high ? 1 : 0)];
    s->rough[0] /= 2;
    s->rough[1] /= 2;
    return high > 2 * low + 64;
}

/* Predictions are of whole samples, in 1/16; the coder wants a byte. Of two bytes the first comes as it
 * is; the second one is what is left of the prediction once the first is known. Where that is far outside,
 * it is held within what a byte can be. */
static void relate(struct llz_samples *s)
{
    for (uint32_t i = 0; i < s->preds; i++) {
        const int32_t p = s->pred[i];
        if (s->width == 1)
            s->rel[i] = p;
        else if (s->at == 0)
            s->rel[i] = s->profile.big ? p >> 8 : p & 0xfff;
        else if (!s->profile.big)
            s->rel[i] = (p - s->first * 16) >> 8;
        else {
            const int32_t r = p - s->first * 4096;
            s->rel[i] = r < -512 ? -512 : r > 287 * 16 ? 287 * 16 : r;
        }
    }
}

static void whole_sample(struct llz_samples *s, const struct llz_byte_ring *ring)
{
    const uint32_t one = llz_byte_ring_get(ring, 1);
    const uint32_t two = llz_byte_ring_get(ring, 2);
    int32_t raw = (int32_t)(s->width == 1 ? one : s->profile.big ? two << 8 | one : one << 8 | two);
    const uint32_t p1 = llz_byte_ring_get(ring, 1 + s->profile.pixel);
    const uint32_t p2 = llz_byte_ring_get(ring, 2 + s->profile.pixel);
    const int32_t before = (int32_t)(s->width == 1 ? p1 : s->profile.big ? p2 << 8 | p1 : p1 << 8 | p2);
    llz_samples_learn(s, raw ^ s->flip);
    s->count++;
    check_sign(s, raw, before);
    if (++s->place >= s->channels)
        s->place = 0;
    s->channel = s->place % LLZ_SAMPLES_CHANNELS;
    s->at = 0;
    llz_samples_predict(s, ring);
}

void llz_samples_add(struct llz_samples *s, const struct llz_byte_ring *ring)
{
    s->at++;
    s->bytes++;
    if (s->width == 2 && out_of_step(s, ring)) {
        s->at = 0; /* this byte was the second of its sample */
        start(s);
        llz_samples_predict(s, ring);
    } else if (s->at == s->width) {
        whole_sample(s, ring);
    } else {
        const int32_t byte = llz_byte_ring_get(ring, 1);
        s->first = s->profile.big ? byte ^ s->flip >> 8 : byte;
    }
    relate(s);
}

void llz_samples_pass(struct llz_samples *s, uint64_t bytes)
{
    const uint64_t all = s->at + bytes, samples = all / s->width;

    s->at = (uint32_t)(all % s->width);
    s->count += samples;
    s->bytes += bytes;
    s->place = (uint32_t)((s->place + samples) % s->channels);
    s->channel = s->place % LLZ_SAMPLES_CHANNELS;
}
