/* stages.c - steps and slopes by stages, sought by quasi-Newton steps along the exact gradient. */
#include "learner/lab/stages.h"

#include <math.h>

#include "learner/lab/lab_model.h"
#include "learner/lab/minimum.h"

/* e^60 is 10^26: a sum of as many weights as there may be examples is still a float. */
#define LARGEST_EXPONENT 60.0f

struct staged {
    struct llz_lab_course *course;
    const struct llz_lab_problem *problem;
    struct llz_lab_policy *policy;
    const struct llz_lab_search *search;
    struct llz_lab_found *found;
    int features;
    llz_real *feature; /* [features][N] */
};

/* Stages have as many steps as each other, but for the rounding. */
static size_t stage_of(const struct staged *s, size_t t)
{
    return t * LLZ_LAB_STAGES / s->problem->setting.sizes.T;
}

static const llz_real *slopes_of(const llz_real *x, size_t stage)
{
    return x + LLZ_LAB_STAGES + stage * LLZ_LAB_FEATURES;
}

/* To mean 0 and deviation 1: slopes of all features are of one size then, as a search that begins without curvatures
 * supposes. The small number is for a feature that all examples share, which then weighs nothing. */
static void standardise(llz_real *v, size_t n)
{
    double sum = 0, squares = 0, mean, deviation;

    for (size_t i = 0; i < n; i++)
        sum += (double)v[i];
    mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += ((double)v[i] - mean) * ((double)v[i] - mean);
    deviation = sqrt(squares / (double)n) + 1e-12;
    for (size_t i = 0; i < n; i++)
        v[i] = (llz_real)(((double)v[i] - mean) / deviation);
}

static void find_features(struct staged *s)
{
    const size_t N = s->problem->setting.sizes.N;

    s->problem->model->features(s->problem, s->feature);
    for (int f = 0; f < LLZ_LAB_FEATURES; f++)
        standardise(s->feature + (size_t)f * N, N);
}

/* Softmax over the examples: whatever the slopes are, weights are positive and have sum 1, so the search needs no
 * constraints. */
static void set_weights(const struct staged *s, llz_real *gamma, const llz_real *slope)
{
    const size_t N = s->problem->setting.sizes.N;
    double sum = 0;

    for (size_t n = 0; n < N; n++) {
        llz_real x = 0;

        for (int f = 0; f < s->features; f++)
            x += slope[f] * s->feature[(size_t)f * N + n];
        x = x < LARGEST_EXPONENT ? x : LARGEST_EXPONENT;
        gamma[n] = llz_expf_canon((float)x);
        sum += (double)gamma[n];
    }
    for (size_t n = 0; n < N; n++)
        gamma[n] = (llz_real)((double)gamma[n] / sum);
}

/* A step is e to the power of its number, so that it stays positive, and that steps of 0.1 and of 10 are sought with
 * the same care. Within a stage weights are copied: N exponentials for each of T steps would take as long as the course. */
static void set_policy(const struct staged *s, const llz_real *x)
{
    const size_t T = s->problem->setting.sizes.T, N = s->problem->setting.sizes.N;

    for (size_t t = 0; t < T; t++) {
        const size_t stage = stage_of(s, t);

        s->policy->step[t] = llz_expf_canon((float)x[stage]);
        if (t > 0 && stage == stage_of(s, t - 1))
            for (size_t n = 0; n < N; n++)
                llz_lab_gamma(s->policy, t)[n] = llz_lab_gamma(s->policy, t - 1)[n];
        else
            set_weights(s, llz_lab_gamma(s->policy, t), slopes_of(x, stage));
    }
}

/* dJ / dstep = -mean; dgamma_n / dslope_f = gamma_n (feature_f(n) - its mean by gamma). */
static void add_gradient(const struct staged *s, size_t t, llz_real *gradient)
{
    const size_t N = s->problem->setting.sizes.N, stage = stage_of(s, t);
    const llz_real *gamma = llz_lab_gamma(s->policy, t), *c = s->course->c + t * N, step = s->policy->step[t];
    double mean = 0;

    for (size_t n = 0; n < N; n++)
        mean += (double)gamma[n] * (double)c[n];
    gradient[stage] -= (llz_real)(step * mean);
    for (int f = 0; f < s->features; f++) {
        const llz_real *feature = s->feature + (size_t)f * N;
        double sum = 0;

        for (size_t n = 0; n < N; n++)
            sum += (double)gamma[n] * ((double)c[n] - mean) * (double)feature[n];
        gradient[LLZ_LAB_STAGES + stage * LLZ_LAB_FEATURES + (size_t)f] -= (llz_real)(step * sum);
    }
}

static double value(void *user, const llz_real *x, llz_real *gradient)
{
    struct staged *s = user;

    set_policy(s, x);
    llz_lab_evaluate(s->course, s->problem, s->policy, 1, s->found);
    for (int i = 0; i < LLZ_LAB_NUMBERS; i++)
        gradient[i] = 0;
    for (size_t t = 0; t < s->problem->setting.sizes.T; t++)
        add_gradient(s, t, gradient);
    return s->found->J * (double)s->problem->setting.sizes.T;
}

/* Shortened, so that no number changes by more than it may reach. */
static void shorten(void *user, llz_real *direction)
{
    const struct staged *s = user;
    llz_real most = 0;

    /* Without fmax(), at which gcc 12 for aarch64 fails with an internal error. */
    for (int i = 0; i < LLZ_LAB_NUMBERS; i++) {
        const llz_real size = direction[i] < 0 ? -direction[i] : direction[i];

        most = size > most ? size : most;
    }
    for (int i = 0; i < LLZ_LAB_NUMBERS && (double)most > s->search->reach; i++)
        direction[i] = (llz_real)((double)direction[i] * s->search->reach / (double)most);
}

static bool enough(void *user, double least)
{
    const struct staged *s = user;

    (void)least;
    return s->search->stop && s->search->stop(s->search->user, s->found->passes, s->found->J, s->found->gap);
}

bool llz_lab_staged(struct llz_lab_course *c, const struct llz_lab_problem *p, struct llz_lab_policy *policy,
                    int features, const struct llz_lab_search *search, struct llz_lab_found *found,
                    llz_real number[LLZ_LAB_NUMBERS])
{
    const size_t N = p->setting.sizes.N;
    struct staged s = { c, p, policy, search, found, features, NULL };
    const struct llz_lab_function f = { .n = LLZ_LAB_NUMBERS,
                                        .value = value,
                                        .scale = search->reach > 0 ? shorten : NULL,
                                        .enough = enough,
                                        .user = &s,
                                        .memory = 16,
                                        .passes = search->passes };
    struct llz_arena arena = llz_arena_new(LLZ_LAB_FEATURES * N * sizeof(llz_real) + LLZ_ALIGN);
    double least;
    int passes;

    if (!arena.base)
        return false;
    s.feature = llz_arena_take(&arena, LLZ_LAB_FEATURES * N, sizeof *s.feature);
    find_features(&s);
    /* From where uniform stands: slopes of 0, and the step that the policy came with. */
    for (int i = 0; i < LLZ_LAB_NUMBERS; i++)
        number[i] = 0;
    for (int i = 0; i < LLZ_LAB_STAGES; i++)
        number[i] = llz_log2f_canon((float)policy->step[0]) * (float)LLZ_LN2;
    passes = llz_lab_minimum(&f, number, &least);
    found->passes = passes;
    llz_arena_free(&arena);
    return passes > 0;
}

void llz_lab_staged_set(const struct llz_lab_problem *p, struct llz_lab_policy *policy,
                        const llz_real number[LLZ_LAB_NUMBERS], llz_real *work)
{
    struct staged s = { .problem = p, .policy = policy, .features = LLZ_LAB_FEATURES, .feature = work };
    const struct llz_fpenv saved = llz_fpenv_enter();

    find_features(&s);
    set_policy(&s, number);
    llz_fpenv_leave(saved);
}
