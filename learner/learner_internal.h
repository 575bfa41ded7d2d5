/* learner_internal.h - the inside of struct llz_learner: what making, coding, priming and remembering share. */
#ifndef LLZ_LEARNER_INTERNAL_H
#define LLZ_LEARNER_INTERNAL_H

#include "learner/learner.h"
#include "learner/measure/flop_count.h"
#include "learner/measure/measure.h"
#include "learner/rows.h"
#include "learner/trainer.h"
#include "learner/worker.h"
#include "model/mixing/ablation.h"
#include "model/mixing/predictor.h"

#define LLZ_DEBT_MAX (INT64_MIN / 2) /* operations: a budget so low teaches nothing anyway */

struct llz_learner {
    struct llz_lm model;
    struct llz_predictor *predictor; /* NULL: the language model alone predicts */
    struct llz_ablation *ablation;   /* NULL: nobody asks */
    struct llz_trainer trainer;
    struct llz_window window[2];
    struct llz_window *coding;  /* window being filled */
    struct llz_window *pending; /* the one being learned, NULL: none */
    struct llz_kernels kernels;
    struct llz_worker *worker; /* NULL: everything happens on the caller's thread */
    struct llz_arena memory;
    const struct llz_rule *rule; /* rule of the optimizer */
    unsigned parts;
    const struct llz_policy *policy;
    struct llz_policy_values values; /* of the parameters that it began with */
    uint32_t match_long;             /* bytes of a match that counts as one that foresees */
    const struct llz_row *row;
    struct llz_predictor_shape shape; /* of its predictor */
    uint64_t seed;
    struct llz_tuning tuning;
    size_t lm_first, lm_end; /* range of the arena with the language model and all that learns it */
    llz_real watched_loss;   /* nats, of watched bytes */
    size_t watched;
    unsigned restarts;
    const struct llz_prior_content *prior; /* NULL: none */
    bool primed;
    uint8_t *primer;       /* [row->primer], and after it the prior's sample */
    uint64_t *primer_mark; /* of these (arena.h) */
    size_t primer_bytes;   /* number of its bytes that are to be learned */
    size_t primer_full;    /* number of its last bytes, which are learned in full */
    size_t primer_at;      /* number of its bytes that have been learned */
    uint64_t mixed;        /* bytes that the mixers learned from */
    llz_real error[8];     /* P(1) - bit of the byte's bits, as they were mixed, */
    bool mixes;            /* if they were */
    unsigned node;         /* node of the byte tree, 1 before the first bit */
    bool owing;            /* the last byte has been coded, and nobody has been told */
    bool lm_owing;         /* likewise, for the task: the language model has not, */
    uint8_t last;          /* of this byte */
    bool learn_owing;      /* the worker has not been asked to learn the pending window */
    /* Embedding rows have not learned from this window, and all else has; NULL: there is none. */
    struct llz_window *rows_owing;
    llz_real slot_step;  /* factor on the step of the direct logits, by the tuning, */
    llz_real ngram_step; /* factor on the step that the policy chose last */
    struct llz_flops work;
    uint64_t operations; /* done so far */
    uint64_t budget;     /* operations for each byte, 0: none */
    int64_t credit;      /* operations that the bytes so far have earned and nothing has spent */
    size_t bytes;
    struct llz_measurer *measurer; /* NULL: nothing is measured */
    bool measured;                 /* figures are of the last llz_learner_learn */
    const uint8_t *ahead;          /* the next ahead_n bytes, 0: nothing is to be measured */
    size_t ahead_n;
    struct llz_figures figures;
    struct llz_learner_config config;
    bool keeping;              /* a snapshot is made once the primer has been learned, */
    struct llz_snapshot *kept; /* this one; NULL: not yet */
};

/* Tasks of the worker, the most urgent first. */
enum { LLZ_TASK_LM, LLZ_TASK_LEARN, LLZ_TASKS };

/* ---- learner.c ---- */

/* Tells experts and language model the last byte, unless they know it: before anything looks at them between two
 * bytes. */
void llz_learner_settle(struct llz_learner *l);
/* The two steps to the next byte: afterwards its contexts are resolved, and then its distribution is there. What stands
 * between them happens beside the language model. */
void llz_learner_advance(struct llz_learner *l);
void llz_learner_arrive(struct llz_learner *l);
/* What they leave to the worker, if there is one; argument: the learner. */
void llz_learner_distribute(void *argument);

/* ---- learner_new.c ---- */

/* The language model as it is before the first byte; its memory is zero. */
void llz_learner_seed(struct llz_learner *l);
/* Learns the pending window; argument: the learner. */
void llz_learner_learn_pending(void *argument);

/* ---- snapshot.c ---- */

/* The primer has been learned, and nothing else. Without memory for a snapshot there is none. */
void llz_learner_take_snapshot(struct llz_learner *l);
void llz_learner_drop_snapshot(struct llz_learner *l); /* the snapshot */

/* Of the prior. */
static inline size_t llz_learner_sample_bytes(const struct llz_learner *l)
{
    return l->prior ? l->prior->sample_bytes : 0;
}

static inline void llz_learner_spend(struct llz_learner *l, uint64_t operations)
{
    l->operations += operations;
    if (l->credit > LLZ_DEBT_MAX)
        l->credit -= (int64_t)operations;
}

#endif
