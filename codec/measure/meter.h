/* meter.h - when an encoder measures its learning, and to whom it tells what. */
#ifndef LLZ_METER_H
#define LLZ_METER_H

#include <stddef.h>
#include <stdint.h>

#include "codec/llz_lab.h"
#include "learner/learner.h"

struct llz_meter {
    struct llz_measure plan;
    uint64_t next_window, next_probe; /* content bytes */
    double *piece;                    /* costs of the probe's pieces: nats, then bits */
    size_t pieces;
};

/* LLZ_OK, LLZ_ERR_ARGUMENT or LLZ_ERR_MEMORY; llz_meter_free() in any case. */
enum llz_error llz_meter_begin(struct llz_meter *m, const struct llz_measure *plan);
void llz_meter_free(struct llz_meter *m); /* a zeroed one is allowed */

/* llz_learner_learn() for the byte at this position; what follows it in its frame are the n bytes ahead. */
void llz_meter_learn(struct llz_meter *m, struct llz_learner *learner, uint64_t position, const uint8_t *ahead,
                     size_t n);

#endif
