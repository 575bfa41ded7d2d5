/* recurrent.h - the cells of a gated linear recurrence, without its matrix product.
 *
 * Gates come from the layer below alone, so time enters elementwise and the backward products of a whole window
 * are matrix products (as in QRNN, Bradbury et al. 2016, arXiv 1611.01576, section 2, and minGRU, Feng et al.
 * 2024, arXiv 2410.01201):
 *
 *      z = sigmoid(gz),  o = sigmoid(go),  n = tanh(gn)
 *      c(t) = n + z (c(t-1) - n),  h(t) = o c(t)
 *
 * A gate row holds [ gz | go | gn | padding ], each part at a stride of H rounded up to 8. */
#ifndef LLZ_RECURRENT_H
#define LLZ_RECURRENT_H

#include <stddef.h>

#include "model/arithmetic/kernels.h"

/* Floats between the parts of a gate row, and floats of a whole row (the N of its dense layer). */
static inline size_t llz_gate_stride(size_t H)
{
    return (H + 7) / 8 * 8;
}
static inline size_t llz_gate_width(size_t H)
{
    return (3 * llz_gate_stride(H) + 31) / 32 * 32;
}

/* g [width]: in gate inputs, out z, o, n. c [H]: in c(t-1), out c(t). h [H]: out. */
void llz_recurrent_forward(const struct llz_kernels *k, size_t H, llz_real *g, llz_real *c, llz_real *h);

/* Through a window of T steps. g [T][width]: z, o, n of each step; before [T][H]: c(t-1) of each step; dh
 * [T][H]: in gradients of h; dg [T][width]: out gradients of the gate inputs; dc [H]: scratch. What reaches
 * back beyond the window is cut off. */
void llz_recurrent_backward(size_t H, size_t T, const llz_real *g, const llz_real *before, const llz_real *dh,
                            llz_real *dg, llz_real *dc);

#endif
