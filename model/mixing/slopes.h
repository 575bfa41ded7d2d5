/* slopes.h - how the cost of all bits so far depends on the step sizes of the mixer, found in the same pass.
 *
 * A step size r changes every later weight. Beside each weight w stands its derivative h by ln r, which moves
 * with it; differentiating w' = w + r (bit - p) x:
 *
 *      h' = h + (dr / dln r) (bit - p) x - r p (1 - p) (h . x) x
 *
 * (in the second layer x itself depends on r, which adds a term),
 *
 * and the cost's derivative is the sum over all bits of (dcost / dweights) . h. This is forward accumulation of
 * the same sum that the costate of the learning law accumulates backward: sum of -eta lambda(t + 1) . grad l
 * (Gu et al. 2024, arXiv 2402.17759). It is exact but for steps that the floats of the format make,
 * and for the factors by which a policy moves step sizes (tangent.h), which are taken as they are.
 *
 * Encoders alone use it, in passes whose output nothing depends on but the choice of a tuning. */
#ifndef LLZ_SLOPES_H
#define LLZ_SLOPES_H

#include <stdbool.h>

#include "model/mixing/mixer.h"
#include "model/tuning.h"

#define LLZ_SLOPES_FIRST 2 /* directions that change the first layer: START, FLOOR */
#define LLZ_SLOPES_MIXED 3 /* and those that change the second: FINAL too */

struct llz_slopes {
    float *first[LLZ_SLOPES_FIRST];                /* h of the first layer's weights, laid out like them */
    float *second[LLZ_SLOPES_MIXED];               /* and of the second layer's */
    float *inputs[LLZ_SLOPES_MIXED];               /* dx of the second layer; of FINAL it is 0 */
    float logit[LLZ_SLOPES_MIXED][LLZ_MIXER_SETS]; /* dy of the second layer */
    float mixed[LLZ_SLOPES_MIXED];                 /* of the mean of its logits */
    float by_logit, by_share;                      /* derivatives of the probability of a 1 */
    bool counting;                                 /* bits that are coded: not those of the primer */
    double sum[LLZ_KNOBS];                         /* nats, by ln of a step size; SHARE: by the share */
};

/* Behind the mixers, which are laid out. */
void llz_slopes_lay(struct llz_slopes *s, struct llz_arena *a, const struct llz_mixer *first,
                    const struct llz_mixer *final);
/* Once both layers are forward: x, the first layer's inputs. */
void llz_slopes_forward(struct llz_slopes *s, const struct llz_kernels *k, const struct llz_mixer *first,
                        const struct llz_mixer *final, const float *x);
/* p: the probability of a 1 that the bit was coded with. */
void llz_slopes_count(struct llz_slopes *s, float p, int bit);
/* Before the mixers learn the bit. x, second: the inputs of the two layers. */
void llz_slopes_learn(struct llz_slopes *s, const struct llz_kernels *k, const struct llz_mixer *first,
                      const struct llz_mixer *final, const float *x, const float *second, int bit);

#endif
