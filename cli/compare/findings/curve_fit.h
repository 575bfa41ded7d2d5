/* curve_fit.h - the curve L0 + (B / D)^beta through what the pieces of a file cost one after the other. */
#ifndef LLZ_CURVE_FIT_H
#define LLZ_CURVE_FIT_H

#include "cli/compare/findings/findings.h"
#include "cli/law/fit.h"

#define CURVE_FIT_WINDOWS 32      /* points of a curve */
#define CURVE_FIT_PIECES_MIN 33   /* pieces of a file that is long enough for them */
#define CURVE_FIT_IDENTIFIED 0.95 /* share of resamples in which a curve that is identified is so */

struct span {
    double low, high;
};

struct curve_fit {
    struct fit fit;             /* of bits for each byte after D bytes of content */
    int identified;             /* every parameter is inside of its bounds, in nearly all resamples, too */
    struct span floor, b, beta; /* their middle 95 % in these, where identified */
    double good;                /* share of resamples with an identified curve */
};

/* Of one file, level and variant, all of whose runs were made. */
struct curve_fit curve_fit_make(const struct cell *cell);

/* "" where identified; else why it is not. */
#define CURVE_FIT_NOTE 96
void curve_fit_note(char text[CURVE_FIT_NOTE], const struct curve_fit *c);

/* A table of all curves; the identified ones with their parameters, the others with the reason. */
void curve_fit_print(const struct findings *f);

/* The first file that is too short for a curve; -1: none is. */
int curve_fit_short(const struct plan *plan);

#endif
