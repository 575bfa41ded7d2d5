/* encoder.c - content in, archive out. decoder.c is its mirror image. */
#include <limits.h>
#include <string.h>

#include "codec/kinds/analyse_whole.h"
#include "codec/kinds/choose_section.h"
#include "codec/repeats/find_repeats.h"
#include "codec/repeats/zeros.h"
#include "codec/sized.h"
#include "codec/stream/stream.h"
#include "learner/identity.h"
#include "learner/policies/own_policy.h"

/* The number of a name in a table of names; NULL is the first one. */
static enum llz_error find_name(const char *(*names)(int i), const char *name, int *number)
{
    *number = 0;
    while (name && names(*number) && strcmp(names(*number), name) != 0)
        ++*number;
    return names(*number) ? LLZ_OK : LLZ_ERR_ARGUMENT;
}

/* With the parameters that stand after its name. */
static enum llz_error find_policy(struct llz_header *h, const struct llz_options *opt)
{
    size_t at, length;

    h->policy = 0;
    h->change = (struct llz_policy_change){ { 0 } };
    if (opt->own) {
        h->policy = LLZ_OWN;
        h->own = opt->own;
        return opt->bound && !opt->policy && !llz_own_policy_flaw(opt->own) ? LLZ_OK : LLZ_ERR_ARGUMENT;
    }
    if (opt->policy && llz_learner_policy_parse(opt->policy, &h->policy, &h->change, &at, &length))
        return LLZ_ERR_ARGUMENT;
    /* Bounds are numbered beyond all policies, so that no decoder takes one for a policy of its own. */
    return h->policy < LLZ_BOUND || opt->bound ? LLZ_OK : LLZ_ERR_ARGUMENT;
}

int llz_encoder_model(const struct llz_options *opt)
{
    if (opt->model == 0)
        return llz_row_of_level(opt->level);
    /* Compared before it is made an int, or a large number could pass as a small one. */
    return opt->model <= INT_MAX && llz_row_identity((int)opt->model) != 0 ? (int)opt->model : -1;
}

enum llz_error llz_encoder_header(struct llz_header *h, const struct llz_options *opt)
{
    const int model = llz_encoder_model(opt);
    enum llz_error err;

    if (model < 0)
        return LLZ_ERR_ARGUMENT;
    if ((int)opt->content < LLZ_CONTENT_STREAM || opt->content > LLZ_CONTENT_NOTES)
        return LLZ_ERR_ARGUMENT;
    if (opt->check != 0 && opt->check != 64 && opt->check != 128)
        return LLZ_ERR_ARGUMENT;
    *h = (struct llz_header){ .model = model,
                              .identity = llz_row_identity(model),
                              .seed = opt->seed,
                              .budget = opt->budget,
                              .memory = opt->memory >> 20,
                              .tuning = h->tuning,
                              .group = h->group };
    h->content = opt->content;
    h->has_prior = opt->prior != NULL;
    h->prior = opt->prior ? (uint32_t)llz_prior_id(opt->prior) : 0;
    h->wide = opt->check == 128;
    h->parts = llz_row_parts(model, opt->without);
    /* All parts are left out: nothing could predict. */
    if (h->parts == 0)
        return LLZ_ERR_ARGUMENT;
    if (opt->memory > 0 && h->memory < llz_row_memory_least(model))
        return LLZ_ERR_ARGUMENT;
    if (find_name(llz_optimizer_name, opt->optimizer, &h->optimizer))
        return LLZ_ERR_ARGUMENT;
    err = find_policy(h, opt);
    /* A decoder refuses more than that, so an encoder must not ask for it. */
    return !err && h->budget > llz_header_budget_most(h) ? LLZ_ERR_ARGUMENT : err;
}

static enum llz_error put_out(struct llz_stream *s, const uint8_t *p, size_t n)
{
    enum llz_error err = llz_stream_room(s, s->info.packed, n);

    if (err)
        return err;
    s->out = p;
    s->out_left = n;
    s->info.packed += n;
    return LLZ_OK;
}

/* What measures is the language model. The caller's plan is copied and need not last. */
static enum llz_error start_measuring(struct llz_stream *s)
{
    if (!s->options.measure)
        return LLZ_OK;
    if (!(s->reader.header.parts & LLZ_PART_LM))
        return LLZ_ERR_ARGUMENT;
    return llz_meter_begin(&s->meter, s->options.measure);
}

/* The header, with which the chain begins. */
static enum llz_error put_header(struct llz_stream *s)
{
    struct llz_reader *r = &s->reader;

    r->heading = llz_header_put(r->buf, &r->header);
    r->value =
        llz_chain_begin(r->buf, r->heading, llz_content_is_bound(r->header.content) ? s->options.index : 0);
    return put_out(s, r->buf, r->heading);
}

/* What it shares with others it must not change: what measures or explains has a learner of its own. */
static bool may_share(const struct llz_stream *s)
{
    return !s->options.measure && !s->options.explain;
}

enum llz_error llz_encoder_start(struct llz_stream *s)
{
    struct llz_header *h = &s->reader.header;
    enum llz_error err = llz_encoder_header(h, &s->options);

    s->member.context = may_share(s) ? s->options.context : NULL;
    if (!err)
        err = start_measuring(s);
    if (!err)
        err = llz_member_open(&s->member, h, s->options.prior, s->options.threads, s->options.memory_limit,
                              s->options.measure != NULL);
    /* Made at once where nothing is shared: that there is no memory is then found before the first byte. */
    if (!err && !s->member.context)
        err = llz_member_make(&s->member);
    if (!err && s->options.explain)
        err = llz_explainer_begin(&s->explainer, s->options.explain);
    if (!err && s->options.explain && s->member.learner && !llz_learner_explain(s->member.learner))
        err = LLZ_ERR_MEMORY;
    if (!err)
        err = put_header(s);
    return err;
}

size_t llz_encoder_needs(const struct llz_options *opt)
{
    const struct llz_member none = { 0 };
    struct llz_header h = { .tuning = llz_tuning_usual };
    size_t needs;

    if (llz_encoder_header(&h, opt) != LLZ_OK)
        return 0;
    needs = llz_member_needs(&none, &h, opt->prior, opt->measure != NULL);
    return opt->split > 0 ? llz_split_needs(opt, needs) : needs;
}

size_t llz_memory_needed(const struct llz_options *opt)
{
    struct llz_options taken;

    return llz_sized_options(&taken, opt) ? 0 : llz_encoder_needs(&taken);
}

/* Codes the frame; its payload replaces the content only if that saves a byte, its own length included. */
static enum llz_error code_payload(struct llz_stream *s, struct llz_frame *f)
{
    struct llz_member *m = &s->member;
    struct llz_progress progress = llz_stream_progress(s);
    struct llz_coder coder;
    enum llz_error err;

    progress.meter = s->options.measure ? &s->meter : NULL;
    progress.explainer = s->options.explain ? &s->explainer : NULL;
    err = llz_member_begin(m, f, m->context != NULL);
    if (!err && s->options.explain && !llz_learner_explain(m->learner))
        err = LLZ_ERR_MEMORY;
    if (err)
        return err;
    llz_member_filter(m, &f->table, false);
    /* As much room as the content takes: a payload that does not fit would not be used anyway. */
    llz_coder_encode(&coder, m->payload, f->raw);
    llz_learner_foresee(m->learner, m->raw, f->raw);
    err = llz_loop(m->learner, &coder, m->raw, &f->table, m->coded, &progress);
    if (err)
        return err;
    f->payload = llz_coder_finish(&coder);
    f->stored = f->payload == 0 || !llz_frame_shrinks(f);
    if (f->stored) {
        /* Undone: stored content is what came. */
        llz_member_filter(m, &f->table, true);
        memcpy(m->payload, m->raw, f->raw);
        f->payload = f->raw;
    }
    return LLZ_OK;
}

/* Writes the frame's head to out (LLZ_FRAME_HEAD_MAX bytes) once its check is known but for the link; returns
 * its length. */
static size_t put_head(struct llz_stream *s, struct llz_frame *f, uint8_t *out)
{
    struct llz_reader *r = &s->reader;
    const size_t n = llz_frame_put(out, f, s->member.frame_bytes);
    const size_t check = llz_frame_check_bytes(f->last, r->header.wide);

    r->link = llz_chain_link(out, n, r->value);
    llz_chain_lay(f->check, check, r->link);
    r->value = llz_chain_value(f->check, check);
    memcpy(out + n, f->check, check);
    return n + check;
}

/* Coded bytes of a frame for which a section is chosen. Members with other sections do not begin alike, and where many of
 * them stand in one archive each has to pay for its own beginning (FORMAT.md, "The cost of starting"). */
#define SECTION_FROM 1024

/* After which section of the primer the member's first text comes; with a prior there is none, as its sample comes last. */
static void choose_section(const struct llz_member *m, struct llz_frame *f)
{
    struct llz_segments *s = &f->table.segments;
    size_t at = 0;
    unsigned i = 0;

    if (m->position > 0 || f->raw < SECTION_FROM || m->prior ||
        llz_learner_primer_of(&m->settings, false, 1) == 0)
        return;
    while (i < s->n && s->at[i].profile.kind != LLZ_KIND_TEXT)
        at += s->at[i++].length;
    if (i < s->n)
        s->at[i].profile.section = (uint8_t)llz_choose_section(m->raw + at, s->at[i].length);
}

/* What the frame is made of. Where repetitions are remembered a payload will lie. */
static enum llz_error look_through(struct llz_stream *s, struct llz_frame *f)
{
    struct llz_member *m = &s->member;
    enum llz_error err;

    f->raw = s->filled;
    f->table.repeats = s->rows;
    llz_find_repeats(m->raw, &f->raw, &f->table.repeats, m->packed, m->frame_bytes, NULL);
    f->content = f->raw + llz_repeats_bytes(&f->table.repeats);
    err = llz_analyse_whole(m->raw, f->raw, &f->table.repeats, m->frame_bytes, &s->ending, &f->table.segments);
    if (!err)
        choose_section(m, f);
    return err;
}

/* The content of a frame that has been encoded counts as handed out. */
static void pass_content(struct llz_member *m, const struct llz_frame *f)
{
    struct llz_flow flow;

    llz_flow_begin(&flow, m->raw, f->raw, &f->table.repeats, m->content);
    llz_flow_skip(&flow);
}

/* The output has been drained, so that both buffers are free for this frame. The check is of the content as it
 * came, so it is taken before anything is filtered. */
static enum llz_error encode_frame(struct llz_stream *s, bool last)
{
    const struct llz_progress progress = llz_stream_progress(s);
    struct llz_frame f = { .last = last, .notes_follow = last && s->notes_follow };
    uint8_t head[LLZ_FRAME_HEAD_MAX];
    enum llz_error err;
    size_t n;

    err = look_through(s, &f);
    if (!err)
        err = llz_member_check(&s->member, &f, 0, &progress, f.check);
    if (err)
        return err;
    /* A wide hash covers repeats too, so they have to pass through the tail. */
    if (s->member.header.wide)
        pass_content(&s->member, &f);
    err = code_payload(s, &f);
    if (err)
        return err;
    n = put_head(s, &f, head);
    /* The head is laid right before the payload, in room that was kept for it, so that both come out
     * in one piece. */
    memcpy(s->member.payload - n, head, n);
    err = put_out(s, s->member.payload - n, n + f.payload);
    if (err)
        return err;
    llz_stream_count(s, &f);
    s->filled = 0;
    s->rows.n = 0;
    s->period = 0;
    s->looked = false;
    return LLZ_OK;
}

/* How many of the n bytes at p only go on with the repetition that the frame ends with, if it does. */
static size_t repeat_on(struct llz_stream *s, const uint8_t *p, size_t n)
{
    const uint8_t *period = s->member.coded->period;
    size_t i = 0;

    if (s->period == 0)
        return 0;
    /* Counted, not copied: what only repeats needs no room in the frame. */
    for (; i < n && p[i] == period[s->phase]; i++)
        s->phase = s->phase + 1 < s->period ? s->phase + 1 : 0;
    /* The last one is that repetition: period is set only where llz_find_repeats() has put it there. */
    s->rows.at[s->rows.n - 1].length += i;
    if (i < n)
        s->period = 0;
    return i;
}

/* The buffer is full, and a byte follows. A frame that ends with a repetition has only begun: it may go on for
 * ever, and what is left of its bytes leaves room for others. Looking for that again has to wait until so many
 * have come that it takes no time. */
static enum llz_error end_full_frame(struct llz_stream *s)
{
    struct llz_member *m = &s->member;

    if (s->out_left > 0)
        return LLZ_AGAIN;
    if (!s->looked)
        s->period = llz_find_repeats(m->raw, &s->filled, &s->rows, m->packed, m->frame_bytes, m->coded->period);
    /* If more than half is left, looking again soon would find as little. */
    s->looked = s->filled > m->frame_bytes / 2;
    s->phase = 0;
    return s->period > 0 ? LLZ_OK : encode_frame(s, false);
}

/* The next n bytes of the content, of which *took were taken. A full frame is held back until a byte follows
 * it: only then is it known not to be the last. So the archive does not depend on whether the end of the input
 * came with its last byte or later. */
static enum llz_error add(struct llz_stream *s, const uint8_t *p, size_t n, size_t *took)
{
    struct llz_member *m = &s->member;

    for (*took = 0; *took < n;) {
        size_t piece;

        if (s->filled == m->frame_bytes) {
            enum llz_error err = end_full_frame(s);
            if (err)
                return err;
        }
        *took += repeat_on(s, p + *took, n - *took);
        piece = n - *took;
        if (piece > m->frame_bytes - s->filled)
            piece = m->frame_bytes - s->filled;
        memcpy(m->raw + s->filled, p + *took, piece);
        s->filled += piece;
        *took += piece;
    }
    return LLZ_OK;
}

/* A row of zeros has ended. A long one is only noted; a frame that can note no more ends before it. */
static enum llz_error settle_zeros(struct llz_stream *s)
{
    static const uint8_t zeros[LLZ_ZEROS_LEAST];
    size_t took;
    enum llz_error err = LLZ_OK;

    if (s->zeros < LLZ_ZEROS_LEAST) {
        err = add(s, zeros, (size_t)s->zeros, &took);
        s->zeros -= took;
        return err;
    }
    if (s->rows.n >= LLZ_FRAME_ZEROS) {
        if (s->out_left > 0)
            return LLZ_AGAIN;
        err = encode_frame(s, false);
    }
    if (err)
        return err;
    s->rows.at[s->rows.n++] = (struct llz_repeat){ s->filled, 0, s->zeros };
    s->zeros = 0;
    s->period = 0;
    return LLZ_OK;
}

static uint64_t content_so_far(const struct llz_stream *s)
{
    return s->info.raw + s->filled + llz_repeats_bytes(&s->rows) + s->zeros;
}

static enum llz_error feed_zeros(struct llz_stream *s, uint64_t n, uint64_t *took)
{
    /* The format's lengths end there. */
    if (n > LLZ_CONTENT_BYTES - content_so_far(s))
        return LLZ_ERR_ARGUMENT;
    s->zeros += n;
    *took = n;
    return LLZ_OK;
}

/* Rows of zeros are told from other content before it is cut into frames,
 * whatever the pieces in which it comes. */
static enum llz_error feed(struct llz_stream *s, const uint8_t *p, size_t n, size_t *took)
{
    enum llz_error err = n > LLZ_CONTENT_BYTES - content_so_far(s) ? LLZ_ERR_ARGUMENT : LLZ_OK;

    while (!err && *took < n) {
        /* Zeros are counted first and written later: only when a row ends is it known whether it is long. */
        const size_t zeros = llz_zeros_front(p + *took, n - *took);
        size_t others = 0;

        s->zeros += zeros;
        *took += zeros;
        if (*took == n)
            break;
        err = settle_zeros(s);
        if (!err)
            err = add(s, p + *took, llz_zeros_find(p + *took, n - *took), &others);
        *took += others;
    }
    return err;
}

static enum llz_error end(struct llz_stream *s)
{
    enum llz_error err = s->out_left > 0 ? LLZ_AGAIN : LLZ_OK;

    if (!err && s->zeros > 0)
        err = settle_zeros(s);
    if (!err && s->out_left > 0)
        err = LLZ_AGAIN;
    /* An empty input has one frame too, which is empty: every member has a hash. */
    return err ? err : encode_frame(s, true);
}

const struct llz_stream_ops llz_encoder_ops = { feed, end, feed_zeros, NULL };
