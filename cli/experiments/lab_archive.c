/* lab_archive.c - labels, coded along the course of a policy that stands before them. */
#include "cli/experiments/lab_archive.h"

#include <stdlib.h>

#include "cli/experiments/sent_policy.h"

/* One batch: inputs, labels and their probabilities. */
struct batch {
    struct llz_arena memory;
    struct llz_lab_set set;
    llz_real *p;
};

static void lay(struct batch *batch, struct llz_arena *a, size_t M, size_t D)
{
    llz_lab_set_lay(&batch->set, a, M, D);
    batch->p = llz_arena_take(a, M, sizeof *batch->p);
}

static int batch_new(struct batch *batch, size_t M, size_t D)
{
    struct llz_arena count = { 0 };

    lay(batch, &count, M, D);
    batch->memory = llz_arena_new(count.used);
    if (!batch->memory.base)
        return -1;
    lay(batch, &batch->memory, M, D);
    return 0;
}

/* The coder's integer: whole units, none of them certain. Not a number, where parameters have overflowed, counts as 0. */
static uint32_t units(llz_real p)
{
    const uint32_t top = (1u << LLZ_PROB_BITS) - LLZ_PROB_MIN;
    uint32_t n;

    if (!(p > 0))
        return LLZ_PROB_MIN;
    if (p >= 1)
        return top;
    n = (uint32_t)(p * (1 << LLZ_PROB_BITS));
    return n < LLZ_PROB_MIN ? LLZ_PROB_MIN : n > top ? top : n;
}

/* The labels of batch t at theta(t). Returns how many the coder gave otherwise than they are: none while encoding. */
static long code_batch(struct llz_coder *coder, const struct llz_lab_bench *b, struct batch *batch, size_t t)
{
    const struct llz_lab_problem *p = &b->problem;
    const size_t D = p->setting.sizes.D, M = batch->set.n;
    const struct llz_fpenv saved = llz_fpenv_enter();
    long wrong = 0;

    llz_lab_problem_batch(p, t, &batch->set);
    llz_lab_products(p, &batch->set, batch->p, b->course.theta + t * D, 1);
    p->kernels->sigmoid(batch->p, batch->p, M);
    for (size_t m = 0; m < M; m++) {
        const int label = batch->set.y[m] > 0;

        wrong += coder->code(coder, label, units(batch->p[m])) != label;
    }
    llz_fpenv_leave(saved);
    return wrong;
}

static long code_labels(struct llz_coder *coder, const struct llz_lab_bench *b, struct batch *batch)
{
    long wrong = 0;

    for (size_t t = 0; t < b->problem.setting.sizes.T; t++)
        wrong += code_batch(coder, b, batch, t);
    return wrong;
}

/* Bytes that suffice: a label costs 18 bits at most, a weight of a policy less than 48. */
static size_t room(const struct llz_lab_sizes *s, size_t M)
{
    return s->T * (M * 3 + s->N * 6 + 8) + 256;
}

int archive_encode(struct lab_archive *a, struct llz_lab_bench *b, enum llz_lab_row row, size_t M)
{
    const struct llz_lab_sizes *z = &b->problem.setting.sizes;
    const size_t size = room(z, M);
    struct sent_policy sent;
    struct batch batch = { .p = NULL };
    struct llz_coder coder;
    int failed = sent_make(&sent, b, row) != 0 || batch_new(&batch, M, z->D) != 0;

    *a = (struct lab_archive){ .bytes = failed ? NULL : malloc(size) };
    failed |= !a->bytes;
    if (!failed) {
        llz_coder_encode(&coder, a->bytes, size);
        sent_code(&sent, &coder);
        a->policy = llz_coder_position(&coder);
        a->distance = sent_run(&sent, b) - b->results->result[row].J;
        (void)code_labels(&coder, b, &batch);
        a->size = llz_coder_finish(&coder);
    }
    sent_free(&sent);
    llz_arena_free(&batch.memory);
    return failed ? -1 : 0;
}

long archive_check(const struct lab_archive *a, struct llz_lab_bench *b, size_t M)
{
    const struct llz_lab_sizes *z = &b->problem.setting.sizes;
    struct sent_policy sent;
    struct batch batch = { .p = NULL };
    struct llz_coder coder;
    long wrong = -1;

    if (sent_new(&sent, z) == 0 && batch_new(&batch, M, z->D) == 0) {
        llz_coder_decode(&coder, a->bytes, a->size);
        sent_code(&sent, &coder);
        (void)sent_run(&sent, b);
        wrong = code_labels(&coder, b, &batch);
        if (!llz_coder_exact(&coder))
            wrong = (long)(z->T * M);
    }
    sent_free(&sent);
    llz_arena_free(&batch.memory);
    return wrong;
}

void archive_free(struct lab_archive *a)
{
    free(a->bytes);
}
