/* coding.h - one run: a file through an encoder, and its archive through a decoder, in memory. */
#ifndef LLZ_CLI_COMPARE_CODING_H
#define LLZ_CLI_COMPARE_CODING_H

#include <stdatomic.h>

#include "cli/compare/plan.h"

/* Shared by all runs and whoever watches them. */
struct monitor {
    atomic_int stop; /* not 0: every run ends soon, with LLZ_ERR_CANCELLED */
    /* bytes of content that encoders and decoders have dealt with, each as often as it weighs */
    atomic_uint_fast64_t coded;
};

/* How much a byte weighs at a level: about as its time does. */
unsigned coding_weight(const struct plan_level *level);

/* Why a run failed. */
struct mishap {
    enum llz_error code;
    int differs; /* the archive decodes to something else than the file */
};

/* Fills run->result. 0, or -1 with *why filled. Runs of one plan may be made in several threads at once;
 * nothing is said to the user. */
int coding_run(struct run *run, const struct compare_request *request, struct monitor *monitor,
               struct mishap *why);

#endif
