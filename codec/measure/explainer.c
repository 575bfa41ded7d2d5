/* explainer.c - what each byte cost, and what it would have cost without each part, for llz why. Only
 * encoders that are asked do this: it takes a second mixing for each part and bit. */
#include "codec/measure/explainer.h"

#include "codec/llz_lab.h"
#include "model/arithmetic/kernels.h"

#include <math.h>
#include <string.h>

#include "codec/sized.h"

static void clear(struct llz_explainer *e)
{
    e->bits = e->lm = 0;
    memset(e->without, 0, sizeof e->without);
}

enum llz_error llz_explainer_begin(struct llz_explainer *e, const struct llz_explain *plan)
{
    e->plan = (struct llz_explain)LLZ_EXPLAIN_INIT;
    clear(e);
    /* Without a function to be told, there would be nothing to explain to. */
    if (llz_sized_take(&e->plan, sizeof e->plan, sizeof e->plan.size, plan) || !e->plan.byte)
        return LLZ_ERR_ARGUMENT;
    return LLZ_OK;
}

/* Bits that a bit costs under P(1) = p, in units of 2^-LLZ_PROB_BITS: hence the difference of logarithms. */
static double cost(uint32_t p, int bit)
{
    return LLZ_PROB_BITS - log2(bit ? p : (UINT32_C(1) << LLZ_PROB_BITS) - p);
}

void llz_explainer_bit(struct llz_explainer *e, const struct llz_learner *learner, uint32_t p, int bit)
{
    struct llz_alternatives a;

    llz_learner_alternatives(learner, &a);
    e->bits += cost(p, bit);
    /* NAN spreads through the sum, which is how a byte says that no language model is used. */
    e->lm += a.lm ? cost(a.lm, bit) : (double)NAN;
    for (int i = 0; i < LLZ_PART_COUNT; i++)
        e->without[i] += cost(a.without[i], bit);
}

void llz_explainer_byte(struct llz_explainer *e, uint64_t position, uint8_t kind)
{
    /* In the order of enum llz_kind; the names are those of llz_lab.h. */
    static const char *const kinds[LLZ_KINDS] = { "text", "binary", "x86", "samples" };
    const struct llz_cost c = {
        .position = position, .kind = kinds[kind], .bits = e->bits, .lm = e->lm, .without = e->without
    };

    e->plan.byte(e->plan.user, &c);
    /* The callback is the caller's code, and may have changed the rounding mode. */
    llz_fpenv_again();
    clear(e);
}

void llz_explainer_repeat(const struct llz_explainer *e, uint64_t position, uint64_t bytes)
{
    if (e->plan.repeat)
        e->plan.repeat(e->plan.user, position, bytes);
}
