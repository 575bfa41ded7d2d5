/* law-frugal: nothing is learned from a window that a long match foresaw byte by byte. By the Learning Law (Gu
 * et al. 2024, arXiv 2402.17759, theorem 3.1) examples whose contribution is nothing stay outside of what is
 * used: this is the law's work-saving side alone. Whether a match is at hand is known before the byte, so
 * leaving such windows out does not bend what is learned, as leaving out cheap bytes does. */
#include "learner/policies/policy.h"

void llz_policy_spare(struct llz_policy_state *s, const struct llz_policy_view *view,
                      struct llz_policy_choice *choice)
{
    (void)s;
    llz_policy_neutral(view, choice);
    choice->idle = view->matched == view->window;
}

static const struct llz_parameter parameters[] = { LLZ_PARAMETER_MATCH, { NULL, 0, 0, 0, 0, NULL } };

const struct llz_policy llz_policy_law_frugal = {
    .name = "law-frugal", .holds = LLZ_HOLD_FORESEEN, .parameters = parameters, .choose = llz_policy_spare
};
