/* loop.c - the whole program in one screen: encoder and decoder are this one function, and only the coder at
 * its end knows which of them it is. */
#include "codec/loop.h"

#define PROGRESS_BYTES 4096 /* between two calls of the progress callback */
#define PRIMER_BYTES 1024   /* likewise, of the primer */

static enum llz_error report(const struct llz_coder *coder, size_t done, const struct llz_progress *progress)
{
    if (llz_coder_overrun(coder))
        return LLZ_ERR_CORRUPT;
    if (progress->fn &&
        progress->fn(progress->user, progress->raw + done, progress->packed + llz_coder_position(coder)) != 0)
        return LLZ_ERR_CANCELLED;
    return LLZ_OK;
}

static int code_byte(struct llz_learner *learner, struct llz_coder *coder, int byte,
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

static size_t bytes_of(const struct llz_segments *segments)
{
    size_t sum = 0;

    for (unsigned k = 0; k < segments->n; k++)
        sum += segments->at[k].length;
    return sum;
}

/* bytes: of the frame. */
static void learn(struct llz_learner *learner, const uint8_t *data, size_t i, size_t bytes,
                  const struct llz_progress *progress)
{
    if (progress->meter)
        llz_meter_learn(progress->meter, learner, progress->raw + i, data + i + 1, bytes - i - 1);
    else
        llz_learner_learn(learner);
}

/* What is learned before the first text. */
static enum llz_error prime(struct llz_learner *learner, const struct llz_coder *coder, size_t done,
                            const struct llz_progress *progress)
{
    bool more, some = false;

    do {
        more = llz_learner_prime(learner, PRIMER_BYTES);
        some |= more;
        if (some && progress->priming) {
            size_t all;
            const size_t learned = llz_learner_primer(learner, &all);

            progress->priming(progress->user, learned, all);
        }
        enum llz_error err = more ? report(coder, done, progress) : LLZ_OK;
        if (err)
            return err;
    } while (more);
    return LLZ_OK;
}

enum llz_error llz_loop(struct llz_learner *learner, struct llz_coder *coder, uint8_t *data,
                        const struct llz_segments *segments, const struct llz_progress *progress)
{
    enum llz_error err;
    const size_t bytes = bytes_of(segments);
    size_t i = 0;

    for (unsigned k = 0; k < segments->n; k++) {
        size_t end = i + segments->at[k].length;

        llz_learner_profile(learner, &segments->at[k].profile, segments->at[k].length);
        err = prime(learner, coder, i, progress);
        if (err)
            return err;
        while (i < end) {
            llz_learner_step(learner);
            data[i] = (uint8_t)code_byte(learner, coder, data[i], progress->explainer);
            if (progress->explainer)
                llz_explainer_byte(progress->explainer, progress->raw + i, segments->at[k].profile.kind);
            learn(learner, data, i, bytes, progress);

            if (++i % PROGRESS_BYTES == 0 || (i == end && k + 1 == segments->n)) {
                err = report(coder, i, progress);
                if (err)
                    return err;
            }
        }
    }
    return LLZ_OK;
}
