/* stream.c - the part of llz.h that does not depend on the direction.
 *
 * Encoder, decoder, lister and splitter are four sets of functions under one interface: a caller feeds,
 * drains and ends, whatever it is. The rounding mode of the floating-point unit is set on entry and put
 * back on exit, since a caller may have changed it and every bit of the archive depends on it. */
#include "codec/stream/stream.h"

#include <stdlib.h>
#include <string.h>

#include "codec/container/chain.h"
#include "codec/group/group_jobs.h"
#include "codec/llz_lab.h"
#include "codec/sized.h"
#include "model/arithmetic/kernels.h"
#include "model/arithmetic/rounding.h"

/* A learner can use two; more are for groups. */
static int threads_used(int threads)
{
    return threads < 2 ? 1 : 2;
}

static enum llz_error allocate(struct llz_stream **s, const struct llz_stream_ops *ops,
                               const struct llz_options *opt)
{
    *s = NULL;
    if (opt->threads < 1)
        return LLZ_ERR_ARGUMENT;
    *s = calloc(1, sizeof **s);
    if (!*s)
        return LLZ_ERR_MEMORY;
    (*s)->ops = ops;
    (*s)->options = *opt;
    (*s)->options.threads = threads_used(opt->threads);
    /* A learner may use fewer of them; groups use all. */
    (*s)->workers = opt->threads;
    /* Archives of controls are for comparisons alone, and refused otherwise. */
    (*s)->reader.controls = opt->bound != 0;
    (*s)->reader.own = opt->own;
    (*s)->reader.header.model = -1; /* until one has been read */
    return LLZ_OK;
}

/* An archive coded by a machine that computes something else would be lost:
 * better to stop before it is begun.
 *
 * Three things can go wrong: LLZ_KERNEL names what is not here, the kernel computes other products than
 * the format knows, or the compiler has been allowed to round otherwise. */
static enum llz_error self_test(void)
{
    if (!llz_kernels_granted())
        return LLZ_ERR_KERNEL;
    if (llz_kernels_hash(llz_kernels_get()) != LLZ_KERNELS_KNOWN_ANSWER)
        return LLZ_ERR_SELFTEST;
    return llz_rounding_is_kept() ? LLZ_OK : LLZ_ERR_SELFTEST;
}

static enum llz_error start(struct llz_stream *s)
{
    struct llz_fpenv caller;
    enum llz_error err;

    /* It works on machines that can compute nothing right. */
    if (s->ops == &llz_lister_ops)
        return LLZ_OK; /* computes nothing */
    caller = llz_fpenv_enter();
    err = self_test();
    if (!err && s->ops == &llz_encoder_ops)
        err = llz_encoder_start(s);
    if (!err && s->ops == &llz_split_ops)
        err = llz_split_start(s);
    llz_fpenv_leave(caller);
    return err;
}

/* Starts a stream that has been allocated, or says why it was not. */
static struct llz_stream *started(struct llz_stream *s, enum llz_error err, enum llz_error *result)
{
    if (!err)
        err = start(s);
    if (err) {
        llz_free(s);
        s = NULL;
    }
    if (result)
        *result = err;
    return s;
}

static struct llz_stream *new_stream(const struct llz_stream_ops *ops, const struct llz_options *opt,
                                     enum llz_error *result)
{
    struct llz_stream *s;
    enum llz_error err = allocate(&s, ops, opt);

    return started(s, err, result);
}

/* For searches: a tuning is nothing that users set. */
struct llz_stream *llz_encoder_tuned(const struct llz_options *opt, const struct llz_tuning *tuning,
                                     enum llz_error *result)
{
    struct llz_stream *s;
    enum llz_error err = allocate(&s, &llz_encoder_ops, opt);

    if (!err)
        s->reader.header.tuning = *tuning;
    return started(s, err, result);
}

/* For jobs alone: a group is a member of its own that says where it stands. */
struct llz_stream *llz_encoder_group(const struct llz_options *opt, const struct llz_group *group,
                                     enum llz_error *result)
{
    struct llz_stream *s;
    enum llz_error err = allocate(&s, &llz_encoder_ops, opt);

    if (!err)
        s->reader.header.group = *group;
    return started(s, err, result);
}

/* From the options of a caller; split: what an encoder is that is to make groups. */
static struct llz_stream *public_stream(const struct llz_stream_ops *ops, const struct llz_stream_ops *split,
                                        const struct llz_options *opt, enum llz_error *result)
{
    struct llz_options taken;
    enum llz_error err = llz_sized_options(&taken, opt);

    if (err)
        return started(NULL, err, result);
    return new_stream(taken.split > 0 ? split : ops, &taken, result);
}

struct llz_stream *llz_encoder_new(const struct llz_options *opt, enum llz_error *err)
{
    return public_stream(&llz_encoder_ops, &llz_split_ops, opt, err);
}

struct llz_stream *llz_decoder_new(const struct llz_options *opt, enum llz_error *err)
{
    return public_stream(&llz_decoder_ops, &llz_decoder_ops, opt, err);
}

struct llz_stream *llz_lister_new(enum llz_error *err)
{
    return public_stream(&llz_lister_ops, &llz_lister_ops, NULL, err);
}

/* A group's archive is read by itself, so neither its beginning nor its end is that of the whole. */
static struct llz_stream *alone(struct llz_stream *s)
{
    if (s) {
        s->reader.alone = true;
        s->reader.index = s->options.index;
    }
    return s;
}

struct llz_stream *llz_decoder_alone(const struct llz_options *opt, enum llz_error *err)
{
    return alone(llz_decoder_new(opt, err));
}

struct llz_stream *llz_lister_alone(enum llz_error *err)
{
    return alone(llz_lister_new(err));
}

void llz_stream_share(struct llz_stream *s)
{
    s->member.context = s->options.context ? s->options.context : &s->own_context;
    s->member.priming_cost = s->priming_cost ? s->priming_cost : &s->own_priming_cost;
}

void llz_free(struct llz_stream *s)
{
    if (!s)
        return;
    /* First the threads end, which may still be using the rest. */
    llz_jobs_free(s->jobs);
    llz_member_close(&s->member);
    llz_context_trim(&s->own_context, 0);
    llz_meter_free(&s->meter);
    free(s);
}

/* May a call feed n more bytes? */
static enum llz_error begin_feed(struct llz_stream *s, uint64_t n)
{
    /* Feeding nothing after the end is allowed: loops that end with an empty piece need no special case. */
    if (!s->error && n > 0 && s->ended)
        s->error = LLZ_ERR_ARGUMENT;
    return s->error;
}

enum llz_error llz_feed(struct llz_stream *s, const void *data, size_t n, size_t *took)
{
    struct llz_fpenv caller;
    enum llz_error err = begin_feed(s, n);

    /* Before anything can fail: callers add it in any case. */
    *took = 0;
    if (err || n == 0)
        return err;
    caller = llz_fpenv_enter();
    err = s->ops->feed(s, data, n, took);
    llz_fpenv_leave(caller);
    if (err != LLZ_AGAIN)
        /* Errors are final: a stream that has failed returns the same error for ever, so that no caller
         * can go on by mistake. */
        s->error = err;
    return err;
}

/* Written down, for what has no way to take them as a number. */
static enum llz_error feed_zeros(struct llz_stream *s, uint64_t n, uint64_t *took)
{
    static const uint8_t zeros[4096];
    enum llz_error err = LLZ_OK;

    while (!err && *took < n) {
        size_t taken = 0;

        err = s->ops->feed(s, zeros, n - *took < sizeof zeros ? (size_t)(n - *took) : sizeof zeros, &taken);
        *took += taken;
    }
    return err;
}

enum llz_error llz_feed_zeros(struct llz_stream *s, uint64_t n, uint64_t *took)
{
    struct llz_fpenv caller;
    enum llz_error err = begin_feed(s, n);

    *took = 0;
    if (err || n == 0)
        return err;
    caller = llz_fpenv_enter();
    err = s->ops->feed_zeros ? s->ops->feed_zeros(s, n, took) : feed_zeros(s, n, took);
    llz_fpenv_leave(caller);
    if (err != LLZ_AGAIN)
        s->error = err;
    return err;
}

enum llz_error llz_end(struct llz_stream *s)
{
    struct llz_fpenv caller;
    enum llz_error err;

    if (s->error || s->ended)
        return s->error;
    caller = llz_fpenv_enter();
    err = s->ops->end(s);
    llz_fpenv_leave(caller);
    s->ended = err == LLZ_OK;
    /* LLZ_AGAIN asks for a drain and is no failure: the same call may be made again. */
    if (err != LLZ_AGAIN)
        s->error = err;
    return err;
}

enum llz_error llz_notes_follow(struct llz_stream *s)
{
    const bool encodes = s->ops == &llz_encoder_ops || s->ops == &llz_split_ops;

    /* The last head says so, and must not have been written. */
    if (!encodes || s->options.content != LLZ_CONTENT_FILES || s->ended || s->last)
        return LLZ_ERR_ARGUMENT;
    s->notes_follow = true;
    return LLZ_OK;
}

bool llz_stream_waits(struct llz_stream *s)
{
    return s->out_left > 0 || llz_flow_waits(&s->flow) || s->passed > 0;
}

uint64_t llz_skip(struct llz_stream *s, uint64_t most)
{
    struct llz_reader *r = &s->reader;
    uint64_t n;

    if (s->error || s->ended || !s->ops->passes_over || r->place != LLZ_IN_PAYLOAD || llz_stream_waits(s) ||
        !s->ops->passes_over(s))
        return 0;
    n = r->left > 0 ? r->left - 1 : 0; /* the last one is fed, so that the frame ends there */
    n = most < n ? most : n;
    r->left -= (size_t)n;
    s->info.packed += n;
    return n;
}

void llz_limit_memory(struct llz_stream *s, uint64_t bytes)
{
    /* It counts from the next member on, when buffers and learner are made. */
    s->options.memory_limit = bytes;
}

size_t llz_drain(struct llz_stream *s, void *out, size_t cap)
{
    uint8_t *to = out;
    size_t n = s->out_left < cap ? s->out_left : cap, piece;

    if (n > 0) {
        memcpy(to, s->out, n);
        s->out += n;
        s->out_left -= n;
    }
    /* What lies in a buffer first, then content that is made up as it goes. */
    for (; n < cap && (piece = llz_flow_take(&s->flow, to + n, cap - n)) > 0; n += piece)
        ;
    /* Zeros stand for content that nobody wants, so that what follows keeps its place. */
    piece = s->passed < cap - n ? (size_t)s->passed : cap - n;
    if (piece > 0)
        memset(to + n, 0, piece);
    s->passed -= piece;
    return n + piece;
}

uint64_t llz_drain_zeros(struct llz_stream *s)
{
    /* Bytes that lie in the buffer come before zeros that do not. */
    uint64_t n = s->out_left > 0 ? 0 : llz_flow_zeros(&s->flow);

    if (s->out_left == 0 && !llz_flow_waits(&s->flow)) {
        n += s->passed;
        s->passed = 0;
    }
    return n;
}

struct llz_progress llz_stream_progress(const struct llz_stream *s)
{
    return (struct llz_progress){
        s->options.progress, s->options.progress_user, s->info.raw, s->info.packed, NULL, NULL,
        s->options.priming
    };
}

enum llz_error llz_stream_room(const struct llz_stream *s, uint64_t before, uint64_t n)
{
    const uint64_t limit = s->options.output_limit;

    /* Asked before the bytes exist, so that a bomb never goes off. */
    return limit > 0 && n > limit - before ? LLZ_ERR_OUTPUT : LLZ_OK;
}

/* Notes that come after the files of a tree: what is told of an archive is told of these. */
static bool has_notes(const struct llz_stream *s)
{
    return s->reader.members > 1 && s->reader.header.content == LLZ_CONTENT_NOTES;
}

/* Its hash is the check without the link, in the order in which it is printed. */
static void count_member(struct llz_stream *s, const struct llz_frame *f)
{
    struct llz_info *info = &s->info;
    const size_t n = llz_frame_check_bytes(true, s->reader.header.wide);
    uint8_t check[LLZ_CHECK_BYTES_WIDE];

    info->members++;
    info->check = s->reader.value;
    /* The hash of a tree's archive is that of its files. */
    if (has_notes(s))
        return;
    /* Without --check=128 repeats are not in the hash, which then is not that of the content. */
    info->hash_bytes = s->left_out && !s->reader.header.wide ? 0 : (int)n;
    memcpy(check, f->check, n);
    llz_chain_lay(check, n, s->reader.link);
    for (size_t i = 0; i < n; i++)
        /* Narrow checks are little-endian and wide ones canonical (FORMAT.md, "What binds what"); printed is
         * the highest digit first. */
        info->hash[i] = check[s->reader.header.wide ? i : n - 1 - i];
}

void llz_stream_count(struct llz_stream *s, const struct llz_frame *f)
{
    /* Repeats are content that is not coded. */
    s->left_out |= f->content > f->raw;
    s->member.position += f->content;
    s->info.raw += f->content;
    s->info.frames++;
    s->info.stored_frames += f->stored && f->raw > 0; /* an empty one had nothing to shrink */
    if (f->last) {
        count_member(s, f);
        s->left_out = false;
    }
}

void llz_stream_add(struct llz_stream *s, const struct llz_info *info)
{
    s->info.raw += info->raw;
    s->info.members += info->members;
    s->info.frames += info->frames;
    s->info.stored_frames += info->stored_frames;
    s->info.restarts = info->restarts;
    s->info.operations = info->operations;
    /* The hash is that of the last member, as without jobs. */
    if (info->members > 0) {
        memcpy(s->info.hash, info->hash, sizeof s->info.hash);
        s->info.hash_bytes = info->hash_bytes;
        s->info.check = info->check;
    }
}

/* Allocated, or, where that was refused, what it would have been. */
static uint64_t state_bytes(const struct llz_stream *s)
{
    /* So a user is told how much to allow. */
    if (s->error == LLZ_ERR_MEMLIMIT)
        return llz_member_needs(&s->member, &s->reader.header, s->member.prior, s->options.measure != NULL);
    if (s->jobs)
        return s->jobs->job_bytes * (uint64_t)s->jobs->count;
    return llz_member_bytes(&s->member);
}

void llz_stream_info(const struct llz_stream *s, struct llz_info *info)
{
    const struct llz_header *h = has_notes(s) && !s->error ? &s->reader.main : &s->reader.header;

    *info = s->info;
    info->size = sizeof *info;
    info->model = h->model;
    info->level = llz_level_of_row(h->model);
    info->identity = h->identity;
    info->model_here = h->model >= 0 && llz_header_has_model(h);
    /* A number that exists here with another identity was another model, whose name would mislead. */
    info->model_name = info->model_here || llz_model_identity(h->model) == 0 ? llz_row_name(h->model) : NULL;
    info->seed = h->seed;
    info->budget = h->budget;
    info->memory = h->memory << 20;
    /* The header may be ahead of groups. */
    info->content = s->header_waits ? s->jobs->options.content : s->reader.header.content;
    info->has_prior = h->has_prior;
    info->prior = h->prior;
    if (h->model >= 0) {
        info->policy = llz_learner_policy_label(h->policy);
        info->optimizer = llz_optimizer_name(h->optimizer);
        llz_learner_policy_print(info->parameters, h->policy, &h->change);
        info->parts = h->parts;
    }
    if (!s->jobs) {
        /* With jobs these have come with each group (llz_stream_add()). */
        info->restarts = s->member.learner ? llz_learner_restarts(s->member.learner) : 0;
        info->operations = s->member.learner ? llz_learner_operations(s->member.learner) : 0;
    }
    info->state_bytes = state_bytes(s);
}

void llz_get_info(const struct llz_stream *s, struct llz_info *info)
{
    struct llz_info all;

    llz_stream_info(s, &all);
    llz_sized_give(info, &all, sizeof all);
}
