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

enum run_state { RUN_TODO, RUN_DONE, RUN_FAILED };

struct run {
    const struct input *input;
    int level;
    const struct variant *variant;
    uint64_t seed;
    enum run_state state;
    struct result result;
};

struct plan {
    const struct compare_request *request;
    struct input *inputs; /* the inputs, request->common.count */
    int levels[LLZ_LEVEL_MAX + 1];
    struct variant *variants; /* all variants, references included */
    int input_count, level_count, variant_count;
    struct run *runs; /* files outermost, then levels, variants, seeds */
    size_t count;
};

/* 0, or -1 for want of memory; plan_free() in both cases. The inputs have been read. */
int plan_make(struct plan *plan, const struct compare_request *request, struct input *inputs);

/* The first run of a cell; those of its other seeds follow. */
struct run *plan_cell(const struct plan *plan, int input, int level, int variant);

void plan_free(struct plan *plan);

#endif
