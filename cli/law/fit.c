/* fit.c - the curve L(D) = L0 + (B / D)^beta: for each beta a straight line in D^-beta, whose best one is found
 * directly; beta by a grid and a golden section. */
#include "cli/law/fit.h"

#include <math.h>

#define BETA_MIN 0.02
#define BETA_MAX 3.0
#define AT_BOUND 1e-3 /* of a bound: as near as the search comes to it, and more */
#define POINTS_MIN 4  /* three parameters, and one point that they might miss */
#define GRID 24
#define SECTIONS 24 /* each leaves 0.618 of the interval, all together a hundred-thousandth */
#define GOLDEN 0.6180339887498949

struct points {
    const double *data, *loss;
    size_t n;
    double scale; /* D^-beta is taken of D / scale, or it would be 0 in numbers that are added to 1 */
};

static double power(const struct points *p, size_t i, double beta)
{
    return pow(p->data[i] / p->scale, -beta);
}

/* Plain squares: all checkpoints read the same probe, so their errors are alike. */
static double squares(const struct points *p, const struct fit *f)
{
    double sum = 0;

    for (size_t i = 0; i < p->n; i++) {
        const double left = p->loss[i] - f->floor - f->factor * power(p, i, f->beta);

        sum += left * left;
    }
    return sum;
}

/* The best line for this beta, in scaled data; error is its sum of squares. */
static struct fit line(const struct points *p, double beta)
{
    double x = 0, y = 0, xx = 0, xy = 0, n = (double)p->n, variance;
    struct fit f = { .beta = beta, .known = 1 };

    for (size_t i = 0; i < p->n; i++) {
        const double q = power(p, i, beta);

        x += q;
        y += p->loss[i];
        xx += q * q;
        xy += q * p->loss[i];
    }
    /* Normal equations of a line; x is D^-beta. */
    variance = n * xx - x * x;
    f.factor = variance > 0 ? (n * xy - x * y) / variance : 0;
    f.floor = (y - f.factor * x) / n;
    /* A loss cannot be negative. Then the best line is the one through the origin. */
    if (f.floor < 0) {
        f.floor = 0;
        /* Least squares without a constant: the sum of (y - f x)^2 is least there. */
        f.factor = xy / xx;
    }
    f.error = squares(p, &f);
    return f;
}

/* Golden section: each step takes one new point and keeps the other. low and high are logarithms of beta. */
static struct fit section(const struct points *p, double low, double high)
{
    double a = high - GOLDEN * (high - low), b = low + GOLDEN * (high - low);
    struct fit fa = line(p, exp(a)), fb = line(p, exp(b));

    for (int i = 0; i < SECTIONS; i++) {
        if (fa.error < fb.error) {
            high = b;
            b = a;
            fb = fa;
            a = high - GOLDEN * (high - low);
            fa = line(p, exp(a));
        } else {
            low = a;
            a = b;
            fa = fb;
            b = low + GOLDEN * (high - low);
            fb = line(p, exp(b));
        }
    }
    return fa.error < fb.error ? fa : fb;
}

/* The best of the grid, refined. */
static struct fit search(const struct points *p)
{
    /* In logarithms, for exponents differ by factors. The grid finds the valley, as there may be more than
     * one; sections need one. */
    const double low = log(BETA_MIN), width = (log(BETA_MAX) - log(BETA_MIN)) / GRID;
    struct fit best = { 0 };
    int at = 0;

    for (int i = 0; i <= GRID; i++) {
        const struct fit f = line(p, exp(low + width * i));

        if (!best.known || f.error < best.error) {
            best = f;
            at = i;
        }
    }
    /* Losses that do not fall have no valley to be searched. */
    if (!(best.factor > 0))
        return best;
    /* Between the neighbours of the best point of the grid, where the valley must have its ground. */
    return section(p, low + width * (at > 0 ? at - 1 : 0), low + width * (at < GRID ? at + 1 : GRID));
}

static enum fit_state judge(const struct fit *f)
{
    if (!isfinite(f->floor) || !isfinite(f->factor) || !isfinite(f->error))
        return FIT_NOT_FINITE;
    if (!(f->factor > 0))
        return FIT_FLAT;
    /* B = factor^(1 / beta) may be beyond a double where beta is small. */
    if (!isfinite(fit_b(f)))
        return FIT_NOT_FINITE;
    /* An exponent at its bound was not found but cut off: what was measured does not tell it. */
    if (f->beta <= BETA_MIN * (1 + AT_BOUND) || f->beta >= BETA_MAX * (1 - AT_BOUND))
        return FIT_BETA_AT_BOUND;
    return f->floor > 0 ? FIT_GOOD : FIT_FLOOR_AT_BOUND;
}

struct fit fit_make(const double *data, const double *loss, size_t n)
{
    const struct points p = { data, loss, n, n ? data[n - 1] : 1 };
    struct fit best;

    if (n < POINTS_MIN)
        return (struct fit){ .state = FIT_FEW };
    best = search(&p);
    if (best.factor > 0)
        /* Back to unscaled data: (D / scale)^-beta = scale^beta D^-beta. */
        best.factor *= pow(p.scale, best.beta);
    best.error = sqrt(best.error / (double)n);
    best.state = judge(&best);
    if (best.state == FIT_NOT_FINITE || best.state == FIT_FLAT)
        return (struct fit){ .state = best.state };
    return best;
}

const char *fit_state_text(enum fit_state state)
{
    static const char *const texts[] = { "",
                                         "too few points",
                                         "the losses do not fall",
                                         "not finite",
                                         "exponent at its bound: not identified",
                                         "L0 at its bound: not identified" };

    return texts[state];
}

double fit_loss(const struct fit *f, double data)
{
    return f->floor + f->factor * pow(data, -f->beta);
}

double fit_data(const struct fit *f, double loss)
{
    return pow(f->factor / (loss - f->floor), 1 / f->beta);
}

double fit_b(const struct fit *f)
{
    return pow(f->factor, 1 / f->beta);
}

double fit_acceleration(const struct fit *ours, const struct fit *theirs, double first, double last)
{
    double a, b, loss;

    if (ours->state != FIT_GOOD || theirs->state != FIT_GOOD)
        return 0;
    a = fit_loss(ours, last);
    b = fit_loss(theirs, last);
    /* The lowest loss that both have reached: beyond the data nothing is said. */
    loss = a > b ? a : b;
    a = fit_data(ours, loss);
    b = fit_data(theirs, loss);
    return a < first || b < first ? 0 : b / a;
}

/* Where the losses first fall to loss, which the last of them does; 0: they begin there. The divisor is above
 * 0: the loss at i - 1 is above `loss`, that at i is not. */
static double first_reached(const double *data, const double *losses, size_t n, double loss)
{
    size_t i = 0;

    while (i + 1 < n && losses[i] > loss)
        i++;
    if (i == 0)
        return 0;
    return data[i - 1] + (data[i] - data[i - 1]) * (losses[i - 1] - loss) / (losses[i - 1] - losses[i]);
}

double fit_acceleration_read(const double *our_data, const double *our_loss, const double *their_data,
                             const double *their_loss, size_t n)
{
    const double a = our_loss[n - 1], b = their_loss[n - 1], loss = a > b ? a : b;
    const double ours = first_reached(our_data, our_loss, n, loss);
    const double theirs = first_reached(their_data, their_loss, n, loss);

    return ours > 0 && theirs > 0 ? theirs / ours : 0;
}
