/* prior_modelled.c - passages and sample of a prior, coded by a model that has been taught the prior's own statistics: of
 * manual pages a third fewer bytes than by the statistics alone, of English a tenth (tests/bench/LOG.md), for as long as
 * the model takes to code them. */
#include "codec/loop.h"
#include "codec/prior/prior_code.h"
#include "learner/learner.h"

/* Enough for 4 MB of texts to be coded as by all that the model might take, and loading a prior takes no more. */
#define MEMORY_MIB 256

static uint8_t code_byte(struct llz_prior_coding *c, struct llz_learner *l, uint8_t byte)
{
    llz_learner_step(l);
    byte = (uint8_t)llz_loop_byte(l, &c->coder, byte, NULL);
    llz_learner_learn(l);
    c->broken |= llz_coder_overrun(&c->coder);
    return byte;
}

static void code_text(struct llz_prior_coding *c, struct llz_learner *l, uint8_t **text, size_t n)
{
    size_t room = llz_prior_room(n);

    for (size_t i = 0; i < n && !c->broken; i++) {
        if (c->decoding)
            *text = llz_prior_grow(c, *text, &room, i, n, 1);
        if (!c->broken)
            (*text)[i] = code_byte(c, l, (*text)[i]);
    }
}

static struct llz_learner_config config_of(int model, const struct llz_prior_content *known)
{
    /* The id tells snapshots apart, of which this learner takes none. */
    return (struct llz_learner_config){
        .model = model, .parts = llz_row_parts(model, 0), .threads = 1, .memory = MEMORY_MIB, .prior = known
    };
}

size_t llz_prior_model_memory(int model)
{
    static const struct llz_prior_content nothing = { 0 };
    const struct llz_learner_config config = config_of(model, &nothing);

    return llz_learner_memory(&config);
}

void llz_prior_code_modelled(struct llz_prior_coding *c, struct llz_prior_content *p)
{
    static const struct llz_profile text = { .kind = LLZ_KIND_TEXT };
    struct llz_prior_content known = *p;

    known.reference_bytes = known.sample_bytes = 0;
    const struct llz_learner_config config = config_of(c->model, &known);
    struct llz_learner *l = llz_learner_new(&config);
    if (!l) {
        c->starved = c->broken = true;
        return;
    }
    llz_learner_profile(l, &text, p->reference_bytes + p->sample_bytes);
    while (llz_learner_prime(l, SIZE_MAX))
        ;
    code_text(c, l, &p->reference, p->reference_bytes);
    code_text(c, l, &p->sample, p->sample_bytes);
    llz_learner_free(l);
}
