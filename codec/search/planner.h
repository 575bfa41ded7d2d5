/* planner.h - which tunings a search tries. It proposes up to two at a time, hears what became of them, and
 * knows nothing of how that is found out.
 *
 * It keeps a base, at first the usual tuning, and a queue of moves, changes of one knob or a few. A round tries
 * the base with one move and the base with another; what was smaller than the base is taken into it, both if
 * both were, without trying them together: what they bring is taken for a sum, and later rounds will show. A
 * move that helped is tried once more, one that did not in the other direction. When all have been tried, every
 * knob is moved both ways, by 2 as long as that helps, then by 1.
 * */
#ifndef LLZ_PLANNER_H
#define LLZ_PLANNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/tuning.h"

#define LLZ_PLANNER_ROUND 2 /* tunings at a time */
#define LLZ_PLANNER_MOVES 96

/* A change of the base, knob by knob. */
struct llz_move {
    int8_t by[LLZ_KNOBS];
    bool turned; /* the other direction has been tried already */
};

struct llz_planner {
    unsigned knobs; /* bits of the knobs that make a difference */
    bool measured;  /* this very base has been heard of, or will be in this round */
    bool doubtful;  /* no move helped a base of which that is not so */
    int rounds;
    int stride;  /* of the moves that the queue is filled with when it has run out */
    bool gained; /* a move has helped since then */
    struct llz_tuning base;
    double expected;                          /* bytes */
    struct llz_tuning best;                   /* of those that were heard of */
    uint64_t best_bytes;                      /* 0: none */
    struct llz_move queue[LLZ_PLANNER_MOVES]; /* the next one last */
    size_t queued;
    struct llz_move tried[LLZ_PLANNER_ROUND];
    size_t trying;
};

/* parts: LLZ_PART_* of the predictor that are used. */
void llz_planner_init(struct llz_planner *p, unsigned parts);
/* Fills in the tunings of the next round, `left` at most; returns how many they are: 0 when there is nothing
 * left to try. */
size_t llz_planner_next(struct llz_planner *p, struct llz_tuning *out, size_t left);
/* How large the archives became, in that order. */
void llz_planner_hear(struct llz_planner *p, const uint64_t *bytes);

#endif
