/* tangent.h - what the step sizes of a mixer's weight sets are worth.
 *
 * Beside every weight w stands its derivative h = dw / d log(f), f being the factor on its set's step size. It
 * follows from the update of the mixer (mixer.h), w += f rate (bit - p) x, p = sigmoid(w x):
 *
 *      h += f rate ((bit - p) - p (1 - p) (h x)) x
 *
 * where f rate p (1 - p) is held at 1 / |x|^2, at which h x becomes 0 at once: beyond it h would swing up. The
 * descent of a loss by log f is its descent by the set's logit, which the caller tells, times (h x). For a
 * set's own coding cost that is exact, as far as nothing is held; for the cost after a second layer it leaves
 * out what that layer learns from the change.
 *
 * This is forward accumulation of what the costate of the Learning Law accumulates backward (Gu et al. 2024,
 * arXiv 2402.17759): the sum over t of grad l(t) h(t) is that of lambda(t + 1) times what f does to update t.
 * One trace for each weight as in Sutton 1992 ("Adapting Bias by Gradient Descent: An Incremental Version of
 * Delta-Bar-Delta"), but with the whole product h x in place of its diagonal. */
#ifndef LLZ_TANGENT_H
#define LLZ_TANGENT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/arithmetic/kernels.h"
#include "model/memory/arena.h"

#define LLZ_MIXER_SETS 48 /* at most */

struct llz_tangent {
    float *h;                     /* [rows][inputs] */
    size_t inputs, n;             /* n: sets */
    float target[LLZ_MIXER_SETS]; /* descent of the loss that counts, by each set's logit; the caller's */
    float factor[LLZ_MIXER_SETS]; /* on the step sizes, 1 at first */
    float gain[LLZ_MIXER_SETS];   /* descent by log f since the last turn, */
    float size[LLZ_MIXER_SETS];   /* and the sum of its terms' magnitudes */
    float usual[LLZ_MIXER_SETS];  /* mean of size over turns */
    float turns;                  /* at most LLZ_TANGENT_TURNS */
    bool whole; /* else h is that of the row's last update alone, as if nothing else had been learned */
};

#define LLZ_TANGENT_TURNS 1000

void llz_tangent_lay(struct llz_tangent *t, struct llz_arena *a, size_t rows, size_t inputs);
void llz_tangent_init(struct llz_tangent *t, size_t sets, bool whole);

/* Notes what the factors are worth for inputs x, whose rows begin at weight row[s], learned by step[s], and
 * takes this update into the tangents. slope[s] = rate f p (1 - p) of the set. */
void llz_tangent_follow(struct llz_tangent *t, const struct llz_kernels *k, const float *x, const size_t *row,
                        const float *step, const float *slope);
/* gain [sets], in [-1, 1], by the usual size of a turn; begins a new turn. */
void llz_tangent_turn(struct llz_tangent *t, float *gain);

#endif
