/* plan.h - every run that a comparison consists of: files x levels x ways of learning x seeds. */
#ifndef LLZ_CLI_COMPARE_PLAN_H
#define LLZ_CLI_COMPARE_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "cli/compare/compare_request.h"
#include "cli/compare/variant.h"
#include "cli/lab/cost_trace.h"
#include "cli/lab/inputs.h"

/* What a run found out. */
struct result {
    uint64_t packed;     /* bytes of the archive */
    uint64_t operations; /* floating-point operations of the model, as llz_info counts them */
    uint64_t named;      /* bytes of packed that only name policy and optimizer */
    unsigned restarts;   /* number of times that learning diverged, and went on as uniform */
    double seconds;      /* seconds of encoding */
    double decoding;     /* seconds of decoding; 0: not verified */
    int verified;        /* decoded and compared; 0: not asked for */
    struct trace trace;
};

/* RUN_ELSEWHERE: another shard's. */
enum run_state { RUN_TODO, RUN_DONE, RUN_FAILED, RUN_ELSEWHERE };

/* What predicts: the model of a level, or one that was named. */
struct plan_level {
    int level;      /* -1: none */
    uint64_t model; /* 0: that of the level */
};

struct run {
    const struct input *input;
    const struct plan_level *level;
    const struct variant *variant;
    uint64_t seed;
    enum run_state state;
    struct result result;
};

struct plan {
    const struct compare_request *request;
    struct input *inputs; /* the caller's; input_count of them */
    struct plan_level *levels;
    struct variant *variants; /* all variants, references included */
    uint64_t *seeds;
    int input_count, level_count, variant_count, seed_count;
    struct run *runs; /* files outermost, then levels, variants, seeds */
    size_t count;
    size_t distinct; /* runs, each once: two files may be equal */
    char *inert;     /* [levels][variants] whether nothing that tells it from another acts there */
    char id[17];     /* of all that was asked for: shards of one comparison have the same */
};

/* 0, or -1 for want of memory; plan_free() in both cases. The inputs have been read. */
int plan_make(struct plan *plan, const struct compare_request *request, struct input *inputs);

/* The same of a plan whose inputs, levels, variants and seeds are there, but no runs. */
int plan_lay_out(struct plan *plan);

/* The first run of a cell; those of its other seeds follow. */
struct run *plan_cell(const struct plan *plan, int input, int level, int variant);

/* Leaves all runs but every so many to other shards. Those of one way of learning, and of one file, are dealt out
 * evenly. */
void plan_keep_shard(struct plan *plan, int shard, int shards);

static inline char *plan_inert(const struct plan *plan, int level, int variant)
{
    return &plan->inert[level * plan->variant_count + variant];
}

/* "5", or "model 79". */
#define PLAN_LEVEL_TEXT 32
const char *plan_level_text(char text[PLAN_LEVEL_TEXT], const struct plan_level *level);

/* "level 5", or "model 79". */
const char *plan_level_name(char text[PLAN_LEVEL_TEXT], const struct plan_level *level);

void plan_free(struct plan *plan);

#endif
