/* prior_train.c - llz_prior_train(): what it is asked is checked; samples are cut evenly, or selected by probes. */
#include <stdlib.h>

#include "codec/prior/prior_make.h"
#include "codec/prior/prior_select.h"
#include "codec/sized.h"

static enum llz_error train(const struct llz_training *how, const struct llz_sample *samples, size_t n,
                            struct llz_trained *out)
{
    struct llz_pieces pieces = { 0 };
    struct llz_text_bytes *texts = llz_prior_texts(samples, n);
    const struct llz_pieces_shares shares = llz_prior_shares_of(how);
    enum llz_error err = LLZ_ERR_MEMORY;

    if (texts && llz_pieces_cut(&pieces, texts, n, &shares))
        err = llz_prior_make(how, &pieces, out);
    llz_pieces_free(&pieces);
    free(texts);
    return err;
}

static uint64_t bytes_of(const struct llz_sample *samples, size_t n)
{
    uint64_t total = 0;

    /* Ends before the sum could overflow. */
    for (size_t i = 0; i < n && total <= LLZ_TRAINING_MAX; i++)
        total += samples[i].bytes;
    return total;
}

static bool within(const struct llz_training *how, const struct llz_sample *samples, size_t n)
{
    const uint64_t total = bytes_of(samples, n), probes = bytes_of(how->probes, how->probe_count);

    return how->file_bytes >= LLZ_PRIOR_SIZE_MIN && how->file_bytes <= LLZ_PRIOR_SIZE_MAX &&
           how->sample_bytes <= LLZ_PRIOR_SAMPLE_MAX && total >= LLZ_TRAINING_MIN &&
           total <= LLZ_TRAINING_MAX &&
           (how->probe_count == 0 || (probes >= LLZ_PROBES_MIN && probes <= LLZ_TRAINING_MAX));
}

enum llz_error llz_prior_train(const struct llz_training *how, const struct llz_sample *samples, size_t n,
                               struct llz_trained *out)
{
    struct llz_training taken = LLZ_TRAINING_INIT;
    struct llz_trained made = LLZ_TRAINED_INIT;
    enum llz_error err = llz_sized_take(&taken, sizeof taken, offsetof(struct llz_training, progress), how);

    if (err || llz_sized_check(out, sizeof made))
        return LLZ_ERR_ARGUMENT;
    if (!within(&taken, samples, n))
        err = LLZ_ERR_ARGUMENT;
    else if (taken.probe_count > 0)
        err = llz_prior_select(&taken, samples, n, &made);
    else
        err = train(&taken, samples, n, &made);
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
