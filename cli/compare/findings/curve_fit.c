/* curve_fit.c - A curve of three parameters goes through almost anything; what its parameters are is known only
 * where the points insist on them. So it is fitted again to resamples of its points, in runs, and counts as identified
 * where these agree that it is. */
#include "cli/compare/findings/curve_fit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare/findings/verdicts.h"
#include "cli/lab/resample.h"

#define RESAMPLES 200
#define TAIL (RESAMPLES / 40)

/* Points of a curve: mean cost of a byte in windows, at their middles. */
struct points {
    double data[CURVE_FIT_WINDOWS], loss[CURVE_FIT_WINDOWS];
};

/* The piece that window i begins with, of n after the first. Windows grow as the curve flattens: in the middle of a long
 * one at the beginning the loss would be far from its mean. */
static size_t window_begin(size_t i, size_t n)
{
    const size_t grown = i * i * n / (CURVE_FIT_WINDOWS * CURVE_FIT_WINDOWS);

    return grown > i ? grown : i;
}

/* Without the first piece, which pays for the archive's head, and is learned from before anything is known. */
static void points_make(struct points *p, const struct cell *cell)
{
    const size_t n = cell->pieces - 1;

    for (size_t i = 0; i < CURVE_FIT_WINDOWS; i++) {
        const size_t from = 1 + window_begin(i, n), to = 1 + window_begin(i + 1, n);
        const double begin = (double)from * PIECE_BYTES;
        const double end = (double)to * PIECE_BYTES < cell->size ? (double)to * PIECE_BYTES : cell->size;

        p->data[i] = (begin + end) / 2;
        p->loss[i] = 8 * analysis_cost(cell, from, to) / (end - begin);
    }
}

static int by_data(const void *a, const void *b)
{
    return compare_doubles(a, b);
}

/* Each with its place, so that a resample is a curve with some points left out and others counted twice. */
static struct fit resampled(const struct points *p, uint64_t *random)
{
    struct draw draw = draw_begin(CURVE_FIT_WINDOWS, random);
    double pairs[CURVE_FIT_WINDOWS][2], data[CURVE_FIT_WINDOWS], loss[CURVE_FIT_WINDOWS];

    for (size_t i = 0; i < CURVE_FIT_WINDOWS; i++) {
        const size_t at = draw_next(&draw);

        pairs[i][0] = p->data[at];
        pairs[i][1] = p->loss[at];
    }
    /* In order: fit_make() takes the last one for the largest. */
    qsort(pairs, CURVE_FIT_WINDOWS, sizeof pairs[0], by_data);
    for (size_t i = 0; i < CURVE_FIT_WINDOWS; i++) {
        data[i] = pairs[i][0];
        loss[i] = pairs[i][1];
    }
    return fit_make(data, loss, CURVE_FIT_WINDOWS);
}

/* Of the values of those resamples that have one. */
static struct span middle(double *values, size_t n)
{
    const size_t tail = n * TAIL / RESAMPLES;

    qsort(values, n, sizeof *values, compare_doubles);
    return (struct span){ values[tail], values[n - 1 - tail] };
}

static void identify(struct curve_fit *c, const struct points *p)
{
    double floors[RESAMPLES], bs[RESAMPLES], betas[RESAMPLES];
    uint64_t random = DRAW_SEED;
    size_t n = 0;

    for (int r = 0; r < RESAMPLES; r++) {
        const struct fit fit = resampled(p, &random);

        if (fit.state != FIT_GOOD)
            continue;
        floors[n] = fit.floor;
        bs[n] = fit_b(&fit);
        betas[n] = fit.beta;
        n++;
    }
    c->good = (double)n / RESAMPLES;
    c->identified = c->good >= CURVE_FIT_IDENTIFIED;
    if (!c->identified)
        return;
    c->floor = middle(floors, n);
    c->b = middle(bs, n);
    c->beta = middle(betas, n);
}

struct curve_fit curve_fit_make(const struct cell *cell)
{
    struct curve_fit c = { .fit = { .state = FIT_FEW } };
    struct points p;

    if (cell->pieces < CURVE_FIT_PIECES_MIN)
        return c;
    points_make(&p, cell);
    c.fit = fit_make(p.data, p.loss, CURVE_FIT_WINDOWS);
    if (c.fit.state == FIT_GOOD)
        identify(&c, &p);
    return c;
}

void curve_fit_note(char text[CURVE_FIT_NOTE], const struct curve_fit *c)
{
    if (c->fit.state == FIT_FEW)
        snprintf(text, CURVE_FIT_NOTE, "too little data: fewer than %d pieces", CURVE_FIT_PIECES_MIN);
    else if (c->fit.state != FIT_GOOD)
        snprintf(text, CURVE_FIT_NOTE, "%s", fit_state_text(c->fit.state));
    else if (!c->identified)
        snprintf(text, CURVE_FIT_NOTE, "not identified in %.0f %% of resamples", 100 * (1 - c->good));
    else
        text[0] = '\0';
}

static void add_parameter(struct sheet *s, double value, const struct span *span, int identified)
{
    if (identified)
        sheet_add(s, "%.4g (%.3g .. %.3g)", value, span->low, span->high);
    else
        sheet_add(s, "-");
}

static void add_row(struct sheet *s, const struct findings *f, int input, int level, int variant)
{
    const struct plan *plan = f->a->plan;
    const struct curve_fit c = curve_fit_make(analysis_cell(f->a, input, level, variant));
    char label[VARIANT_LABEL], at[PLAN_LEVEL_TEXT], note[CURVE_FIT_NOTE];

    variant_label(&plan->variants[variant], label, sizeof label);
    curve_fit_note(note, &c);
    sheet_add(s, "%s", plan->inputs[input].clean);
    sheet_add(s, "%s", plan_level_text(at, &plan->levels[level]));
    sheet_add(s, "%s", label);
    add_parameter(s, c.fit.floor, &c.floor, c.identified);
    add_parameter(s, c.identified ? fit_b(&c.fit) : 0, &c.b, c.identified);
    add_parameter(s, c.fit.beta, &c.beta, c.identified);
    if (c.fit.known)
        sheet_add(s, "%.4f", c.fit.error);
    else
        sheet_add(s, "-");
    sheet_add(s, "%s", note);
}

/* By name, in one paragraph: rows without figures would hide those with some. */
static void print_short(const struct findings *f)
{
    const struct plan *plan = f->a->plan;
    struct pool pool = { 0 };
    size_t room = 128;
    char *text;
    int count = 0;

    for (int i = 0; i < plan->input_count; i++)
        room += strlen(plan->inputs[i].clean) + 2;
    text = pool_room(&pool, room);
    if (text) {
        size_t used =
            (size_t)snprintf(text, room, "Too short for a curve, with fewer than %d pieces of %d bytes",
                             CURVE_FIT_PIECES_MIN, PIECE_BYTES);

        for (int i = 0; i < plan->input_count; i++)
            if (trace_pieces(plan->inputs[i].size) < CURVE_FIT_PIECES_MIN)
                used += (size_t)snprintf(text + used, room - used, "%s %s", count++ ? "," : ":",
                                         plan->inputs[i].clean);
        snprintf(text + used, room - used, ".");
    } else {
        *f->d->incomplete = 1;
    }
    if (count > 0)
        f->d->form->paragraph(f->d, text);
    pool_free(&pool);
}

void curve_fit_print(const struct findings *f)
{
    static const struct column columns[] = {
        { "file", NULL, COLUMN_TEXT },
        { "level", "level, or number of a model", COLUMN_TEXT },
        { "variant", NULL, COLUMN_TEXT },
        { "L0", "bits for each byte that are left however much is learned, and its 95 % interval",
          COLUMN_NUMBER },
        { "B", "bytes: the scale on which learning goes on", COLUMN_NUMBER },
        { "beta", "exponent with which the loss falls", COLUMN_NUMBER },
        { "error", "root mean square of what the curve leaves, bits for each byte", COLUMN_NUMBER },
        { "note", "why there are no parameters", COLUMN_TEXT },
    };
    const struct plan *plan = f->a->plan;
    struct sheet s;

    sheet_begin(&s, NULL, columns, sizeof columns / sizeof columns[0]);
    for (int i = 0; i < plan->input_count; i++)
        for (int l = 0; l < plan->level_count; l++)
            for (int v = 0; v < plan->variant_count; v++)
                if (analysis_cell(f->a, i, l, v)->complete &&
                    trace_pieces(plan->inputs[i].size) >= CURVE_FIT_PIECES_MIN)
                    add_row(&s, f, i, l, v);
    document_sheet(f->d, &s);
    if (curve_fit_short(plan) >= 0)
        print_short(f);
}

int curve_fit_short(const struct plan *plan)
{
    for (int i = 0; i < plan->input_count; i++)
        if (trace_pieces(plan->inputs[i].size) < CURVE_FIT_PIECES_MIN)
            return i;
    return -1;
}
