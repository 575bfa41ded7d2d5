/* course_stages.c - a course in a few stages.
 *
 * A fast policy is further on at the same place, and figures change as a model learns. So policies are
 * also compared at the same loss, wherever each of them reaches it. */
#include "cli/law/course_stages.h"

#include <math.h>

enum { EACH = CHECKPOINTS / STAGES };

static struct stage stage_make(const struct checkpoint *at)
{
    struct sums sums = { 0 };
    struct stage s = { .position = at[EACH - 1].position, .learned = at[EACH - 1].learned };

    for (int k = 0; k < EACH; k++) {
        sums_add(&sums, &at[k].sums);
        /* Checkpoints are equally far apart, so a plain mean is that of the bytes. */
        s.coded += at[k].coded / (double)EACH;
        s.probe += at[k].probe / (double)EACH;
    }
    s.figures = figures_of(&sums);
    return s;
}

void stages_make(struct stage stages[STAGES], const struct course *c)
{
    for (int i = 0; i < STAGES; i++)
        stages[i] = stage_make(&c->at[(size_t)i * EACH]);
}

static double least(const struct stage stages[STAGES])
{
    double low = stages[0].probe;

    for (int i = 1; i < STAGES; i++)
        low = fmin(low, stages[i].probe);
    return low;
}

int stages_learned(const struct stage stages[STAGES], const struct stage reference[STAGES])
{
    return least(stages) < reference[0].probe;
}

/* Only losses that all of them pass through: from the lowest first to the highest last one. */
int stages_losses(double losses[MATCHES], struct stage (*courses)[STAGES], int count)
{
    double high = INFINITY, low = 0;

    for (int i = 0; i < count; i++) {
        if (!stages_learned(courses[i], courses[0]))
            continue;
        high = fmin(high, courses[i][0].probe);
        low = fmax(low, least(courses[i]));
    }
    if (!(low < high) || isinf(high)) /* the latter: not even the reference learns */
        return -1;
    for (int k = 0; k < MATCHES; k++)
        losses[k] = high + (low - high) * k / (MATCHES - 1);
    return 0;
}

static double between(double a, double b, double share)
{
    return a + share * (b - a);
}

static struct figures figures_between(const struct figures *a, const struct figures *b, double share)
{
    return (struct figures){ .evenness = between(a->evenness, b->evenness, share),
                             .against = between(a->against, b->against, share),
                             .unused = between(a->unused, b->unused, share),
                             .unused_against = between(a->unused_against, b->unused_against, share),
                             .effective = between(a->effective, b->effective, share),
                             .cosine = between(a->cosine, b->cosine, share),
                             .rank_output = between(a->rank_output, b->rank_output, share),
                             .rank_rows = between(a->rank_rows, b->rank_rows, share) };
}

struct stage stage_matched(const struct stage stages[STAGES], double loss)
{
    /* The first stage whose end is below the loss, or the last one; the one before it is the other side. */
    int i = 1;

    while (i < STAGES - 1 && stages[i].probe > loss)
        i++;
    const struct stage *a = &stages[i - 1], *b = &stages[i];
    const double fall = a->probe - b->probe;
    double share = fall > 0 ? (a->probe - loss) / fall : 0;

    share = fmin(fmax(share, 0), 1); /* rounding */
    return (struct stage){ .position = between(a->position, b->position, share),
                           .learned = between(a->learned, b->learned, share),
                           .coded = between(a->coded, b->coded, share),
                           .probe = between(a->probe, b->probe, share),
                           .figures = figures_between(&a->figures, &b->figures, share) };
}
