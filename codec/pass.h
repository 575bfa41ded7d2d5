/* pass.h - content encoded once, in memory. */
#ifndef LLZ_PASS_H
#define LLZ_PASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/llz.h"
#include "codec/planner.h"

/* What is encoded, and how. */
struct llz_pass {
    struct llz_options options;
    struct llz_tuning tuning;
    bool wants_slopes;
    const uint8_t *content;
    size_t n;
    /* What came of it. */
    enum llz_error err;
    struct llz_archive archive;
    bool has_slopes;
    double slopes[LLZ_KNOBS];
};

/* Fills in what came of it; archive.data is NULL where err is not LLZ_OK. */
void llz_pass_run(struct llz_pass *p);
/* Several of them. Beside each other, if threads says so and memory suffices; the options of the first alone
 * have a progress callback then. */
void llz_pass_run_all(struct llz_pass *p, size_t count, int threads);

#endif
