/* rows.h - the table of models: each row fixes all sizes and rates of one, the contexts and weight sets that
 * it has (the first so many of their lists), and its share of the primer. Part of the format. */
#ifndef LLZ_ROWS_H
#define LLZ_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "learner/learner.h"
#include "model/mixing/predictor.h"
#include "model/network/shape.h"

/* Step sizes at the start of a member; llz_schedule (optimizer.h) lets them fall. */
struct llz_rates {
    float dense; /* Adam's step for the dense layers */
    float rows;  /* Adagrad's step for embedding rows */
};

struct llz_row {
    int number; /* number by which archives name it, 0 to 255; no other row ever gets it */
    const char *name;
    struct llz_shape shape;
    struct llz_rates rates;
    struct llz_predictor_shape predictor;
    unsigned parts;      /* LLZ_PART_* in use unless told otherwise */
    size_t frame;        /* content bytes in a frame */
    size_t primer;       /* bytes of the primer that are learned before a text, */
    size_t primer_full;  /* of which the last so many teach the whole predictor, the others only its memory */
    size_t primer_short; /* likewise in a short member, which should not take long */
    uint64_t fixed;      /* MiB that all but the experts' entries and slots take at most, a prior apart */
};

/* NULL: this program has no such row, or no longer. */
const struct llz_row *llz_row_get(int number);

/* The predictor of a row that may take so many MiB, at least llz_row_memory_least(); 0: as many as its tables do
 * as usual. False: more than can be addressed here. */
bool llz_row_predictor(const struct llz_row *row, uint64_t memory, struct llz_predictor_shape *shape);

#endif
