/* records.h - a small comparison, whose runs nobody has made; for the fuzzer of results and its seeds. */
#ifndef LLZ_TESTS_FUZZ_RECORDS_H
#define LLZ_TESTS_FUZZ_RECORDS_H

#include "cli/compare/plan.h"
#include "tests/fuzz/fuzz_stream.h"

struct comparison {
    struct input input;
    struct compare_request args;
    struct plan plan;
    const char *policies[1], *optimizers[1], *reads[1];
    char name[2];
};

static inline void comparison_begin(struct comparison *c)
{
    *c = (struct comparison){ .name = "a", .policies = { "law" }, .optimizers = { "adam" } };
    c->input = (struct input){ .name = c->name, .clean = c->name, .size = 2 * PIECE_BYTES + 1 };
    memset(c->input.hash, 'a', HASH_TEXT - 1);
    c->args.common.quiet = 1;
    c->args.common.threads = 1;
    c->args.common.count = 1;
    c->args.levels[0] = 1;
    c->args.policies = (struct names){ .name = c->policies, .count = 1 };
    c->args.optimizers = (struct names){ .name = c->optimizers, .count = 1 };
    c->args.reads.name = c->reads;
    c->args.seeds = 2;
    c->args.jobs = 1;
    MUST(plan_make(&c->plan, &c->args, &c->input) == 0);
}

static inline void comparison_end(struct comparison *c)
{
    plan_free(&c->plan);
}

#endif
