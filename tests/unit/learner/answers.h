/* answers.h - from what the identity of a model is made: known answers, that is, every probability that
 * it gives the coder for short inputs of every kind, under every policy, optimizer and option.
 *
 * Every model answers for every kind, policy and optimizer. What means the same in all of them (parts left out,
 * tuning, budget, seed, a prior) only those answer that are quick. Memory that overflows is part of all
 * answers, on tables of its own; skimming the primer is that of number 11, which learns 16 KiB of it in full. What
 * short inputs cannot show goes in as it is: the row's numbers, such as the sizes of its tables, and the
 * primer's text as far as the model reads it. */
#ifndef LLZ_ANSWERS_H
#define LLZ_ANSWERS_H

#include <xxhash.h>

#include "learner/learner.h"

#define ANSWER_FEW 300 /* bytes of an input where memory is large: enough for a window that a match foresees */

/* The answers to one input of n bytes in a member, which is short. */
void answer_member(XXH3_state_t *hash, const struct llz_learner_config *config, size_t input, size_t n);

/* The identity of a model. quick: with long inputs, and the options that mean the same for every model. */
uint32_t answers_of(int model, bool quick);

#endif
