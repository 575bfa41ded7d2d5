/* coding.c - one run, in memory, so that its seconds are not those of a disk. */
#include "cli/compare/coding.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "codec/llz_lab.h"
#include "codec/pump.h"

/* What comes out of a stream: kept (the archive), or compared with what is expected (the content). */
struct sink {
    unsigned char *data;           /* NULL: compare */
    size_t room;                   /* allocated bytes of data */
    const unsigned char *expected; /* content to compare with, expected_size bytes */
    size_t expected_size, size;    /* size: bytes so far */
    int differs;
};

struct watch {
    struct monitor *monitor;
    struct trace *trace; /* NULL when decoding: what a byte cost is known when it is coded */
    uint64_t raw;        /* content bytes at the last call */
    unsigned weight;     /* weight of a content byte */
};

/* Of the time for a byte: roughly, the levels between those that README measures are interpolated. It is for a
 * guess of the time that is left; of a model that no level stands for nothing is known. */
unsigned coding_weight(const struct plan_level *level)
{
    static const unsigned weights[LLZ_LEVEL_MAX + 1] = { 1, 3, 5, 8, 12, 18, 30, 50, 80, 130 };

    return weights[level->level < 0 ? LLZ_LEVEL_DEFAULT : level->level];
}

/* Seconds by the clock, not of the processor: threads of one run would be added up. */
static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Relaxed: a counter for the eye and a flag, neither of which tells that other memory is ready. */
static int on_progress(void *user, uint64_t raw, uint64_t packed)
{
    struct watch *watch = user;

    atomic_fetch_add_explicit(&watch->monitor->coded, watch->weight * (raw - watch->raw), memory_order_relaxed);
    watch->raw = raw;
    if (watch->trace)
        trace_add(watch->trace, raw, packed);
    return atomic_load_explicit(&watch->monitor->stop, memory_order_relaxed);
}

static enum llz_error keep(void *user, const uint8_t *p, size_t n)
{
    struct sink *sink = user;

    if (n > sink->room - sink->size) {
        size_t room = sink->room * 2;
        unsigned char *larger;

        while (n > room - sink->size)
            room *= 2;
        larger = realloc(sink->data, room);
        if (!larger)
            return LLZ_ERR_MEMORY;
        sink->data = larger;
        sink->room = room;
    }
    memcpy(sink->data + sink->size, p, n);
    sink->size += n;
    return LLZ_OK;
}

static enum llz_error compare(void *user, const uint8_t *p, size_t n)
{
    struct sink *sink = user;

    /* A decoder that goes wrong may never end, so it is stopped at the first byte that differs; differs tells
     * that from an archive which the decoder itself refused. */
    if (n > sink->expected_size - sink->size || memcmp(p, sink->expected + sink->size, n) != 0) {
        sink->differs = 1;
        return LLZ_ERR_CORRUPT;
    }
    sink->size += n;
    return LLZ_OK;
}

static enum llz_error code_all(struct llz_stream *stream, const unsigned char *data, size_t n,
                               struct sink *sink)
{
    const struct llz_pump pump = { .stream = stream, .put = sink->data ? keep : compare, .user = sink };

    return llz_pump_all(&pump, data, n);
}

static struct llz_options options_of(const struct run *run, const struct compare_request *request,
                                     struct watch *watch)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;

    if (run->level->level >= 0)
        opt.level = run->level->level;
    opt.model = run->level->model;
    opt.seed = run->seed;
    opt.threads = request->common.threads;
    opt.without = request->common.without;
    opt.budget = request->common.budget;
    opt.progress = on_progress;
    opt.progress_user = watch;
    variant_apply(run->variant, &opt);
    return opt;
}

/* A search: one trace for each pass, of which that of the smallest archive stays. */
struct passes {
    struct watch watch;
    struct trace *traces; /* [most] */
    int at, most;         /* pass that reports now; how many there can be */
    int best;             /* pass with the smallest archive so far */
    uint64_t least;       /* its bytes */
};

static int on_pass_progress(void *user, uint64_t raw, uint64_t packed)
{
    struct passes *p = user;

    /* Each pass begins at the first byte again. */
    if (raw < p->watch.raw && p->at + 1 < p->most) {
        p->watch.raw = 0;
        p->at++;
    }
    p->watch.trace = &p->traces[p->at];
    return on_progress(&p->watch, raw, packed);
}

static void on_pass(void *user, int passes, uint64_t best)
{
    struct passes *p = user;

    if (p->least == 0 || best < p->least) {
        p->least = best;
        p->best = passes - 1;
    }
}

static int passes_begin(struct passes *p, const struct run *run, struct monitor *monitor)
{
    *p = (struct passes){ .watch = { .monitor = monitor, .weight = coding_weight(run->level) },
                          .most = run->variant->search };
    p->traces = calloc((size_t)p->most, sizeof *p->traces);
    for (int i = 0; p->traces && i < p->most; i++)
        if (trace_begin(&p->traces[i], run->input->size) != 0)
            return -1;
    return p->traces ? 0 : -1;
}

static void passes_free(struct passes *p)
{
    for (int i = 0; p->traces && i < p->most; i++)
        trace_free(&p->traces[i]);
    free(p->traces);
}

static void take_best(struct result *result, struct passes *p, const struct llz_archive *best)
{
    /* The trace moves: what stood in the result is freed in its place. */
    const struct trace none = result->trace;

    result->trace = p->traces[p->best];
    p->traces[p->best] = none;
    trace_end(&result->trace, best->bytes);
    result->packed = best->bytes;
    result->operations = best->info.operations;
    result->restarts = best->info.restarts;
}

static enum llz_error search_passes(struct run *run, const struct compare_request *request,
                                    struct passes *passes, struct sink *archive)
{
    struct llz_options opt = options_of(run, request, &passes->watch);
    struct llz_search how = LLZ_SEARCH_INIT;
    struct llz_archive best = LLZ_ARCHIVE_INIT;
    enum llz_error code;
    double start = now();

    opt.progress = on_pass_progress;
    opt.progress_user = passes;
    /* One pass after the other: with two beside each other, costs of the second would not be told. */
    opt.threads = 1;
    how.passes = passes->most;
    how.passed = on_pass;
    how.user = passes;
    code = llz_search(&opt, &how, run->input->data, run->input->size, &best);
    run->result.seconds = now() - start;
    /* Cut short, it keeps the best of the passes that there were; that is not what was asked for. */
    if (code == LLZ_OK && atomic_load(&passes->watch.monitor->stop))
        code = LLZ_ERR_CANCELLED;
    if (code == LLZ_OK)
        code = keep(archive, best.data, best.bytes);
    if (code == LLZ_OK)
        take_best(&run->result, passes, &best);
    llz_archive_free(&best);
    return code;
}

static enum llz_error search(struct run *run, const struct compare_request *request, struct monitor *monitor,
                             struct sink *archive)
{
    struct passes passes;
    enum llz_error code = LLZ_ERR_MEMORY;

    if (passes_begin(&passes, run, monitor) == 0)
        code = search_passes(run, request, &passes, archive);
    passes_free(&passes);
    return code;
}

static enum llz_error encode(struct run *run, const struct compare_request *request, struct monitor *monitor,
                             struct sink *archive)
{
    struct result *result = &run->result;
    struct watch watch = { .monitor = monitor, .trace = &result->trace, .weight = coding_weight(run->level) };
    struct llz_options opt = options_of(run, request, &watch);
    enum llz_error code;
    /* Before the encoder is made: to lay out and to prime a model is a part of what a run takes. */
    double start = now();
    struct llz_stream *stream = llz_encoder_new(&opt, &code);
    struct llz_info info = LLZ_INFO_INIT;

    if (!stream)
        return code;
    /* Comparisons leave them out: a policy is not worse for a longer name. They come before what any piece costs. */
    result->named = llz_naming_bytes(&opt);
    result->trace.packed = (int64_t)result->named;
    code = code_all(stream, run->input->data, run->input->size, archive);
    result->seconds = now() - start;
    llz_get_info(stream, &info);
    llz_free(stream);
    if (code != LLZ_OK)
        return code;
    result->packed = archive->size;
    result->restarts = info.restarts;
    result->operations = info.operations;
    trace_end(&result->trace, archive->size);
    return LLZ_OK;
}

static enum llz_error verify(struct run *run, const struct compare_request *request, struct monitor *monitor,
                             const struct sink *archive, int *differs)
{
    struct watch watch = { .monitor = monitor, .weight = coding_weight(run->level) };
    /* All options, as for encoding: no decoder takes the archive of a control without being told of it. */
    struct llz_options opt = options_of(run, request, &watch);
    struct sink content = { .expected = run->input->data, .expected_size = run->input->size };
    enum llz_error code;
    double start = now();
    struct llz_stream *stream = llz_decoder_new(&opt, &code);

    if (!stream)
        return code;
    code = code_all(stream, archive->data, archive->size, &content);
    run->result.decoding = now() - start;
    llz_free(stream);
    /* A beginning of the content agrees with it byte by byte. */
    if (code == LLZ_OK && content.size != content.expected_size)
        content.differs = 1;
    *differs = content.differs;
    run->result.verified = code == LLZ_OK && !content.differs;
    return content.differs ? LLZ_ERR_CORRUPT : code;
}

int coding_run(struct run *run, const struct compare_request *request, struct monitor *monitor,
               struct mishap *why)
{
    struct sink archive = { .data = malloc(65536), .room = 65536 };

    /* What it is if one of the two allocations fails. */
    *why = (struct mishap){ .code = LLZ_ERR_MEMORY };
    if (archive.data && trace_begin(&run->result.trace, run->input->size) == 0) {
        why->code = (run->variant->search > 0 ? search : encode)(run, request, monitor, &archive);
        if (why->code == LLZ_OK && request->verify && !run->variant->bound)
            why->code = verify(run, request, monitor, &archive, &why->differs);
    }
    free(archive.data);
    return why->code == LLZ_OK ? 0 : -1;
}
