#include "cli/prior/trial.h"

#include "cli/signals.h"

static int stop(void *user, uint64_t raw, uint64_t packed)
{
    (void)user;
    (void)raw;
    (void)packed;
    return signals_caught();
}

static void throw_away(struct llz_stream *s)
{
    unsigned char out[4096];

    while (llz_drain(s, out, sizeof out) > 0)
        ;
}

static enum llz_error code(struct llz_stream *s, const unsigned char *p, size_t n)
{
    enum llz_error err;

    do {
        size_t took = 0;

        throw_away(s);
        err = llz_feed(s, p, n, &took);
        p += took;
        n -= took;
    } while (n > 0 && (err == LLZ_OK || err == LLZ_AGAIN));
    while (err == LLZ_OK || err == LLZ_AGAIN) {
        throw_away(s);
        err = llz_end(s);
        if (err == LLZ_OK)
            break;
    }
    throw_away(s);
    return err;
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
    err = code(s, text, n);
    llz_get_info(s, &info);
    llz_free(s);
    *bytes = info.packed;
    return err;
}
