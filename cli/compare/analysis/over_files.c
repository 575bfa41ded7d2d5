/* over_files.c - The bootstrap of analysis.c keeps the files and draws their pieces anew: it speaks of these files.
 * Here files are drawn as well. */
#include "cli/compare/analysis/over_files.h"

#include <stdlib.h>

static void fill(struct over_files *one, const struct analysis *a, int level, int variant, struct pairs *pairs)
{
    const struct plan *plan = a->plan;

    one->compared = analysis_cell(a, plan->input_count, level, variant)->compared;
    if (!one->compared)
        return;
    for (int i = 0; i < plan->input_count; i++) {
        const struct cell *ours = analysis_cell(a, i, level, variant);
        const struct cell *theirs = analysis_cell(a, i, level, plan->variants[variant].reference);

        pairs[i] = (struct pairs){ ours->costs, theirs->costs, ours->pieces };
    }
    one->estimate = statistics_over_files(pairs, (size_t)plan->input_count);
}

struct over_files *over_files_make(const struct analysis *a)
{
    const size_t count = (size_t)a->plan->level_count * (size_t)a->plan->variant_count;
    struct over_files *all = calloc(count, sizeof *all);
    struct pairs *pairs = calloc((size_t)a->plan->input_count, sizeof *pairs);
    struct estimate **family = calloc(count, sizeof(struct estimate *));
    size_t n = 0;

    for (size_t i = 0; all && pairs && family && i < count; i++) {
        fill(&all[i], a, (int)i / a->plan->variant_count, (int)i % a->plan->variant_count, pairs);
        if (all[i].compared && all[i].estimate.interval.known)
            family[n++] = &all[i].estimate;
    }
    if (all && pairs && family) {
        statistics_correct(family, n);
    } else {
        free(all);
        all = NULL;
    }
    free(pairs);
    free(family);
    return all;
}
