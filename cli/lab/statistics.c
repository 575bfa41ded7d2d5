/* statistics.c - a paired block bootstrap, and Holm's correction.
 *
 * Everything is done with logarithms of ratios, in which files of all sizes count alike, and a factor and
 * its inverse cancel. */
#include "cli/lab/statistics.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "cli/lab/resample.h"

/* Fifty on each side of the interval, so that its ends are not single draws. */
#define RESAMPLES 2000
#define TAIL (RESAMPLES / 40) /* 2.5 % on each side */
#define BAND_RESAMPLES 400    /* of each point of a curve, of which there are many */

static double sum(const double *costs, size_t n)
{
    double total = 0;

    for (size_t k = 0; k < n; k++)
        total += costs[k];
    return total;
}

static double log_ratio(const struct pairs *file)
{
    return log(sum(file->ours, file->n) / sum(file->theirs, file->n));
}

/* The same of one resample of its pieces. */
static double resampled(const struct pairs *file, uint64_t *random)
{
    struct draw draw = draw_begin(file->n, random);
    double ours = 0, theirs = 0;

    for (size_t k = 0; k < file->n; k++) {
        size_t at = draw_next(&draw);

        /* Paired: both sides take the same pieces, so what makes a piece hard for both cancels. */
        ours += file->ours[at];
        theirs += file->theirs[at];
    }
    return log(ours / theirs);
}

/* How to resample, and how many things that vary by themselves there are
 * to resample, less one for each mean. */
struct plan {
    enum { UNKNOWN, PIECES, FILES } of;
    size_t freedom;
};

static struct plan plan_of(const struct pairs *files, size_t count)
{
    struct plan plan = { .of = count > 0 ? PIECES : UNKNOWN };

    for (size_t i = 0; i < count; i++) {
        /* One file with too few pieces spoils it for all; then whole files are drawn, if there are enough. */
        if (files[i].n < DRAW_PIECES_MIN)
            plan.of = count < DRAW_PIECES_MIN ? UNKNOWN : FILES;
        /* Runs vary by themselves, pieces within a run do not. */
        plan.freedom += files[i].n / draw_begin(files[i].n, NULL).length - 1;
    }
    if (plan.of == FILES)
        plan.freedom = count - 1;
    return plan;
}

static double resample(const struct pairs *files, size_t count, int whole_files, uint64_t *random)
{
    double logs = 0;

    for (size_t i = 0; i < count; i++) {
        struct draw single = { .random = random, .n = count, .length = 1 };

        logs += whole_files ? log_ratio(&files[draw_next(&single)]) : resampled(&files[i], random);
    }
    return logs / (double)count;
}

/* Integrals of the density in closed form (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4). */
double statistics_student(double t, size_t freedom)
{
    const double angle = atan(fabs(t) / sqrt((double)freedom)), c = cos(angle) * cos(angle);
    const int odd = freedom % 2 == 1;
    double term = odd ? cos(angle) : 1, inside = 0;

    for (size_t k = odd ? 3 : 2; k <= freedom; k += 2) {
        inside += term;
        term *= c * (double)(k - 1) / (double)k;
    }
    inside *= sin(angle);
    if (odd)
        inside = (angle + inside) * 2 / acos(-1);
    return fmin(fmax(1 - inside, 0), 1);
}

double statistics_deviation(const double *values, size_t n)
{
    const double mean = n > 0 ? sum(values, n) / (double)n : 0;
    double squares = 0;

    for (size_t i = 0; i < n; i++)
        squares += (values[i] - mean) * (values[i] - mean);
    return n > 1 ? sqrt(squares / (double)(n - 1)) : 0;
}

/* The larger of two: twice the share of resamples on the other side of 1, which few resamples cannot tell from
 * 0 where it is small, and Student's t of the ratio over their deviation, which can. */
static double probability(const double *logs, double ratio, size_t freedom)
{
    const double deviation = statistics_deviation(logs, RESAMPLES);
    size_t above = 0, below = 0;
    double share;

    for (size_t r = 0; r < RESAMPLES; r++) {
        above += logs[r] >= 0;
        below += logs[r] <= 0;
    }
    share = fmin(2.0 * (double)(above < below ? above : below) / RESAMPLES, 1);
    if (log(ratio) == 0 || freedom == 0)
        return 1;
    return fmax(share, deviation > 0 ? statistics_student(log(ratio) / deviation, freedom) : 0);
}

struct estimate statistics_estimate(const struct pairs *files, size_t count)
{
    const struct plan plan = plan_of(files, count);
    struct estimate e = { .ratio = 1, .p = 1, .holm = 1 };
    double values[RESAMPLES], logs = 0;
    uint64_t random = DRAW_SEED;

    for (size_t i = 0; i < count; i++)
        logs += log_ratio(&files[i]);
    if (count > 0)
        e.ratio = exp(logs / (double)count);
    if (plan.of == UNKNOWN)
        return e;
    for (int r = 0; r < RESAMPLES; r++)
        values[r] = resample(files, count, plan.of == FILES, &random);
    qsort(values, RESAMPLES, sizeof values[0], compare_doubles);
    e.interval = (struct interval){ exp(values[TAIL - 1]), exp(values[RESAMPLES - TAIL]), 1 };
    e.p = probability(values, e.ratio, plan.freedom);
    return e;
}

/* The value that Student's t exceeds, on either side, with a probability of 0.05. */
static double student_limit(size_t freedom)
{
    double low = 1.9, high = 13; /* of infinitely many degrees, and of one */

    while (high - low > 1e-9) {
        const double middle = (low + high) / 2;

        if (statistics_student(middle, freedom) > 0.05)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* How many of the resamples lie beyond each end of an interval over n files: a percentile interval is too narrow for
 * few of them, by what Student's t and n - 1 make of it (Hesterberg 2015, section 5.3). */
static size_t expanded_tail(size_t n)
{
    const double reach = sqrt((double)n / (double)(n - 1)) * student_limit(n - 1);
    const size_t tail = (size_t)(RESAMPLES * erfc(reach / sqrt(2)) / 2);

    return tail > 0 ? tail : 1;
}

static double resample_files(const struct pairs *files, size_t count, uint64_t *random)
{
    struct draw single = { .random = random, .n = count, .length = 1 };
    double logs = 0;

    for (size_t i = 0; i < count; i++) {
        const struct pairs *file = &files[draw_next(&single)];

        logs += file->n < DRAW_PIECES_MIN ? log_ratio(file) : resampled(file, random);
    }
    return logs / (double)count;
}

struct estimate statistics_over_files(const struct pairs *files, size_t count)
{
    const size_t tail = count < STATISTICS_FILES_MIN ? 0 : expanded_tail(count);
    struct estimate e = { .ratio = 1, .p = 1, .holm = 1 };
    double values[RESAMPLES], mean = 0, squares = 0;
    uint64_t random = DRAW_SEED;

    if (tail == 0)
        return e;
    for (size_t i = 0; i < count; i++)
        mean += log_ratio(&files[i]) / (double)count;
    for (size_t i = 0; i < count; i++)
        squares += pow(log_ratio(&files[i]) - mean, 2);
    e.ratio = exp(mean);
    for (int r = 0; r < RESAMPLES; r++)
        values[r] = resample_files(files, count, &random);
    qsort(values, RESAMPLES, sizeof values[0], compare_doubles);
    e.interval = (struct interval){ exp(values[tail - 1]), exp(values[RESAMPLES - tail]), 1 };
    if (mean != 0 && squares > 0)
        e.p = statistics_student(mean / sqrt(squares / (double)(count - 1) / (double)count), count - 1);
    else
        e.p = mean == 0; /* no difference at all, or the same one everywhere */
    return e;
}

struct interval statistics_band(const struct pairs *file)
{
    double values[BAND_RESAMPLES];
    uint64_t random = DRAW_SEED;

    if (file->n < DRAW_PIECES_MIN)
        return (struct interval){ 1, 1, 0 };
    for (int r = 0; r < BAND_RESAMPLES; r++)
        values[r] = resampled(file, &random);
    qsort(values, BAND_RESAMPLES, sizeof values[0], compare_doubles);
    return (struct interval){ exp(values[BAND_RESAMPLES / 40 - 1]),
                              exp(values[BAND_RESAMPLES - BAND_RESAMPLES / 40]), 1 };
}

static int by_p(const void *a, const void *b)
{
    return compare_doubles(&(*(struct estimate *const *)a)->p, &(*(struct estimate *const *)b)->p);
}

void statistics_correct(struct estimate **family, size_t n)
{
    double least = 0;

    qsort(family, n, sizeof(struct estimate *), by_p);
    /* Holm 1979: the smallest of n is multiplied by n, the next by n - 1, and none gets less than the
     * one before it. */
    for (size_t i = 0; i < n; i++) {
        least = fmax(least, fmin(family[i]->p * (double)(n - i), 1));
        family[i]->holm = least;
        family[i]->comparisons = n;
    }
}

int statistics_clear(const struct estimate *e)
{
    return e->interval.known && e->holm < STATISTICS_CLEAR;
}
