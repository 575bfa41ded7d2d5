/* units.h - sizes, ratios and speeds as people read them. */
#ifndef LLZ_UNITS_H
#define LLZ_UNITS_H

#include <stdint.h>

#define UNITS_TEXT 32 /* enough for any text made here */

/* "123 B", "45.6 KB", "7.89 MB": decimal units, three digits. */
void units_bytes(char text[UNITS_TEXT], uint64_t bytes);

/* Archive bits for each byte of content; 0 for no content. */
double units_bits(uint64_t raw, uint64_t packed);

/* How many times smaller the archive is; 0 where there is none. */
double units_ratio(uint64_t raw, uint64_t packed);

/* 1000 bytes of content a second. */
double units_speed(uint64_t raw, double seconds);

/* "1:02:03", or "2:03" below one hour. */
void units_time(char text[UNITS_TEXT], double seconds);

#endif
