/* experts.h - n-gram experts: many contexts, each remembering in its own way which bits followed it.
 *
 *      keys (contexts.h) -> slots (nibble.h) -> for each context three probabilities of the next bit:
 *          its bit history mapped, its adaptive probability, its run
 *
 * Beside them stand match models. The probabilities become the mixer's inputs (predictor.h). */
#ifndef LLZ_EXPERTS_H
#define LLZ_EXPERTS_H

#include <stddef.h>
#include <stdint.h>

#include "model/arithmetic/kernels.h"
#include "model/contexts/contexts.h"
#include "model/experts/adaptive.h"
#include "model/experts/bit_history.h"
#include "model/experts/match.h"
#include "model/experts/nibble.h"
#include "model/experts/run_map.h"
#include "model/memory/arena.h"
#include "model/tuning.h"

#define LLZ_MATCHES 3
#define LLZ_VIEWS 3 /* probabilities of each context */

struct llz_experts_shape {
    size_t contexts;   /* number of contexts, at most LLZ_EXPERTS_MAX */
    size_t matches;    /* number of match models, at most LLZ_MATCHES */
    int run_bits;      /* all contexts share 2^run_bits entries of 4 bytes at first, */
    int run_most;      /* and up to 2^run_most as more come; */
    int slot_bits;     /* an index of slots of 64 bytes has room for 2^slot_bits at first, */
    int slot_most;     /* and there are up to 7/8 2^slot_most */
    int run_roomy;     /* places are plentiful up to 2^run_roomy groups of 16 entries (growing.h) */
    int match_bits;    /* each match model remembers 2^match_bits places */
    int ring_bits;     /* bytes that match models and records look back: 2^ring_bits */
    int follow_bits;   /* what followed two and three bytes is kept for 2^follow_bits of them, at most 16 */
    size_t run_groups; /* instead of up to 2^run_most entries, up to so many groups of 16; 0: not so */
    size_t slots;      /* and instead of as many slots up to so many */
};

/* One context of the byte at hand. */
struct llz_expert {
    uint64_t key;
    struct llz_run *run;       /* its entry */
    struct llz_nibble *first;  /* slot of the first nibble, NULL: it is no more than a run */
    const uint32_t *guess;     /* where its slot probably is, */
    const uint32_t *second[2]; /* and those of the second nibble, by the last bit of the first */
    struct llz_run *rest;      /* entry of the second nibble, where there is a first slot */
    uint8_t byte, count;       /* last byte here and how often in a row; 0: none */
    uint16_t role;
    uint16_t map; /* its place in by_state and by_run */
};

struct llz_experts {
    struct llz_experts_shape shape;
    struct llz_bit_history history;
    struct llz_rates_of_counts rates;
    uint32_t after_run[2][LLZ_RUN_MAX + 1]; /* node of a bit that came so many times in a row */
    struct llz_contexts contexts;
    struct llz_runs runs;
    struct llz_nibbles slots;
    uint32_t *by_state; /* [LLZ_KINDS * contexts][256] P(1) by bit history */
    uint32_t *by_run;   /* [LLZ_KINDS * contexts][64] that a run goes on, by its length and the bit's place */
    struct llz_match match[LLZ_MATCHES];
    struct llz_expert expert[LLZ_EXPERTS_MAX];
    size_t n;                           /* contexts in use */
    uint64_t next_key[LLZ_EXPERTS_MAX]; /* keys of the next byte's contexts */
    uint16_t next_role[LLZ_EXPERTS_MAX];
    size_t next_n;
    uint8_t slotted[LLZ_EXPERTS_MAX]; /* experts that live in slots */
    size_t slotted_n;
    struct llz_memories memories;
    /* What stands in for the slot of an expert that is no more than a run, so that all are asked alike. */
    struct llz_nibble stand_in[LLZ_EXPERTS_MAX];
    struct llz_nibble silent; /* and for those after the contexts in a vector */
    const struct llz_kernels *kernels;
};

void llz_experts_lay(struct llz_experts *e, struct llz_arena *a, const struct llz_experts_shape *shape);
/* parts: LLZ_PART_*; those left out say nothing. */
void llz_experts_init(struct llz_experts *e, const struct llz_kernels *kernels, unsigned parts,
                      const struct llz_tuning *tuning);

/* The next byte begins a segment of another kind. */
void llz_experts_profile(struct llz_experts *e, const struct llz_profile *p);

/* The two steps before a byte; each asks for memory that the next one reads,
 * so do something else between them. */
void llz_experts_look_ahead(struct llz_experts *e); /* finds the contexts */
void llz_experts_resolve(struct llz_experts *e);    /* finds which of them have slots */
/* Bytes of the longest match at hand, 0: none. */
uint32_t llz_experts_matched(const struct llz_experts *e);
/* Probabilities of a 1 (units: adaptive.h) after the bits so far (node: a leading 1 and the bits; level: how
 * many): p [LLZ_VIEWS * contexts and LLZ_MEMORIES_AT_ONCE - 1 more], view by view, and two for each match model.
 * Call it for each bit of a byte
 * in turn. */
void llz_experts_predict(struct llz_experts *e, unsigned node, unsigned level, uint32_t *p, uint32_t *match_p);
void llz_experts_update(struct llz_experts *e, unsigned node, unsigned level, int bit);
/* Instead of eight predictions and updates: the byte enters the contexts' memory alone, not what all contexts
 * share (maps of states and runs). A fraction of the time. */
void llz_experts_skim(struct llz_experts *e, uint8_t byte);
/* ---- Memory of half bytes (halves.c) ---- */

/* The nodes of a slot see four bits so many times more. */
void llz_experts_walk(const struct llz_experts *e, struct llz_nibble *s, unsigned nibble, unsigned times);
/* A byte whose first half lives in slots has come so many times more after a context: its second half. rest: the entry. */
void llz_experts_follow(struct llz_experts *e, struct llz_run *rest, uint64_t key, uint8_t byte,
                        unsigned times);

/* ---- What a prior tells, before anything is learned (experts_teach.c) ---- */

/* The byte has come so many times, 1 to LLZ_RUN_MAX, after the context with this key. */
void llz_experts_teach(struct llz_experts *e, uint64_t key, uint8_t byte, unsigned times);
/* Bytes in which matches may be found; seven eighths of what the ring holds, the latest ones. */
void llz_experts_refer(struct llz_experts *e, const uint8_t *bytes, size_t n);

/* Tells the whole byte. Two steps may come before, so that memory is on its way that llz_experts_add() reads: as soon
 * as the byte is known, once, and some time later. */
void llz_experts_aim(struct llz_experts *e, uint8_t byte);
void llz_experts_fetch(const struct llz_experts *e);
void llz_experts_add(struct llz_experts *e, uint8_t byte);
/* Instead of bytes one by one: so many pass, those at `period` (of length n) again and again, from which
 * nothing is learned. In no more time than the past takes. */
void llz_experts_pass(struct llz_experts *e, const uint8_t *period, size_t n, uint64_t bytes);

/* A node of a slot (nibble.h) after a bit. */
static inline uint32_t llz_node_update(const struct llz_experts *e, uint32_t v, int bit)
{
    const unsigned state = v & 255, count = v >> 8 & 255;
    const int p = (int)(v >> 16), target = bit ? 65535 : 0;
    const int moved = p + (int)(((int64_t)(target - p) * e->rates.share[count]) >> 16);
    return (uint32_t)moved << 16 | (count < 255 ? count + 1 : count) << 8 | e->history.next[state][bit];
}

/* What follows after a byte's first four bits (node: 16 and these) is a context of its own. Their last two only change bits
 * that choose no place, so that it can be asked for two bits before it is needed. Of its slot, */
static inline uint64_t llz_second_key(uint64_t key, unsigned node)
{
    return ((key + (node >> 2)) * UINT64_C(0xd6e8feb86659fd93)) ^ (uint64_t)(node & 3) << LLZ_SLOT_WHICH;
}

/* and of its entry. */
static inline uint64_t llz_rest_key(uint64_t key, unsigned node)
{
    return ((key + (node >> 2)) * UINT64_C(0xd6e8feb86659fd93)) ^ (uint64_t)(node & 3) << LLZ_RUN_WHICH;
}

/* Bit history of context i for the next bit. */
static inline unsigned llz_experts_state(const struct llz_experts *e, size_t i)
{
    return e->memories.node[i] & 255;
}

#endif
