#include "learner/learner.h"

#include <stdlib.h>
#include <string.h>

#include "learner/levels.h"
#include "learner/measure.h"
#include "learner/trainer.h"
#include "learner/work.h"
#include "learner/worker.h"
#include "model/blas.h"
#include "model/bytetree.h"
#include "model/predictor.h"
#include "model/primer.h"
#include "model/silence.h"

#define LOSS_MAX ((llz_real)5.8917) /* nats: 8.5 bits a byte */
#define TURN 32                     /* bytes between two of the mixers' step sizes */
#define DEBT_MAX (INT64_MIN / 2)    /* operations: a budget so low teaches nothing anyway */
#define PRIMER_LEAST 16384          /* bytes of the primer before the shortest text */
#define SHORT 65536                 /* bytes of a text that is not worth the time of a longer primer besides a prior */
#define PRIMER_SHARE 2              /* and one more for so many bytes of text */

struct llz_learner {
    struct llz_lm model;
    struct llz_predictor *predictor; /* NULL: the language model alone predicts */
    struct llz_slopes *slopes;       /* NULL: not wanted */
    struct llz_silence *silence;     /* NULL: nobody asks */
    struct llz_trainer trainer;
    struct llz_window window[2];
    struct llz_window *coding;  /* the window that fills */
    struct llz_window *pending; /* the one being learned, NULL: none */
    struct llz_kernels kernels;
    struct llz_worker *worker; /* NULL: learning happens on the caller's thread */
    struct llz_arena memory;
    const struct llz_rule *rule; /* of the optimizer */
    unsigned parts;
    const struct llz_policy *policy;
    const struct llz_level *level;
    uint64_t seed;
    struct llz_tuning tuning;
    size_t lm_first, lm_end; /* of the language model and all that learns it, in the arena */
    llz_real watched_loss;   /* nats, of watched bytes */
    size_t watched;
    unsigned restarts;
    const struct llz_knowledge *prior; /* NULL: none */
    bool primed;
    uint8_t *primer;     /* [level->primer], and behind it the prior's sample */
    size_t primer_bytes; /* of them, to be learned, */
    size_t primer_full;  /* the last ones of them in full, */
    size_t primer_at;    /* and those that have been */
    uint64_t mixed;      /* bytes that the mixers learned from */
    unsigned node;       /* of the byte tree, 1 before the first bit */
    llz_real slot_step;  /* factor on the step of the direct logits, by the tuning, */
    llz_real ngram_step; /* times that which the policy chose last */
    struct llz_work work;
    uint64_t operations; /* done so far */
    uint64_t budget;     /* operations for each byte, 0: none */
    int64_t credit;      /* operations that the bytes so far have brought and nothing has spent */
    size_t bytes;
    struct llz_measurer *measurer; /* NULL: nothing is measured */
    bool measured;                 /* figures are of the last llz_learner_learn */
    const uint8_t *ahead;          /* the next ahead_n bytes, 0: nothing is to be measured */
    size_t ahead_n;
    struct llz_figures figures;
    struct llz_learner_config config;
    bool keeping;                /* a copy is made once a prior has been learned, */
    struct llz_remembered *kept; /* this one; NULL: not yet */
    bool rewound;                /* it is as that copy, and nobody has used it since */
};

/* How a learner was. Pointers in it stay right: it goes back to where it came from. */
struct llz_remembered {
    struct llz_learner learner;
    struct llz_predictor predictor;
    unsigned char *memory;
};

static void lay_window(struct llz_learner *l, struct llz_window *w)
{
    llz_window_lay(w, &l->memory, &l->level->shape);
    if (l->policy->replay || l->budget)
        llz_window_lay_direct(w, &l->memory, &l->level->shape);
}

/* Of the prior. */
static size_t sample_bytes(const struct llz_learner *l)
{
    return l->prior ? l->prior->sample_bytes : 0;
}

/* Lays everything out; runs once to count and once for real. */
static void lay(struct llz_learner *l)
{
    const struct llz_shape *shape = &l->level->shape;
    l->primer = llz_arena_take(&l->memory, l->level->primer + sample_bytes(l), 1);
    if (l->predictor)
        llz_predictor_lay(l->predictor, &l->memory, &l->level->predictor, &l->tuning, l->slopes,
                          l->policy->hear != NULL);
    if (!(l->parts & LLZ_PART_LM))
        return;
    l->lm_first = l->memory.used;
    llz_lm_lay(&l->model, &l->memory, shape);
    for (int i = 0; i <= shape->delay; i++)
        lay_window(l, &l->window[i]);
    llz_trainer_lay(&l->trainer, &l->memory, &l->model, l->policy, l->rule);
    l->lm_end = l->memory.used;
    if (l->measurer)
        llz_measurer_lay(l->measurer, &l->memory, &l->model);
}

/* Counts the memory that all tables take, and allocates none of them. */
static bool count(struct llz_learner *l, const struct llz_learner_config *cfg)
{
    if (cfg->measuring) {
        l->measurer = calloc(1, sizeof *l->measurer);
        if (!l->measurer)
            return false;
    }
    if ((l->parts & LLZ_PART_EXPERTS) && !l->predictor) {
        l->predictor = calloc(1, sizeof *l->predictor);
        if (!l->predictor)
            return false;
    }
    if (cfg->slopes && l->predictor) {
        l->slopes = calloc(1, sizeof *l->slopes);
        if (!l->slopes)
            return false;
    }
    lay(l);
    l->bytes = l->memory.used + (l->predictor ? sizeof *l->predictor : 0) +
               (l->measurer ? sizeof *l->measurer : 0) + (l->slopes ? sizeof *l->slopes : 0);
    return true;
}

static bool allocate(struct llz_learner *l)
{
    l->memory = llz_arena_new(l->memory.used);
    if (!l->memory.base)
        return false;
    lay(l);
    return true;
}

static bool choose_kernels(struct llz_learner *l, bool openblas)
{
    l->kernels = *llz_kernels_get();
    if (!openblas)
        return true;
    const struct llz_blas *blas = llz_blas_load();
    if (!blas)
        return false;
    l->kernels.gemm = blas->sgemm;
    return true;
}

static void learn_pending(void *argument)
{
    struct llz_learner *l = argument;
    llz_trainer_learn(&l->trainer, l->pending);
}

/* The language model as it is before the first byte; its memory is zero. */
static void seed_lm(struct llz_learner *l)
{
    const struct llz_rates *usual = &l->level->rates;
    const struct llz_rates rates = { usual->dense * llz_tuning_factor(&l->tuning, LLZ_KNOB_DENSE),
                                     usual->rows * llz_tuning_factor(&l->tuning, LLZ_KNOB_ROWS) };
    llz_lm_init(&l->model, &l->kernels, l->seed);
    llz_trainer_init(&l->trainer, &rates, l->seed);
    l->coding = &l->window[0];
    l->slot_step = llz_tuning_factor(&l->tuning, LLZ_KNOB_SLOTS);
    l->ngram_step = l->slot_step;
}

static void init_lm(struct llz_learner *l, const struct llz_learner_config *cfg)
{
    seed_lm(l);
    if (l->measurer)
        llz_measurer_init(l->measurer, &l->model);
    if (cfg->threads > 1 && l->level->shape.delay && !l->policy->peeks &&
        !l->worker)                                   /* peeking looks at slots that coding changes */
        l->worker = llz_worker_new(learn_pending, l); /* where no thread can be had, one does */
}

/* Nothing is allocated but what is small. */
static bool plan(struct llz_learner *l, const struct llz_learner_config *cfg)
{
    const struct llz_level *level = llz_level_get(cfg->level);
    const struct llz_policy *policy = llz_policy_get(cfg->policy);
    const struct llz_rule *rule = llz_rule_get(cfg->optimizer);
    if (!level || !policy || !rule)
        return false;
    l->config = *cfg;
    l->rule = rule;
    l->parts = cfg->parts;
    l->policy = policy;
    l->level = level;
    l->seed = cfg->seed;
    l->tuning = cfg->tuning;
    l->work = llz_work_of(level, l->parts, policy, rule);
    l->budget = cfg->budget;
    l->prior = cfg->prior;
    l->trainer.work = l->work;
    l->trainer.budget = cfg->budget > 0;
    return count(l, cfg);
}

/* A learner without its tables. */
static struct llz_learner *sketch(const struct llz_learner_config *cfg)
{
    struct llz_learner *l = calloc(1, sizeof *l);
    if (l && plan(l, cfg))
        return l;
    llz_learner_free(l);
    return NULL;
}

size_t llz_learner_memory(const struct llz_learner_config *cfg)
{
    struct llz_learner *l = sketch(cfg);
    const size_t bytes = l ? llz_learner_state_bytes(l) : 0;
    llz_learner_free(l);
    return bytes;
}

/* As before the first byte; the tables are zero. */
static void begin_empty(struct llz_learner *l)
{
    if (l->parts & LLZ_PART_LM)
        init_lm(l, &l->config);
    if (l->predictor)
        llz_predictor_init(l->predictor, &l->kernels, l->parts, &l->tuning, l->policy->whole);
}

struct llz_learner *llz_learner_new(const struct llz_learner_config *cfg)
{
    struct llz_learner *l = sketch(cfg);
    if (!l || !choose_kernels(l, cfg->openblas) || !allocate(l)) {
        llz_learner_free(l);
        return NULL;
    }
    begin_empty(l);
    return l;
}

static void spend(struct llz_learner *l, uint64_t operations)
{
    l->operations += operations;
    if (l->credit > DEBT_MAX)
        l->credit -= (int64_t)operations;
}

/* Waits for the window being learned and puts what was learned into force. */
static void finish(struct llz_learner *l)
{
    if (!l->pending)
        return;
    if (l->worker)
        llz_worker_wait(l->worker);
    llz_trainer_commit(&l->trainer, l->pending);
    l->ngram_step = l->slot_step * l->trainer.choice.step[LLZ_GROUP_NGRAM];
    spend(l, llz_trainer_spent(&l->trainer));
    l->pending = NULL;
}

static void begin(struct llz_learner *l)
{
    l->pending = l->coding;
    l->trainer.credit = l->credit;
    if (l->worker)
        llz_worker_start(l->worker);
    else
        learn_pending(l);
}

/* Has the language model done worse than none over the last frame's worth of bytes, the window just filled
 * included? What is no number counts as worse. */
static bool diverged(struct llz_learner *l)
{
    for (size_t t = 0; t < l->coding->n; t++)
        l->watched_loss += l->coding->loss[t];
    l->watched += l->coding->n;
    if (l->watched < l->level->frame)
        return false;
    const bool bad = !(l->watched_loss <= LOSS_MAX * (llz_real)l->watched);
    l->watched_loss = 0;
    l->watched = 0;
    return bad;
}

/* Lets the policy move the step sizes of the mixers' weight sets. */
static void turn_mixers(struct llz_learner *l)
{
    llz_real gain[LLZ_MIXER_SETS];
    for (int i = 0; i < 2; i++) {
        struct llz_tangent *t = &l->predictor->tangent[i];
        llz_tangent_turn(t, gain);
        l->policy->hear(t->factor, gain, t->n, l->mixed / TURN);
    }
}

/* Forgets all that the language model has learned, and learns from now on by the plainest policy. */
static void restart(struct llz_learner *l)
{
    l->policy = &llz_policy_uniform;
    l->trainer.policy = l->policy;
    memset(l->memory.base + l->lm_first, 0, l->lm_end - l->lm_first);
    l->window[0].n = l->window[1].n = 0;
    l->window[0].matched = l->window[1].matched = 0;
    memset(&l->model.history, 0, sizeof l->model.history);
    l->model.view = 0;
    seed_lm(l);
    if (l->predictor)
        llz_predictor_steady(l->predictor);
    l->restarts++;
}

/* Not while a window is being learned. */
static void measure(struct llz_learner *l)
{
    if (l->ahead_n < LLZ_AHEAD * l->level->shape.window)
        return;
    llz_measurer_contributions(l->measurer, &l->trainer, l->ahead, &l->figures);
    l->measured = true;
}

static void forget_copy(struct llz_learner *l)
{
    if (l->kept)
        free(l->kept->memory);
    free(l->kept);
    l->kept = NULL;
    l->keeping = false;
}

void llz_learner_free(struct llz_learner *l)
{
    if (!l)
        return;
    if (l->pending && l->worker)
        llz_worker_wait(l->worker);
    llz_worker_free(l->worker);
    llz_arena_free(&l->memory);
    forget_copy(l);
    free(l->measurer);
    free(l->predictor);
    free(l->slopes);
    if (l->silence)
        llz_silence_free(l->silence);
    free(l->silence);
    free(l);
}

void llz_learner_step(struct llz_learner *l)
{
    const bool lm = l->parts & LLZ_PART_LM;
    if (l->predictor)
        llz_experts_resolve(&l->predictor->experts);
    if (lm) {
        l->coding->matched += l->predictor && llz_experts_matched(&l->predictor->experts) >= LLZ_MATCH_LONG;
        llz_lm_step(&l->model, l->coding);
        llz_bytetree_build(l->model.tree);
    }
    if (l->predictor)
        llz_predictor_begin(l->predictor, lm ? l->model.tree : NULL);
    l->node = 1;
    spend(l, l->work.predict);
}

static uint32_t lm_bit(const struct llz_learner *l)
{
    return llz_bytetree_bit(l->model.tree, l->node, LLZ_PROB_BITS, LLZ_PROB_MIN);
}

/* A probability in the units of the coder. */
static uint32_t units(float probability)
{
    const uint32_t p = (uint32_t)(probability * (float)(1u << LLZ_PROB_BITS));
    const uint32_t top = (1u << LLZ_PROB_BITS) - LLZ_PROB_MIN;
    return p < LLZ_PROB_MIN ? LLZ_PROB_MIN : p > top ? top : p;
}

uint32_t llz_learner_predict_bit(struct llz_learner *l)
{
    return l->predictor ? units(llz_predictor_bit(l->predictor)) : lm_bit(l);
}

void llz_learner_observe_bit(struct llz_learner *l, int bit)
{
    l->node = 2 * l->node + (unsigned)bit;
    if (!l->predictor)
        return;
    llz_predictor_update(l->predictor, bit);
    if (l->policy->hear && l->node > 255 && ++l->mixed % TURN == 0)
        turn_mixers(l);
}

/* With delay, what a window taught takes effect when the next one is full: encoder, decoder and any number of
 * threads agree on that point. */
static void end_window(struct llz_learner *l)
{
    const int delay = l->level->shape.delay;
    finish(l);
    if (diverged(l)) {
        restart(l);
        return;
    }
    if (delay)
        measure(l);
    begin(l);
    if (delay) {
        l->coding = l->coding == &l->window[0] ? &l->window[1] : &l->window[0];
        return;
    }
    finish(l);
    measure(l);
}

void llz_learner_learn(struct llz_learner *l)
{
    l->measured = false;
    if (l->predictor)
        llz_predictor_end(l->predictor);
    if (!(l->parts & LLZ_PART_LM))
        return;
    l->credit += (int64_t)l->budget;
    llz_lm_observe(&l->model, l->coding, (uint8_t)(l->node & 0xff), l->ngram_step);
    if (l->trainer.peek.left > 0) {
        l->trainer.peek.next++;
        l->trainer.peek.left--;
    }
    if (l->coding->n == l->level->shape.window)
        end_window(l);
    l->ahead_n = 0;
}

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
    if (l->predictor) {
        llz_experts_resolve(&l->predictor->experts);
        llz_predictor_skim(l->predictor, byte);
    }
    if (l->parts & LLZ_PART_LM)
        llz_lm_step(&l->model, l->coding);
    l->node = 256u | byte;
    spend(l, l->work.skim);
    llz_learner_learn(l);
}

/* Before a member's first text comes the primer, which is not coded; more of it before a long text than before
 * a short one, so that a short one does not take long. */
static void take_primer(struct llz_learner *l, uint64_t text_bytes)
{
    const uint64_t wanted = PRIMER_LEAST + text_bytes / PRIMER_SHARE;
    const size_t most = l->level->primer;
    l->primer_bytes = llz_primer_tail(l->primer, wanted < most ? (size_t)wanted : most);
    l->primer_full = l->level->primer_full;
}

/* All short texts get as much of the primer, so that they begin alike; a prior's sample is learned in full. */
static void take_prior(struct llz_learner *l, uint64_t text_bytes)
{
    const size_t sample = l->prior->sample_bytes, most = l->level->primer;
    if (l->predictor)
        llz_knowledge_teach(l->prior, &l->predictor->experts);
    l->primer_bytes = llz_primer_tail(l->primer, text_bytes > SHORT || most < SHORT ? most : SHORT);
    memcpy(l->primer + l->primer_bytes, l->prior->sample, sample);
    l->primer_bytes += sample;
    l->primer_full = sample;
}

static void begin_priming(struct llz_learner *l, uint64_t text_bytes)
{
    l->primed = true;
    l->keeping = l->keeping && l->prior && l->operations == 0 && text_bytes <= SHORT;
    if (l->prior)
        take_prior(l, text_bytes);
    else
        take_primer(l, text_bytes);
}

/* The prior has been learned, and nothing else. Without memory for a copy there is none. */
static void remember(struct llz_learner *l)
{
    struct llz_remembered *k = calloc(1, sizeof *k);
    if (k)
        k->memory = malloc(l->memory.used);
    if (!k || !k->memory) {
        free(k);
        l->keeping = false;
        return;
    }
    if (l->pending && l->worker)
        llz_worker_wait(l->worker);
    memcpy(k->memory, l->memory.base, l->memory.used);
    if (l->predictor)
        k->predictor = *l->predictor;
    k->learner = *l;
    k->learner.kept = l->kept = k;
}

void llz_learner_keep(struct llz_learner *l)
{
    l->keeping = !l->measurer && !l->slopes;
}

bool llz_learner_rewind(struct llz_learner *l)
{
    struct llz_remembered *k = l->kept;
    if (!k)
        return false;
    if (l->pending && l->worker)
        llz_worker_wait(l->worker);
    *l = k->learner;
    if (l->predictor)
        *l->predictor = k->predictor;
    memcpy(l->memory.base, k->memory, l->memory.used);
    l->rewound = true;
    return true;
}

bool llz_learner_is_like(const struct llz_learner *l, const struct llz_learner_config *cfg)
{
    const struct llz_learner_config *c = &l->config;
    return c->level == cfg->level && c->policy == cfg->policy && c->optimizer == cfg->optimizer &&
           c->parts == cfg->parts && c->seed == cfg->seed && c->threads == cfg->threads &&
           c->budget == cfg->budget && memcmp(&c->tuning, &cfg->tuning, sizeof c->tuning) == 0 &&
           c->prior == cfg->prior && c->slopes == cfg->slopes && c->openblas == cfg->openblas &&
           c->measuring == cfg->measuring;
}

/* A member that does not begin with text starts without its prior. */
static void empty(struct llz_learner *l)
{
    const struct llz_learner old = *l;
    if (l->pending && l->worker)
        llz_worker_wait(l->worker);
    memset(l->memory.base, 0, l->memory.used);
    if (l->predictor)
        memset(l->predictor, 0, sizeof *l->predictor);
    *l = (struct llz_learner){ .predictor = old.predictor, .worker = old.worker, .kept = old.kept };
    (void)plan(l, &old.config); /* it allocates nothing that is there */
    l->memory = old.memory;
    l->memory.used = 0;
    lay(l);
    l->kernels = old.kernels;
    l->keeping = old.keeping;
    begin_empty(l);
}

void llz_learner_profile(struct llz_learner *l, const struct llz_profile *p, size_t bytes)
{
    const bool rewound = l->rewound;
    l->rewound = false;
    if (rewound && p->kind == LLZ_KIND_TEXT && bytes > 0 && bytes <= SHORT)
        return; /* that is where it was */
    if (rewound)
        empty(l);
    if (l->predictor)
        llz_experts_profile(&l->predictor->experts, p);
    if (!l->primed && p->kind == LLZ_KIND_TEXT && bytes > 0)
        begin_priming(l, bytes);
}

static void count_slopes(struct llz_learner *l, bool counting)
{
    if (l->slopes)
        l->slopes->counting = counting;
}

void llz_learner_peek(struct llz_learner *l, const uint8_t *next, size_t n)
{
    l->trainer.peek.next = next;
    l->trainer.peek.left = n;
}

bool llz_learner_prime(struct llz_learner *l, size_t most)
{
    const struct llz_peek ahead = l->trainer.peek;
    l->trainer.peek.left = 0;
    const size_t left = l->primer_bytes - l->primer_at, n = left < most ? left : most;
    count_slopes(l, false);
    for (const size_t end = l->primer_at + n; l->primer_at < end; l->primer_at++) {
        if (l->primer_bytes - l->primer_at > l->primer_full)
            skim_byte(l, l->primer[l->primer_at]);
        else
            learn_byte(l, l->primer[l->primer_at]);
    }
    if (l->predictor)
        l->predictor->experts.contexts.past.primed = l->predictor->experts.contexts.past.n;
    count_slopes(l, true);
    l->trainer.peek.next = ahead.next;
    l->trainer.peek.left = ahead.left;
    if (l->primer_at == l->primer_bytes && l->keeping && !l->kept)
        remember(l);
    return l->primer_at < l->primer_bytes;
}

void llz_learner_look_ahead(struct llz_learner *l, const uint8_t *ahead, size_t n)
{
    l->ahead = ahead;
    l->ahead_n = n;
}

const struct llz_figures *llz_learner_figures(const struct llz_learner *l)
{
    return l->measured ? &l->figures : NULL;
}

void llz_learner_probe(struct llz_learner *l, const uint8_t *bytes, size_t n, size_t piece, double *nats)
{
    llz_measurer_probe(l->measurer, &l->model, bytes, n, piece, nats);
}

uint64_t llz_learner_learned(const struct llz_learner *l)
{
    return l->trainer.position;
}

bool llz_learner_explain(struct llz_learner *l)
{
    forget_copy(l); /* whose predictor nobody would explain */
    if (!l->predictor || l->silence)
        return true;
    l->silence = calloc(1, sizeof *l->silence);
    return l->silence && llz_silence_begin(l->silence, l->predictor);
}

void llz_learner_alternatives(const struct llz_learner *l, struct llz_alternatives *a)
{
    const struct llz_predictor *m = l->predictor;
    const uint32_t coded = m ? units(m->coded) : lm_bit(l);
    a->lm = l->parts & LLZ_PART_LM ? lm_bit(l) : 0;
    if (m && l->node == 1)
        llz_silence_byte(l->silence, m);
    for (unsigned i = 0; i < LLZ_PART_COUNT; i++) {
        if (!(l->parts & 1u << i))
            a->without[i] = coded;
        else
            a->without[i] = m ? units(llz_silence_bit(l->silence, m, 1u << i)) : 1u << (LLZ_PROB_BITS - 1);
    }
}

unsigned llz_learner_restarts(const struct llz_learner *l)
{
    return l->restarts;
}

uint64_t llz_learner_operations(const struct llz_learner *l)
{
    return l->operations;
}

const double *llz_learner_slopes(const struct llz_learner *l)
{
    return l->slopes ? l->slopes->sum : NULL;
}

size_t llz_learner_state_bytes(const struct llz_learner *l)
{
    return sizeof *l + l->bytes;
}
