/* attention.h - causal attention of one head over one example, with tangents.
 *
 *     p = softmax over j <= i of q_i . k_j * scale,   a = p v
 *
 * q, k, v and a are columns of wider matrices: [length] rows, stride apart, LLZ_HEAD columns. */
#ifndef LLZ_LAB_ATTENTION_H
#define LLZ_LAB_ATTENTION_H

#include "learner/lab/transformer/dual.h"

#define LLZ_HEAD 16 /* width of a head, as kernels have it */

struct llz_attention {
    const struct llz_kernels *kernels;
    size_t length; /* a multiple of 16 */
    size_t stride;
    llz_real scale;
    /* Scratch of one head. */
    struct llz_dual turned; /* [LLZ_HEAD][length] a matrix transposed */
    struct llz_dual score;  /* [length][length] */
};

/* p [length][length] is kept for the way back. */
void llz_attention(const struct llz_attention *s, struct llz_dual a, struct llz_dual p, struct llz_dual q,
                   struct llz_dual k, struct llz_dual v);
/* dq, dk and dv are set. */
void llz_attention_back(const struct llz_attention *s, struct llz_dual dq, struct llz_dual dk,
                        struct llz_dual dv, struct llz_dual da, struct llz_dual p, struct llz_dual q,
                        struct llz_dual k, struct llz_dual v);

#endif
