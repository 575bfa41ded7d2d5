/* parts_worth.c - Each part is left out alone: what two of them both know is worth nothing to either, so the figures do
 * not add up to what the prior is worth. */
#include "cli/prior/parts_worth.h"

#include "cli/prior/trial.h"
#include "cli/terminal/units.h"
#include "codec/prior/prior_parts.h"

static enum llz_error measure(const struct options *opt, const struct llz_trained *t, enum llz_prior_part part,
                              uint64_t *packed)
{
    enum llz_error err;
    struct llz_prior *prior = llz_prior_load(t->file, t->bytes, 0, &err);

    if (!prior)
        return err;
    llz_prior_leave_out(prior, part);
    err = trial_run(opt, prior, t->held_out, t->held_out_bytes, packed);
    llz_prior_free(prior);
    return err;
}

enum llz_error parts_worth_print(FILE *out, const struct options *opt, const struct llz_trained *t,
                                 uint64_t with)
{
    uint64_t without[LLZ_PRIOR_PARTS];
    double worth[LLZ_PRIOR_PARTS];

    for (int part = 0; part < LLZ_PRIOR_PARTS; part++) {
        const enum llz_error err = measure(opt, t, (enum llz_prior_part)part, &without[part]);

        if (err)
            return err;
        worth[part] = units_bits(t->held_out_bytes, without[part]) - units_bits(t->held_out_bytes, with);
    }
    fprintf(out, "  worth in it, each left out alone: counts %.3f bits/byte, passages %.3f, sample %.3f\n",
            worth[LLZ_PRIOR_COUNTS], worth[LLZ_PRIOR_PASSAGES], worth[LLZ_PRIOR_SAMPLE]);
    return LLZ_OK;
}
