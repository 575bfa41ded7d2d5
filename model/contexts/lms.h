/* lms.h - a long adaptive filter for sound: normalised least mean squares,
 * cheap enough for hundreds of taps. */
#ifndef LLZ_LMS_H
#define LLZ_LMS_H

#include <stdint.h>

#define LLZ_LMS_MAX 512 /* taps, a multiple of 8 */

struct llz_lms {
    float w[LLZ_LMS_MAX];
    float x[4 * LLZ_LMS_MAX]; /* inputs, oldest first; the last n end at `end` */
    float rate;
    float energy; /* of the inputs that the last prediction saw */
    float guess;  /* the last prediction */
    uint32_t n;   /* taps, a multiple of 8 */
    uint32_t end;
};

void llz_lms_init(struct llz_lms *f, uint32_t n, float rate);

/* The next value, from the n before it. */
float llz_lms_predict(struct llz_lms *f);

/* It came out as y; inputs and targets are one series. */
void llz_lms_learn(struct llz_lms *f, float y);

#endif
