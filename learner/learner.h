/* learner.h - a language model that learns from every byte it is shown.
 *
 * One learner owns the model, its optimizer state and (with two threads) the worker that learns one window
 * while the next is being coded. It does not know whether its caller encodes or decodes: it is asked for the
 * probability of the next bit and then told the bit.
 *
 *      for each byte:  llz_learner_step(l);
 *                      8 times: p = llz_learner_predict_bit(l); ...; llz_learner_observe_bit(l, bit);
 *                      llz_learner_learn(l);
 */
#ifndef LLZ_LEARNER_H
#define LLZ_LEARNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/parts.h"
#include "model/profile.h"
#include "model/tuning.h"

#define LLZ_PROB_BITS 22 /* probabilities handed to the coder are integers in units of 2^-22 */
#define LLZ_PROB_MIN 16  /* and lie in [LLZ_PROB_MIN, 2^22 - LLZ_PROB_MIN] */

struct llz_learner;

struct llz_learner_config {
    int level;      /* 0..9 */
    int policy;     /* index into the table of policies */
    int optimizer;  /* index into the table of rules */
    unsigned parts; /* LLZ_PART_*, llz_level_has */
    uint64_t seed;
    struct llz_tuning tuning;
    bool slopes;   /* find llz_learner_slopes(), which takes time and changes nothing */
    int threads;   /* 1 or 2; has no influence on any probability */
    bool openblas; /* use the OpenBLAS backend for matrix products (not replayable elsewhere) */
};

/* NULL when memory or the backend is missing. */
struct llz_learner *llz_learner_new(const struct llz_learner_config *cfg);
void llz_learner_free(struct llz_learner *l);

/* The next bytes, so many, are data of this kind. */
void llz_learner_profile(struct llz_learner *l, const struct llz_profile *p, size_t bytes);
/* Call it after that until it returns false: before the first text of a member it learns the primer
 * (model/primer.h), so many bytes at most in a call. */
bool llz_learner_prime(struct llz_learner *l, size_t most);
/* Advances the network by one byte: from here on the distribution of the next byte is known. */
void llz_learner_step(struct llz_learner *l);
/* P(next bit = 1), most significant bit first. */
uint32_t llz_learner_predict_bit(struct llz_learner *l);
void llz_learner_observe_bit(struct llz_learner *l, int bit);
/* Call after the eighth bit: takes the byte into the history and, at the end of a window, learns. */
void llz_learner_learn(struct llz_learner *l);

/* How often the language model did so badly (above 8.5 bits a byte over a frame's worth) that it was forgotten
 * and its policy replaced by "uniform". */
unsigned llz_learner_restarts(const struct llz_learner *l);
/* Floating-point operations so far, the primer's included, by the count of work.h. */
uint64_t llz_learner_operations(const struct llz_learner *l);
/* Derivatives of the cost so far, in nats, by the numbers of the knobs, as far as they are known (slopes.h);
 * 0 for the others. NULL unless asked for, or without a mixer. */
const double *llz_learner_slopes(const struct llz_learner *l);
size_t llz_learner_state_bytes(const struct llz_learner *l); /* everything allocated */

/* Content bytes in a frame at this level: at most 4 MiB. Known to the format. */
size_t llz_level_frame_bytes(int level);

/* The parts (LLZ_PART_*) that a level uses when some are left out, 0: none is left. The fastest levels use no
 * language model unless it is all that is left, level 0 uses nothing else. */
unsigned llz_level_parts(int level, unsigned without);
/* Can a level use these parts, which are not 0? */
bool llz_level_has(int level, unsigned parts);

/* Policies, in the order of their numbers in archives; NULL behind the last. */
const char *llz_learner_policy_name(int i);

/* Optimizers, likewise. */
const char *llz_learner_optimizer_name(int i);

/* Names of the predictor's parts, by the number of their bit; NULL behind the last. */
const char *llz_learner_part_name(int i);

#endif
