/* own_policy.c - whether a policy from a shared object can be used. */
#include "learner/policies/own_policy.h"

const char *llz_own_policy_flaw(const struct llz_own_policy *own)
{
    const struct llz_policy *p = &own->policy;
    if (own->version != LLZ_OWN_POLICY_VERSION || own->view_bytes != sizeof(struct llz_policy_view) ||
        own->choice_bytes != sizeof(struct llz_policy_choice) ||
        own->state_bytes != sizeof(struct llz_policy_state) || own->policy_bytes != sizeof(struct llz_policy))
        return "was compiled for another llz";
    if (!p->name || !p->choose || !p->holds)
        return "lacks a name, what it holds, or how it chooses";
    if (p->parameters)
        return "has parameters, which only built-in policies have";
    if (p->foresees || p->replay > LLZ_REPLAY_PAST)
        return "asks for what only built-in policies have";
    return NULL;
}
