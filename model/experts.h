/* experts.h - n-gram experts: many contexts, each remembering in its own way which bits followed it.
 *
 *      keys (contexts.h) -> slots (nibble.h) -> for each context four probabilities of the next bit:
 *          its bit history mapped, its adaptive probability, its last seven bits mapped, its run
 *
 * Beside them stand match models. The probabilities become the mixer's inputs (predictor.h). */
#ifndef LLZ_EXPERTS_H
#define LLZ_EXPERTS_H

#include <stddef.h>
#include <stdint.h>

#include "model/adaptive.h"
#include "model/arena.h"
#include "model/bit_history.h"
#include "model/contexts.h"
#include "model/match.h"
#include "model/nibble.h"

#define LLZ_MATCHES 3
#define LLZ_VIEWS 4 /* probabilities of each context */

struct llz_experts_shape {
    size_t contexts; /* at most LLZ_EXPERTS_MAX, a multiple of 4 */
    size_t matches;  /* at most LLZ_MATCHES */
    int slot_bits;   /* all contexts share 2^slot_bits slots of 64 bytes */
    int match_bits;  /* each match model remembers 2^match_bits places */
    int past_bits;   /* and looks back 2^past_bits bytes */
};

struct llz_experts {
    struct llz_experts_shape shape;
    struct llz_bit_history history;
    struct llz_rates_of_counts rates;
    struct llz_contexts contexts;
    struct llz_nibbles slots;
    uint32_t *by_state; /* [LLZ_ROLES][256] P(1) by bit history */
    uint32_t *by_bits;  /* [LLZ_ROLES][256] P(1) by the last bits */
    uint32_t *by_run;   /* [LLZ_ROLES][64] that a run goes on, by its length and the bit's place */
    struct llz_match match[LLZ_MATCHES];
    uint64_t key[LLZ_EXPERTS_MAX];
    uint16_t role[LLZ_EXPERTS_MAX];
    struct llz_nibble *first[LLZ_EXPERTS_MAX]; /* slots of this byte's first nibble */
    struct llz_nibble *slot[LLZ_EXPERTS_MAX];  /* and of the nibble at hand */
    uint32_t *node[LLZ_EXPERTS_MAX];           /* what the next bit is predicted from */
    uint32_t *state[LLZ_EXPERTS_MAX], *bits[LLZ_EXPERTS_MAX], *run[LLZ_EXPERTS_MAX];
    size_t n; /* contexts in use */
};

void llz_experts_lay(struct llz_experts *e, struct llz_arena *a, const struct llz_experts_shape *shape);
void llz_experts_init(struct llz_experts *e);

/* Finds the contexts of the next byte and asks for their slots. */
void llz_experts_look_ahead(struct llz_experts *e);
/* Probabilities of a 1 behind the bits so far (node: a leading 1 and the bits): p [LLZ_VIEWS * contexts], view by
 * view, and two for each match model. At node 1 and 16 to 31 a nibble begins. */
void llz_experts_predict(struct llz_experts *e, unsigned node, float *p, float *match_p);
void llz_experts_update(struct llz_experts *e, unsigned node, int bit);
/* Tells the whole byte. */
void llz_experts_add(struct llz_experts *e, uint8_t byte);

/* Bit history of context i for the next bit. */
static inline unsigned llz_experts_state(const struct llz_experts *e, size_t i)
{
    return *e->node[i] & 255;
}

#endif
