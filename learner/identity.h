/* identity.h - by what an archive names the model that made it. */
#ifndef LLZ_IDENTITY_H
#define LLZ_IDENTITY_H

#include <stdint.h>

/* Changes exactly when what the model of that number predicts does: tests/unit/learner/test_identity.c says from what it is
 * made, compares, and writes the table anew. 0: it is not here. */
uint32_t llz_row_identity(int number);

#endif
