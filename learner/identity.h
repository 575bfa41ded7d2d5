/* identity.h - by what an archive names the model that made it. */
#ifndef LLZ_IDENTITY_H
#define LLZ_IDENTITY_H

#include <stdint.h>

/* Changes exactly when what the level predicts does: tests/unit/learner/test_identity.c says from what it is
 * made, compares, and writes the table anew. level: 0..9. */
uint32_t llz_level_identity(int level);

#endif
