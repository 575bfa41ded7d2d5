/* measure.h - what a learner can find out about its own learning without changing it: contributions of the
 * bytes ahead, and the loss on bytes that it is not shown. */
#ifndef LLZ_MEASURE_H
#define LLZ_MEASURE_H

#include "learner/measure/contribution.h"
#include "learner/trainer.h"
#include "model/network/frozen.h"

/* Windows read ahead: the one whose bytes contribute, the next one, which is the target, and the one after
 * that, which tells how good an estimate of what is still to come the target was. */
enum { LLZ_AHEAD = 3 };

/* Of the contributions CT of a window's bytes. Those in use have a weight other than 0 under the policy. */
struct llz_figures {
    size_t bytes, used;
    size_t used_against, unused_against; /* numbers of used and unused bytes with CT <= 0 */
    double loss;                         /* nats, mean over the window */
    double norm;                         /* norm of the target's gradient */
    double mean, deviation;              /* mean and standard deviation of CT over the bytes in use */
    double effective;                    /* (sum |CT|)^2 / (used * sum CT^2) over the bytes in use, at most 1 */
    double cosine;                 /* cosine between the target's gradient and that of the window after it */
    double rank_output, rank_rows; /* Spearman's correlation of the cheap forms of CT with the full one */
};

struct llz_measurer {
    struct llz_frozen frozen;
    struct llz_window window[LLZ_AHEAD];
    struct llz_target target[2];
    struct llz_grads grads;
    struct llz_tangents tangents;
    llz_real *ct, *cheap;            /* [T] */
    struct llz_policy_choice choice; /* choice of the policy for the first window */
};

void llz_measurer_lay(struct llz_measurer *d, struct llz_arena *a, const struct llz_lm *m);
void llz_measurer_init(struct llz_measurer *d, const struct llz_lm *m);

/* At the parameters that t's model has between two windows, for LLZ_AHEAD windows of bytes. */
void llz_measurer_contributions(struct llz_measurer *d, const struct llz_trainer *t, const uint8_t *ahead,
                                struct llz_figures *f);

/* nats[k] = loss of the k-th piece bytes of the n, which are read as if they were the first of all. */
void llz_measurer_probe(struct llz_measurer *d, const struct llz_lm *m, const uint8_t *bytes, size_t n,
                        size_t piece, double *nats);

#endif
