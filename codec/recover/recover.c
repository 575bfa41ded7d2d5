/* recover.c - what can be saved of a damaged archive.
 *
 * Members are found by their headers, whose checks no damage passes. Of each as many frames are handed out as
 * are right by their hashes: in front of damage, for after it the model would have learned something else.
 * Where a group stood its header tells, so that what comes after damage keeps its place. Where damage left the
 * lengths alone, its member's end is known; otherwise the next header is looked for, and while it may still lie
 * inside of the damaged group only one of the same content will do: an archive may have been compressed, and
 * its headers stand in stored frames as they are.
 *
 * A group's chain begins anew, so it is saved though its neighbours are lost. Where its neighbour is there and
 * whole, the second of them has to name the first; if it does not, nobody knows which of them is the right one.
 * So a group is not handed out before the header after it has been looked at.
 *
 * The notes of a tree are handed out whole or not at all, and what looks like their header is passed over
 * unless their chain begins with the end of the files': the files may hold other archives. */
#include <stdlib.h>
#include <string.h>

#include "codec/group/group_jobs.h"
#include "codec/recover/header_scan.h"
#include "codec/recover/loss_log.h"
#include "codec/sized.h"
#include "codec/stream/stream.h"

/* Do notes follow? Not known: the end of the files was not found, or it is not sure. */
enum notes { NOTES_UNKNOWN, NOTES_NONE, NOTES_FOLLOW };

struct recovery {
    struct llz_recovery how;
    struct llz_options options; /* options of the decoders */
    struct llz_options asked;
    struct llz_scan scan;
    struct llz_info sum;
    struct llz_loss_log log;
    /* One context for all members: after damage the next small member begins as quickly as it
     * would have without. */
    struct llz_context context; /* of all members, as is */
    struct llz_priming_cost priming_cost;

    uint64_t at; /* where the archive goes on */
    /* The longest that a group of that length can be as an archive. */
    uint64_t limit; /* up to here it may still be a group that is damaged */
    bool sure;      /* a member has to begin there, or the archive to end */
    bool explained; /* what lies before the member that was found is such a group, or nothing */

    bool begun;            /* there are some */
    bool open;             /* a group has to follow the last one */
    struct llz_group last; /* what its header says */
    uint64_t base;         /* content before that of the last member's groups */
    bool named;            /* the last group is whole: one that begins where it ended has to name it, */
    uint64_t end;          /* content up to there */
    uint64_t value;        /* what its chain ended with */
    enum notes notes;      /* what the end of the last member has told of them */

    uint64_t member;      /* where the member begins that is being decoded */
    bool dry;             /* it is decoded to see whether it is whole, and nothing is handed out */
    uint8_t piece[65536]; /* piece of its content */
};

static int tick(void *user, uint64_t raw, uint64_t packed)
{
    struct recovery *r = user;

    return r->asked.progress(r->asked.progress_user, r->sum.raw + raw, r->member + packed);
}

/* Another group of the content of which there were some? */
static bool continues(const struct recovery *r, const struct llz_header *h)
{
    const struct llz_group *g = &h->group;

    return r->open && h->content == r->log.content && g->length > 0 && g->at > 0 &&
           g->at >= r->log.position - r->base;
}

static bool is_next(const void *user, const struct llz_header *h)
{
    return continues(user, h);
}

/* The last group once more? */
static bool repeats(const struct recovery *r, const struct llz_header *h)
{
    const struct llz_group *g = &h->group, *last = &r->last;

    return g->at > 0 && g->at == last->at && g->length == last->length && g->previous == last->previous;
}

/* What may come at all: after an index the files, after streams streams, and no group that came too late: as
 * long as some are awaited, it is none of another stream whose beginning is lost. */
static bool is_possible(const void *user, const struct llz_header *h)
{
    const struct recovery *r = user;

    if (!r->begun)
        return true;
    if (h->content == LLZ_CONTENT_NOTES || r->log.content == LLZ_CONTENT_NOTES)
        return r->notes == NOTES_FOLLOW && h->content == LLZ_CONTENT_NOTES;
    if (r->log.content == LLZ_CONTENT_FILES || (r->open && h->group.at > 0))
        return continues(r, h);
    if (repeats(r, h))
        return false;
    return h->content == (r->log.content == LLZ_CONTENT_INDEX ? LLZ_CONTENT_FILES : LLZ_CONTENT_STREAM);
}

/* Where it has to be, then where the next group may be, then anywhere. */
static bool find(struct recovery *r, struct llz_header *h)
{
    uint64_t at = r->at;
    const bool exact = r->sure && llz_scan_find(&r->scan, &at, r->at + 1, h, is_possible, r);
    bool found = exact;

    if (!found && r->open)
        found = llz_scan_find(&r->scan, &at, r->limit, h, is_next, r);
    if (!found)
        found = llz_scan_find(&r->scan, &at, UINT64_MAX, h, is_possible, r);
    if (r->scan.stopped)
        llz_loss_log_fail(&r->log, LLZ_ERR_CANCELLED);
    r->explained = exact || (!r->sure && at < r->limit);
    if (found)
        r->at = at;
    return found && !r->log.err;
}

/* The member begins another content than the last one. Of what stood before it some may not be known, unless it
 * tells itself what is missing; and the two contents of a tree have their places. */
static void begin_content(struct recovery *r, const struct llz_header *h)
{
    if (h->content == LLZ_CONTENT_STREAM && (r->open || (!r->explained && h->group.at == 0)))
        llz_loss_log_lose_some(&r->log);
    if (r->begun && h->content != r->log.content) {
        llz_loss_log_tell(&r->log);
        llz_loss_log_begin(&r->log, h->content);
    }
    r->log.content = h->content;
    r->base = r->log.position;
}

static void begin_member(struct recovery *r, const struct llz_header *h)
{
    const struct llz_group *g = &h->group;

    if (!r->begun && r->how.begin(r->how.user, h->content) != 0)
        llz_loss_log_fail(&r->log, LLZ_ERR_CANCELLED);
    if (!r->begun)
        r->log.content = h->content;
    if (!continues(r, h))
        begin_content(r, h);
    r->begun = true;
    r->notes = NOTES_UNKNOWN;
    llz_loss_log_lose(&r->log, r->base + g->at - r->log.position);
    r->open = g->more;
    r->last = *g;
    r->member = r->at;
}

/* What the stream has ready. */
static void pass_on(struct recovery *r, struct llz_stream *s)
{
    uint64_t zeros;
    size_t n;

    if (r->dry) {
        llz_flow_skip(&s->flow);
        return;
    }
    do {
        zeros = llz_drain_zeros(s);
        llz_loss_log_pass_zeros(&r->log, zeros);
        n = llz_drain(s, r->piece, sizeof r->piece);
        llz_loss_log_pass(&r->log, r->piece, n);
    } while ((n > 0 || zeros > 0) && !r->log.err);
}

/* Feeds a stream that takes one member from where that begins, until its
 * end, an error, or that of the archive. */
/* Of what is loaded, as much as the stream takes until it knows a member: *used bytes. */
static enum llz_error feed_loaded(struct recovery *r, struct llz_stream *s, size_t *used)
{
    enum llz_error err = LLZ_OK;

    while (!err && *used < r->scan.n && s->info.members == 0) {
        size_t took = 0;

        err = llz_feed(s, r->scan.buf + *used, r->scan.n - *used, &took);
        *used += took;
        pass_on(r, s);
        if (err == LLZ_AGAIN)
            err = LLZ_OK;
        if (r->log.err)
            return r->log.err;
    }
    return err;
}

static enum llz_error feed(struct recovery *r, struct llz_stream *s)
{
    uint64_t at = r->member;
    enum llz_error err = LLZ_OK;

    while (!err && s->info.members == 0) {
        size_t used = 0;

        if (!llz_scan_load(&r->scan, at))
            return r->scan.stopped ? LLZ_ERR_CANCELLED : LLZ_ERR_TRUNCATED;
        err = feed_loaded(r, s, &used);
        at += used;
    }
    return err;
}

/* A member has been walked to its end. Notes that follow are bound to what its heads alone tell. */
static void note_end(struct recovery *r, const struct llz_stream *s)
{
    r->notes = s->reader.frame.notes_follow ? NOTES_FOLLOW : NOTES_NONE;
    if (r->notes == NOTES_FOLLOW)
        r->options.index = s->reader.value;
}

/* Where a member ends of which something is damaged, if its lengths are not. */
static bool find_end(struct recovery *r, uint64_t *end)
{
    struct llz_stream *s = llz_lister_alone(NULL);
    bool found = s && feed(r, s) == LLZ_OK;

    if (found) {
        struct llz_header h;

        note_end(r, s);
        *end = r->member + s->info.packed;
        if (llz_scan_load(&r->scan, *end)) {
            uint64_t at = *end;

            found = llz_scan_find(&r->scan, &at, *end + 1, &h, is_possible, r);
        }
        r->notes = found ? r->notes : NOTES_UNKNOWN;
    }
    llz_free(s);
    return found;
}

/* After a member of which only the first `sound` bytes make sense. */
static void go_on(struct recovery *r, const struct llz_header *h, uint64_t sound)
{
    uint64_t end;

    if (h->group.length > 0)
        llz_loss_log_lose(&r->log, r->base + h->group.at + h->group.length - r->log.position);
    else
        llz_loss_log_lose_some(&r->log);
    /* Inside a damaged group something may look like a header (an archive in an archive); after this
     * point it is one. */
    r->limit = r->member + llz_jobs_archive_most(h->model, h->group.length);
    r->sure = find_end(r, &end);
    /* Otherwise the search begins right after what made sense: a lost length must not hide
     * the next member. */
    r->at = r->sure ? end : r->member + (sound > 0 ? sound : 1);
}

static bool is_damage(enum llz_error err)
{
    return err == LLZ_ERR_CORRUPT || err == LLZ_ERR_HEADER || err == LLZ_ERR_TRUNCATED;
}

static void add_info(struct recovery *r, const struct llz_stream *s)
{
    const struct llz_info before = r->sum;

    llz_stream_info(s, &r->sum);
    r->sum.raw += before.raw;
    r->sum.packed = r->at;
    r->sum.members += before.members;
    r->sum.frames += before.frames;
    r->sum.stored_frames += before.stored_frames;
}

/* After a member that is whole, and whose chain ended with that value. */
static void go_on_whole(struct recovery *r, const struct llz_header *h, uint64_t end, uint64_t value)
{
    r->at = end;
    r->limit = end + llz_jobs_archive_most(h->model, h->group.length); /* the next one may be as long */
    r->sure = true;
    r->named = h->group.more;
    r->end = r->log.position;
    r->value = value;
    if (h->content == LLZ_CONTENT_INDEX)
        r->options.index = value;
}

/* A decoder of one member, which shares what it can with the others. */
static struct llz_stream *decoder(struct recovery *r, enum llz_error *err)
{
    struct llz_stream *s = llz_decoder_alone(&r->options, err);

    if (s)
        s->priming_cost = &r->priming_cost;
    return s;
}

static void decode_member(struct recovery *r, const struct llz_header *h)
{
    enum llz_error err;
    struct llz_stream *s = decoder(r, &err);

    if (!s) {
        llz_loss_log_fail(&r->log, err);
        return;
    }
    r->named = false;
    err = feed(r, s);
    if (!err) {
        note_end(r, s);
        go_on_whole(r, h, r->member + s->info.packed, s->reader.value);
    } else if (is_damage(err)) {
        go_on(r, h, s->sound);
    } else {
        llz_loss_log_fail(&r->log, err);
    }
    add_info(r, s);
    llz_free(s);
}

/* Does the group name another one than that which stands before it? */
static bool contradicts_last(const struct recovery *r, const struct llz_header *h)
{
    return r->named && h->group.at > 0 && r->end == r->log.position &&
           h->group.previous != llz_group_name(r->value);
}

static bool is_neighbour(const void *user, const struct llz_header *h)
{
    const struct llz_header *before = user;
    const struct llz_group *g = &before->group;

    return h->content == before->content && h->group.length > 0 && h->group.at == g->at + g->length;
}

static bool is_any(const void *user, const struct llz_header *h)
{
    (void)user;
    (void)h;
    return true;
}

/* The group after that one, which ends there: right after it or, where something was inserted, not far. */
static bool find_neighbour(struct recovery *r, const struct llz_header *h, uint64_t end,
                           struct llz_header *next)
{
    uint64_t at = end;

    if (!h->group.more)
        return false;
    if (llz_scan_find(&r->scan, &at, end + 1, next, is_any, NULL))
        return is_neighbour(h, next);
    return llz_scan_find(&r->scan, &at, end + llz_jobs_archive_most(h->model, h->group.length), next,
                         is_neighbour, h);
}

/* Where the group ends, 0 if nobody knows, and whether its neighbour is there and names another one. */
static bool contradicts_next(struct recovery *r, const struct llz_header *h, uint64_t *end, uint64_t *value)
{
    struct llz_stream *s = llz_lister_alone(NULL);
    struct llz_header next;
    bool found = false;

    *end = 0;
    if (s && feed(r, s) == LLZ_OK) {
        *end = r->member + s->info.packed;
        *value = s->reader.value;
        found = find_neighbour(r, h, *end, &next) && next.group.previous != llz_group_name(*value);
    }
    llz_free(s);
    return found;
}

/* Decodes a group for nothing but to see whether it is whole.
 *
 * Costs a second decoding, for those two groups alone that contradict each other. */
static bool is_whole(struct recovery *r)
{
    enum llz_error err;
    struct llz_stream *s = decoder(r, &err);

    r->dry = true;
    if (s)
        err = feed(r, s);
    r->dry = false;
    if (err && !is_damage(err)) {
        llz_loss_log_fail(&r->log, err);
        if (s)
            add_info(r, s);
    }
    llz_free(s);
    return !err;
}

/* Of two groups that do not belong together neither is saved; it is told when the first of them is found. */
static void decode_group(struct recovery *r, const struct llz_header *h)
{
    const bool last = contradicts_last(r, h);
    uint64_t end, value;
    const bool next = contradicts_next(r, h, &end, &value);

    if (end == 0 || !(last || next) || !is_whole(r)) {
        if (!r->log.err)
            decode_member(r, h);
        return;
    }
    llz_loss_log_lose(&r->log, h->group.length);
    if (next && r->how.mixed(r->how.user, r->log.content, r->log.position) != 0)
        llz_loss_log_fail(&r->log, LLZ_ERR_CANCELLED);
    go_on_whole(r, h, end, value);
}

/* Notes, if that is what they are; otherwise the search goes on after the header. What the decoder has against
 * them is no error: it may be the header of anything. */
static void decode_notes(struct recovery *r, const struct llz_header *h)
{
    enum llz_error err;
    struct llz_stream *s = llz_decoder_alone(&r->options, &err);

    r->member = r->at;
    r->dry = true;
    if (s)
        err = feed(r, s);
    r->dry = false;
    llz_free(s);
    if (err == LLZ_ERR_CANCELLED) {
        llz_loss_log_fail(&r->log, err);
    } else if (!err) {
        begin_member(r, h);
        if (!r->log.err)
            decode_member(r, h);
    } else {
        r->sure = false;
        r->at++;
    }
}

static void decode(struct recovery *r, const struct llz_header *h)
{
    if (r->begun && h->content == LLZ_CONTENT_NOTES) {
        decode_notes(r, h);
        return;
    }
    begin_member(r, h);
    if (!r->log.err && h->group.length > 0)
        decode_group(r, h);
    else if (!r->log.err)
        decode_member(r, h);
}

/* Nobody knows how much it was. */
static void lose_notes(struct recovery *r)
{
    llz_loss_log_tell(&r->log);
    llz_loss_log_begin(&r->log, LLZ_CONTENT_NOTES);
    llz_loss_log_lose_some(&r->log);
}

/* Is there something that nothing was made of? The end of a tree is known where its notes were found, or the files tell
 * that there are none; notes that cannot be read are not more than lost. */
static bool more_stands_after(struct recovery *r)
{
    const enum llz_content content = r->log.content;

    if (content == LLZ_CONTENT_STREAM)
        return llz_scan_load(&r->scan, r->sure ? r->at : r->limit);
    return (content == LLZ_CONTENT_NOTES || (content == LLZ_CONTENT_FILES && r->notes == NOTES_NONE)) &&
           r->sure && llz_scan_load(&r->scan, r->at);
}

static bool notes_may_be_lost(const struct recovery *r)
{
    const enum llz_content content = r->log.content;

    return (content == LLZ_CONTENT_INDEX || content == LLZ_CONTENT_FILES) &&
           (r->open || r->notes != NOTES_NONE);
}

/* Looks for more after the last member that was found. */
static void end(struct recovery *r)
{
    if (r->open || (r->begun && more_stands_after(r)))
        llz_loss_log_lose_some(&r->log);
    if (r->begun && notes_may_be_lost(r))
        lose_notes(r);
    llz_loss_log_tell(&r->log);
    if (!r->log.err && !r->begun)
        llz_loss_log_fail(&r->log, LLZ_ERR_NOT_LLZ);
    if (!r->log.err && r->sum.frames == 0)
        llz_loss_log_fail(&r->log, LLZ_ERR_CORRUPT);
}

static enum llz_error take(struct recovery *r, const struct llz_options *opt, const struct llz_recovery *how)
{
    enum llz_error err = llz_sized_options(&r->asked, opt);

    r->how = (struct llz_recovery)LLZ_RECOVERY_INIT;
    if (!err)
        err = llz_sized_take(&r->how, sizeof r->how, offsetof(struct llz_recovery, user) + sizeof(void *), how);
    if (err)
        return err;
    return r->how.read && r->how.begin && r->how.piece && r->how.lost && r->how.mixed ? LLZ_OK
                                                                                      : LLZ_ERR_ARGUMENT;
}

enum llz_error llz_recover(const struct llz_options *opt, const struct llz_recovery *how, struct llz_info *info)
{
    struct recovery *r = calloc(1, sizeof *r);
    struct llz_header h;
    enum llz_error err;

    if (!r)
        return LLZ_ERR_MEMORY;
    err = take(r, opt, how);
    if (err) {
        free(r);
        return err;
    }
    r->log = (struct llz_loss_log){ .how = &r->how, .limit = r->asked.output_limit };
    r->scan.how = &r->how;
    r->options = r->asked;
    /* A limit for the decoders all the same, or an index would have its own. */
    r->options.output_limit = r->asked.output_limit > 0 ? UINT64_MAX : 0; /* the log counts */
    r->options.content = LLZ_CONTENT_STREAM;                              /* nothing is passed over */
    r->options.priming = NULL;
    if (!r->options.context)
        r->options.context = &r->context;
    if (r->options.progress) {
        r->options.progress = tick;
        r->options.progress_user = r;
    }
    r->sure = true;
    while (!r->log.err && find(r, &h))
        decode(r, &h);
    if (!r->log.err)
        end(r);
    err = r->log.err;
    if (info)
        llz_sized_give(info, &r->sum, sizeof r->sum);
    llz_context_trim(&r->context, 0);
    free(r);
    return err;
}
