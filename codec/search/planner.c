/* planner.c - Coordinate descent with hints. Each pass takes minutes, so the planner spends as few as it
 * can: a combined move that helped most inputs beforehand, then single knobs in the order of what they
 * brought, both ways, and larger steps in the direction that helped. Where slopes are known, the mixer's
 * knobs follow Newton's step instead. */
#include "codec/search/planner.h"

#include <string.h>

#include "model/parts.h"

#define BIT(knob) (1u << (knob))
#define LM_KNOBS (BIT(LLZ_KNOB_DENSE) | BIT(LLZ_KNOB_ROWS) | BIT(LLZ_KNOB_SLOTS))
#define STEP_MAX 6 /* of a knob in one move by slopes */

static const struct llz_move none = { .turned = true }; /* the base itself */

/* What helped most inputs that were tried beforehand (tests/bench/LOG.md), all at once: the second pass.
 *
 * Forgetting faster and two other weight sets: together 1 % on machine code and 0.3 to 0.6 % on text, most
 * of what a search finds at all (tests/bench/LOG.md). */
static const struct llz_move opening = { .by = { [LLZ_KNOB_FORGET] = 1, [LLZ_KNOB_SETS] = 2 } };

/* The moves behind it, in the order of what they brought there. */
static const struct {
    enum llz_knob knob;
    int8_t by;
    bool by_slopes; /* where slopes are known, they move this knob */
} moves[] = {
    { LLZ_KNOB_FORGET, 1, false }, { LLZ_KNOB_DENSE, 3, false }, { LLZ_KNOB_FLOOR, -2, true },
    { LLZ_KNOB_FINAL, 2, true },   { LLZ_KNOB_MATCH, 1, false }, { LLZ_KNOB_SLOTS, 2, false },
    { LLZ_KNOB_SHARE, -3, true },  { LLZ_KNOB_START, 2, true },  { LLZ_KNOB_WEIGHT, -2, false },
    { LLZ_KNOB_ROWS, 2, false },
};

/* A knob that slopes tell of: how much larger an archive grows when it is
 * one off its best place, as a share. */
static const struct {
    enum llz_knob knob;
    /* Measured on a few files: the share by which an archive grows a step away from the best place, so
     * that a slope tells how far that is. */
    double curvature;
} sloping[] = {
    { LLZ_KNOB_START, 1.2e-4 }, { LLZ_KNOB_FLOOR, 4e-5 }, { LLZ_KNOB_FINAL, 4e-5 }, { LLZ_KNOB_SHARE, 1.5e-5 }
};
#define SLOPING (sizeof sloping / sizeof sloping[0])

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

void llz_planner_init(struct llz_planner *p, unsigned parts, bool use_slopes)
{
    const unsigned all = BIT(LLZ_KNOBS) - 1;

    *p = (struct llz_planner){ .use_slopes = use_slopes && (parts & LLZ_PART_EXPERTS) };
    p->knobs |= parts & LLZ_PART_LM ? LM_KNOBS : 0;
    p->knobs |= parts & LLZ_PART_EXPERTS ? all & ~LM_KNOBS : 0;
    if (!(parts & LLZ_PART_MATCH))
        p->knobs &= ~BIT(LLZ_KNOB_MATCH);
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        struct llz_move move = { .turned = false };

        move.by[moves[i].knob] = moves[i].by;
        if (!(moves[i].by_slopes && p->use_slopes))
            append(p, &move);
    }
    push(p, &opening);
    p->stride = 2;
    p->gained = true;
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

/* Bytes by a unit of a knob. A slope by ln of a factor 2^(1/4) is ln 2 / 4 of that, in nats, of which 8 ln 2
 * are a byte; SHARE counts in 1/32. */
static double slope_of(const struct llz_outcome *o, enum llz_knob knob)
{
    return o->slopes[knob] / (knob == LLZ_KNOB_SHARE ? 32 * 8 * 0.6931 : 32);
}

static double slope_along(const struct llz_outcome *o, const struct llz_move *move)
{
    double slope = 0;

    for (size_t i = 0; i < SLOPING; i++)
        slope += slope_of(o, sloping[i].knob) * move->by[sloping[i].knob];
    return slope;
}

static int8_t rounded(double x)
{
    return (int8_t)(x < 0 ? x - 0.5 : x + 0.5);
}

/* Newton's step from a tuning whose outcome is known. */
static void follow_slopes(struct llz_planner *p, const struct llz_outcome *o)
{
    struct llz_move move = { .turned = true };

    for (size_t i = 0; i < SLOPING; i++) {
        const enum llz_knob k = sloping[i].knob;
        const double step = -slope_of(o, k) / (2 * sloping[i].curvature * (double)(o->bytes + 1));

        move.by[k] = rounded(step < -STEP_MAX ? -STEP_MAX : step > STEP_MAX ? STEP_MAX : step);
    }
    move.promise = -slope_along(o, &move);
    push(p, &move);
}

/* A step by slopes went too far: the place on its way where the slope along it is 0, taking it for linear. */
static void step_back(struct llz_planner *p, const struct llz_move *move, const struct llz_outcome *o)
{
    const double rise = slope_along(o, move), share = rise > 0 ? move->promise / (move->promise + rise) : 0.5;
    struct llz_move shorter = { .turned = true };

    for (size_t i = 0; i < SLOPING; i++)
        shorter.by[sloping[i].knob] = rounded(share * move->by[sloping[i].knob]);
    push(p, &shorter);
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
static void refuse(struct llz_planner *p, const struct llz_move *move, const struct llz_outcome *o)
{
    int knobs = 0;

    if (move->promise > 0 && o->slopes)
        step_back(p, move, o);
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

static void hear_base(struct llz_planner *p, const struct llz_outcome *o)
{
    p->expected = (double)o->bytes;
    p->measured = true;
}

static void remember(struct llz_planner *p, const struct llz_tuning *t, const struct llz_outcome *o)
{
    if (p->best_bytes == 0 || o->bytes < p->best_bytes) {
        p->best = *t;
        p->best_bytes = o->bytes;
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

void llz_planner_hear(struct llz_planner *p, const struct llz_outcome *outcome)
{
    const struct llz_outcome *least = outcome;
    struct llz_tuning at[LLZ_PLANNER_ROUND];
    size_t taken = 0;

    for (size_t i = 0; i < p->trying; i++) {
        (void)moved(p, &p->tried[i], &at[i]);
        remember(p, &at[i], &outcome[i]);
        if (is_base(&p->tried[i]))
            hear_base(p, &outcome[i]);
    }
    const double before = p->expected;

    for (size_t i = 0; i < p->trying; i++) {
        least = outcome[i].bytes < least->bytes ? &outcome[i] : least;
        if (is_base(&p->tried[i]))
            continue;
        if ((double)outcome[i].bytes < before) {
            take(p, &p->tried[i]);
            p->expected += (double)outcome[i].bytes - before;
            taken++;
        } else {
            refuse(p, &p->tried[i], &outcome[i]);
        }
    }
    /* Gains of two moves in one round are added up, which is a guess until the base itself
     * has been encoded. */
    p->measured = taken == 0 ? p->measured : taken == 1; /* then it is what was tried */
    p->doubtful = taken == 0 && !p->measured;
    if (p->use_slopes && least->slopes && (taken > 0 || p->rounds == 1))
        follow_slopes(p, least);
    if (taken == 0 && (double)p->best_bytes < p->expected)
        fall_back(p);
}
