/* lab_columns.c - what is read from the results of a row, and by comparison with two others. */
#include "cli/experiments/lab_columns.h"

#include <math.h>

#include "cli/law/fit.h"

#define LN2 0.6931471805599453

const struct lab_look lab_look[LAB_COLUMNS] = {
    { "step", { "step", "length of the first step; of Adam its rate", COLUMN_NUMBER }, 9, "%.4g" },
    { "numbers",
      { "numbers", "that a decoder would have to be told beside seed and sizes", COLUMN_NUMBER },
      9,
      "%.0f" },
    { "j_seen",
      { "J seen", "mean loss along the course, in nats, of the targets that the policy was sought by",
        COLUMN_NUMBER },
      8,
      "%.4f" },
    { "j_unseen",
      { "J unseen", "the same of targets that no policy was sought by", COLUMN_NUMBER },
      8,
      "%.4f" },
    { "rate",
      { "rate", "compression: 1 bit by the mean loss in bits, of unseen targets", COLUMN_NUMBER },
      7,
      "%.2f" },
    { "ar",
      { "AR", "acceleration: steps that uniform needs to come as low, by the steps of this row",
        COLUMN_NUMBER },
      8,
      "%.3f" },
    { "ar_best", { "AR best", "the same against uniform at its best step", COLUMN_NUMBER }, 8, "%.3f" },
    { "by_lambda",
      { "by lambda",
        "equality: mean of contributions to all losses to come, over the support, by their deviation; large when "
        "equal",
        COLUMN_NUMBER },
      9,
      "%.3f" },
    { "by_grad", { "by grad L", "the same of contributions to the present loss", COLUMN_NUMBER }, 9, "%.3f" },
    { "refused_percent",
      { "refused %", "of the examples with negative contribution, those outside the support", COLUMN_NUMBER },
      9,
      "%.1f" },
    { "support",
      { "support", "examples with 0.01 of a uniform weight or more, mean over the steps", COLUMN_NUMBER },
      8,
      "%.1f" },
    { "residual",
      { "residual", "largest contribution less the mean, by the mean: 0 where the law holds", COLUMN_NUMBER },
      9,
      "%.4f" },
    { "passes", { "passes", "courses that the search has run", COLUMN_NUMBER }, 7, "%.0f" },
};

const struct lab_look lab_byte_look[LAB_BYTE_COLUMNS] = {
    { "policy_bytes", { "policy", "bytes of the quantised policy", COLUMN_NUMBER }, 9, "%.0f" },
    { "label_bytes", { "labels", "bytes of the labels, coded along the course", COLUMN_NUMBER }, 9, "%.0f" },
    { "bytes", { "both", "bytes of policy and labels", COLUMN_NUMBER }, 9, "%.0f" },
    { "bits_per_label", { "bits/label", "of the labels alone", COLUMN_NUMBER }, 10, "%.4f" },
    { "j_change", { "J change", "what quantising does to J seen", COLUMN_NUMBER }, 9, "%+.5f" },
    { "pays_from",
      { "pays from", "labels from which on both together are smaller than with uniform", COLUMN_NUMBER },
      12,
      "%.0f" },
    { "best_from", { "best from", "the same against uniform at its best step", COLUMN_NUMBER }, 12, "%.0f" },
};

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
