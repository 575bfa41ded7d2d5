#include "codec/member.h"

#include <stdlib.h>
#include <string.h>

#include "codec/bytes.h"
#include "codec/prior.h"
#include "codec/x86_filter.h"

#define PIECE 16384 /* bytes hashed at a time, */
#define PIECES 256  /* and such pieces between two calls of the progress callback */

static bool make_tails(struct llz_member *m)
{
    if (!m->coded)
        m->coded = calloc(1, sizeof *m->coded);
    if (!m->content)
        m->content = calloc(1, sizeof *m->content);
    if (!m->coded || !m->content)
        return false;
    m->coded->n = m->content->n = 0;
    return true;
}

static bool make_buffers(struct llz_member *m)
{
    if (m->room >= m->frame_bytes)
        return true;
    m->room = 0;
    free(m->raw);
    free(m->packed);
    m->raw = malloc(m->frame_bytes);
    m->packed = malloc(LLZ_FRAME_HEAD_MAX + m->frame_bytes);
    if (!m->raw || !m->packed)
        return false;
    /* A decoding loop is handed what lies here and ignores it; it shall not be garbage nevertheless. */
    memset(m->raw, 0, m->frame_bytes);
    m->payload = m->packed + LLZ_FRAME_HEAD_MAX;
    m->room = m->frame_bytes;
    return true;
}

static struct llz_learner_config config_of(const struct llz_header *h, const struct llz_prior *prior,
                                           int threads, bool measuring, bool slopes)
{
    return (struct llz_learner_config){ .level = h->level,
                                        .policy = h->policy,
                                        .optimizer = h->optimizer,
                                        .parts = h->parts,
                                        .seed = h->seed,
                                        .budget = h->budget,
                                        .tuning = h->tuning,
                                        .prior = prior ? &prior->knowledge : NULL,
                                        .threads = threads,
                                        .measuring = measuring,
                                        .slopes = slopes };
}

static size_t buffer_bytes(size_t room)
{
    return 2 * room + LLZ_FRAME_HEAD_MAX + 2 * sizeof(struct llz_tail);
}

size_t llz_member_needs(const struct llz_member *m, const struct llz_header *h, const struct llz_prior *prior,
                        bool measuring, bool slopes)
{
    const struct llz_learner_config config = config_of(h, prior, 1, measuring, slopes);
    size_t learner = llz_learner_memory(&config), room = llz_level_frame_bytes(h->level);

    return learner ? learner + buffer_bytes(m->room > room ? m->room : room) : 0;
}

static void free_learner(struct llz_member *m)
{
    if (m->prior)
        llz_prior_give(m->prior, m->learner);
    else
        llz_learner_free(m->learner);
    m->learner = NULL;
}

enum llz_error llz_member_open(struct llz_member *m, const struct llz_header *h, const struct llz_prior *prior,
                               int threads, uint64_t limit, bool measuring, bool slopes)
{
    const struct llz_learner_config config = config_of(h, prior, threads, measuring, slopes);

    if (limit > 0 && llz_member_needs(m, h, prior, measuring, slopes) > limit)
        return LLZ_ERR_MEMLIMIT;
    /* The last member's learner goes first: two of them would double the memory that a level promises. */
    free_learner(m);
    m->header = *h;
    m->position = 0;
    m->frame_bytes = llz_level_frame_bytes(h->level);
    m->prior = prior;
    m->learner = prior ? llz_prior_take(prior, &config) : llz_learner_new(&config);
    if (!m->hash)
        m->hash = XXH3_createState();
    if (!m->learner || !m->hash || !make_buffers(m) || !make_tails(m))
        return LLZ_ERR_MEMORY;
    return (h->wide ? XXH3_128bits_reset(m->hash) : XXH3_64bits_reset(m->hash)) == XXH_OK ? LLZ_OK
                                                                                          : LLZ_ERR_MEMORY;
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

    memcpy(tail->period, tail->bytes, sizeof tail->bytes);
    llz_flow_begin(&flow, m->raw, f->raw, &f->table.repeats, tail);
    for (unsigned k = 1; !err && (n = llz_flow_take(&flow, piece, sizeof piece)) > 0; k++) {
        (void)XXH3_128bits_update(m->hash, piece, n);
        if (k % PIECES == 0 && progress->fn &&
            progress->fn(progress->user, progress->raw, progress->packed) != 0)
            err = LLZ_ERR_CANCELLED;
    }
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
        llz_store64(out, f->last ? XXH3_64bits_digest(m->hash) : XXH3_64bits(m->raw, f->raw));
    }
    llz_chain_lay(out, llz_frame_check_bytes(f->last, wide), link);
    return err;
}

/* Where a repeat stands within a segment, what is before it and what is after it are filtered each for itself.
 */
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
    if (!m->learner)
        return 0;
    return llz_learner_state_bytes(m->learner) + buffer_bytes(m->room);
}
