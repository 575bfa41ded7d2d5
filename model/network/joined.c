/* joined.c - errors of a mixture of models, told to one of them. */
#include "model/network/joined.h"

/* No factor is larger, so that sums of those of leaves whose weight is next to nothing (exp(-87)) stay finite. */
#define FACTOR_MAX ((llz_real)0x1p+126)
/* Share of its sister's weight below which a subtree is hardly pushed down any further. The mixture's errors do not
 * vanish with the model's own weights, as its own errors do: without this, bytes that never come drifted within some
 * megabytes to where exp() ends, and products of numbers that small took a third of the time. */
#define LEAST ((llz_real)0x1p-40)
#define SHARE ((llz_real)0.5) /* of the mixture; 0.75 is as good, 1 loses all that 0.5 gains */

/* leaves: n of them, whose gradient is each one's weight times factor. */
static void join(llz_real *d, const llz_real *leaves, unsigned n, llz_real factor)
{
    for (unsigned j = 0; j < n; j++)
        d[j] += SHARE * (leaves[j] * factor - d[j]);
}

void llz_joined_errors(llz_real *d, const llz_real *tree, uint8_t byte, const llz_real *error)
{
    const llz_real *leaves = tree + 256;
    llz_real along = 0; /* factor of all leaves below the node that has been reached */
    for (unsigned l = 0; l < 8; l++) {
        const unsigned child = (256u | byte) >> (7 - l), other = child ^ 1, first = (other << (7 - l)) - 256;
        /* A leaf below the child with bit 1 raises the logit by its share of that child's weight, and one below the
         * other child lowers it. */
        const llz_real up = child & 1 ? error[l] : -error[l];
        join(d + first, leaves + first, 1u << (7 - l), along - up / (tree[other] + LEAST * tree[child]));
        along += up / tree[child];
        along = along > -FACTOR_MAX ? along : -FACTOR_MAX; /* errors point to the byte: it is never above 0 */
    }
    join(d + byte, leaves + byte, 1, along);
}
