/* group_encode.c - content in, archive out, in groups that are coded beside each other. group_decode.c is its
 * mirror image.
 *
 * Groups are cut by their length alone, so the number of threads cannot change the archive. A group waits in
 * memory until a byte follows it: its header says how long it is and whether another one comes. What binds it
 * to the group before it is written when that one is through. */
#include <string.h>

#include "codec/group/group_jobs.h"
#include "codec/group/group_relink.h"
#include "codec/stream/stream.h"

size_t llz_split_needs(const struct llz_options *opt, size_t model)
{
    if (opt->split < LLZ_SPLIT_MIN || opt->split > LLZ_SPLIT_MAX || opt->split > SIZE_MAX / 4)
        return 0;
    if (opt->content == LLZ_CONTENT_INDEX || opt->content == LLZ_CONTENT_NOTES || opt->measure || opt->bound)
        return 0;
    return (size_t)(model + opt->split + llz_jobs_archive_most(llz_encoder_model(opt), opt->split));
}

enum llz_error llz_split_start(struct llz_stream *s)
{
    const struct llz_options *o = &s->options;
    enum llz_error err = llz_encoder_header(&s->reader.header, o);
    const size_t needs = err ? 0 : llz_encoder_needs(o);
    int count;

    if (needs == 0)
        return err ? err : LLZ_ERR_ARGUMENT;
    count = llz_jobs_fit(needs, s->workers, o->memory_limit);
    if (count == 0)
        return LLZ_ERR_MEMLIMIT;
    s->jobs = llz_jobs_new(count, o, s->workers);
    if (!s->jobs)
        return LLZ_ERR_MEMORY;
    s->jobs->job_bytes = needs;
    s->jobs->most_in = (size_t)o->split;
    s->jobs->most_out = (size_t)llz_jobs_archive_most(s->reader.header.model, o->split);
    return LLZ_OK;
}

/* Which group the job makes. What is before it is not known yet: see take(). */
static void place_group(struct llz_stream *s, struct llz_job *job, bool more)
{
    struct llz_group *g = &s->reader.header.group;

    g->more = more;
    g->length = g->at == 0 && !more ? 0 : job->in.n; /* the only one is no group */
    job->group = *g;
    job->notes_follow = s->notes_follow && !more;
    g->at += job->in.n;
}

/* Its archive is what comes out next. It was made beside the group before it, whose name it gets here. */
static enum llz_error take(struct llz_stream *s)
{
    struct llz_job *job = llz_jobs_take(s->jobs, &s->options, s->info.raw, s->info.packed);
    enum llz_error err = job->err;

    if (!err && job->group.at > 0)
        job->info.check = llz_relink(job->out.p, job->out.n, s->info.check, s->options.index);
    if (!err)
        err = llz_stream_room(s, s->info.packed, job->out.n);
    if (err)
        return err;
    s->out = job->out.p;
    s->out_left = job->out.n;
    llz_stream_add(s, &job->info);
    s->info.packed += job->out.n;
    return LLZ_OK;
}

static void start(struct llz_stream *s, struct llz_job *job, bool more)
{
    place_group(s, job, more);
    llz_jobs_start(s->jobs);
}

static enum llz_error feed(struct llz_stream *s, const uint8_t *p, size_t n, size_t *took)
{
    while (*took < n) {
        struct llz_job *job;
        size_t piece = n - *took, room;
        enum llz_error err;

        if (s->out_left > 0)
            return LLZ_AGAIN;
        job = llz_jobs_open(s->jobs);
        if (!job) {
            err = take(s);
            if (err)
                return err;
            continue;
        }
        room = s->jobs->most_in - job->in.n;
        if (room == 0) {
            start(s, job, true);
            continue;
        }
        if (piece > room)
            piece = room;
        err = llz_bytes_add(&job->in, p + *took, piece, s->jobs->most_in);
        if (err)
            return err;
        *took += piece;
    }
    return LLZ_OK;
}

static enum llz_error end(struct llz_stream *s)
{
    struct llz_job *job;
    enum llz_error err;

    if (s->out_left > 0)
        return LLZ_AGAIN;
    job = s->last ? NULL : llz_jobs_open(s->jobs);
    if (job) {
        start(s, job, false);
        s->last = true;
    }
    err = take(s);
    if (err)
        return err;
    return s->jobs->busy > 0 || !s->last ? LLZ_AGAIN : LLZ_OK;
}

const struct llz_stream_ops llz_split_ops = { feed, end, NULL, NULL };
