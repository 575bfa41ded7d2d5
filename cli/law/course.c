/* course.c - how one policy learned one file. */
#include "cli/law/course.h"

#include <math.h>
#include <stdlib.h>

#include "cli/options/values.h"
#include "codec/llz_lab.h"
#include "codec/pump.h"

/* All members can be added up; what cannot, such as a ratio, is made of the sums at the end. */
void sums_add(struct sums *to, const struct sums *from)
{
    to->windows += from->windows;
    to->active += from->active;
    to->bytes += from->bytes;
    to->used += from->used;
    to->used_against += from->used_against;
    to->unused_against += from->unused_against;
    to->mean += from->mean;
    to->variance += from->variance;
    to->effective += from->effective;
    to->cosine += from->cosine;
    to->rank_output += from->rank_output;
    to->rank_rows += from->rank_rows;
}

/* 0 where there is nothing.
 *
 * A policy may use no byte at all in some stretch. */
static double share(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

struct figures figures_of(const struct sums *s)
{
    const double unused = s->bytes - s->used;

    /* Evenness is the mean of the means by the root of the mean of the variances, both over windows in use:
     * (m / a) / sqrt(v / a). What is known for bytes is weighted by bytes, the rest by windows. */
    return (struct figures){ .evenness = share(s->mean, sqrt(s->variance * s->active)),
                             .against = share(s->used_against, s->used),
                             .unused = share(unused, s->bytes),
                             .unused_against = share(s->unused_against, unused),
                             .effective = share(s->effective, s->used),
                             .cosine = share(s->cosine, s->windows),
                             .rank_output = share(s->rank_output, s->windows),
                             .rank_rows = share(s->rank_rows, s->windows) };
}

/* What the callbacks of a run write to. */
struct watch {
    struct course *course;
    struct course_monitor *monitor;
    struct trace trace;
    uint64_t raw; /* content bytes at the last call */
    size_t named; /* bytes of the archive that only name the policy: they are no cost of learning */
    size_t every; /* content bytes from checkpoint to checkpoint */
    size_t read;  /* checkpoints whose probe was read */
};

/* What an archive has besides the bytes that name the policy. These come first: taken off later they would have been
 * spread over the whole first piece, and be more than what a part of it cost. */
static uint64_t without_name(const struct watch *watch, uint64_t packed)
{
    return packed > watch->named ? packed - watch->named : 0;
}

static int on_progress(void *user, uint64_t raw, uint64_t packed)
{
    struct watch *watch = user;

    /* Relaxed: a counter for the eye and a flag, neither of which tells that other memory is ready. */
    atomic_fetch_add_explicit(&watch->monitor->coded, raw - watch->raw, memory_order_relaxed);
    watch->raw = raw;
    trace_add(&watch->trace, raw, without_name(watch, packed));
    return atomic_load_explicit(&watch->monitor->stop, memory_order_relaxed);
}

static void on_window(void *user, const struct llz_contributions *c)
{
    const struct watch *watch = user;
    /* The checkpoint that comes next after the window. */
    const size_t k = (size_t)c->position / watch->every;
    /* Divided by the norm of the next window's gradient, so that windows with large gradients do not
     * outweigh the others. */
    const double norm = c->norm > 0 ? c->norm : 1;
    const struct sums sums = { .windows = 1,
                               .active = c->used > 0,
                               .bytes = c->bytes,
                               .used = c->used,
                               .used_against = c->used_against,
                               .unused_against = c->unused_against,
                               .mean = c->mean / norm,
                               .variance = c->deviation / norm * (c->deviation / norm),
                               .effective = c->effective * c->used,
                               .cosine = c->cosine,
                               .rank_output = c->rank_output,
                               .rank_rows = c->rank_rows };

    /* The last checkpoint takes what rounding leaves over. */
    sums_add(&watch->course->at[k < CHECKPOINTS ? k : CHECKPOINTS - 1].sums, &sums);
}

/* Called once at each checkpoint, so that `read` counts them; bits: of each stretch of the probe. */
static void on_probe(void *user, uint64_t position, uint64_t learned, const double *bits, size_t pieces)
{
    struct watch *watch = user;
    struct course *c = watch->course;
    struct checkpoint *at = &c->at[watch->read];
    double sum = 0;

    for (size_t k = 0; k < pieces; k++) {
        c->piece[watch->read * pieces + k] = bits[k];
        sum += bits[k];
    }
    at->position = (double)position;
    at->learned = (double)learned;
    at->probe = sum / (double)c->split->probe_bytes;
    watch->read++;
}

static enum llz_error encode(struct watch *watch, const struct law_request *r)
{
    const struct course *c = watch->course;
    /* Windows and readings are spread by position, so every policy is measured at the same places. */
    const struct llz_measure measure = { .size = sizeof measure,
                                         .window_every = watch->every / WINDOWS_A_CHECKPOINT,
                                         .window = on_window,
                                         .probe = c->split->probe,
                                         .probe_bytes = c->split->probe_bytes,
                                         .piece_bytes = STRETCH_BYTES,
                                         .probe_every = watch->every,
                                         .probed = on_probe,
                                         .user = watch };
    struct llz_options opt = LLZ_OPTIONS_INIT;
    enum llz_error code;
    struct llz_stream *stream;
    struct llz_info info = LLZ_INFO_INIT;

    opt.level = r->common.level;
    opt.model = r->common.model;
    opt.threads = r->common.threads;
    opt.own = own_policies_find(&r->own, c->policy);
    opt.policy = opt.own ? NULL : c->policy;
    /* Without this the library takes no control for a policy. */
    opt.bound = opt.own || value_is_control(c->policy);
    opt.optimizer = r->common.optimizer;
    opt.seed = r->common.seed;
    opt.without = r->common.without;
    opt.progress = on_progress;
    opt.progress_user = watch;
    /* Copied by the library, as are the options; only what they point to has to last. */
    opt.measure = &measure;
    watch->named = llz_naming_bytes(&opt);
    stream = llz_encoder_new(&opt, &code);
    if (!stream)
        return code;
    code = llz_pump_all(&(struct llz_pump){ .stream = stream }, c->split->rest, c->split->rest_bytes);
    llz_get_info(stream, &info);
    llz_free(stream);
    /* The archive itself is thrown away; only its length is wanted. */
    if (code == LLZ_OK)
        trace_end(&watch->trace, without_name(watch, info.packed));
    return code;
}

/* Archive bytes at a place; the cost of a piece is taken to be even within it. */
static double packed_at(const struct trace *t, size_t size, size_t position)
{
    const size_t k = position / PIECE_BYTES, first = k * PIECE_BYTES;
    const double before = k ? (double)t->ends[k - 1] : 0;
    size_t length = size - first < PIECE_BYTES ? size - first : PIECE_BYTES;

    /* At the end there is no piece left, and nothing to interpolate. */
    return k < t->pieces ? before + trace_cost(t, k) * (double)(position - first) / (double)length : before;
}

static void spread_costs(struct course *c, const struct watch *watch)
{
    const size_t size = c->split->rest_bytes;

    for (size_t k = 0; k < CHECKPOINTS; k++) {
        const double from = packed_at(&watch->trace, size, k * watch->every);
        const double to = packed_at(&watch->trace, size, (k + 1) * watch->every);

        /* Cost is known for pieces, checkpoints lie between them. */
        c->at[k].coded = 8 * (to - from) / (double)watch->every;
    }
}

enum llz_error course_run(struct course *c, const struct law_request *r, const struct split *s,
                          const char *policy, struct course_monitor *monitor)
{
    struct watch watch = { .course = c, .monitor = monitor };
    enum llz_error code = LLZ_ERR_MEMORY;

    *c = (struct course){ .policy = policy, .split = s };
    /* Divides without a rest, as split_make() has cut it to a multiple. */
    watch.every = c->split->rest_bytes / CHECKPOINTS;
    c->piece = calloc(CHECKPOINTS * c->split->stretches, sizeof *c->piece);
    if (c->piece && trace_begin(&watch.trace, c->split->rest_bytes) == 0) {
        code = encode(&watch, r);
        if (code == LLZ_OK)
            spread_costs(c, &watch);
    }
    trace_free(&watch.trace);
    return code;
}

void course_free(struct course *c)
{
    free(c->piece);
    c->piece = NULL;
}
