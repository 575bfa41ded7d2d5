/* cost_scale.h - classes of cost, which the page shows as colours. */
#ifndef LLZ_COST_SCALE_H
#define LLZ_COST_SCALE_H

#define SCALE_CLASSES 10

/* Class of a byte that costs so many bits: 0 (next to nothing) to SCALE_CLASSES - 1. */
int scale_class(double bits);

/* Bits at which a class begins. */
double scale_begin(int class);

/* Shade, 1 to SCALE_CLASSES - 1, of a value between the least and the most that there are. */
int scale_shade(double value, double least, double most);

#endif
