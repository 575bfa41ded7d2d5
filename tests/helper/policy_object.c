/* policy_object.c - policies in shared objects, as somebody outside writes them (learner/policies/own_policy.h).
 *
 * As it is, uniform under another name. HALF: every second example is not learned from. OLD: compiled for another llz. NONE: a shared
 * object without a policy. */
#include "learner/policies/own_policy.h"

#ifdef HALF
#define WEIGHT(t) ((t) % 2)
#else
#define WEIGHT(t) 1
#endif

static void choose(struct llz_policy_state *s, const struct llz_policy_view *view,
                   struct llz_policy_choice *choice)
{
    (void)s;
    for (size_t t = 0; t < view->window; t++)
        choice->weight[t] = (llz_real)WEIGHT(t);
    for (int i = 0; i < LLZ_GROUPS; i++)
        choice->step[i] = 1;
    choice->idle = false;
}

#ifdef NONE
void (*const no_policy)(struct llz_policy_state *, const struct llz_policy_view *,
                        struct llz_policy_choice *) = choose;
#elif defined OLD
extern const struct llz_own_policy llz_own_policy __attribute__((visibility("default")));
const struct llz_own_policy llz_own_policy = { .version = LLZ_OWN_POLICY_VERSION + 1,
                                               .policy = { .name = "old", .choose = choose } };
#else
LLZ_OWN_POLICY(.name = "mine", .holds = LLZ_HOLD_EXAMPLES, .choose = choose);
#endif
