/* lab_columns.c - what is read from the results of a row, and by comparison with two others. */
#include "cli/experiments/lab_columns.h"

#include <math.h>

#include "cli/law/fit.h"

#define LN2 0.6931471805599453

const char *lab_column_name(enum lab_column c)
{
    static const char *const names[LAB_COLUMNS] = {
        "step",      "numbers", "j_seen",          "j_unseen", "rate",     "ar",    "ar_best",
        "by_lambda", "by_grad", "refused_percent", "support",  "residual", "passes"
    };

    return names[c];
}

const char *lab_byte_column_name(enum lab_byte_column c)
{
    static const char *const names[LAB_BYTE_COLUMNS] = { "policy_bytes",   "label_bytes", "bytes",
                                                         "bits_per_label", "j_change",    "pays_from",
                                                         "best_from" };

    return names[c];
}

/* Step 0 is before learning, and the same for all. */
static double acceleration(const struct llz_lab_results *r, int row, int reference)
{
    double steps[LLZ_LAB_CHECKPOINTS], ours[LLZ_LAB_CHECKPOINTS], theirs[LLZ_LAB_CHECKPOINTS], ratio;

    for (size_t i = 0; i < r->checkpoints; i++) {
        steps[i] = (double)r->at[i];
        ours[i] = r->result[row].curve[r->at[i]];
        theirs[i] = r->result[reference].curve[r->at[i]];
    }
    ratio = fit_acceleration_read(steps, ours, steps, theirs, r->checkpoints);
    return ratio > 0 ? ratio : (double)NAN;
}

void lab_columns(const struct lab_sheet *sheet, enum llz_lab_row row, double figures[LAB_COLUMNS])
{
    const struct llz_lab_result *r = &sheet->results.result[row];

    figures[LAB_STEP] = r->step;
    figures[LAB_NUMBERS] = (double)r->numbers;
    figures[LAB_SEEN] = r->J;
    figures[LAB_UNSEEN] = r->unseen;
    figures[LAB_RATE] = LN2 / r->unseen;
    figures[LAB_AR] = acceleration(&sheet->results, row, LLZ_LAB_UNIFORM);
    figures[LAB_AR_BEST] = acceleration(&sheet->results, row, LLZ_LAB_UNIFORM_BEST);
    figures[LAB_BY_LAMBDA] = r->figures.by_lambda;
    figures[LAB_BY_GRADIENT] = r->figures.by_gradient;
    figures[LAB_REFUSED] = 100 * r->figures.refused;
    figures[LAB_SUPPORT] = r->figures.support;
    figures[LAB_RESIDUAL] = r->found.gap;
    figures[LAB_PASSES] = r->found.passes;
}

double lab_labels(const struct lab_request *request, const struct lab_sheet *sheet)
{
    const struct llz_lab_setting *s = &sheet->results.setting;

    return (double)request->labels * (double)s->sizes.T *
           (s->experiment == LLZ_LAB_TRANSFORMER ? (double)s->net.length : 1);
}

/* From how many labels on a row is smaller than the reference, at the bits that each takes for a label; 0: always, not a
 * number: never. */
static double pays_from(const struct row_bytes *ours, const struct row_bytes *theirs, double labels)
{
    const double more = 8 * ((double)ours->policy - (double)theirs->policy);
    const double saved =
        8 * ((double)(theirs->size - theirs->policy) - (double)(ours->size - ours->policy)) / labels;

    if (saved <= 0)
        return (double)NAN;
    return more > 0 ? more / saved : 0;
}

void lab_byte_columns(const struct lab_request *request, const struct lab_sheet *sheet, enum llz_lab_row row,
                      double figures[LAB_BYTE_COLUMNS])
{
    const double labels = lab_labels(request, sheet);
    const struct row_bytes *r = &sheet->bytes[row];

    figures[LAB_POLICY_BYTES] = (double)r->policy;
    figures[LAB_LABEL_BYTES] = (double)(r->size - r->policy);
    figures[LAB_BOTH] = (double)r->size;
    figures[LAB_BITS] = 8 * (double)(r->size - r->policy) / labels;
    figures[LAB_CHANGE] = r->distance;
    figures[LAB_PAYS] =
        row == LLZ_LAB_UNIFORM ? (double)NAN : pays_from(r, &sheet->bytes[LLZ_LAB_UNIFORM], labels);
    figures[LAB_PAYS_BEST] =
        row == LLZ_LAB_UNIFORM_BEST ? (double)NAN : pays_from(r, &sheet->bytes[LLZ_LAB_UNIFORM_BEST], labels);
}
