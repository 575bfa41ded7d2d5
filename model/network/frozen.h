/* frozen.h - reads bytes with a language model as it is at this moment, and lets nothing learn.
 *
 * It shares weights and tables with the model and has a state of its own: history and cells. A row that has not
 * learned yet gets its start (embedding.h), as in any forward step; nothing else of the model is written. */
#ifndef LLZ_FROZEN_H
#define LLZ_FROZEN_H

#include "model/network/lm.h"

struct llz_frozen {
    struct llz_lm model;
    llz_real *c1, *c2, *logits, *tree; /* its own, sizes as in struct llz_lm */
};

void llz_frozen_lay(struct llz_frozen *f, struct llz_arena *a, const struct llz_shape *shape);
/* Goes on where m is, between two of its steps. */
void llz_frozen_begin(struct llz_frozen *f, const struct llz_lm *m);
/* As the same, but before the first byte of all. */
void llz_frozen_begin_anew(struct llz_frozen *f, const struct llz_lm *m);
/* Reads n bytes, at most shape.window, into w, which they fill from its beginning. */
void llz_frozen_read(struct llz_frozen *f, struct llz_window *w, const uint8_t *bytes, size_t n);

#endif
