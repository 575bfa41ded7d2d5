/* loop.c - the whole program in a few lines: encoder and decoder are this one loop, and only the coder at
 * its end knows which of them it is. */
#include "codec/loop.h"

#include "model/arithmetic/kernels.h"

#define PROGRESS_BYTES 4096 /* between two calls of the progress callback */
#define PRIMER_BYTES 1024   /* likewise, of the primer */

/* A damaged payload shows as a coder that has run out of bytes long before the frame's end, so
 * that no more than a few kilobytes of rubbish are learned. The callback may change the rounding
 * mode, hence llz_fpenv_again(). */
static enum llz_error report(const struct llz_coder *coder, uint64_t done, const struct llz_progress *progress)
{
    int wish = 0;

    if (llz_coder_overrun(coder))
        return LLZ_ERR_CORRUPT;
    if (progress->fn)
        wish = progress->fn(progress->user, progress->raw + done, progress->packed + llz_coder_position(coder));
    llz_fpenv_again();
    return wish ? LLZ_ERR_CANCELLED : LLZ_OK;
}

/* The encoder knows the bit, the decoder is told it by the coder; the line between is the only one
 * where they differ. */
int llz_loop_byte(struct llz_learner *learner, struct llz_coder *coder, int byte,
                  struct llz_explainer *explainer)
{
    int coded = 0;

    for (int i = 7; i >= 0; i--) {
        uint32_t p = llz_learner_predict_bit(learner);
        int bit = coder->code(coder, byte >> i & 1, p);

        if (explainer)
            llz_explainer_bit(explainer, learner, p, bit);
        llz_learner_observe_bit(learner, bit);
        coded = coded << 1 | bit;
    }
    return coded;
}

/* One frame on its way. */
struct coding {
    struct llz_learner *learner;
    struct llz_coder *coder;
    uint8_t *data;
    const struct llz_table *table;
    const struct llz_progress *progress;
    struct llz_tail *tail;
    size_t bytes;      /* number of bytes to be coded */
    size_t at;         /* number of coded bytes that have passed */
    size_t in_tail;    /* number of passed bytes that the tail has */
    uint64_t repeated; /* bytes of the repeats that have passed */
    unsigned next;     /* index of the next repeat */
};

/* Content bytes before the next one. */
static uint64_t position(const struct coding *c)
{
    return c->progress->raw + c->at + c->repeated;
}

/* Coded bytes up to the next repeat before `end`, or up to there. */
static size_t next_stop(const struct coding *c, size_t end)
{
    const struct llz_repeats *r = &c->table->repeats;

    return c->next < r->n && r->at[c->next].at < end ? r->at[c->next].at : end;
}

/* ahead: bytes that follow this one at once. */
static void learn(const struct coding *c, size_t ahead)
{
    if (c->progress->meter)
        llz_meter_learn(c->progress->meter, c->learner, position(c), c->data + c->at + 1, ahead);
    else
        llz_learner_learn(c->learner);
}

static enum llz_error tell(const struct coding *c)
{
    return report(c->coder, c->at + c->repeated, c->progress);
}

/* What is not coded passes, all repeats that stand here. */
static enum llz_error pass_repeats(struct coding *c)
{
    const struct llz_repeats *r = &c->table->repeats;
    enum llz_error err = LLZ_OK;

    for (; !err && c->next < r->n && r->at[c->next].at == c->at; c->next++) {
        const struct llz_repeat *x = &r->at[c->next];

        llz_tail_add(c->tail, c->data + c->in_tail, c->at - c->in_tail);
        c->in_tail = c->at;
        /* The model sees what passes, so that contexts are right afterwards, but learns nothing from it. */
        llz_learner_pass(c->learner, c->tail->period, llz_tail_period(c->tail, x->distance), x->length);
        llz_tail_pass(c->tail, x->length, x->distance);
        if (c->progress->explainer)
            llz_explainer_repeat(c->progress->explainer, position(c), x->length);
        c->repeated += x->length;
        err = tell(c);
    }
    return err;
}

static enum llz_error code_piece(struct coding *c, size_t end, uint8_t kind)
{
    enum llz_error err = LLZ_OK;

    while (!err && c->at < end) {
        uint8_t *byte = &c->data[c->at];

        llz_learner_step(c->learner);
        *byte = (uint8_t)llz_loop_byte(c->learner, c->coder, *byte, c->progress->explainer);
        if (c->progress->explainer)
            llz_explainer_byte(c->progress->explainer, position(c), kind);
        learn(c, next_stop(c, c->bytes) - c->at - 1);
        if (++c->at % PROGRESS_BYTES == 0 || c->at == c->bytes)
            err = tell(c);
    }
    return err;
}

/* What is learned before the first text. */
static enum llz_error prime(const struct coding *c)
{
    const struct llz_progress *progress = c->progress;
    bool more, some = false;

    do {
        more = llz_learner_prime(c->learner, PRIMER_BYTES);
        some |= more;
        if (some && progress->priming) {
            size_t all;
            const size_t learned = llz_learner_primer(c->learner, &all);

            progress->priming(progress->user, learned, all);
            llz_fpenv_again();
        }
        enum llz_error err = more ? tell(c) : LLZ_OK;
        if (err)
            return err;
    } while (more);
    return LLZ_OK;
}

static enum llz_error code_segment(struct coding *c, const struct llz_segment *s)
{
    const size_t end = c->at + s->length;
    enum llz_error err;

    llz_learner_profile(c->learner, &s->profile, s->length);
    /* Before every segment, since only text begins with the primer: a program of machine code never
     * waits for it. */
    err = prime(c);
    while (!err && c->at < end) {
        err = pass_repeats(c);
        if (!err)
            err = code_piece(c, next_stop(c, end), s->profile.kind);
    }
    return err;
}

enum llz_error llz_loop(struct llz_learner *learner, struct llz_coder *coder, uint8_t *data,
                        const struct llz_table *table, struct llz_tail *tail,
                        const struct llz_progress *progress)
{
    struct coding c = { learner, coder, data, table, progress, .tail = tail };
    enum llz_error err;

    for (unsigned k = 0; k < table->segments.n; k++)
        c.bytes += table->segments.at[k].length;
    err = prime(&c); /* of a short member */
    for (unsigned k = 0; !err && k < table->segments.n; k++)
        err = code_segment(&c, &table->segments.at[k]);
    if (!err)
        err = pass_repeats(&c);
    llz_tail_add(tail, data + c.in_tail, c.at - c.in_tail);
    return err;
}
