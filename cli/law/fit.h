/* fit.h - the curve L(D) = L0 + (B / D)^beta through losses after D bytes, and how much less data one curve
 * needs than another (Gu et al. 2024, arXiv 2402.17759, sections 4.2 and 4.3). Pure functions. */
#ifndef LLZ_CLI_LAW_FIT_H
#define LLZ_CLI_LAW_FIT_H

#include <stddef.h>

/* Why a fit says nothing about how data and loss go together. A parameter at its bound is not identified: the
 * points would have it still further, and anything beyond fits as well. */
enum fit_state {
    FIT_GOOD,
    FIT_FEW,           /* fewer points than parameters and one */
    FIT_FLAT,          /* the losses do not fall */
    FIT_NOT_FINITE,    /* a number is none */
    FIT_BETA_AT_BOUND, /* the exponent */
    FIT_FLOOR_AT_BOUND /* L0 is 0 */
};

struct fit {
    double floor;  /* L0, never below 0 */
    double factor; /* B^beta */
    double beta;
    double error; /* root mean square of what is left */
    enum fit_state state;
    int known; /* 0: FIT_FEW, FIT_FLAT or FIT_NOT_FINITE; nothing else is set */
};

/* Least squares over n points, beta between 0.02 and 3. */
struct fit fit_make(const double *data, const double *loss, size_t n);

/* "" for FIT_GOOD. */
const char *fit_state_text(enum fit_state state);

double fit_loss(const struct fit *f, double data);
double fit_data(const struct fit *f, double loss); /* the inverse; loss is above the floor */
double fit_b(const struct fit *f);

/* How many times the data of ours theirs needs to reach the loss that the worse of them has after last bytes:
 * above 1, ours learns faster. Neither curve is extended: 0 where one of them reaches that loss before first
 * bytes, and where a fit is not good. */
double fit_acceleration(const struct fit *ours, const struct fit *theirs, double first, double last);

/* The same without a curve: losses after data bytes, n of each, between which they are
 * taken to be straight. Where a loss is reached more than once, the first time counts. 0
 * where one of them has it from the first on. */
double fit_acceleration_read(const double *our_data, const double *our_loss, const double *their_data,
                             const double *their_loss, size_t n);

#endif
