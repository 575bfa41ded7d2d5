/* oracle.h - what a window's update is worth for the bytes that come next:
 * for the policy oracle, in encoders. */
#ifndef LLZ_ORACLE_H
#define LLZ_ORACLE_H

#include "learner/policies/policy.h"
#include "model/network/lm.h"

/* How far it looks. One window alone misleads: a step that suits 32 bytes rarely suits those after them. */
#define LLZ_ORACLE_WINDOWS 16
/* Places of its parameters. */
enum { LLZ_ORACLE_AHEAD, LLZ_ORACLE_HARMFUL };

struct llz_oracle {
    const struct llz_policy_values *values; /* values of its parameters */
    const uint8_t *next;                    /* content that follows the window being learned */
    size_t left;                            /* length of that content; 0: unknown */
    struct llz_window skipped;              /* the one before the update takes effect */
    struct llz_window all;                  /* the LLZ_ORACLE_WINDOWS windows after that one, joined */
    size_t windows;                         /* number of these windows that are known */
    struct llz_again scratch;
    llz_real *before[LLZ_LAYERS], *change[LLZ_LAYERS]; /* dense weights, and their updates */
};

void llz_oracle_lay(struct llz_oracle *p, struct llz_arena *a, const struct llz_lm *m);

/* Before the window w is learned: weighs its bytes. False: too little is known
 * of what follows; it counts as it is. */
bool llz_oracle_weigh(struct llz_oracle *p, const struct llz_lm *m, const struct llz_window *w,
                      llz_real *weight);
/* After it, if that was true: how far to go along the update is chosen by what it brings. */
void llz_oracle_search(struct llz_oracle *p, struct llz_lm *m);

#endif
