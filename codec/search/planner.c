/* planner.c - Coordinate descent with hints. Each pass takes minutes, so the planner spends as few as it
 * can: a combined move that helped most inputs beforehand, then single knobs in the order of what they
 * brought, both ways, and larger steps in the direction that helped. */
#include "codec/search/planner.h"

#include <string.h>

#include "model/parts.h"

#define BIT(knob) (1u << (knob))
#define LM_KNOBS (BIT(LLZ_KNOB_DENSE) | BIT(LLZ_KNOB_ROWS) | BIT(LLZ_KNOB_SLOTS))

static const struct llz_move none = { .turned = true }; /* the base itself */

/* What helped most inputs that were tried beforehand (tests/bench/LOG.md), all at once: the second pass.
 *
 * Forgetting faster and two other weight sets: together 1 % on machine code and 0.3 to 0.6 % on text, most
 * of what a search finds at all (tests/bench/LOG.md). */
static const struct llz_move opening = { .by = { [LLZ_KNOB_FORGET] = 1 } };

/* What helps next where experts predict alone and there is little to learn from (tests/bench/LOG.md): their mixers
 * have few inputs and may take larger steps. */
static const struct llz_move larger_steps = {
    .by = { [LLZ_KNOB_START] = 5, [LLZ_KNOB_FLOOR] = 2, [LLZ_KNOB_FINAL] = 4, [LLZ_KNOB_SHARE] = 2 }
};

/* The moves after it, in the order of what they brought there. */
static const struct {
    enum llz_knob knob;
    int8_t by;
} moves[] = {
    { LLZ_KNOB_FORGET, 1 },  { LLZ_KNOB_DENSE, 3 }, { LLZ_KNOB_FLOOR, -2 }, { LLZ_KNOB_FINAL, 2 },
    { LLZ_KNOB_MATCH, 1 },   { LLZ_KNOB_SLOTS, 2 }, { LLZ_KNOB_SHARE, -3 }, { LLZ_KNOB_START, 2 },
    { LLZ_KNOB_WEIGHT, -2 }, { LLZ_KNOB_ROWS, 2 },
};

/* The next move to be tried; where there is no room, nothing. */
static void push(struct llz_planner *p, const struct llz_move *move)
{
    if (p->queued < LLZ_PLANNER_MOVES)
        p->queue[p->queued++] = *move;
}

/* The last one. */
static void append(struct llz_planner *p, const struct llz_move *move)
{
    if (p->queued == LLZ_PLANNER_MOVES)
        return;
    memmove(p->queue + 1, p->queue, p->queued * sizeof *p->queue);
    p->queue[0] = *move;
    p->queued++;
}

void llz_planner_init(struct llz_planner *p, unsigned parts)
{
    const unsigned all = BIT(LLZ_KNOBS) - 1;

    *p = (struct llz_planner){ .stride = 2, .gained = true };
    p->knobs |= parts & LLZ_PART_LM ? LM_KNOBS : 0;
    p->knobs |= parts & LLZ_PART_EXPERTS ? all & ~LM_KNOBS : 0;
    if (!(parts & LLZ_PART_MATCH))
        p->knobs &= ~BIT(LLZ_KNOB_MATCH);
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        struct llz_move move = { .turned = false };

        move.by[moves[i].knob] = moves[i].by;
        append(p, &move);
    }
    if (!(parts & LLZ_PART_LM))
        push(p, &larger_steps);
    push(p, &opening);
}

/* Each knob, both ways. Is there anything left to be tried? */
static bool refill(struct llz_planner *p)
{
    p->stride -= !p->gained;
    p->gained = false;
    for (int i = 0; p->stride > 0 && i < 2 * LLZ_KNOBS; i++) {
        struct llz_move move = { .turned = true };

        move.by[i / 2] = (int8_t)(i & 1 ? p->stride : -p->stride);
        append(p, &move);
    }
    return p->stride > 0;
}

/* The base with a move, as far as ranges allow. Is that something else than the base? */
static bool moved(const struct llz_planner *p, const struct llz_move *move, struct llz_tuning *out)
{
    bool differs = false;

    *out = p->base;
    for (int k = 0; k < LLZ_KNOBS; k++) {
        const struct llz_knob_range range = llz_knob_range((enum llz_knob)k);
        int v = p->base.at[k] + (p->knobs & BIT(k) ? move->by[k] : 0);

        v = v < range.least ? range.least : v > range.most ? range.most : v;
        differs = differs || v != p->base.at[k];
        out->at[k] = (int8_t)v;
    }
    return differs;
}

static size_t propose(struct llz_planner *p, const struct llz_move *move, struct llz_tuning *out)
{
    if (!moved(p, move, out))
        return 0;
    p->tried[p->trying++] = *move;
    return 1;
}

/* The base itself, if nothing is known of it but what its moves brought one by one. */
static size_t propose_base(struct llz_planner *p, struct llz_tuning *out)
{

    *out = p->base;
    p->tried[p->trying++] = none;
    p->measured = true;
    return 1;
}

size_t llz_planner_next(struct llz_planner *p, struct llz_tuning *out, size_t left)
{
    const size_t most = left < LLZ_PLANNER_ROUND ? left : LLZ_PLANNER_ROUND;
    size_t n = 0;

    p->trying = 0;
    if (!p->measured && (p->rounds == 0 || p->doubtful || left <= LLZ_PLANNER_ROUND) && most > 0)
        n += propose_base(p, &out[n]);
    while (n < most && (p->queued > 0 || refill(p)))
        n += propose(p, &p->queue[--p->queued], &out[n]);
    if (n < most && !p->measured)
        n += propose_base(p, &out[n]);
    p->rounds++;
    return n;
}

/* It goes into the base; once more of the same may help once more. */
static void take(struct llz_planner *p, const struct llz_move *move)
{
    struct llz_move again = *move;

    (void)moved(p, move, &p->base);
    p->gained = true;
    /* Turned: it has been tried the other way, or need not be. */
    again.turned = true;
    if (!move->turned)
        push(p, &again);
}

/* Of several knobs: each alone, some time. Of one: the other way, now. */
static void refuse(struct llz_planner *p, const struct llz_move *move)
{
    int knobs = 0;

    if (move->turned)
        return;
    for (int k = 0; k < LLZ_KNOBS; k++)
        knobs += move->by[k] != 0;
    for (int k = 0; k < LLZ_KNOBS; k++) {
        struct llz_move other = { .turned = knobs == 1 };

        other.by[k] = (int8_t)(knobs == 1 ? -move->by[k] : move->by[k]);
        if (move->by[k] != 0 && knobs == 1)
            push(p, &other);
        else if (move->by[k] != 0)
            append(p, &other);
    }
}

static bool is_base(const struct llz_move *move)
{

    return memcmp(move->by, none.by, sizeof none.by) == 0;
}

static void hear_base(struct llz_planner *p, uint64_t bytes)
{
    p->expected = (double)bytes;
    p->measured = true;
}

static void keep_best(struct llz_planner *p, const struct llz_tuning *t, uint64_t bytes)
{
    if (p->best_bytes == 0 || bytes < p->best_bytes) {
        p->best = *t;
        p->best_bytes = bytes;
    }
}

/* What was expected of the base did not come true: back to what is certain.
 *
 * Moves that helped one by one may not help together; what was measured is certain. */
static void fall_back(struct llz_planner *p)
{
    p->base = p->best;
    p->expected = (double)p->best_bytes;
    p->measured = true;
}

void llz_planner_hear(struct llz_planner *p, const uint64_t *bytes)
{
    struct llz_tuning at[LLZ_PLANNER_ROUND];
    size_t taken = 0;

    for (size_t i = 0; i < p->trying; i++) {
        (void)moved(p, &p->tried[i], &at[i]);
        keep_best(p, &at[i], bytes[i]);
        if (is_base(&p->tried[i]))
            hear_base(p, bytes[i]);
    }
    const double before = p->expected;

    for (size_t i = 0; i < p->trying; i++) {
        if (is_base(&p->tried[i]))
            continue;
        if ((double)bytes[i] < before) {
            take(p, &p->tried[i]);
            p->expected += (double)bytes[i] - before;
            taken++;
        } else {
            refuse(p, &p->tried[i]);
        }
    }
    /* Gains of two moves in one round are added up, which is a guess until the base itself
     * has been encoded. */
    p->measured = taken == 0 ? p->measured : taken == 1; /* then it is what was tried */
    p->doubtful = taken == 0 && !p->measured;
    if (taken == 0 && (double)p->best_bytes < p->expected)
        fall_back(p);
}
