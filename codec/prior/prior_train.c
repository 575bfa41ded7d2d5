/* prior_train.c - from samples to a prior's file that is as long as it may be.
 *
 * Everything that came twice is counted once; then the file is written with more or less of it, by
 * bisection over how often something must have come, until it is as long as it may be. Writing is quick
 * beside counting, so a dozen tries are nothing. */
#include <stdlib.h>
#include <string.h>

#include "codec/prior/prior_file.h"
#include "codec/sized.h"
#include "learner/prior/pretrain.h"

#define SAMPLE_BYTES 131072 /* that a prior brings to learn from; less when its file is to be small */
#define REFERENCE_TIMES 3   /* bytes of passages for each of a file, before they are coded, */
#define REFERENCE_MAX ((uint64_t)3 << 20) /* but what most levels can look back for */
#define RARE_MAX (1u << 20)

struct training {
    const struct llz_training *how;
    struct llz_pieces pieces;
    struct llz_prior_content whole; /* all that came twice */
};

static bool stopped(const struct training *t, double done)
{
    return t->how->progress && t->how->progress(t->how->user, done) != 0;
}

static enum llz_error cut(struct training *t, const struct llz_sample *samples, size_t n)
{
    /* The learner includes nothing of the library's header, so it has a struct of its own. */
    struct llz_text_bytes *texts = malloc((n + 1) * sizeof *texts);
    const uint64_t room = t->how->file_bytes / 8;
    bool ok = texts != NULL;

    for (size_t i = 0; ok && i < n; i++)
        texts[i] = (struct llz_text_bytes){ samples[i].data, samples[i].bytes };
    ok = ok && llz_pieces_cut(&t->pieces, texts, n, room < SAMPLE_BYTES ? (size_t)room : SAMPLE_BYTES);
    free(texts);
    return ok ? LLZ_OK : LLZ_ERR_MEMORY;
}

/* The file of what came `rare` times or more; *file NULL: too long. */
static enum llz_error write_without(struct training *t, uint32_t rare, uint8_t **file, size_t *n)
{
    const struct llz_prior_limits limits = llz_prior_limits_of(rare);
    struct llz_prior_content narrow;
    enum llz_error err;

    if (!llz_prior_prune(&narrow, &t->whole, &limits))
        return LLZ_ERR_MEMORY;
    narrow.reference = t->whole.reference;
    narrow.reference_bytes = t->whole.reference_bytes;
    narrow.sample = t->whole.sample;
    narrow.sample_bytes = t->whole.sample_bytes;
    err = llz_prior_write(&narrow, (size_t)t->how->file_bytes, file, n);
    /* They were lent by the whole. */
    narrow.reference = narrow.sample = NULL;
    llz_prior_content_clear(&narrow);
    return err;
}

/* The longest file that fits: halves the range of limits in which it lies, down to a 64th of the limit. */
static enum llz_error fit(struct training *t, struct llz_trained *out)
{
    uint32_t too_long = 1, fits = 0;
    double done = 0.6;

    while (fits == 0 || fits - too_long > 1 + too_long / 64) {
        const uint32_t rare = fits == 0 ? 2 * too_long : too_long + (fits - too_long) / 2;
        size_t n;

        if (stopped(t, done))
            return LLZ_ERR_CANCELLED;
        /* How many tries are needed is not known, so each takes an eighth of what is left. */
        done += (1 - done) / 8;
        uint8_t *file = NULL;
        const enum llz_error err = write_without(t, rare, &file, &n);
        if (err)
            return err;
        if (file) {
            free(out->file);
            out->file = file;
            out->bytes = n;
            fits = rare;
        } else if (rare >= RARE_MAX) {
            return LLZ_ERR_ARGUMENT; /* no prior of this size holds even its own samples */
        } else {
            too_long = rare;
        }
    }
    return LLZ_OK;
}

static size_t reference_of(uint64_t size)
{
    const uint64_t wanted = REFERENCE_TIMES * size;

    return (size_t)(wanted < REFERENCE_MAX ? wanted : REFERENCE_MAX);
}

static enum llz_error train(struct training *t, const struct llz_sample *samples, size_t n,
                            struct llz_trained *out)
{
    const struct llz_prior_limits all = llz_prior_limits_of(2);
    enum llz_error err = cut(t, samples, n);

    if (err)
        return err;
    if (stopped(t, 0))
        return LLZ_ERR_CANCELLED;
    if (!llz_pretrain(&t->whole, &t->pieces, &all, reference_of(t->how->file_bytes)))
        return LLZ_ERR_MEMORY;
    err = fit(t, out);
    if (!err) {
        /* So that whoever trains can try the prior on what it has not seen. */
        out->held_out = t->pieces.held_out;
        out->held_out_bytes = t->pieces.held_out_bytes;
        /* It is the caller's now. */
        t->pieces.held_out = NULL;
    }
    return err;
}

static bool within(const struct llz_training *how, const struct llz_sample *samples, size_t n)
{
    uint64_t total = 0;

    /* Ends before the sum could overflow. */
    for (size_t i = 0; i < n && total <= LLZ_TRAINING_MAX; i++)
        total += samples[i].bytes;
    return how->file_bytes >= LLZ_PRIOR_SIZE_MIN && how->file_bytes <= LLZ_PRIOR_SIZE_MAX &&
           total >= LLZ_TRAINING_MIN && total <= LLZ_TRAINING_MAX;
}

enum llz_error llz_prior_train(const struct llz_training *how, const struct llz_sample *samples, size_t n,
                               struct llz_trained *out)
{
    struct llz_training taken = LLZ_TRAINING_INIT;
    struct llz_trained made = LLZ_TRAINED_INIT;
    struct training t = { .how = &taken };
    enum llz_error err = llz_sized_take(&taken, sizeof taken, offsetof(struct llz_training, progress), how);

    if (err || llz_sized_check(out, sizeof made))
        return LLZ_ERR_ARGUMENT;
    err = within(&taken, samples, n) ? train(&t, samples, n, &made) : LLZ_ERR_ARGUMENT;
    llz_pieces_free(&t.pieces);
    llz_prior_content_clear(&t.whole);
    if (err)
        llz_trained_free(&made);
    llz_sized_give(out, &made, sizeof made);
    return err;
}

void llz_trained_free(struct llz_trained *t)
{
    free(t->file);
    free(t->held_out);
    t->file = t->held_out = NULL;
    t->bytes = t->held_out_bytes = 0;
}
