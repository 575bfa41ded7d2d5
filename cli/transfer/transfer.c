/* transfer.c - all bytes of a source through a stream of libllz to a target, or to whoever looks at them.
 *
 * Compressing, decompressing, testing, listing and comparing are all this loop; they differ in who looks
 * at what comes out. */
#include "cli/transfer/transfer.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "cli/prior/priors.h"
#include "cli/signals.h"
#include "codec/llz_lab.h"
#include "codec/pump.h"

/* Bytes of a read; a pipe of Linux holds as many. */
#define PIECE 65536

static int fail_system(struct failure *why, const char *name)
{
    /* First of all, before a later call changes errno. */
    *why = (struct failure){ .name = name, .error = errno };
    return -1;
}

static int fail_stream(struct failure *why, const char *name, enum llz_error code)
{
    *why = (struct failure){ .name = name, .code = code };
    return -1;
}

/* The output is what is wrong, so it gives the name; but a machine without memory for two models has made
 * nothing wrong, and one that was stopped neither. */
static int fail_check(struct failure *why, const struct transfer *t, enum llz_error code)
{
    *why = (struct failure){ .name = t->dst->name, .code = code };
    if (code == LLZ_ERR_MEMLIMIT)
        why->name = t->src->name; /* as without a check */
    else
        why->verifying = code != LLZ_ERR_MEMORY && code != LLZ_ERR_CANCELLED;
    return -1;
}

/* One piece of output, to all who want it. It is checked before it is written. */
static int pass_on(const struct transfer *t, const unsigned char *p, size_t n, struct failure *why)
{
    if (t->check) {
        enum llz_error code = check_archive(t->check, p, n);

        if (code != LLZ_OK)
            return fail_check(why, t, code);
    }
    /* Cancelled stands for the verdict, which says more than an error code could. */
    if (t->difference && difference_piece(t->difference, p, n) != VERDICT_EQUAL)
        return fail_stream(why, t->src->name, LLZ_ERR_CANCELLED);
    if (t->watcher) {
        struct llz_info info = LLZ_INFO_INIT;

        /* Content may change within an archive: that of a tree, its index and its notes follow each other. */
        llz_get_info(t->stream, &info);
        if (t->watcher->piece(t->watcher->user, info.content, p, n, why) != 0)
            return -1;
    }
    if (t->dst && target_write(t->dst, p, n) != 0)
        return fail_system(why, t->dst->name);
    return 0;
}

/* The same for n zeros, which a decoder alone puts out. */
static int pass_zeros_on(const struct transfer *t, uint64_t n, struct failure *why)
{
    if (t->difference && difference_zeros(t->difference, n) != VERDICT_EQUAL)
        return fail_stream(why, t->src->name, LLZ_ERR_CANCELLED);
    if (t->watcher) {
        struct llz_info info = LLZ_INFO_INIT;

        llz_get_info(t->stream, &info);
        if (t->watcher->zeros(t->watcher->user, info.content, n, why) != 0)
            return -1;
    }
    if (t->dst && target_skip(t->dst, n) != 0)
        return fail_system(why, t->dst->name);
    return 0;
}

/* What comes out on its way, and why it came no further. */
struct passing {
    const struct transfer *t;
    struct failure *why;
    int failed;
};

static enum llz_error put(void *user, const uint8_t *p, size_t n)
{
    struct passing *w = user;

    w->failed = pass_on(w->t, p, n, w->why) != 0;
    return w->failed ? LLZ_ERR_CANCELLED : LLZ_OK;
}

static enum llz_error put_zeros(void *user, uint64_t n)
{
    struct passing *w = user;

    w->failed = pass_zeros_on(w->t, n, w->why) != 0;
    return w->failed ? LLZ_ERR_CANCELLED : LLZ_OK;
}

static struct llz_pump pump_of(struct passing *w)
{
    return (struct llz_pump){ .stream = w->t->stream, .put = put, .zeros = put_zeros, .user = w };
}

/* What could not be passed on has said why already. */
static int passed(const struct passing *w, enum llz_error code)
{
    if (w->failed)
        return -1;
    return code == LLZ_OK ? 0 : fail_stream(w->why, w->t->src->name, code);
}

int transfer_feed(const struct transfer *t, const unsigned char *p, size_t n, struct failure *why)
{
    struct passing w = { t, why, 0 };
    const struct llz_pump pump = pump_of(&w);

    /* Before the encoder gets it: a flaw that changes the buffer must not get into both hashes. */
    if (t->check)
        check_content(t->check, p, n);
    return passed(&w, llz_pump_feed(&pump, p, n));
}

int transfer_feed_zeros(const struct transfer *t, uint64_t n, struct failure *why)
{
    struct passing w = { t, why, 0 };
    const struct llz_pump pump = pump_of(&w);

    if (t->check)
        check_zeros(t->check, n);
    return passed(&w, llz_pump_feed_zeros(&pump, n));
}

int transfer_end(const struct transfer *t, struct failure *why)
{
    struct passing w = { t, why, 0 };
    const struct llz_pump pump = pump_of(&w);

    return passed(&w, llz_pump_end(&pump));
}

/* What only the end can tell: that nothing is missing. */
int transfer_end_watch(const struct transfer *t, struct failure *why)
{
    enum llz_error code = t->check ? check_end(t->check) : LLZ_OK;

    if (code != LLZ_OK)
        return fail_check(why, t, code);
    if (t->difference && difference_end(t->difference) != VERDICT_EQUAL)
        return fail_stream(why, t->src->name, LLZ_ERR_CANCELLED);
    return t->watcher ? t->watcher->end(t->watcher->user, why) : 0;
}

/* What nobody has to see. */
static int pass_over(const struct transfer *t, struct failure *why)
{
    /* After every read: the lister knows only then how much the next payload takes. Pipes have nothing
     * to seek in, so n is 0. */
    const uint64_t n = llz_skip(t->stream, source_seekable(t->src));

    return n == 0 || source_skip(t->src, n) == 0 ? 0 : fail_system(why, t->src->name);
}

int transfer_run(const struct transfer *t, struct failure *why)
{
    unsigned char in[PIECE];
    ssize_t n;

    do {
        /* Holes pass as numbers, so that a sparse terabyte takes no longer than what it holds. */
        const uint64_t hole = source_skip_hole(t->src, UINT64_MAX);

        if (hole > 0 && transfer_feed_zeros(t, hole, why) != 0)
            return -1;
        n = source_read(t->src, in, sizeof in);
        if (n > 0 && (transfer_feed(t, in, (size_t)n, why) != 0 || pass_over(t, why) != 0))
            return -1;
    } while (n > 0);
    if (n < 0)
        return fail_system(why, t->src->name);
    return transfer_end(t, why) != 0 ? -1 : transfer_end_watch(t, why);
}

/* Bytes of memory: for an encoder by its options, with --verify twice as much as one model; what a decoder needs its
 * archive says, and the stream knows. */
static uint64_t memory_needed(const struct failure *why, const struct options *opt,
                              const struct llz_stream *stream)
{
    const struct llz_options o = options_stream(opt);
    struct llz_info info = LLZ_INFO_INIT;

    if (why->needed > 0)
        return why->needed;
    if (opt->operation == OP_COMPRESS)
        return llz_memory_needed(&o) * (opt->verify ? 2 : 1);
    llz_get_info(stream, &info);
    return info.state_bytes;
}

static enum status report_memory(const struct failure *why, const struct options *opt,
                                 const struct llz_stream *stream)
{
    const uint64_t needed = memory_needed(why, opt, stream);
    char text[160];

    if (opt->memory_limit == 0)
        snprintf(text, sizeof text,
                 "needs %" PRIu64 " bytes of memory, more than its model as usual; --memlimit=SIZE allows it",
                 needed);
    else
        snprintf(text, sizeof text, "needs %s%" PRIu64 " bytes of memory, --memlimit allows %" PRIu64 "%s",
                 why->at_least ? "at least " : "", needed, opt->memory_limit,
                 options_origin(opt, SETTING_MEMLIMIT));
    return report_error(why->name, text);
}

static enum status report_output(const char *name, const struct options *opt)
{
    char text[160];

    /* Without a limit of the user's there is only the one for indexes (LLZ_INDEX_RATIO). */
    if (opt->output_limit == 0)
        return report_error(name, "its index is far larger than an archive of this size has; "
                                  "--max-output=SIZE allows it");
    snprintf(text, sizeof text, "more comes out than the %" PRIu64 " bytes that --max-output allows%s",
             opt->output_limit, options_origin(opt, SETTING_MAX_OUTPUT));
    return report_error(name, text);
}

/* Which may be younger or older than this program. */
static enum status report_model(const char *name, uint32_t identity, int number)
{
    const char *known = llz_model_name(number);
    char text[96];

    if (known && llz_model_identity(number) == 0)
        snprintf(text, sizeof text, "made by model %d (%s), which is retired: this program has it no longer",
                 number, known);
    else
        snprintf(text, sizeof text, "made by model %d of identity %08" PRIx32 ", which this program has not",
                 number, identity);
    return report_error(name, text);
}

/* An archive names what is not here. */
static enum status report_missing(const struct failure *why, const struct llz_stream *stream)
{
    struct llz_info info = {
        .size = sizeof info, .prior = why->named, .identity = why->named, .model = why->model
    };

    if (stream)
        llz_get_info(stream, &info);
    return why->code == LLZ_ERR_MODEL ? report_model(why->name, info.identity, (int)info.model)
                                      : prior_report_missing(why->name, info.prior);
}

enum status transfer_report(const struct failure *why, const struct options *opt,
                            const struct llz_stream *stream)
{
    /* Whoever pressed Ctrl-C knows why it ended. */
    if (signals_caught())
        return STATUS_ERROR;
    if (why->error != 0)
        return report_errno(why->name, why->error);
    if (why->code == LLZ_ERR_MEMLIMIT)
        return report_memory(why, opt, stream);
    if (why->code == LLZ_ERR_PRIOR || why->code == LLZ_ERR_MODEL)
        return report_missing(why, stream);
    if (why->code == LLZ_ERR_OUTPUT)
        return report_output(why->name, opt);
    if (why->code == LLZ_ERR_COST)
        return report_error(why->name,
                            "its members take much more time to begin than their sizes allow; --any-cost "
                            "decodes them");
    if (why->verifying)
        return report_error(why->name, "verification failed: the archive does not hold what was read");
    return report_error(why->name, llz_error_message(why->code));
}
