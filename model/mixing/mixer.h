/* mixer.h - gated logistic mixing: several weight sets, each choosing one of its rows by a small context, add
 * the experts' logits up; every row learns online from the error of its own output.
 *
 *      y[s] = dot(w[s][selected], x),  p[s] = sigmoid(y[s]),  w += rate (bit - p[s]) x
 *
 * (Mahoney 2005, "Adaptive Weighing of Context Models for Lossless Data Compression", section 3.2; online
 * gradient descent on coding cost: Mattern 2012, "Mixing Strategies in Data Compression"). */
#ifndef LLZ_MIXER_H
#define LLZ_MIXER_H

#include <stddef.h>
#include <stdint.h>

#include "model/arithmetic/kernels.h"
#include "model/memory/arena.h"
#include "model/mixing/tangent.h"

#define LLZ_LOGIT_MAX 20.0f

struct llz_mixer_rates {
    float start, floor; /* step sizes of a row that is new, and of one that has learned for long */
    float half;         /* updates of a row until half of the way between them */
};

struct llz_mixer {
    /* floats in a row, a multiple of 16; the last one counts the row's updates, and its input is 0 */
    size_t inputs;
    size_t sets;
    float share;                  /* 1 / sets: a division for each bit would be felt */
    size_t first[LLZ_MIXER_SETS]; /* row at which each set begins, of those of a kind */
    size_t rows;                  /* number of rows in all sets of all kinds */
    size_t each;                  /* and of one kind: they lie together, for most contents have one only */
    size_t of_kind;               /* the first row of the kind at hand */
    uint32_t *number;             /* [rows] their order of coming, from 1 on; 0: never selected */
    uint32_t given;               /* the last of these numbers */
    float *weights;               /* [rows][inputs] in that order, then a row of zeros */
    float weight;                 /* that a row begins with */
    float *w[LLZ_MIXER_SETS]; /* the selected rows, after llz_mixer_select() for each set, then that of zeros */
    float *y;                 /* [sets] logits */
    float *p;                 /* [sets] probabilities, the caller's sigmoid of y */
    float step[LLZ_MIXER_SETS];
    struct llz_mixer_rates rates;
    struct llz_tangent *tangent; /* NULL: the step sizes are as scheduled */
};

/* size [sets]: rows of each set, for each of `kinds` kinds of data. tangent: NULL, or the factors on the sets' step sizes. */
void llz_mixer_lay(struct llz_mixer *m, struct llz_arena *a, size_t inputs, const size_t *size, size_t kinds,
                   size_t sets, struct llz_tangent *tangent);
/* y, p [sets]: where logits are written and probabilities read. */
void llz_mixer_init(struct llz_mixer *m, float *y, float *p, float weight, const struct llz_mixer_rates *rates);

/* Memory for a row that has never been selected: most never are, those of other kinds of data for one. */
void llz_mixer_start(struct llz_mixer *m, size_t row);

/* Each kind of data has rows of its own. */
static inline void llz_mixer_choose_kind(struct llz_mixer *m, size_t kind)
{
    m->of_kind = kind * m->each;
}

static inline void llz_mixer_select(struct llz_mixer *m, size_t set, size_t row)
{
    const size_t i = m->of_kind + m->first[set] + row;
    if (m->number[i] == 0)
        llz_mixer_start(m, i);
    m->w[set] = m->weights + (m->number[i] - (size_t)1) * m->inputs;
}

/* x [inputs] -> m->y [sets], within [-LLZ_LOGIT_MAX, LLZ_LOGIT_MAX] */
void llz_mixer_forward(struct llz_mixer *m, const struct llz_kernels *k, const float *x);
/* Step size of the row selected in a set, for such an error; 0: it is not worth the work. */
float llz_mixer_rate(const struct llz_mixer *m, size_t set, float error);
/* Tells the bit that came for the same x, once m->p is there. */
void llz_mixer_learn(struct llz_mixer *m, const struct llz_kernels *k, const float *x, int bit);

#endif
