/* lab_bench.c - the memory that running rows takes, and the time. */
#include "learner/lab/lab_rows.h"

#include <stdlib.h>
#include <time.h>

#include "learner/lab/baselines.h"

static void lay(struct llz_lab_bench *b, struct llz_arena *a)
{
    const struct llz_lab_sizes *s = &b->problem.setting.sizes;

    b->policy.gamma = llz_arena_take(a, s->T * s->N, sizeof *b->policy.gamma);
    b->policy.step = llz_arena_take(a, s->T, sizeof *b->policy.step);
}

bool llz_lab_bench_make(struct llz_lab_bench *b, struct llz_lab_results *results)
{
    struct llz_arena count = { 0 };

    *b = (struct llz_lab_bench){ .results = results };
    if (!llz_lab_problem_make(&b->problem, &results->setting) || !llz_lab_course_new(&b->course, &b->problem))
        return false;
    lay(b, &count);
    b->memory = llz_arena_new(count.used);
    if (!b->memory.base)
        return false;
    lay(b, &b->memory);
    return true;
}

void llz_lab_bench_free(struct llz_lab_bench *b)
{
    free(b->kept);
    llz_arena_free(&b->memory);
    llz_lab_course_free(&b->course);
    llz_lab_problem_free(&b->problem);
}

#define TIMED_PART 32 /* of the perceptron's steps */
#define TIMED_LEAST 8
#define TIMED_TEXTS 8 /* part of the transformer's texts, whose time goes with their number */

/* The processor's time, as others may be at work too. */
static double seconds_now(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0)
        return 0;
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static size_t eighth(size_t n)
{
    return n < TIMED_TEXTS * LLZ_LAB_GRAIN ? LLZ_LAB_GRAIN : n / TIMED_TEXTS / LLZ_LAB_GRAIN * LLZ_LAB_GRAIN;
}

/* A short course. Of the perceptron with all examples, which is what fills the caches. */
static struct llz_lab_setting part_of(const struct llz_lab_setting *setting)
{
    struct llz_lab_setting part = *setting;

    part.sizes.T = TIMED_LEAST;
    if (setting->experiment == LLZ_LAB_TRANSFORMER) {
        part.sizes.N = eighth(setting->sizes.N);
        part.sizes.K = eighth(setting->sizes.K);
    } else if (setting->sizes.T / TIMED_PART > TIMED_LEAST) {
        part.sizes.T = setting->sizes.T / TIMED_PART;
    }
    return part;
}

double llz_lab_pass_seconds(const struct llz_lab_setting *setting)
{
    const struct llz_lab_setting part = part_of(setting);
    struct llz_lab_results results;
    struct llz_lab_bench b = { 0 };
    double seconds = 0;

    if (llz_lab_results_make(&results, &part) && llz_lab_bench_make(&b, &results)) {
        struct llz_lab_found found;
        double begin;

        b.policy.stride = part.sizes.N;
        llz_lab_uniform(&b.problem, &b.policy, 1e-3);
        /* Once in vain: memory is new. */
        llz_lab_evaluate(&b.course, &b.problem, &b.policy, 1, &found);
        begin = seconds_now();
        llz_lab_evaluate(&b.course, &b.problem, &b.policy, 1, &found);
        seconds = (seconds_now() - begin) * (double)setting->sizes.T / (double)part.sizes.T *
                  (double)setting->sizes.N / (double)part.sizes.N;
    }
    llz_lab_bench_free(&b);
    llz_lab_results_free(&results);
    return seconds;
}
