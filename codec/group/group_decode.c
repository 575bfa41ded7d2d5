/* group_decode.c - archive in, content out, where groups pass that can be decoded beside each other.
 * group_encode.c is its mirror image.
 *
 * The reader walks over heads and payloads, which takes no time, and so finds where each group ends; a group's
 * archive is gathered and given to a thread. Other members, and groups that do not fit into memory beside each
 * other, are decoded as they come (decoder.c), once all before them are through. */
#include "codec/group/group_decode.h"

#include "codec/group/group_jobs.h"

/* What groups may have waiting in memory where no limit is given: longer
 * ones are decoded one after the other.
 *
 * A gibibyte, where no limit says how much there is. */
#define WAITING_MOST (UINT64_C(1) << 30)

/* How many groups like this one may be decoded at a time, and what one of them takes. */
static int count_for(const struct llz_stream *s, const struct llz_header *h, uint64_t *job_bytes)
{
    const struct llz_member none = { 0 };
    const uint64_t length = h->group.length, limit = s->options.memory_limit;
    uint64_t waiting;

    /* Short groups share one primed model, one after the other; beside each other each would
     * prime its own. */
    if (length <= LLZ_SHARING_MOST || length > WAITING_MOST || s->reader.alone)
        return 0;
    waiting = length + llz_jobs_archive_most(h->model, length);
    *job_bytes = waiting + llz_member_needs(&none, h, llz_decoder_prior(&s->options, h), false);
    return limit > 0 ? llz_jobs_fit(*job_bytes, s->workers, limit)
                     : llz_jobs_fit(waiting, s->workers, WAITING_MOST);
}

/* May a group like this one run in the ring that is there?
 *
 * A ring is kept as long as groups are no larger than those it was made for: making one throws away
 * threads and buffers. */
static bool fits(const struct llz_jobs *j, const struct llz_header *h, uint64_t job_bytes)
{
    return j && job_bytes <= j->job_bytes && h->group.length <= j->most_out &&
           llz_jobs_archive_most(h->model, h->group.length) <= j->most_in;
}

/* A ring for groups like this one. The buffers and the models of members before it go. */
static enum llz_error make_jobs(struct llz_stream *s, int count, uint64_t job_bytes)
{
    const struct llz_header *h = &s->reader.header;

    llz_jobs_free(s->jobs);
    llz_member_close(&s->member);
    llz_stream_share(s);
    llz_member_interrupt(&s->member);
    s->jobs = llz_jobs_new(count, &s->options, s->workers);
    if (!s->jobs)
        return LLZ_ERR_MEMORY;
    s->jobs->options.index = s->reader.index;
    s->jobs->options.content = h->content;
    s->jobs->options.memory = UINT64_MAX; /* checked before, for all of them */
    s->jobs->decode = true;
    s->jobs->job_bytes = job_bytes;
    s->jobs->most_in = (size_t)llz_jobs_archive_most(h->model, h->group.length);
    s->jobs->most_out = (size_t)h->group.length;
    return LLZ_OK;
}

enum llz_error llz_group_decode_member(struct llz_stream *s, bool *gathers)
{
    uint64_t job_bytes = 0;
    const int count = count_for(s, &s->reader.header, &job_bytes);
    const bool there = count >= 2 && fits(s->jobs, &s->reader.header, job_bytes);
    enum llz_error err;

    *gathers = count >= 2;
    s->header_waits = !there && s->jobs && s->jobs->busy > 0;
    if (s->header_waits)
        return LLZ_OK;
    if (count < 2) {
        llz_jobs_free(s->jobs);
        s->jobs = NULL;
        return LLZ_OK;
    }
    err = there ? LLZ_OK : make_jobs(s, count, job_bytes);
    return err ? err : llz_group_decode_gather(s, s->reader.buf, s->reader.heading);
}

bool llz_group_decode_gathers(const struct llz_stream *s)
{
    return s->jobs && s->jobs->open;
}

enum llz_error llz_group_decode_gather(struct llz_stream *s, const uint8_t *p, size_t n)
{
    struct llz_job *job = llz_jobs_open(s->jobs);

    return llz_bytes_add(&job->in, p, n, s->jobs->most_in);
}

void llz_group_decode_start(struct llz_stream *s, bool whole)
{
    llz_jobs_open(s->jobs)->whole = whole;
    llz_jobs_start(s->jobs);
}

bool llz_group_decode_due(const struct llz_stream *s)
{
    const struct llz_jobs *j = s->jobs;

    return j && j->busy > 0 &&
           (s->pending_error || s->header_waits || (s->reader.place == LLZ_IN_HEADER && j->busy == j->count));
}

enum llz_error llz_group_decode_take(struct llz_stream *s)
{
    struct llz_job *job = llz_jobs_take(s->jobs, &s->options, s->info.raw, s->passed_groups);

    s->passed_groups += job->in.n;
    s->out = job->out.p;
    s->out_left = job->out.n;
    llz_stream_add(s, &job->info);
    return job->err;
}

enum llz_error llz_group_decode_error(struct llz_stream *s, enum llz_error err)
{
    if (llz_group_decode_gathers(s))
        llz_group_decode_start(s, false);
    if (!s->jobs || s->jobs->busy == 0)
        return err;
    s->pending_error = err;
    return LLZ_OK;
}

enum llz_error llz_group_decode_end(struct llz_stream *s)
{
    enum llz_error err;

    if (llz_stream_waits(s))
        return LLZ_AGAIN;
    if (llz_group_decode_gathers(s))
        llz_group_decode_start(s, false);
    if (s->jobs->busy == 0)
        return LLZ_OK;
    err = llz_group_decode_take(s);
    if (err)
        return err;
    return s->jobs->busy > 0 ? LLZ_AGAIN : LLZ_OK;
}
