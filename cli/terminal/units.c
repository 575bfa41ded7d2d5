/* units.c - sizes, ratios and speeds as people read them.
 *
 * Three digits, units of 1000, as disks and networks count; nobody needs more of a line that changes. */
#include "cli/terminal/units.h"

#include <stdio.h>

void units_bytes(char text[UNITS_TEXT], uint64_t bytes)
{
    static const char *const names[] = { "B", "KB", "MB", "GB", "TB", "PB", "EB" };
    double value = (double)bytes;
    int k = 0;

    while (value >= 999.5) { /* what would be rounded to 1000 */
        value /= 1000;
        k++;
    }
    snprintf(text, UNITS_TEXT, "%.*f %s",
             k == 0 || value >= 99.95 ? 0
             : value >= 9.995         ? 1
                                      : 2,
             value, names[k]);
}

double units_bits(uint64_t raw, uint64_t packed)
{
    return raw ? 8 * (double)packed / (double)raw : 0;
}

double units_ratio(uint64_t raw, uint64_t packed)
{
    return packed ? (double)raw / (double)packed : 0;
}

double units_speed(uint64_t raw, double seconds)
{
    return seconds > 0 ? (double)raw / seconds / 1000 : 0;
}

void units_time(char text[UNITS_TEXT], double seconds)
{
    unsigned long s = (unsigned long)(seconds + 0.5);

    if (s >= 3600)
        snprintf(text, UNITS_TEXT, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
    else
        snprintf(text, UNITS_TEXT, "%lu:%02lu", s / 60, s % 60);
}
