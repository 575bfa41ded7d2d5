/* lab_log.h - logarithms in double from + - * / alone: log() of C libraries differs by machine, and with it would the policies
 * that are sought by losses. */
#ifndef LLZ_LAB_LOG_H
#define LLZ_LAB_LOG_H

/* ln((1 + q) / (1 - q)) = 2 artanh(q), |q| <= 1 / 3, by its series: what is left out after q^31 is below 2e-17. */
static inline double llz_lab_log_ratio(double q)
{
    const double square = q * q;
    double sum = 0;

    for (int i = 31; i > 0; i -= 2)
        sum = sum * square + 1.0 / i;
    return 2 * q * sum;
}

#endif
