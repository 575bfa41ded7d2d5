/* leaders.c - who has the fewest bytes. A leader is clear when it is clearly below the next
 * one and below its own reference; each kind of contrast (files, all files together, quarters)
 * is a family of comparisons of its own. */
#include "cli/compare/analysis/leaders.h"

#include <stdlib.h>

#include "cli/compare/analysis/spreads.h"

/* Bytes of one file or all of them in a range; below 0: it takes no part. Bounds and inert variants do not. */
static double bytes_of(const struct analysis *a, int input, int level, int variant, int range)
{
    const struct cell *cell = analysis_cell(a, input, level, variant);
    size_t from, to;

    if (!cell->complete || cell->verdict == VERDICT_INERT || a->plan->variants[variant].bound)
        return -1;
    /* Over all files bytes count, not ratios: it is the sum that someone stores. */
    if (input == a->plan->input_count)
        return cell->packed - cell->named;
    analysis_range(range, cell->pieces, &from, &to);
    return to > from ? analysis_cost(cell, from, to) : -1;
}

/* The variant with the fewest bytes, but for one; -1: there is none. */
static int fewest(const struct analysis *a, int input, int level, int range, int but)
{
    int best = -1;
    double least = 0;

    for (int v = 0; v < a->plan->variant_count; v++) {
        const double bytes = v == but ? -1 : bytes_of(a, input, level, v, range);

        if (bytes >= 0 && (best < 0 || bytes < least)) {
            best = v;
            least = bytes;
        }
    }
    return best;
}

static void find(struct analysis *a, int input, int level, int range, struct pairs *pairs)
{
    struct leader *leader = analysis_leader(a, input, level, range);
    const int all = input == a->plan->input_count;
    struct contrast contrast = {
        .input = all ? 0 : input, .count = all ? input : 1, .level = level, .range = range
    };
    const int best = fewest(a, input, level, range, -1);
    /* The second best decides: it comes nearest, so whoever is clearly below it is below all others. */
    const int next = best < 0 ? -1 : fewest(a, input, level, range, best);

    leader->best = -1;
    contrast.ours = best;
    contrast.theirs = next;
    if (next < 0 || analysis_estimate(&leader->next, a, &contrast, pairs) != 0)
        return;
    leader->best = best;
    contrast.theirs = a->plan->variants[best].reference;
    leader->has_reference = analysis_estimate(&leader->reference, a, &contrast, pairs) == 0;
}

/* Corrects what the leaders of a range claim, within files or over all. */
static void correct(struct analysis *a, int over_all, int range, struct estimate **family)
{
    const int inputs = a->plan->input_count, from = over_all ? inputs : 0;
    const int to = over_all ? inputs + 1 : inputs, last = range == RANGE_WHOLE ? RANGE_WHOLE + 1 : RANGES;
    size_t n = 0;

    for (int i = from; i < to; i++)
        for (int l = 0; l < a->plan->level_count; l++)
            for (int r = range; r < last; r++) {
                struct leader *leader = analysis_leader(a, i, l, r);

                if (leader->best >= 0 && leader->next.interval.known)
                    family[n++] = &leader->next;
                if (leader->best >= 0 && leader->has_reference && leader->reference.interval.known)
                    family[n++] = &leader->reference;
            }
    statistics_correct(family, n);
}

static void judge(struct leader *leader)
{
    /* Over all files bytes choose the leader and ratios judge it: the smaller sum may have the larger ratio. */
    leader->clear = leader->best >= 0 && statistics_clear(&leader->next) && leader->next.ratio < 1 &&
                    (!leader->has_reference || statistics_clear(&leader->reference));
}

/* Of every level: each file and each quarter of it, and all files together. */
static void find_all(struct analysis *a, struct pairs *pairs)
{
    const int inputs = a->plan->input_count;

    for (int l = 0; l < a->plan->level_count; l++) {
        for (int i = 0; i < inputs; i++)
            for (int r = 0; r < RANGES; r++)
                find(a, i, l, r, pairs);
        find(a, inputs, l, RANGE_WHOLE, pairs);
    }
}

int leaders_fill(struct analysis *a, struct pairs *pairs)
{
    const int inputs = a->plan->input_count, levels = a->plan->level_count;
    const size_t count = ((size_t)inputs + 1) * (size_t)levels * RANGES;
    /* Two claims for each leader; one more, as calloc(0) may return NULL. */
    struct estimate **family = calloc(2 * count + 1, sizeof(struct estimate *));

    if (!family)
        return -1;
    find_all(a, pairs);
    /* Quarters are corrected apart: they are looked at for their own sake, and would make claims about
     * whole files harder to prove. */
    correct(a, 0, RANGE_WHOLE, family);
    correct(a, 0, RANGE_QUARTERS, family);
    correct(a, 1, RANGE_WHOLE, family);
    for (size_t i = 0; i < count; i++)
        judge(&a->leaders[i]);
    free(family);
    return 0;
}
