/* lab_rows.c - runs the policies that are compared, one after the other, on one problem. */
#include "learner/lab/lab_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learner/lab/baselines.h"

#define LONGER 5.5 /* the paper's acceleration, table 1 */
#define ROUNDS                                                                                                 \
    4 /* of quasi-Newton steps, which go far, and exponentiated gradient, which lets weights return */
#define QUASI_NEWTON 0.7     /* of the passes of a round */
#define STEPS_TRIED 4        /* each a quarter of the one before, from the best step of uniform weights on */
#define PAIRS 20             /* that quasi-Newton steps keep, where they are small */
#define PAIRS_LARGE 3        /* and where each takes 32 MiB */
#define LARGE (1 << 20)      /* weights */
#define STAGED_PASSES 200    /* of 40 numbers */
#define PROJECTED_PASSES 500 /* the paper's */
#define BRIEF_REACH 0.5      /* in logarithms: steps 1.6 times as long */
#define FLIPPED_PASSES 30    /* it need not be the worst policy, only a bad one */

bool llz_lab_row_runs(enum llz_lab_row row, const struct llz_lab_plan *plan)
{
    return row != LLZ_LAB_PROJECTED || !plan->brief;
}

enum llz_lab_row llz_lab_row_leader(enum llz_lab_row row, const struct llz_lab_plan *plan)
{
    return row == LLZ_LAB_SHUFFLED || (row == LLZ_LAB_FULL_BEST && plan->brief) ? LLZ_LAB_FULL : row;
}

bool llz_lab_row_ready(enum llz_lab_row row, const struct llz_lab_plan *plan, const bool done[LLZ_LAB_ROWS])
{
    switch (row) {
    case LLZ_LAB_SCHEDULE:
    case LLZ_LAB_FEATURES_ROW:
        return done[LLZ_LAB_UNIFORM_BEST];
    case LLZ_LAB_CONSTANT_BEST:
        return done[LLZ_LAB_UNIFORM_BEST] && (!plan->brief || done[LLZ_LAB_CONSTANT]);
    case LLZ_LAB_FULL_BEST:
        return done[LLZ_LAB_CONSTANT_BEST];
    case LLZ_LAB_FULL:
        return !plan->brief || done[LLZ_LAB_UNIFORM_BEST];
    default:
        return true;
    }
}

/* ---- Rows ---- */

static struct llz_lab_search search_of(const struct llz_lab_plan *plan, int passes, int sign)
{
    return (struct llz_lab_search){
        .passes = passes, .enough = 1e-6, .sign = sign, .stop = plan->stop, .user = plan->user
    };
}

/* From what policy is. Of gamma at each step (stride N), or of one for all steps (0). */
static bool seek_gamma(struct llz_lab_bench *b, const struct llz_lab_plan *plan, int passes,
                       struct llz_lab_result *r)
{
    const int first = passes / (2 * ROUNDS) + 1, round = (passes - first) / ROUNDS;
    const int newton = (int)(QUASI_NEWTON * round) + 1;
    const struct llz_lab_search start = search_of(plan, first, 1), far = search_of(plan, newton, 1),
                                near = search_of(plan, round - newton + 1, 1);
    int all;

    if (plan->brief) {
        struct llz_lab_search only = search_of(plan, passes, 1);

        only.load = plan->load;
        only.save = plan->save;
        return llz_lab_exponentiated(&b->course, &b->problem, &b->policy, &only, &r->found);
    }
    if (!llz_lab_exponentiated(&b->course, &b->problem, &b->policy, &start, &r->found))
        return false;
    all = r->found.passes;
    for (int i = 0; i < ROUNDS && r->found.gap > start.enough; i++) {
        if (!llz_lab_refined(&b->course, &b->problem, &b->policy, r->numbers > LARGE ? PAIRS_LARGE : PAIRS,
                             &far, &r->found))
            return false;
        all += r->found.passes;
        if (!llz_lab_exponentiated(&b->course, &b->problem, &b->policy, &near, &r->found))
            return false;
        all += r->found.passes;
    }
    r->found.passes = all;
    return true;
}

static bool seek_from_uniform(struct llz_lab_bench *b, const struct llz_lab_plan *plan, double step, int passes,
                              struct llz_lab_result *r)
{
    llz_lab_uniform(&b->problem, &b->policy, step);
    r->step = step;
    return seek_gamma(b, plan, passes, r);
}

/* Concentrated weights are unstable at steps at which uniform ones are not, so the best step is tried for. */
static bool seek_constant_and_step(struct llz_lab_bench *b, const struct llz_lab_plan *plan,
                                   struct llz_lab_result *r)
{
    double step = b->results->result[LLZ_LAB_UNIFORM_BEST].step, best = step, least = (double)INFINITY;
    int passes = 0;

    for (int i = 0; i < STEPS_TRIED; i++, step /= 4) {
        if (!seek_from_uniform(b, plan, step, plan->passes / (2 * STEPS_TRIED), r))
            return false;
        passes += r->found.passes;
        if (r->found.J < least) {
            least = r->found.J;
            best = step;
        }
    }
    if (!seek_from_uniform(b, plan, best, plan->passes / 2, r))
        return false;
    r->found.passes += passes;
    return true;
}

/* From the constant weights and the step that the row before has found: at long steps a search from uniform weights ends
 * where the course swings, and weights of every step can be no worse than constant ones. */
static bool seek_from_constant(struct llz_lab_bench *b, const struct llz_lab_plan *plan,
                               struct llz_lab_result *r)
{
    const struct llz_lab_sizes *s = &b->problem.setting.sizes;
    const struct llz_lab_result *constant = &b->results->result[LLZ_LAB_CONSTANT_BEST];

    r->step = constant->step;
    llz_lab_uniform(&b->problem, &b->policy, r->step);
    for (size_t t = 0; t < s->T; t++)
        memcpy(b->policy.gamma + t * s->N, constant->weights, s->N * sizeof *b->policy.gamma);
    if (!seek_gamma(b, plan, plan->passes, r))
        return false;
    r->found.passes += constant->found.passes;
    return true;
}

/* At the best step of uniform weights, what was found at the paper's. */
static bool derive(struct llz_lab_bench *b, bool constant, struct llz_lab_result *r)
{
    const struct llz_lab_sizes *s = &b->problem.setting.sizes;

    r->step = b->results->result[LLZ_LAB_UNIFORM_BEST].step;
    r->found.gap = (double)NAN;
    llz_lab_uniform(&b->problem, &b->policy, r->step);
    memcpy(b->policy.gamma, constant ? b->results->result[LLZ_LAB_CONSTANT].weights : b->kept,
           (constant ? 1 : s->T) * s->N * sizeof *b->policy.gamma);
    return true;
}

static bool seek_law(struct llz_lab_bench *b, enum llz_lab_row row, const struct llz_lab_plan *plan,
                     struct llz_lab_result *r)
{
    const struct llz_lab_sizes *s = &b->problem.setting.sizes;
    const bool constant = row == LLZ_LAB_CONSTANT || row == LLZ_LAB_CONSTANT_BEST;

    b->policy.stride = constant ? 0 : s->N;
    r->numbers = constant ? s->N + 1 : s->T * s->N + 1;
    if (row == LLZ_LAB_CONSTANT || row == LLZ_LAB_FULL)
        return seek_from_uniform(b, plan, plan->eta, plan->passes, r);
    if (plan->brief)
        return derive(b, constant, r);
    return constant ? seek_constant_and_step(b, plan, r) : seek_from_constant(b, plan, r);
}

/* Of searches that are for comparison only. */
static int most_passes(const struct llz_lab_plan *plan, int most)
{
    most = plan->brief ? LLZ_LAB_BRIEF : most;
    return plan->passes < most ? plan->passes : most;
}

static bool seek_stages(struct llz_lab_bench *b, const struct llz_lab_plan *plan, int features,
                        struct llz_lab_result *r)
{
    struct llz_lab_search search = search_of(plan, most_passes(plan, STAGED_PASSES), 1);

    llz_lab_uniform(&b->problem, &b->policy, b->results->result[LLZ_LAB_UNIFORM_BEST].step);
    r->numbers = LLZ_LAB_STAGES * (1 + (size_t)features);
    search.reach = plan->brief ? BRIEF_REACH : 0;
    if (!llz_lab_staged(&b->course, &b->problem, &b->policy, features, &search, &r->found, r->number))
        return false;
    r->step = (double)b->policy.step[0];
    r->found.gap = (double)NAN; /* of all weights, which were not sought */
    return true;
}

static bool seek_otherwise(struct llz_lab_bench *b, enum llz_lab_row row, const struct llz_lab_plan *plan,
                           struct llz_lab_result *r)
{
    const struct llz_lab_sizes *s = &b->problem.setting.sizes;
    const int most = row == LLZ_LAB_FLIPPED ? FLIPPED_PASSES : PROJECTED_PASSES;
    const struct llz_lab_search search =
        search_of(plan, most_passes(plan, most), row == LLZ_LAB_FLIPPED ? -1 : 1);

    llz_lab_uniform(&b->problem, &b->policy, plan->eta);
    r->step = plan->eta;
    r->numbers = s->T * s->N;
    if (row == LLZ_LAB_PROJECTED)
        return llz_lab_projected(&b->course, &b->problem, &b->policy, plan->projected, &search, &r->found);
    if (row == LLZ_LAB_FLIPPED)
        return llz_lab_exponentiated(&b->course, &b->problem, &b->policy, &search, &r->found);
    (void)llz_lab_myopic(&b->course, &b->problem, &b->policy, plan->brief, &r->found);
    return true;
}

/* The step of baselines. */
static bool seek_baseline(struct llz_lab_bench *b, enum llz_lab_row row, const struct llz_lab_plan *plan,
                          struct llz_lab_result *r)
{
    r->step = plan->eta;
    r->numbers = row == LLZ_LAB_UNIFORM ? 0 : 1;
    if (row == LLZ_LAB_SHUFFLED) {
        r->numbers = b->problem.setting.sizes.T * b->problem.setting.sizes.N;
        /* Else they are still there, or what was coded of them is. */
        if (plan->brief) {
            llz_lab_uniform(&b->problem, &b->policy, r->step);
            memcpy(b->policy.gamma, b->kept, r->numbers * sizeof *b->kept);
        }
        return llz_lab_shuffle(&b->problem, &b->policy, b->course.spare);
    } else if (row == LLZ_LAB_UNIFORM || row == LLZ_LAB_UNIFORM_LONG) {
        r->step *= row == LLZ_LAB_UNIFORM_LONG ? LONGER : 1;
        llz_lab_uniform(&b->problem, &b->policy, r->step);
    } else if (row == LLZ_LAB_UNIFORM_BEST) {
        r->step = llz_lab_best_step(&b->course, &b->problem, &b->policy, plan->eta, plan->brief, &r->found);
    } else {
        r->step = llz_lab_best_rate(&b->course, &b->problem, plan->brief, &r->found);
    }
    return true;
}

static bool seek(struct llz_lab_bench *b, enum llz_lab_row row, const struct llz_lab_plan *plan,
                 struct llz_lab_result *r)
{
    r->found = (struct llz_lab_found){ .gap = (double)NAN };
    b->policy.stride = b->problem.setting.sizes.N;
    switch (row) {
    case LLZ_LAB_SCHEDULE:
        return seek_stages(b, plan, 0, r);
    case LLZ_LAB_FEATURES_ROW:
        return seek_stages(b, plan, LLZ_LAB_FEATURES, r);
    case LLZ_LAB_CONSTANT:
    case LLZ_LAB_CONSTANT_BEST:
    case LLZ_LAB_FULL:
    case LLZ_LAB_FULL_BEST:
        return seek_law(b, row, plan, r);
    case LLZ_LAB_FLIPPED:
    case LLZ_LAB_MYOPIC:
    case LLZ_LAB_PROJECTED:
        return seek_otherwise(b, row, plan, r);
    default:
        return seek_baseline(b, row, plan, r);
    }
}

/* Others begin with it, after what was coded of it has taken its place. */
static bool keep(struct llz_lab_bench *b)
{
    const size_t bytes = b->problem.setting.sizes.T * b->problem.setting.sizes.N * sizeof *b->kept;

    if (!b->kept)
        b->kept = malloc(bytes);
    if (b->kept)
        memcpy(b->kept, b->policy.gamma, bytes);
    return b->kept;
}

bool llz_lab_bench_run(struct llz_lab_bench *b, enum llz_lab_row row, const struct llz_lab_plan *plan)
{
    const size_t T = b->problem.setting.sizes.T;
    struct llz_lab_result *r = &b->results->result[row];

    if (!seek(b, row, plan, r))
        return false;
    /* Once more, as other searches end with a course that they may have refused. */
    if (row == LLZ_LAB_ADAM) {
        r->J = llz_lab_forward_adam(&b->course, &b->problem, (llz_real)r->step);
        llz_lab_target_gradients(&b->course, &b->problem);
    } else if (r->found.measured) {
        r->J = b->course.J;
    } else {
        r->J = llz_lab_forward(&b->course, &b->problem, &b->policy);
        llz_lab_adjoint(&b->course, &b->problem, &b->policy);
    }
    r->figures = llz_lab_figures_make(&b->course, &b->problem, row == LLZ_LAB_ADAM ? NULL : &b->policy);
    llz_lab_curve(&b->course, &b->problem, &b->problem.unseen, r->curve);
    llz_lab_losses(&b->course, &b->problem, &b->problem.unseen, b->results->at, b->results->checkpoints,
                   r->losses);
    if (row == LLZ_LAB_FULL && plan->brief && !keep(b))
        return false;
    if (r->weights)
        memcpy(r->weights, b->policy.gamma, b->problem.setting.sizes.N * sizeof *r->weights);
    r->unseen = 0;
    for (size_t t = 1; t <= T; t++)
        r->unseen += r->curve[t] / (double)T;
    return true;
}

/* Powers of 4 that MYOPIC tries, and the best once more. */
static double counts_below(size_t N)
{
    double counts = 1;

    for (size_t m = 1; m < N; m *= 4)
        counts++;
    return counts;
}

double llz_lab_row_passes(enum llz_lab_row row, const struct llz_lab_plan *plan,
                          const struct llz_lab_sizes *sizes)
{
    const double coded = 1;          /* coded and decoded, and its figures */
    const double passes = coded + 1; /* measured at the end, where no search did that */

    switch (row) {
    case LLZ_LAB_UNIFORM:
    case LLZ_LAB_UNIFORM_LONG:
    case LLZ_LAB_SHUFFLED:
        return passes;
    case LLZ_LAB_UNIFORM_BEST:
    case LLZ_LAB_ADAM:
        return passes + (plan->brief ? LLZ_LAB_BRIEF : LLZ_LAB_TRIALS) / 2.0;
    case LLZ_LAB_MYOPIC:
        if (plan->brief)
            return passes + (LLZ_LAB_BRIEF + 1) / 2.0;
        return passes + counts_below(sizes->N);
    case LLZ_LAB_SCHEDULE:
    case LLZ_LAB_FEATURES_ROW:
        return passes + most_passes(plan, STAGED_PASSES);
    case LLZ_LAB_FLIPPED:
        return coded + most_passes(plan, FLIPPED_PASSES);
    case LLZ_LAB_PROJECTED:
        return coded + most_passes(plan, PROJECTED_PASSES);
    case LLZ_LAB_CONSTANT_BEST:
    case LLZ_LAB_FULL_BEST:
        return plan->brief ? passes : coded + plan->passes;
    default:
        return coded + plan->passes;
    }
}
