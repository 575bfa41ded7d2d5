/* skip: a window that costs less than half the usual teaches too little to be worth the work. */
#include "learner/policies/policy.h"

#define SHARE ((llz_real)0.5)
/* Over the last 256 windows, about: what is usual changes within a file. */
#define MOVE ((llz_real)1 / 256) /* of the average, towards each window's loss */

static void choose(struct llz_policy_state *s, const struct llz_policy_view *view,
                   struct llz_policy_choice *choice)
{
    llz_real sum = 0;
    llz_policy_neutral(view, choice);
    for (size_t t = 0; t < view->window; t++)
        sum += view->loss[t];
    const llz_real mean = sum / (llz_real)view->window;
    choice->idle = mean < SHARE * s->mean_loss;
    s->mean_loss = s->mean_loss > 0 ? s->mean_loss + (mean - s->mean_loss) * MOVE : mean;
}

static const struct llz_parameter parameters[] = { { "share", (double)SHARE },
                                                   { "move", (double)MOVE },
                                                   { NULL, 0 } };

const struct llz_policy llz_policy_skip = {
    .name = "skip", .holds = LLZ_HOLD_EXAMPLES, .parameters = parameters, .choose = choose
};
