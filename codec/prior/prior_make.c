/* prior_make.c - from pieces of samples to a prior's file that is as long as it may be.
 *
 * Everything that came twice is counted once; then the file is written with more or less of it, by
 * bisection over how often something must have come, until it is as long as it may be. Writing is quick
 * beside counting, so a dozen tries are nothing. */
#include "codec/prior/prior_make.h"

#include <stdlib.h>

#include "codec/prior/prior_file.h"
#include "learner/learner.h"

#define HELD_OUT_BYTES 131072 /* and learned in full, unless told; less when its file is to be small */
#define REFERENCE_TIMES 3     /* bytes of passages for each of a file, before they are coded, */
#define REFERENCE_MAX ((uint64_t)3 << 20) /* but what most levels can look back for */
#define HALVES_MAX (1u << 21)             /* of limits: what comes a million times stays */

/* Texts of a prior that is waited for anyway are coded by the quickest model, and shorter (prior_modelled.c). */
#define TEXT_LEVEL 1
#define TEXT_SHARE 8   /* bytes of text for each that they take in the file: a first guess, a low one, */
#define TEXT_SLACK 256 /* which is then measured, and taken for so much larger, as other statistics change it */
#define TEXT_TRIES 4

struct making {
    const struct llz_training *how;
    struct llz_prior_content whole; /* all that came twice */
    size_t passages;                /* bytes of them that are kept, from the end on */
    int model;    /* that codes texts, 0: the statistics do; then texts are left out at first */
    size_t texts; /* bytes of the file that they take by the model */
};

static bool stopped(const struct making *m, double done)
{
    return m->how->progress && m->how->progress(m->how->user, done) != 0;
}

static size_t texts_of(const struct making *m)
{
    return m->passages + m->whole.sample_bytes;
}

/* The file of what limits by `halves` keep; *file NULL: longer than `most`. with_texts: passages and sample too. */
static enum llz_error write_without(struct making *m, uint32_t halves, bool with_texts, size_t most,
                                    uint8_t **file, size_t *n)
{
    const struct llz_prior_limits limits = llz_prior_limits_of(halves);
    struct llz_prior_content narrow;
    enum llz_error err;

    if (!llz_prior_prune(&narrow, &m->whole, &limits))
        return LLZ_ERR_MEMORY;
    /* The last of them are worth most. */
    narrow.reference = m->whole.reference + (m->whole.reference_bytes - m->passages);
    narrow.reference_bytes = with_texts ? m->passages : 0;
    narrow.sample = m->whole.sample;
    narrow.sample_bytes = with_texts ? m->whole.sample_bytes : 0;
    err = llz_prior_write(&narrow, with_texts ? m->model : 0, most, file, n);
    /* They were lent by the whole. */
    narrow.reference = narrow.sample = NULL;
    llz_prior_content_clear(&narrow);
    return err;
}

/* The longest file that fits: halves the range of limits in which it lies, down to a 64th of the limit, *halves.
 * Without a file where nothing fits. */
static enum llz_error fit_statistics(struct making *m, struct llz_trained *out, uint32_t *halves)
{
    const size_t most = (size_t)m->how->file_bytes;
    uint32_t too_long = LLZ_PRIOR_LEAST / 2, fits = 0;
    double done = 0.6;

    while (fits == 0 || fits - too_long > 1 + too_long / 64) {
        const uint32_t next = fits == 0 ? 2 * too_long : too_long + (fits - too_long) / 2;
        size_t n;

        if (stopped(m, done))
            return LLZ_ERR_CANCELLED;
        /* How many tries are needed is not known, so each takes an eighth of what is left. */
        done += (1 - done) / 8;
        uint8_t *file = NULL;
        const enum llz_error err =
            m->texts >= most ? LLZ_OK : write_without(m, next, m->model == 0, most - m->texts, &file, &n);
        if (err)
            return err;
        if (file) {
            free(out->file);
            out->file = file;
            out->bytes = n;
            fits = *halves = next;
        } else if (next >= HALVES_MAX) {
            return LLZ_OK;
        } else {
            too_long = next;
        }
    }
    return LLZ_OK;
}

/* The same where a model codes texts, which takes long: what they take is guessed, then measured with the statistics
 * that fit beside the guess. */
static enum llz_error fit_texts(struct making *m, struct llz_trained *out)
{
    const size_t room = (size_t)m->how->file_bytes + 2 * texts_of(m);

    m->texts = texts_of(m) / TEXT_SHARE;
    for (int i = 0; i < TEXT_TRIES; i++) {
        struct llz_trained statistics = LLZ_TRAINED_INIT;
        uint32_t halves = 0;
        enum llz_error err = fit_statistics(m, &statistics, &halves);

        if (err || !statistics.file) {
            llz_trained_free(&statistics);
            return err;
        }
        uint8_t *file = NULL;
        size_t n = statistics.bytes;
        err = write_without(m, halves, true, room, &file, &n);
        m->texts = (n - statistics.bytes) / TEXT_SLACK * (TEXT_SLACK + 1);
        llz_trained_free(&statistics);
        if (err)
            return err;
        if (i > 0 && file && n <= m->how->file_bytes) {
            out->file = file;
            out->bytes = n;
            return LLZ_OK;
        }
        free(file);
    }
    return LLZ_OK;
}

static enum llz_error fit(struct making *m, struct llz_trained *out)
{
    uint32_t halves;

    return m->model > 0 ? fit_texts(m, out) : fit_statistics(m, out, &halves);
}

/* Passages that repeat nothing may be longer than the file: the better half of them stays, and again, until there are
 * none. */
static enum llz_error fit_passages(struct making *m, struct llz_trained *out)
{
    enum llz_error err = fit(m, out);

    while (!err && !out->file && m->passages > 0) {
        m->passages = m->passages / 2;
        err = fit(m, out);
    }
    /* No prior of this size holds even its own sample. */
    return err || out->file ? err : LLZ_ERR_ARGUMENT;
}

static size_t reference_of(uint64_t size)
{
    const uint64_t wanted = REFERENCE_TIMES * size;

    return (size_t)(wanted < REFERENCE_MAX ? wanted : REFERENCE_MAX);
}

struct llz_text_bytes *llz_prior_texts(const struct llz_sample *samples, size_t n)
{
    struct llz_text_bytes *texts = malloc((n + 1) * sizeof *texts);

    for (size_t i = 0; texts && i < n; i++)
        texts[i] = (struct llz_text_bytes){ samples[i].data, samples[i].bytes };
    return texts;
}

struct llz_pieces_shares llz_prior_shares_of(const struct llz_training *how)
{
    const uint64_t room = how->file_bytes / 8;

    return (struct llz_pieces_shares){ .held_out = (size_t)(room < HELD_OUT_BYTES ? room : HELD_OUT_BYTES),
                                       .sample = (size_t)how->sample_bytes };
}

enum llz_error llz_prior_make(const struct llz_training *how, struct llz_pieces *pieces,
                              struct llz_trained *out)
{
    const struct llz_prior_limits all = llz_prior_limits_of(LLZ_PRIOR_LEAST);
    struct making m = { .how = how, .model = how->sample_bytes > 0 ? llz_row_of_level(TEXT_LEVEL) : 0 };
    enum llz_error err = LLZ_OK;

    if (stopped(&m, 0))
        return LLZ_ERR_CANCELLED;
    if (!llz_pretrain(&m.whole, pieces, &all, reference_of(how->file_bytes)))
        return LLZ_ERR_MEMORY;
    m.passages = m.whole.reference_bytes;
    err = fit_passages(&m, out);
    if (!err) {
        /* So that whoever trains can try the prior on what it has not seen. */
        out->held_out = pieces->held_out;
        out->held_out_bytes = pieces->held_out_bytes;
        /* It is the caller's now. */
        pieces->held_out = NULL;
    }
    llz_prior_content_clear(&m.whole);
    return err;
}
