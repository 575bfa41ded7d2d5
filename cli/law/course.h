/* course.h - how one policy learned one file: what was measured at each of its checkpoints. */
#ifndef LLZ_CLI_LAW_COURSE_H
#define LLZ_CLI_LAW_COURSE_H

#include <stdatomic.h>
#include <stddef.h>

#include "cli/lab/cost_trace.h"
#include "cli/law/law_request.h"
#include "cli/law/probe_split.h"

#define WINDOWS_A_CHECKPOINT 32 /* measured up to each, at most */

/* Sums over measured windows. Mean and variance of contributions are in units of the norm of the target's
 * gradient, so that a window before a surprising one counts no more than another. */
struct sums {
    double windows, active; /* active: with bytes in use */
    double bytes, used, used_against, unused_against;
    double mean, variance, effective, cosine, rank_output, rank_rows;
};
void sums_add(struct sums *to, const struct sums *from);

/* Figures made of them. */
struct figures {
    double evenness;       /* mean of CT over its standard deviation within a window; large: all equal */
    double against;        /* share of CT <= 0 among bytes in use */
    double unused;         /* share of bytes not in use */
    double unused_against; /* share of CT <= 0 among the unused bytes */
    double effective, cosine, rank_output, rank_rows;
};
enum { FIGURES = sizeof(struct figures) / sizeof(double) };
struct figures figures_of(const struct sums *s);

struct checkpoint {
    double position;  /* content bytes */
    double learned;   /* bytes that the language model has learned from, what it brings along included */
    double coded;     /* archive bits for each byte since the last checkpoint */
    double probe;     /* bits for each byte of the probe, of the language model */
    struct sums sums; /* sums over the windows since the last checkpoint */
};

struct course {
    const char *policy;
    const struct split *split;
    struct checkpoint at[CHECKPOINTS];
    double *piece; /* [CHECKPOINTS][stretches] bits */
};

/* Shared by all courses that run, and whoever watches them. */
struct course_monitor {
    atomic_int stop;            /* not 0: every course ends soon, with LLZ_ERR_CANCELLED */
    atomic_uint_fast64_t coded; /* content bytes */
};

/* Compresses the rest of s, in memory. LLZ_OK, or why it ended; course_free() in any case. Several threads may run courses
 * of one split. */
enum llz_error course_run(struct course *c, const struct law_request *r, const struct split *s,
                          const char *policy, struct course_monitor *monitor);

void course_free(struct course *c);

#endif
