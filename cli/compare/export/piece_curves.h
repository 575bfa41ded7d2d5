/* piece_curves.h - the costs of pieces as lines of a chart. */
#ifndef LLZ_PIECE_CURVES_H
#define LLZ_PIECE_CURVES_H

#include "cli/compare/analysis/analysis.h"
#include "cli/lab/svg.h"

/* Pieces are put together so that a line has no more steps than can be seen. */
#define CURVE_STEPS 200
#define CURVE_POINTS (2 * CURVE_STEPS)

/* Bits per byte along the file as steps. x is in units of unit bytes. Returns the number of points. */
size_t curve_bits(struct point points[CURVE_POINTS], const struct cell *cell, double unit);

/* By how many bytes the archive is larger than the reference's up to each place. */
size_t curve_difference(struct point points[CURVE_POINTS], const struct cell *ours, const struct cell *theirs,
                        double unit);

#endif
