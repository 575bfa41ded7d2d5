/* frozen.c - the network run over bytes without learning anything from them: for measuring, and for
 * policies that look ahead.
 *
 * It shares every table with the model and owns only what a step writes: cells, logits and the tree. */
#include "model/network/frozen.h"

#include <string.h>

void llz_frozen_lay(struct llz_frozen *f, struct llz_arena *a, const struct llz_shape *shape)
{
    f->c1 = llz_arena_take(a, shape->hidden1, sizeof *f->c1);
    f->c2 = llz_arena_take(a, shape->hidden2, sizeof *f->c2);
    f->logits = llz_arena_take(a, LLZ_SYMBOLS, sizeof *f->logits);
    f->tree = llz_arena_take(a, 2 * LLZ_SYMBOLS, sizeof *f->tree);
}

void llz_frozen_begin(struct llz_frozen *f, const struct llz_lm *m)
{
    memcpy(f->c1, m->c1, m->shape.hidden1 * sizeof *f->c1);
    memcpy(f->c2, m->c2, m->shape.hidden2 * sizeof *f->c2);
    f->model = *m;
    f->model.c1 = f->c1;
    f->model.c2 = f->c2;
    f->model.logits = f->logits;
    f->model.tree = f->tree;
}

/* As a new member would begin: neither cells nor the last bytes are known. */
void llz_frozen_begin_anew(struct llz_frozen *f, const struct llz_lm *m)
{
    llz_frozen_begin(f, m);
    memset(f->c1, 0, m->shape.hidden1 * sizeof *f->c1);
    memset(f->c2, 0, m->shape.hidden2 * sizeof *f->c2);
    llz_history_forget(&f->model.history);
    llz_lm_look_ahead(&f->model);
}

void llz_frozen_read(struct llz_frozen *f, struct llz_window *w, const uint8_t *bytes, size_t n)
{
    w->n = 0;
    for (size_t t = 0; t < n; t++) {
        llz_lm_step_frozen(&f->model, w);
        llz_lm_observe_frozen(&f->model, w, bytes[t]);
    }
}
