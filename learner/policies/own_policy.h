/* own_policy.h - a policy of somebody's own, in a shared object, to be measured beside the others: llz compare and llz law
 * load it (--policies=./mine.so). No archive that is kept names it, as no decoder would have it.
 *
 * A file of C that includes this header and ends with
 *
 *     LLZ_OWN_POLICY(.name = "mine", .holds = LLZ_HOLD_EXAMPLES, .choose = choose);
 *
 * is compiled by: cc -std=c11 -O2 -ffp-contract=off -shared -fPIC -I LLZ -o mine.so mine.c, with LLZ the folder that has
 * learner/ and model/. It can call nothing of llz, and keeps what it remembers in struct llz_policy_state: several
 * learners of one program run at a time. */
#ifndef LLZ_OWN_POLICY_H
#define LLZ_OWN_POLICY_H

#include "learner/policies/policy.h"

/* What was compiled with other headers is refused by its sizes, or by this number, which changes with every meaning. */
#define LLZ_OWN_POLICY_VERSION 2

struct llz_own_policy {
    uint32_t version, view_bytes, choice_bytes, state_bytes, policy_bytes;
    struct llz_policy policy; /* without parameters, and not one that foresees */
};

#define LLZ_OWN_POLICY(...)                                                                                    \
    extern const struct llz_own_policy llz_own_policy __attribute__((visibility("default")));                  \
    const struct llz_own_policy llz_own_policy = {                                                             \
        LLZ_OWN_POLICY_VERSION,          sizeof(struct llz_policy_view), sizeof(struct llz_policy_choice),     \
        sizeof(struct llz_policy_state), sizeof(struct llz_policy),      { __VA_ARGS__ }                       \
    }

/* Why it cannot be used; NULL: it can. */
const char *llz_own_policy_flaw(const struct llz_own_policy *own);

#endif
