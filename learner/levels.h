/* levels.h - what a level means: the model's sizes and the learner's rates. Part of the format. */
#ifndef LLZ_LEVELS_H
#define LLZ_LEVELS_H

#include <stddef.h>

#include "model/mixing/predictor.h"
#include "model/network/shape.h"

/* Step sizes at the start of a member; llz_schedule (optimizer.h) lets them fall. */
struct llz_rates {
    float dense; /* Adam's step for the dense layers */
    float rows;  /* Adagrad's step for embedding rows */
};

struct llz_level {
    struct llz_shape shape;
    struct llz_rates rates;
    struct llz_predictor_shape predictor;
    unsigned parts;     /* LLZ_PART_* that are used unless told otherwise */
    size_t frame;       /* content bytes in a frame */
    size_t primer;      /* bytes of the primer that are learned before a text, */
    size_t primer_full; /* of which the last so many teach the whole predictor, the others only its memory */
};

/* NULL outside 0..9. */
const struct llz_level *llz_level_get(int level);

#endif
