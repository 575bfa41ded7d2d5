/* prior_select.c - what a sketch of the probes cannot tell is tried out, by coding some of the probes at a quick level:
 * of how many samples, the likest first, a prior is made. Everything is done in turn, and depends on nothing but
 * samples, probes and size.
 *
 * To try other pieces of the sample, or another order, in the same way is no use (tests/bench/LOG.md): what 24 parts of the
 * probes gain by it, other files do not. */
#include "codec/prior/prior_select.h"

#include <stdlib.h>

#include "codec/prior/prior_make.h"
#include "codec/pump.h"
#include "learner/select/probe_overlap.h"
#include "learner/select/selection.h"

#define TRIAL_LEVEL 1
#define TRIAL_PARTS 24     /* evenly spread over the probes, each coded for itself, */
#define TRIAL_BYTES 4096   /* of so many bytes or fewer: what a prior is for are small files */
#define SHARE_BYTES 262144 /* of the samples at least: of less nothing can be counted */

struct selecting {
    const struct llz_training *how;
    struct llz_selection s;
    struct llz_text_bytes part[TRIAL_PARTS]; /* of the probes */
    size_t parts;
    struct llz_trained best;
    uint64_t cost;   /* bytes that the parts take with the best one */
    size_t share;    /* bytes of the samples that it is made of */
    double from, to; /* done before the step at hand, and after it */
};

static int on_step(void *user, double done)
{
    const struct selecting *x = user;

    return x->how->progress ? x->how->progress(x->how->user, x->from + (x->to - x->from) * done) : 0;
}

/* How many steps there will be is not known, so each takes a share of what is left. */
static void next_step(struct selecting *x, double share)
{
    x->from = x->to;
    x->to += (1 - x->to) * share;
}

/* The k-th of so many places that are spread evenly over the probes, to the end of its 4 KB or file. */
static struct llz_text_bytes part_at(const struct llz_text_bytes *probes, size_t k, size_t parts, size_t total)
{
    size_t at = total / parts * k, i = 0;

    while (at >= probes[i].n)
        at -= probes[i++].n;
    at -= at % TRIAL_BYTES;
    const size_t left = probes[i].n - at;
    return (struct llz_text_bytes){ probes[i].bytes + at, left < TRIAL_BYTES ? left : TRIAL_BYTES };
}

static void take_parts(struct selecting *x, const struct llz_text_bytes *probes, size_t n)
{
    size_t total = 0;

    for (size_t i = 0; i < n; i++)
        total += probes[i].n;
    x->parts = total / TRIAL_BYTES < TRIAL_PARTS ? total / TRIAL_BYTES + 1 : TRIAL_PARTS;
    for (size_t k = 0; total > 0 && k < x->parts; k++)
        x->part[k] = part_at(probes, k, x->parts, total);
}

/* Orders probes so that the first *n have about half of all bytes; a single one, which has room for another after it, is
 * cut. */
static void halve(struct llz_text_bytes *probes, size_t *count, size_t *n)
{
    size_t first = 0, others = 0;

    if (*count == 1) {
        const size_t middle = probes[0].n / 2;

        probes[1] = (struct llz_text_bytes){ probes[0].bytes + middle, probes[0].n - middle };
        probes[0].n = middle;
        *count = 2;
    }
    *n = 0;
    for (size_t i = 0; i < *count; i++) {
        const struct llz_text_bytes probe = probes[i];

        if (first > others) {
            others += probe.n;
            continue;
        }
        first += probe.n;
        probes[i] = probes[*n];
        probes[(*n)++] = probe;
    }
}

static enum llz_error code(const struct llz_options *o, const struct llz_text_bytes *part, uint64_t *cost)
{
    struct llz_info info = LLZ_INFO_INIT;
    enum llz_error err;
    struct llz_stream *s = llz_encoder_new(o, &err);

    if (!s)
        return err;
    err = llz_pump_all(&(struct llz_pump){ .stream = s }, part->bytes, part->n);
    llz_get_info(s, &info);
    llz_free(s);
    *cost += info.packed;
    return err;
}

/* Bytes that the parts take, each as a file of its own; the prior's sample is learned once for all. */
static enum llz_error cost_of(const struct selecting *x, const struct llz_prior *prior, uint64_t *cost)
{
    struct llz_options o = LLZ_OPTIONS_INIT;
    enum llz_error err = LLZ_OK;

    *cost = 0;
    o.level = TRIAL_LEVEL;
    o.threads = 1;
    o.prior = prior;
    o.context = llz_context_new();
    if (!o.context)
        return LLZ_ERR_MEMORY;
    for (size_t k = 0; !err && k < x->parts; k++)
        err = code(&o, &x->part[k], cost);
    llz_context_free(o.context);
    return err;
}

/* A prior of the likest of the samples. */
static enum llz_error make(struct selecting *x, size_t bytes, struct llz_trained *t)
{
    struct llz_training how = *x->how;
    struct llz_pieces pieces = { 0 };
    const struct llz_pieces_shares shares = llz_prior_shares_of(&how);
    enum llz_error err = LLZ_ERR_MEMORY;

    how.progress = on_step;
    how.user = x;
    if (llz_selection_cut(&x->s, &pieces, bytes, &shares))
        err = llz_prior_make(&how, &pieces, t);
    llz_pieces_free(&pieces);
    return err;
}

static enum llz_error measure(const struct selecting *x, const struct llz_trained *t, uint64_t *cost)
{
    enum llz_error err;
    struct llz_prior *prior = llz_prior_load(t->file, t->bytes, 0, &err);

    if (prior)
        err = cost_of(x, prior, cost);
    llz_prior_free(prior);
    return err;
}

static enum llz_error try_share(struct selecting *x, size_t bytes, bool *better)
{
    struct llz_trained t = LLZ_TRAINED_INIT;
    uint64_t cost = 0;
    enum llz_error err = make(x, bytes, &t);

    if (!err)
        err = measure(x, &t, &cost);
    *better = !err && (!x->best.file || cost < x->cost);
    if (*better) {
        llz_trained_free(&x->best);
        x->best = t;
        x->cost = cost;
        x->share = bytes;
    } else {
        llz_trained_free(&t);
    }
    /* Of another share a prior may fit. */
    return err == LLZ_ERR_ARGUMENT ? LLZ_OK : err;
}

/* All samples, seven tenths of them, half, and so on, until that was worse twice. */
static enum llz_error find_share(struct selecting *x)
{
    size_t bytes = x->s.bytes;
    enum llz_error err = LLZ_OK;
    int worse = 0;

    for (; !err && worse < 2 && (bytes >= SHARE_BYTES || bytes == x->s.bytes); bytes = bytes / 10 * 7) {
        bool better;

        next_step(x, 0.3);
        err = try_share(x, bytes, &better);
        worse = better ? 0 : worse + 1;
    }
    return err || x->best.file ? err : LLZ_ERR_ARGUMENT;
}

/* By all probes, of as many samples as was found to be best by a half of them, tried on the other half: what suits the
 * very probes that it was ranked by suits other files less. */
static enum llz_error select_by(struct selecting *x, struct llz_text_bytes *probes, size_t count)
{
    const struct llz_text_bytes *texts = x->s.samples;
    const size_t texts_count = x->s.sample_count;
    size_t ranking;
    enum llz_error err = LLZ_ERR_MEMORY;

    halve(probes, &count, &ranking);
    take_parts(x, probes + ranking, count - ranking);
    if (llz_selection_new(&x->s, texts, texts_count, probes, ranking))
        err = find_share(x);
    llz_selection_free(&x->s);
    llz_trained_free(&x->best);
    if (err)
        return err;
    next_step(x, 1);
    return llz_selection_new(&x->s, texts, texts_count, probes, count) ? make(x, x->share, &x->best)
                                                                       : LLZ_ERR_MEMORY;
}

enum llz_error llz_prior_select(const struct llz_training *how, const struct llz_sample *samples, size_t n,
                                struct llz_trained *out)
{
    struct llz_text_bytes *texts = llz_prior_texts(samples, n),
                          *probes = llz_prior_texts(how->probes, how->probe_count);
    struct selecting x = { .how = how, .best = LLZ_TRAINED_INIT, .s = { .samples = texts, .sample_count = n } };
    enum llz_error err = LLZ_ERR_MEMORY;

    if (texts && probes)
        err = select_by(&x, probes, how->probe_count);
    llz_selection_free(&x.s);
    free(texts);
    free(probes);
    *out = x.best;
    return err;
}

enum llz_error llz_prior_shared(const struct llz_sample *probes, size_t probe_count,
                                const struct llz_sample *samples, size_t n, uint64_t *bytes)
{
    struct llz_text_bytes *of = llz_prior_texts(probes, probe_count), *in = llz_prior_texts(samples, n);
    const bool ok = of && in && llz_probe_overlap(of, probe_count, in, n, bytes);

    free(of);
    free(in);
    return ok ? LLZ_OK : LLZ_ERR_MEMORY;
}
