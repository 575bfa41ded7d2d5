/* member.c - a member in the making, in either direction: its learner, buffers and hash. Settings are
 * taken when its header is known, but the learner only with its first frame: then it is known whether the
 * member is short, and one that has been primed already can be used. */
#include "codec/stream/member.h"

#include <stdlib.h>
#include <string.h>

#include "codec/coder/bytes.h"
#include "codec/kinds/analyse_whole.h"
#include "codec/kinds/x86_filter.h"
#include "codec/prior/prior_handle.h"

#define PIECE 16384 /* bytes hashed at a time, */
/* and such pieces, 4 MiB, between two calls of the progress callback: repeats may be of terabytes */
#define PIECES 256

static bool make_tails(struct llz_member *m)
{
    if (!m->coded)
        m->coded = calloc(1, sizeof *m->coded);
    if (!m->content)
        m->content = calloc(1, sizeof *m->content);
    if (!m->coded || !m->content)
        return false;
    /* Repeats reach no further back than their member, so what lies in the rings need not be cleared. */
    m->coded->n = m->content->n = 0;
    return true;
}

static bool make_buffers(struct llz_member *m)
{
    /* Kept from member to member: an archive may have very many. */
    if (m->room >= m->frame_bytes)
        return true;
    m->room = 0;
    free(m->raw);
    free(m->packed);
    /* A decoding loop is handed what lies here and ignores it. Indeterminate bytes would be harmless, but every
     * checker would stop there. */
    m->raw = calloc(m->frame_bytes, 1);
    /* The head is written right before the payload when its length is known: both go out as one piece. */
    m->packed = malloc(LLZ_FRAME_HEAD_MAX + m->frame_bytes);
    if (!m->raw || !m->packed)
        return false;
    m->payload = m->packed + LLZ_FRAME_HEAD_MAX;
    m->room = m->frame_bytes;
    return true;
}

static struct llz_learner_config config_of(const struct llz_header *h, const struct llz_prior *prior,
                                           int threads, bool measuring)
{
    return (struct llz_learner_config){ .model = h->model,
                                        .policy = h->policy,
                                        .change = h->change,
                                        .own = h->own,
                                        .optimizer = h->optimizer,
                                        .parts = h->parts,
                                        .seed = h->seed,
                                        .budget = h->budget,
                                        .memory = h->memory,
                                        .tuning = h->tuning,
                                        .prior = prior ? &prior->knowledge : NULL,
                                        .prior_id = prior ? prior->id : 0,
                                        .threads = threads,
                                        .measuring = measuring };
}

/* Two frames for each member, and what an encoder takes to look through one. */
static size_t buffer_bytes(size_t room)
{
    return (2 + LLZ_WHOLE_FRAMES) * room + LLZ_FRAME_HEAD_MAX + 2 * sizeof(struct llz_tail);
}

size_t llz_member_needs(const struct llz_member *m, const struct llz_header *h, const struct llz_prior *prior,
                        bool measuring)
{
    const struct llz_learner_config config = config_of(h, prior, 1, measuring);
    size_t learner = llz_learner_memory(&config), room = llz_row_frame_bytes(h->model);

    /* The larger of two rooms, as buffers are kept from member to member. */
    return learner ? learner + buffer_bytes(m->room > room ? m->room : room) : 0;
}

static void free_learner(struct llz_member *m)
{
    if (m->context)
        llz_context_give(m->context, m->learner);
    else
        llz_learner_free(m->learner);
    m->learner = NULL;
}

/* A longer group may be decoded beside others, so that it shares nothing with them. */
static bool is_shared(const struct llz_member *m)
{
    return m->context && m->header.group.length <= LLZ_SHARING_MOST;
}

void llz_member_interrupt(struct llz_member *m)
{
    if (m->context)
        /* What was kept for short members goes when a long one begins: both together would take
         * twice the memory. */
        llz_context_trim(m->context, 0);
    if (m->priming_cost)
        llz_priming_cost_interrupt(m->priming_cost);
}

enum llz_error llz_member_open(struct llz_member *m, const struct llz_header *h, const struct llz_prior *prior,
                               int threads, uint64_t limit, bool measuring)
{
    if (limit > 0 && llz_member_needs(m, h, prior, measuring) > limit)
        return LLZ_ERR_MEMLIMIT;
    /* The last member's learner goes first: two of them would double the memory that a model promises. */
    free_learner(m);
    m->header = *h;
    m->settings = config_of(h, prior, threads, measuring);
    m->limit = limit;
    m->position = m->learned = 0;
    m->primed = false;
    m->frame_bytes = llz_row_frame_bytes(h->model);
    m->prior = prior;
    if (!is_shared(m))
        llz_member_interrupt(m);
    if (!m->hash)
        m->hash = XXH3_createState();
    if (!m->hash || !make_buffers(m) || !make_tails(m))
        return LLZ_ERR_MEMORY;
    return (h->wide ? XXH3_128bits_reset(m->hash) : XXH3_64bits_reset(m->hash)) == XXH_OK ? LLZ_OK
                                                                                          : LLZ_ERR_MEMORY;
}

/* The frame's first text; NULL: it has none. */
static const struct llz_segment *first_text(const struct llz_frame *f)
{
    for (unsigned i = 0; i < f->table.segments.n; i++)
        if (f->table.segments.at[i].profile.kind == LLZ_KIND_TEXT && f->table.segments.at[i].length > 0)
            return &f->table.segments.at[i];
    return NULL;
}

/* Only its last frame tells: a first frame that is the last one is the whole content. */
static bool is_small(const struct llz_member *m, const struct llz_frame *f)
{
    return f->last && m->learned == 0 && f->raw <= llz_learner_short(&m->settings);
}

/* How many learners there is memory for, each counted once; one that is kept counts twice. Counted before it is tried:
 * an overcommitting system would promise it. */
static unsigned learners_allowed(const struct llz_member *m)
{
    const uint64_t most = 2 + 2 * LLZ_CONTEXT_IDLE, one = llz_learner_memory(&m->settings);
    const uint64_t left = m->limit > buffer_bytes(m->room) ? m->limit - buffer_bytes(m->room) : 0;
    if (m->limit == 0)
        return (unsigned)most;
    return (unsigned)(one == 0 ? 0 : left / one > most ? most : left / one);
}

/* How many may be idle beside a learner that counts so many times. */
static unsigned others_allowed(const struct llz_member *m, unsigned times)
{
    const unsigned all = learners_allowed(m);
    return all > times ? (all - times) / 2 : 0;
}

/* text: the frame's first, NULL: it has none. */
static enum llz_error charge(struct llz_member *m, const struct llz_frame *f, const struct llz_segment *text,
                             bool small)
{
    size_t primer;

    /* Only text is primed. */
    if (!m->priming_cost || !is_shared(m) || !text || m->primed)
        return LLZ_OK;
    primer = llz_learner_primer_of(&m->settings, small, text->length);
    return small ? llz_priming_cost_charge_short(m->priming_cost, &m->settings, primer)
                 : llz_priming_cost_charge_long(m->priming_cost, &m->settings, primer, m->learned + f->raw);
}

/* For a short text. */
static struct llz_learner *learner_for_text(struct llz_member *m, bool more)
{
    const bool kept = more && learners_allowed(m) >= 2;
    return is_shared(m) ? llz_context_take(m->context, &m->settings, kept, others_allowed(m, kept ? 2 : 1))
                        : llz_learner_new_for(LLZ_USE_BRIEF, &m->settings);
}

/* For anything else. Learners that wait stay while it is only a little that comes between. */
static struct llz_learner *learner_for_others(struct llz_member *m, bool small)
{
    if (!small)
        llz_member_interrupt(m);
    else if (m->context)
        llz_context_trim(m->context, others_allowed(m, 1));
    return llz_learner_new_for(small ? LLZ_USE_BRIEF : LLZ_USE_LONG, &m->settings);
}

enum llz_error llz_member_make(struct llz_member *m)
{
    m->learner = llz_learner_new_for(LLZ_USE_BRIEF, &m->settings); /* nobody knows yet */
    return m->learner ? LLZ_OK : LLZ_ERR_MEMORY;
}

enum llz_error llz_member_begin(struct llz_member *m, const struct llz_frame *f, bool more)
{
    const struct llz_segment *text = first_text(f);
    const bool small = is_small(m, f);
    enum llz_error err;
    bool next;

    /* Short members that begin with another section do not begin alike. */
    m->settings.section = small && text ? text->profile.section : 0;
    next = m->priming_cost && llz_priming_cost_is_next(m->priming_cost, &m->settings);
    err = charge(m, f, text, small);
    if (err)
        return err;
    if (!m->learner) {
        m->learner = small && text ? learner_for_text(m, more || next) : learner_for_others(m, small);
        if (!m->learner)
            return LLZ_ERR_MEMORY;
    }
    if (small && text)
        llz_learner_be_short(m->learner, m->settings.section);
    else if (!small && m->learned == 0)
        llz_learner_expect_much(m->learner);
    m->primed |= text != NULL;
    m->learned += f->raw;
    return LLZ_OK;
}

void llz_member_close(struct llz_member *m)
{
    free_learner(m);
    free(m->raw);
    free(m->packed);
    free(m->coded);
    free(m->content);
    XXH3_freeState(m->hash);
    *m = (struct llz_member){ 0 };
}

/* All of the content, repeats too. It has not been handed out yet, so the tail is put back afterwards. */
static enum llz_error hash_content(struct llz_member *m, const struct llz_frame *f,
                                   const struct llz_progress *progress)
{
    struct llz_tail *tail = m->content;
    const uint64_t before = tail->n;
    uint8_t piece[PIECE];
    struct llz_flow flow;
    enum llz_error err = LLZ_OK;
    size_t n;

    /* period is scratch while nothing is being repeated. */
    memcpy(tail->period, tail->bytes, sizeof tail->bytes);
    llz_flow_begin(&flow, m->raw, f->raw, &f->table.repeats, tail);
    for (unsigned k = 1; !err && (n = llz_flow_take(&flow, piece, sizeof piece)) > 0; k++) {
        (void)XXH3_128bits_update(m->hash, piece, n);
        if (k % PIECES == 0 && progress->fn &&
            progress->fn(progress->user, progress->raw, progress->packed) != 0)
            err = LLZ_ERR_CANCELLED;
    }
    /* The flow that hands the content out will pass through the same bytes again. */
    memcpy(tail->bytes, tail->period, sizeof tail->bytes);
    tail->n = before;
    return err;
}

/* Updating fails for a NULL input only. */
enum llz_error llz_member_check(struct llz_member *m, const struct llz_frame *f, uint64_t link,
                                const struct llz_progress *progress, uint8_t *out)
{
    const bool wide = m->header.wide;
    enum llz_error err = LLZ_OK;

    if (wide)
        err = hash_content(m, f, progress);
    else
        (void)XXH3_64bits_update(m->hash, m->raw, f->raw);
    if (f->last && wide) {
        XXH128_canonical_t whole;

        XXH128_canonicalFromHash(&whole, XXH3_128bits_digest(m->hash));
        memcpy(out, whole.digest, sizeof whole.digest);
    } else {
        /* The last frame's check is the hash of the whole member, all others have that of
         * their own content. */
        llz_store64(out, f->last ? XXH3_64bits_digest(m->hash) : XXH3_64bits(m->raw, f->raw));
    }
    llz_chain_lay(out, llz_frame_check_bytes(f->last, wide), link);
    return err;
}

/* Where a repeat stands within a segment, what is before it and what is
 * after it are filtered each for itself. */
void llz_member_filter(struct llz_member *m, const struct llz_table *t, bool undo)
{
    const struct llz_repeats *r = &t->repeats;
    uint64_t position = m->position;
    size_t at = 0, end = 0;
    unsigned next = 0;

    for (unsigned i = 0; i < t->segments.n; i++) {
        for (end += t->segments.at[i].length; at < end;) {
            size_t stop = end;

            for (; next < r->n && r->at[next].at == at; next++)
                position += r->at[next].length;
            if (next < r->n && r->at[next].at < end)
                stop = r->at[next].at;
            if (t->segments.at[i].filtered)
                llz_x86_filter(m->raw + at, stop - at, (uint32_t)(position + at), undo);
            at = stop;
        }
    }
}

size_t llz_member_bytes(const struct llz_member *m)
{
    size_t learner = 0;

    if (m->frame_bytes == 0)
        return 0;
    learner = m->learner ? llz_learner_state_bytes(m->learner) : llz_learner_memory(&m->settings);
    if (m->context)
        learner += atomic_load(&m->context->bytes);
    return learner + buffer_bytes(m->room);
}
