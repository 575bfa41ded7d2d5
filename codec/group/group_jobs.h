/* group_jobs.h - members of one archive coded beside each other, each on a thread of its own, and taken in
 * their order.
 *
 * A member holds everything that coding it needs, so a job is a whole stream of its own (stream.h), its input
 * and its output in memory: nothing is shared but the order. Jobs stand in a ring. Whoever runs it fills the
 * one that is open, starts it, and takes the oldest; that one's output stays where it is until its place is
 * filled anew. */
#ifndef LLZ_GROUP_JOBS_H
#define LLZ_GROUP_JOBS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/container/header.h"
#include "codec/llz.h"

#define LLZ_JOBS_MAX 1024 /* at a time */

/* Bytes that grow, up to a most. */
struct llz_bytes {
    uint8_t *p;
    size_t n, room;
};

/* LLZ_OK or LLZ_ERR_MEMORY. most: what n never exceeds, so that no room is made in vain. */
enum llz_error llz_bytes_add(struct llz_bytes *b, const void *p, size_t n, size_t most);

struct llz_jobs;

struct llz_job {
    struct llz_jobs *jobs;
    pthread_t thread;
    bool threaded;          /* whether it runs on that thread; otherwise it ran when it was started */
    bool whole;             /* decoder: the input is a whole member */
    struct llz_group group; /* encoder: the group to be made, */
    bool notes_follow;      /* and whether notes follow that */
    struct llz_bytes in, out;
    enum llz_error err;
    struct llz_info info; /* results, once the job is through */

    /* Under the lock of the ring, while it runs: */
    bool through;
    uint64_t raw, packed;
};

struct llz_jobs {
    struct llz_options options; /* options of every job */
    bool decode;
    size_t most_in, most_out; /* bytes of a job's input and output */
    uint64_t job_bytes;       /* memory of a job */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool stop; /* under the lock: all are to end soon */
    int count; /* number of places in the ring */
    int first; /* place of the oldest running job */
    int busy;  /* number of running jobs */
    bool open; /* whether the job after them is being filled */
    struct llz_job *at;
};

/* Bytes of the longest archive of a member with so much content, of this model. */
uint64_t llz_jobs_archive_most(int model, uint64_t length);

/* How many jobs of so many bytes each may run at a time: at most `wanted`, at least 0. limit: 0 is none. */
int llz_jobs_fit(uint64_t job_bytes, int wanted, uint64_t limit);

/* A ring of `count` jobs with these options, whose threads, limits and progress are not theirs; NULL without
 * memory. The caller sets decode, most_in, most_out and job_bytes before it opens one. */
struct llz_jobs *llz_jobs_new(int count, const struct llz_options *options, int threads);
void llz_jobs_free(struct llz_jobs *j); /* stops what runs; NULL is allowed */

/* The job that is being filled; one is opened if none is and there is room, otherwise NULL. */
struct llz_job *llz_jobs_open(struct llz_jobs *j);
void llz_jobs_start(struct llz_jobs *j); /* the open one */

/* Waits until the oldest job is through, and makes its place free; its output lasts until that is opened.
 * progress is told meanwhile how far all are, after so many bytes; when it asks to stop they are stopped and
 * the job's error is LLZ_ERR_CANCELLED. */
struct llz_job *llz_jobs_take(struct llz_jobs *j, const struct llz_options *progress, uint64_t raw,
                              uint64_t packed);

#endif
