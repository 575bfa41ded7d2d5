/* conclusion.c - what the runs of one variant say together, as a JSON object.
 *
 * Keys of `files` are hashes, so that a conclusion stays true of a file that was renamed. */
#include "cli/compare/records/conclusion.h"

#include <stdlib.h>

#include "cli/compare/analysis/outcome.h"
#include "cli/compare/records/run_record.h"

static json_t *files_of(const struct plan *plan, int input)
{
    const int all = input == plan->input_count;
    json_t *files = json_object();
    int failed = !files;

    for (int i = all ? 0 : input; i < (all ? input : input + 1) && !failed; i++)
        /* A key that is there already, of a file given twice, is set again: no failure. */
        failed |= json_object_set_new(files, plan->inputs[i].hash, json_string(plan->inputs[i].clean));
    if (!failed)
        return files;
    json_decref(files);
    return NULL;
}

/* Small enough for JSON's integers, which have a sign here: value_seed_range(). */
static json_t *seeds_of(const struct plan *plan)
{
    json_t *seeds = json_array();

    for (int s = 0; seeds && s < plan->seed_count; s++)
        if (json_array_append_new(seeds, json_integer((json_int_t)plan->seeds[s])) != 0) {
            json_decref(seeds);
            return NULL;
        }
    return seeds;
}

/* As the other exports print it, so that a number read again is the same; null: unknown. */
static json_t *figure(const struct figure *f)
{
    char text[OUTCOME_TEXT];

    outcome_text(text, f);
    return f->known ? json_real(strtod(text, NULL)) : json_null();
}

json_t *conclusion_make(const struct analysis *a, int input, int level, int variant)
{
    const struct plan *plan = a->plan;
    const struct cell *cell = analysis_cell(a, input, level, variant);
    json_t *record = record_begin(CONCLUSION_KIND, plan);
    struct figure figures[OUTCOME_FIGURES];
    int failed = !record;

    /* Failures are collected, as in run_record.c. */
    outcome_figures(figures, cell);
    if (!failed) {
        failed |= json_object_set_new(record, "files", files_of(plan, input));
        failed |= record_add_level(record, &plan->levels[level]);
        failed |= record_add_variant(record, &plan->variants[variant]);
        failed |= json_object_set_new(record, "seeds", seeds_of(plan));
        failed |= json_object_set_new(record, "verified", json_boolean(cell->verified));
        for (int i = 0; i < OUTCOME_FIGURES; i++)
            failed |= json_object_set_new(record, figures[i].name, figure(&figures[i]));
        failed |= json_object_set_new(record, "verdict", json_string(analysis_verdict(cell->verdict)));
        failed |= json_object_set_new(record, "fewest", json_string(outcome_fewest(a, input, level, variant)));
    }
    if (!failed)
        return record;
    json_decref(record);
    return NULL;
}
