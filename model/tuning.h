/* tuning.h - what an encoder may change about how the model learns. A few small numbers that stand in a
 * member's header, found by running over the content beforehand (codec/search/search.c); 0 everywhere is the
 * usual model. */
#ifndef LLZ_TUNING_H
#define LLZ_TUNING_H

#include <stdbool.h>
#include <stdint.h>

/* Their numbers stand in archives: append only. */
enum llz_knob {
    LLZ_KNOB_DENSE,  /* step of the language model's dense layers, */
    LLZ_KNOB_ROWS,   /* of its embedding rows, */
    LLZ_KNOB_SLOTS,  /* of its direct n-gram logits: in factors of 2^(1/4), like the next four */
    LLZ_KNOB_START,  /* first step of a new row of the mixer's first layer, */
    LLZ_KNOB_FLOOR,  /* and its last one */
    LLZ_KNOB_FINAL,  /* both, of the second layer */
    LLZ_KNOB_WEIGHT, /* initial weight of the first layer */
    LLZ_KNOB_SHARE,  /* of the adaptive maps in the probability, in units of 1/32 */
    LLZ_KNOB_FORGET, /* how much of a bit history a surprise leaves (bit_history.h) */
    LLZ_KNOB_MATCH,  /* shortest matches (experts.c) */
    LLZ_KNOB_SETS,   /* which weight sets the mixer has (selectors.h) */
    LLZ_KNOBS
};

struct llz_tuning {
    int8_t at[LLZ_KNOBS];
};

extern const struct llz_tuning llz_tuning_usual;

/* What the number of a knob may be, both limits included. */
struct llz_knob_range {
    int8_t least, most;
};
struct llz_knob_range llz_knob_range(enum llz_knob knob);

/* 2^(1/4) to the power of the knob's number. */
float llz_tuning_factor(const struct llz_tuning *t, enum llz_knob knob);

#endif
