/* replay.c - windows learned again: what the network was asked, not what it answered, is kept, and is run
 * through it anew.
 *
 * 32 MiB of them at most, a fair sample of all that has passed. Direct logits are kept as they were: slots
 * have learned these bytes by heart since, and would leave nothing to learn. */
#include "learner/policies/replay.h"

#include <string.h>

#include "model/memory/hash.h"

void llz_replay_lay(struct llz_replay *r, struct llz_arena *a, const struct llz_shape *s,
                    const struct llz_policy *policy, const struct llz_policy_change *change,
                    const struct llz_grads *grads)
{
    const struct llz_policy *p = policy->replay ? policy : &llz_policy_replay;
    const struct llz_policy_change *how = policy->replay ? change : NULL;
    const size_t T = s->window, n = (size_t)llz_policy_value(p, how, "windows", 0);
    r->from = p->replay;
    r->slots = n;
    r->step = (llz_real)llz_policy_value(p, how, "step", 0) / LLZ_REPLAY_UNIT;
    r->kept.row = llz_arena_take(a, n * T * s->contexts, sizeof *r->kept.row);
    r->kept.byte = llz_arena_take(a, n * T, sizeof *r->kept.byte);
    r->kept.direct = llz_arena_take(a, n * T * LLZ_SYMBOLS, sizeof *r->kept.direct);
    r->kept.c1 = llz_arena_take(a, n * s->hidden1, sizeof *r->kept.c1);
    r->kept.c2 = llz_arena_take(a, n * s->hidden2, sizeof *r->kept.c2);
    llz_window_lay(&r->again, a, s);
    llz_window_lay_direct(&r->again, a, s);
    llz_again_lay(&r->scratch, a, s);
    r->grads = *grads;
    /* The other gradients are scratch and can be shared; those of the rows are used later, when the
     * window is committed. */
    r->grads.de = llz_arena_take(a, T * s->contexts * s->embed_dim, sizeof *r->grads.de);
}

void llz_replay_init(struct llz_replay *r, uint64_t seed)
{
    r->seen = 0;
    r->random = seed;
}

/* splitmix64 (hash.h). */
static uint64_t draw(struct llz_replay *r)
{
    return llz_mix(r->random += LLZ_GOLDEN);
}

/* Copies what is kept of a window from place i of one to place j of another. */
static void copy(struct llz_window *to, size_t j, const struct llz_window *from, size_t i,
                 const struct llz_shape *s)
{
    const size_t T = s->window, rows = T * s->contexts, direct = T * LLZ_SYMBOLS;
    memcpy(to->row + j * rows, from->row + i * rows, rows * sizeof *to->row);
    memcpy(to->byte + j * T, from->byte + i * T, T);
    memcpy(to->direct + j * direct, from->direct + i * direct, direct * sizeof *to->direct);
    memcpy(to->c1 + j * s->hidden1, from->c1 + i * s->hidden1, s->hidden1 * sizeof *to->c1);
    memcpy(to->c2 + j * s->hidden2, from->c2 + i * s->hidden2, s->hidden2 * sizeof *to->c2);
}

/* Of the past, a fair sample (Vitter 1985, "Random sampling with a reservoir", algorithm R). */
void llz_replay_keep(struct llz_replay *r, const struct llz_lm *m, const struct llz_window *w)
{
    uint64_t slot = r->seen % r->slots;
    if (r->from == LLZ_REPLAY_PAST && r->seen >= r->slots)
        slot = draw(r) % (r->seen + 1);
    r->seen++;
    if (slot < r->slots)
        copy(&r->kept, (size_t)slot, w, 0, &m->shape);
}

bool llz_replay_run(struct llz_replay *r, const struct llz_lm *m, int view)
{
    const uint64_t filled = r->seen < r->slots ? r->seen : r->slots;
    if (filled == 0)
        return false;
    copy(&r->again, 0, &r->kept, (size_t)(draw(r) % filled), &m->shape);
    llz_lm_again(m, view, &r->again, &r->scratch);
    llz_lm_backward(m, &r->again, r->grads.ones, &r->grads);
    return true;
}
