/* joined.h - what the language model is to learn where it is one voice of several.
 *
 * By its own loss it would learn most where it alone is surprised, which is often what the others knew. So half of
 * each error is that of the mixed probability: where the mixture was right there is less to learn, where it was
 * wrong, more. */
#ifndef LLZ_JOINED_H
#define LLZ_JOINED_H

#include <stdint.h>

#include "model/arithmetic/real.h"

/* d [256]: gradient of the model's own loss by its logits, for this byte; afterwards the mean of it and of the one with
 * the errors [8] in the place of the model's own. An error is P(1) - bit of each bit, the highest first. tree: of the
 * model (bytetree.h).
 *
 * With x[l] the logit of P(1) at the l-th node on the way to the byte, the sum over l of error[l] dx[l] / dlogit[j]:
 * the model's own errors would give d. */
void llz_joined_errors(llz_real *d, const llz_real *tree, uint8_t byte, const llz_real *error);

#endif
