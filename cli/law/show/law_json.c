/* law_json.c - the columns of law_rows.c, those of checkpoints as lists. */
#include "cli/law/show/law_json.h"

#include <math.h>

#include "cli/options/values.h"
#include "cli/terminal/json.h"
#include "codec/llz_lab.h"

/* What is measured at each checkpoint, one list after the other. */
static void add_checkpoints(struct json *j, const struct course *c)
{
    static const char *const names[] = { "position", "learned",     "coded_bits", "probe_bits",     "windows",
                                         "evenness", "against",     "unused",     "unused_against", "effective",
                                         "cosine",   "rank_output", "rank_rows" };
    enum { COLUMNS = sizeof names / sizeof names[0] };
    double list[COLUMNS][CHECKPOINTS];

    for (int k = 0; k < CHECKPOINTS; k++) {
        const struct checkpoint *at = &c->at[k];
        const struct figures f = figures_of(&at->sums);
        const double values[COLUMNS] = { at->position,     at->learned, at->coded, at->probe,
                                         at->sums.windows, f.evenness,  f.against, f.unused,
                                         f.unused_against, f.effective, f.cosine,  f.rank_output,
                                         f.rank_rows };

        for (int i = 0; i < COLUMNS; i++)
            list[i][k] = values[i];
    }
    for (int i = 0; i < COLUMNS; i++)
        json_numbers(j, names[i], list[i], CHECKPOINTS);
}

static void add_known(struct json *j, const char *key, double value, int known)
{
    json_number(j, key, known ? value : (double)NAN);
}

static void add_finding(struct json *j, const struct finding *f)
{
    const struct acceleration *a = &f->acceleration;
    /* A parameter at its bound is not identified (fit.h). */
    const int good = f->fit.state == FIT_GOOD;

    add_known(j, "fit_l0", f->fit.floor, good);
    add_known(j, "fit_b", good ? fit_b(&f->fit) : 0, good);
    add_known(j, "fit_beta", f->fit.beta, good);
    add_known(j, "fit_error", f->fit.error, f->fit.known);
    add_known(j, "fitted", a->fitted, a->fitted > 0);
    add_known(j, "fitted_low", a->fitted_interval.low, a->fitted > 0 && a->fitted_interval.known);
    add_known(j, "fitted_high", a->fitted_interval.high, a->fitted > 0 && a->fitted_interval.known);
    add_known(j, "read", a->read, a->read > 0);
    add_known(j, "read_low", a->read_interval.low, a->read > 0 && a->read_interval.known);
    add_known(j, "read_high", a->read_interval.high, a->read > 0 && a->read_interval.known);
    json_text(j, "note", f->note);
}

void law_json_add(FILE *out, const struct law_request *r, const struct input *in, const struct course *c,
                  const struct finding *f)
{
    char without[VALUE_PARTS_TEXT];
    struct json j = json_begin(out);

    json_text(&j, "kind", "law course");
    json_text(&j, "file", in->name);
    json_unsigned(&j, "size", in->size);
    json_text(&j, "xxh3_128", in->hash);
    json_text(&j, "llz_version", llz_version());
    json_text(&j, "build", llz_build());
    json_text(&j, "kernel", llz_kernel());
    if (r->common.model > 0)
        json_signed(&j, "model", r->common.model);
    else
        json_signed(&j, "level", r->common.level);
    json_text(&j, "policy", c->policy);
    json_text(&j, "optimizer", r->common.optimizer);
    json_unsigned(&j, "seed", r->common.seed);
    value_part_names(without, r->common.without);
    json_text(&j, "without", without);
    json_unsigned(&j, "learned_bytes", c->split->rest_bytes);
    json_unsigned(&j, "probe_bytes", c->split->probe_bytes);
    add_checkpoints(&j, c);
    add_finding(&j, f);
    json_end(&j);
}
