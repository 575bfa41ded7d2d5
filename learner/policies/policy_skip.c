/* skip: a window that costs less than half the usual teaches too little to be worth the work. */
#include "learner/policies/policy.h"

enum { SHARE, MOVE };

/* The usual move is 1/256: over about the last 256 windows, for what is usual changes within a file. */
static const struct llz_parameter parameters[] = {
    [SHARE] = { "share", 500, 0, 4000, 1000,
                "a window that costs less than this share of the usual is not learned from" },
    [MOVE] = { "move", 1000, 0, 256000, 256000, "how far the usual cost moves towards each window's" },
    { NULL, 0, 0, 0, 0, NULL },
};

static void choose(struct llz_policy_state *s, const struct llz_policy_view *view,
                   struct llz_policy_choice *choice)
{
    llz_real sum = 0;
    llz_policy_neutral(view, choice);
    for (size_t t = 0; t < view->window; t++)
        sum += view->loss[t];
    const llz_real mean = sum / (llz_real)view->window;
    choice->idle = mean < view->values->at[SHARE] * s->mean_loss;
    s->mean_loss = s->mean_loss > 0 ? s->mean_loss + (mean - s->mean_loss) * view->values->at[MOVE] : mean;
}

const struct llz_policy llz_policy_skip = {
    .name = "skip", .holds = LLZ_HOLD_EXAMPLES, .parameters = parameters, .choose = choose
};
