/* priming.c - what is learned before the first text of a member.
 *
 * Text begins with a primer, 16 KiB to 382 KiB of general English, mark-up and code that are part of the
 * program, learned as if they had been coded: files of 1 to 4 KB shrink by a fifth (tests/bench/LOG.md).
 * Its end is learned in full; what comes before that is skimmed, which costs next to nothing and saves time. */
#include "learner/learner_internal.h"

#include <string.h>

#include "model/primer/primer.h"

/* A short text should not wait for seconds: it gets 16 KiB of primer and half a byte more for each
 * of its bytes. */
#define PRIMER_LEAST 16384 /* bytes of the primer before a text, */
#define PRIMER_SHARE 2     /* and one more for so many bytes of it */
#define SHORT 16384        /* bytes of a short member: the primer is that of as long a text, */
#define PRIOR_SHORT 65536  /* or, with a prior, so many bytes, as before every text that is not longer */

static void learn_byte(struct llz_learner *l, uint8_t byte)
{
    llz_learner_step(l);
    for (int i = 7; i >= 0; i--) {
        (void)llz_learner_predict_bit(l);
        llz_learner_observe_bit(l, byte >> i & 1);
    }
    llz_learner_learn(l);
}

/* As learn_byte, but of the predictor only the experts' memory learns: without a predictor it is the same. */
static void skim_byte(struct llz_learner *l, uint8_t byte)
{
    llz_learner_advance(l);
    if (l->predictor)
        llz_experts_skim(&l->predictor->experts, byte);
    llz_learner_arrive(l);
    l->node = 256u | byte;
    llz_learner_spend(l, l->work.skim);
    llz_learner_learn(l);
}

size_t llz_learner_short(const struct llz_learner_config *cfg)
{
    return cfg->prior ? PRIOR_SHORT : SHORT;
}

/* Before a member's first text comes the primer, which is not coded; more of it before a long text than before
 * a short one, so that a short one does not take long. Short members get as much as the longest of them would,
 * so that they begin alike. With a prior the primer matters little. */
static size_t share_of(const struct llz_learner_config *cfg, bool is_short, uint64_t segment)
{
    const uint64_t text = is_short ? SHORT : segment, wanted = PRIMER_LEAST + text / PRIMER_SHARE;
    size_t most = llz_row_get(cfg->model)->primer;
    if (most > llz_primer_bytes())
        most = llz_primer_bytes();
    if (cfg->prior)
        return (is_short || segment <= PRIOR_SHORT) && most > PRIOR_SHORT ? PRIOR_SHORT : most;
    return wanted < most ? (size_t)wanted : most;
}

size_t llz_learner_primer_of(const struct llz_learner_config *cfg, bool is_short, uint64_t segment)
{
    return share_of(cfg, is_short, segment) + (cfg->prior ? cfg->prior->sample_bytes : 0);
}

/* A prior's sample, which comes last, is learned in full. */
static void take_prior(struct llz_learner *l)
{
    const size_t sample = l->prior->sample_bytes;
    if (l->predictor)
        llz_prior_content_teach(l->prior, &l->predictor->experts);
    memcpy(l->primer + l->primer_bytes, l->prior->sample, sample);
    l->primer_bytes += sample;
    l->primer_full = sample;
}

static void begin_priming(struct llz_learner *l, bool is_short, uint64_t segment, unsigned section)
{
    l->primed = true;
    l->keeping = l->keeping && is_short;
    l->primer_bytes = llz_primer_with(l->primer, share_of(&l->config, is_short, segment), section);
    l->primer_full = is_short ? l->row->primer_short : l->row->primer_full;
    if (l->prior)
        take_prior(l);
    llz_mark_bytes(l->primer_mark, 0, l->primer_bytes);
}

/* One that was rewound has learned it already. */
void llz_learner_be_short(struct llz_learner *l, unsigned section)
{
    static const struct llz_profile text = { .kind = LLZ_KIND_TEXT };
    if (l->primed)
        return;
    if (l->predictor)
        llz_experts_profile(&l->predictor->experts, &text);
    l->config.section = section;
    begin_priming(l, true, 0, section);
}

void llz_learner_profile(struct llz_learner *l, const struct llz_profile *p, size_t bytes)
{
    llz_learner_settle(l);
    if (l->predictor)
        llz_experts_profile(&l->predictor->experts, p);
    if (l->parts & LLZ_PART_LM)
        llz_lm_profile(&l->model, (enum llz_kind)p->kind);
    if (!l->primed && p->kind == LLZ_KIND_TEXT && bytes > 0)
        begin_priming(l, false, bytes, p->section);
}

void llz_learner_foresee(struct llz_learner *l, const uint8_t *next, size_t n)
{
    l->trainer.oracle.next = next;
    l->trainer.oracle.left = n;
}

size_t llz_learner_primer(const struct llz_learner *l, size_t *all)
{
    *all = l->primer_bytes;
    return l->primer_at;
}

bool llz_learner_prime(struct llz_learner *l, size_t most)
{
    /* What the oracle knows of the content does not come next while the primer does. */
    const struct llz_oracle ahead = l->trainer.oracle;
    l->trainer.oracle.left = 0;
    const size_t left = l->primer_bytes - l->primer_at, n = left < most ? left : most;
    for (const size_t end = l->primer_at + n; l->primer_at < end; l->primer_at++) {
        if (l->primer_bytes - l->primer_at > l->primer_full)
            skim_byte(l, l->primer[l->primer_at]);
        else
            learn_byte(l, l->primer[l->primer_at]);
    }
    llz_learner_settle(l);
    if (l->predictor)
        /* Contexts that look at places (alignment) count from the first byte of each segment. */
        l->predictor->experts.contexts.ring.primed = l->predictor->experts.contexts.ring.n;
    l->trainer.oracle.next = ahead.next;
    l->trainer.oracle.left = ahead.left;
    if (l->primer_at == l->primer_bytes && l->keeping && !l->kept)
        llz_learner_take_snapshot(l);
    return l->primer_at < l->primer_bytes;
}
