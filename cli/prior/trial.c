/* trial.c - The archive itself is thrown away; only its length is wanted. */
#include "cli/prior/trial.h"

#include "cli/signals.h"
#include "codec/pump.h"

/* Draws no line; it is there so that a signal can end the trial. */
static int stop(void *user, uint64_t raw, uint64_t packed)
{
    (void)user;
    (void)raw;
    (void)packed;
    return signals_caught();
}

enum llz_error trial_run(const struct options *opt, const struct llz_prior *prior, const void *text, size_t n,
                         uint64_t *bytes)
{
    struct llz_options o = options_stream(opt);
    struct llz_info info = LLZ_INFO_INIT;
    enum llz_error err;

    o.prior = prior;
    o.progress = stop;
    struct llz_stream *s = llz_encoder_new(&o, &err);
    if (!s)
        return err;
    /* Without a function that takes the bytes, they are dropped. */
    err = llz_pump_all(&(struct llz_pump){ .stream = s }, text, n);
    llz_get_info(s, &info);
    llz_free(s);
    /* With header and hashes, which are alike in both trials but for the bytes that name the prior. */
    *bytes = info.packed;
    return err;
}
