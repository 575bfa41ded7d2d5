/* learner.h - a language model that learns from every byte it is shown.
 *
 * One learner owns the model, its optimizer state and (with two threads) the worker that learns one window
 * while the next is being coded. It does not know whether its caller encodes or decodes: it is asked for the
 * probability of the next bit and then told the bit.
 *
 *      for each byte:  llz_learner_step(l);
 *                      8 times: p = llz_learner_predict_bit(l); ...; llz_learner_observe_bit(l, bit);
 *                      llz_learner_learn(l); */
#ifndef LLZ_LEARNER_H
#define LLZ_LEARNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/parts.h"
#include "model/prior/prior.h"
#include "model/profile.h"
#include "model/tuning.h"

#define LLZ_PROB_BITS 22 /* probabilities handed to the coder are integers in units of 2^-22 */
#define LLZ_PROB_MIN 16  /* and lie in [LLZ_PROB_MIN, 2^22 - LLZ_PROB_MIN] */

struct llz_learner;
struct llz_figures; /* learner/measure/measure.h */

#define LLZ_PARAMETERS_MAX 8

/* How far a policy's parameters are from their usual values, in their units; 0 everywhere: not at all. */
struct llz_policy_change {
    int32_t by[LLZ_PARAMETERS_MAX];
};

struct llz_learner_config {
    int model;                        /* number of its row, see llz_row_number() */
    int policy;                       /* index into the table of policies */
    struct llz_policy_change change;  /* of its parameters */
    const struct llz_own_policy *own; /* policy LLZ_OWN; it stays the caller's. Else NULL */
    int optimizer;                    /* index into the table of rules */
    unsigned parts;                   /* LLZ_PART_* */
    uint64_t seed;
    int threads; /* 1 or 2; has no influence on any probability */
    /* floating-point operations for each byte, see llz_learner_budget_most(); 0: as many as it takes */
    uint64_t budget;
    uint64_t memory; /* MiB that it may take, llz_row_memory_least() to LLZ_MEMORY_MOST; 0: as its row has it */
    struct llz_tuning tuning;
    const struct llz_prior_content *prior; /* prior to start from, NULL: none; it stays the caller's */
    uint64_t prior_id; /* hash that tells it from others, even when it is gone; 0 without one */
    unsigned section;  /* of the primer, before the text of a short member (model/primer/primer.h); 0: none */
    bool measuring; /* llz_learner_look_ahead and llz_learner_probe may be called; parts contain LLZ_PART_LM */
};

/* NULL when memory or the backend is missing. */
struct llz_learner *llz_learner_new(const struct llz_learner_config *cfg);
void llz_learner_free(struct llz_learner *l);
/* What llz_learner_state_bytes() will be once there is such a learner,
 * counted without one; 0: there is none. */
size_t llz_learner_memory(const struct llz_learner_config *cfg);

/* What a learner is made for. It changes no probability. */
enum llz_learner_use {
    LLZ_USE_LONG,  /* a content of any length */
    LLZ_USE_BRIEF, /* a short one, which takes as little memory as can be */
    LLZ_USE_KEPT   /* several short members, see llz_learner_rewind(): little more than twice the memory */
};
struct llz_learner *llz_learner_new_for(enum llz_learner_use use, const struct llz_learner_config *cfg);
/* One of LLZ_USE_BRIEF has not learned anything yet, and will have to learn much. */
void llz_learner_expect_much(struct llz_learner *l);

/* ---- Short members: all text of a small content begins alike, with the same bytes of the primer ---- */

/* The most bytes of a content that is short, by its settings. */
size_t llz_learner_short(const struct llz_learner_config *cfg);
/* Before anything else: this is a short member that has text, before which that section of the primer is learned. */
void llz_learner_be_short(struct llz_learner *l, unsigned section);
/* Bytes of primer that text comes after: in a short member, or a segment of so many bytes in others. */
size_t llz_learner_primer_of(const struct llz_learner_config *cfg, bool is_short, uint64_t segment);
/* Makes one of LLZ_USE_KEPT, in a short member, what it was when it had learned the primer, if these are its
 * settings. False: it cannot, or they are not, and it is of no use. */
bool llz_learner_rewind(struct llz_learner *l, const struct llz_learner_config *cfg);
/* Has it a snapshot to go back to? */
bool llz_learner_is_kept(const struct llz_learner *l);
/* Are these the same settings? */
bool llz_learner_is_like(const struct llz_learner_config *a, const struct llz_learner_config *b);
/* Floating-point operations that a byte takes, the learning included, by the count of work.h. */
uint64_t llz_learner_byte_work(const struct llz_learner_config *cfg);
/* The largest budget with these settings. */
uint64_t llz_learner_budget_most(const struct llz_learner_config *cfg);

/* The next bytes, so many, are data of this kind. */
void llz_learner_profile(struct llz_learner *l, const struct llz_profile *p, size_t bytes);
/* Call it after that, and after llz_learner_be_short(), until it returns false: before the first text of a
 * member it learns the primer (model/primer/primer.h), so many bytes at most in a call. */
bool llz_learner_prime(struct llz_learner *l, size_t most);

/* How many bytes of it are learned, and of how many. */
size_t llz_learner_primer(const struct llz_learner *l, size_t *all);
/* For a policy that knows what comes next, as an upper bound does: these n bytes of content, which stay where
 * they are until they have been coded. */
void llz_learner_foresee(struct llz_learner *l, const uint8_t *next, size_t n);
/* Advances the network by one byte: from here on the distribution of the next byte is known. */
void llz_learner_step(struct llz_learner *l);
/* P(next bit = 1), most significant bit first. */
uint32_t llz_learner_predict_bit(struct llz_learner *l);
void llz_learner_observe_bit(struct llz_learner *l, int bit);
/* Call after the eighth bit: takes the byte into the history and, at the end of a window, learns. */
void llz_learner_learn(struct llz_learner *l);
/* Between two bytes: so many pass that are not coded, those at `period` (of length n) again and again. Nothing
 * is learned from them, but what comes after them comes at its place. */
void llz_learner_pass(struct llz_learner *l, const uint8_t *period, size_t n, uint64_t bytes);

/* ---- A measuring learner; nothing of this changes what it learns ---- */

/* Before llz_learner_learn: the n bytes that will follow. If this byte fills a window and there are LLZ_AHEAD
 * windows of them, contributions are measured at the parameters by which the next window will be coded. */
void llz_learner_look_ahead(struct llz_learner *l, const uint8_t *ahead, size_t n);
/* After it: what was measured, NULL: nothing. */
const struct llz_figures *llz_learner_figures(const struct llz_learner *l);
/* Between two bytes: nats[k] = loss of the language model, as it is, on the k-th piece bytes of n. */
void llz_learner_probe(struct llz_learner *l, const uint8_t *bytes, size_t n, size_t piece, double *nats);
/* Bytes that the language model has learned from, the primer included. */
uint64_t llz_learner_learned(const struct llz_learner *l);

/* ---- An explaining learner; nothing of this changes what it learns ---- */

/* Probabilities of a 1 for the next bit, in the units that the coder gets. */
struct llz_alternatives {
    uint32_t lm; /* the language model's own; 0: there is none */
    /* with the mixer's inputs of part i silent (model/mixing/ablation.h);
     * where nothing else predicts, a half */
    uint32_t without[LLZ_PART_COUNT];
};
/* From now on the function below may be called. False: no memory for it, of which it takes a few kilobytes. */
bool llz_learner_explain(struct llz_learner *l);
/* For every bit, between llz_learner_predict_bit and llz_learner_observe_bit. */
void llz_learner_alternatives(const struct llz_learner *l, struct llz_alternatives *a);

/* ---- Counts ---- */

/* How often the language model did so badly (above 8.5 bits a byte over a frame's worth) that it was forgotten
 * and its policy replaced by "uniform". */
unsigned llz_learner_restarts(const struct llz_learner *l);
/* Floating-point operations so far, the primer's included, by the count of work.h. */
uint64_t llz_learner_operations(const struct llz_learner *l);
size_t llz_learner_state_bytes(const struct llz_learner *l); /* everything allocated */

/* ---- Models: rows of one table (rows.h), each with a number that stands in archives and means the same for
 * ever. Levels are names for today's best ones. ---- */

/* Numbers of the models that are here, and of those that are no longer: i = 0, 1, ...; -1 after the last. */
int llz_row_number(int i);
int llz_row_retired(int i);
/* Of both; NULL: no model has that number. */
const char *llz_row_name(int number);
/* -1 for a number that is not a level, and for a model that no level stands for. */
int llz_row_of_level(int level);
int llz_level_of_row(int number);
/* Content bytes in a frame: 16 KiB of the tiny models, 1 MiB of all others, those included that are not here.
 * Known to the format: lengths in an archive cannot be read without it. */
size_t llz_row_frame_bytes(int number);
/* The parts (LLZ_PART_*) that a model that is here uses when some are left out, 0: none is left. Those whose
 * name begins with "experts" use no language model unless it is all that is left. */
unsigned llz_row_parts(int number, unsigned without);

#define LLZ_MEMORY_MOST ((UINT64_C(1) << 44) - 1) /* MiB: what 64 bits of bytes hold */

/* The least memory that a model that is here can be given, in MiB. */
uint64_t llz_row_memory_least(int number);

/* Policies, in the order of their numbers in archives; NULL after the last. */
const char *llz_learner_policy_name(int i);

/* Policies that stand in no archive that is kept. Bounds look ahead, so that only an encoder can follow them; controls,
 * which exist to lose, are decoded by whoever has just made an archive with one. Numbers of the first of each. */
const char *llz_learner_bound_name(int i);
const char *llz_learner_control_name(int i);
#define LLZ_BOUND 4096
#define LLZ_CONTROL 8192
/* Of the one that is none of this program (policies/own_policy.h). */
#define LLZ_OWN 16384
/* Of every number that there is; NULL: there is no such policy. */
const char *llz_learner_policy_label(int policy);

/* What a policy or an optimizer can change: how the language model learns, how the experts are mixed. */
enum llz_effect { LLZ_EFFECT_LM = 1, LLZ_EFFECT_MIXERS = 2 };

/* By policy, parts and budget of the settings: bits of enum llz_effect. 0: whatever the content, every
 * probability is that of policy uniform. */
unsigned llz_learner_policy_effect(const struct llz_learner_config *cfg);
/* By its parts alone. 0: every probability is that of the first optimizer. */
unsigned llz_learner_optimizer_effect(const struct llz_learner_config *cfg);

/* A number that a policy works with, in whole units, of which so many make 1: a thousand for thousandths. */
struct llz_parameter {
    const char *name;
    int32_t usual, least, most, unit; /* unit: 2^a * 5^b */
    const char *about;
};

/* Those of a policy, i = 0, 1, ...; NULL after the last. */
const struct llz_parameter *llz_learner_policy_parameter(int policy, int i);

/* What is wrong with a policy that somebody has written down. */
enum llz_policy_fault {
    LLZ_FAULT_NONE,
    LLZ_FAULT_POLICY,    /* there is none of that name */
    LLZ_FAULT_PARAMETER, /* it has none of that name */
    LLZ_FAULT_VALUE,     /* of a parameter: no decimal number, outside of its range, or between two units */
    LLZ_FAULT_TWICE      /* a parameter is there twice */
};

/* "skip:share=0.6": name of a policy or bound, then parameters. *at and *length: of the part that is wrong. */
enum llz_policy_fault llz_learner_policy_parse(const char *text, int *policy, struct llz_policy_change *change,
                                               size_t *at, size_t *length);

#define LLZ_PARAMETER_TEXT 24
#ifndef LLZ_PARAMETERS_TEXT
#define LLZ_PARAMETERS_TEXT 128 /* llz.h */
#endif
/* A value of a parameter as a decimal number; and all that are not as usual: "share=0.6:move=0.01". */
void llz_parameter_print(char text[LLZ_PARAMETER_TEXT], const struct llz_parameter *p, int32_t value);
void llz_learner_policy_print(char text[LLZ_PARAMETERS_TEXT], int policy,
                              const struct llz_policy_change *change);

/* Optimizers, likewise. */
const char *llz_learner_optimizer_name(int i);

/* Names of the predictor's parts, by the number of their bit; NULL after the last. */
const char *llz_learner_part_name(int i);

#endif
