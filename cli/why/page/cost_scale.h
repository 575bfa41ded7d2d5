/* cost_scale.h - classes of cost, which the page shows as colours. */
#ifndef LLZ_COST_SCALE_H
#define LLZ_COST_SCALE_H

#define SCALE_CLASSES 10

/* Class of a byte that costs so many bits: 0 (next to nothing) to SCALE_CLASSES - 1. */
int scale_class(double bits);

/* Of bits gained (above 0) or lost: 0 (next to nothing), GAIN_FIRST to GAIN_FIRST + GAIN_CLASSES - 1 for the more that is
 * gained, LOSS_FIRST and so on for the more that is lost. */
#define GAIN_CLASSES 4
#define GAIN_FIRST 10
#define LOSS_FIRST 20
int scale_gain_class(double bits);

/* Bits at which the class begins that is `step`, from 0 on, away from nothing. */
double scale_gain_begin(int step);

/* The name of a class in the page's style: "c5", "g0", "h3". */
const char *scale_class_name(int class);

/* Bits at which a class begins. */
double scale_begin(int class);

/* Shade, 1 to SCALE_CLASSES - 1, of a value between the least and the most that there are. */
int scale_shade(double value, double least, double most);

#endif
