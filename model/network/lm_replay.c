/* A window once more: the network's answers change with its weights, what it was asked does not. */
#include <string.h>

#include "model/network/lm.h"

void llz_again_lay(struct llz_again *s, struct llz_arena *a, const struct llz_shape *shape)
{
    s->c1 = llz_arena_take(a, shape->hidden1, sizeof *s->c1);
    s->c2 = llz_arena_take(a, shape->hidden2, sizeof *s->c2);
    s->logits = llz_arena_take(a, LLZ_SYMBOLS, sizeof *s->logits);
    s->leaves = llz_arena_take(a, LLZ_SYMBOLS, sizeof *s->leaves);
}

void llz_lm_again(const struct llz_lm *m, int view, struct llz_window *w, struct llz_again *s)
{
    const size_t C = m->shape.contexts;

    memcpy(s->c1, w->c1, m->shape.hidden1 * sizeof *s->c1);
    memcpy(s->c2, w->c2, m->shape.hidden2 * sizeof *s->c2);
    for (size_t t = 0; t < m->shape.window; t++) {
        llz_embedding_read(&m->embedding, w->row + t * C, w->a + t * m->at.total + m->at.e);
        llz_lm_network(m, view, w, t, s->c1, s->c2, s->logits);
        for (size_t j = 0; j < LLZ_SYMBOLS; j++)
            s->logits[j] += w->direct[t * LLZ_SYMBOLS + j];
        const llz_real sum = m->kernels->softmax(s->leaves, s->logits, LLZ_SYMBOLS);
        w->loss[t] = llz_lm_errors(w->dlogits + t * LLZ_SYMBOLS, s->leaves, sum, w->byte[t]);
    }
    w->n = m->shape.window;
}
