/* lab_archive.c - labels, coded along the course of a policy that stands before them. */
#include "cli/experiments/lab_archive.h"

#include <stdlib.h>
#include <string.h>

#include "cli/experiments/sent_policy.h"

/* One batch: inputs, labels and their probabilities. */
struct batch {
    struct llz_arena memory;
    struct llz_lab_set set;
    unsigned char *known; /* of texts, what is known by now; the encoder knows all */
    llz_real *p;
};

static void lay(struct batch *batch, struct llz_arena *a, size_t M, const struct llz_lab_setting *s)
{
    const size_t symbols = M * s->net.length;

    if (s->experiment == LLZ_LAB_TRANSFORMER) {
        batch->set = (struct llz_lab_set){ .n = M, .text = llz_arena_take(a, symbols, 1) };
        batch->known = llz_arena_take(a, symbols, 1);
        batch->p = llz_arena_take(a, symbols * s->net.symbols, sizeof *batch->p);
    } else {
        llz_lab_set_lay(&batch->set, a, M, s->sizes.D);
        batch->p = llz_arena_take(a, M, sizeof *batch->p);
    }
}

static int batch_new(struct batch *batch, size_t M, const struct llz_lab_setting *s)
{
    struct llz_arena count = { 0 };

    lay(batch, &count, M, s);
    batch->memory = llz_arena_new(count.used);
    if (!batch->memory.base)
        return -1;
    lay(batch, &batch->memory, M, s);
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

/* ---- Texts ---- */

#define SYMBOL_BITS 7

/* Of the symbols from first on, as many as are there. */
static llz_real sum_of(const llz_real *p, size_t first, size_t count, size_t symbols)
{
    llz_real sum = 0;

    for (size_t i = first; i < first + count && i < symbols; i++)
        sum += p[i];
    return sum;
}

/* Bit by bit, from the highest on, each by what the probabilities say of the symbols that are left. */
static unsigned char code_symbol(struct llz_coder *coder, unsigned char symbol, const llz_real *p,
                                 size_t symbols)
{
    size_t first = 0;

    for (size_t half = 1u << (SYMBOL_BITS - 1); half > 0; half /= 2) {
        const llz_real zero = sum_of(p, first, half, symbols), one = sum_of(p, first + half, half, symbols);

        if (first + half < symbols && coder->code(coder, (symbol & half) != 0, units(one / (zero + one))))
            first += half;
    }
    return (unsigned char)first;
}

static void find_probabilities(struct llz_lab_bench *b, struct batch *batch)
{
    const struct llz_transformer_pass pass = { .text = batch->known,
                                               .n = batch->set.n,
                                               .probability = batch->p };

    llz_transformer_run(&b->course.net, &pass);
}

/* Symbol after symbol of all texts. What comes after one does not change what is known of it: the encoder has the probabilities
 * of all by one pass, the same as the decoder, which has nothing there yet and needs a pass for each. */
static void code_symbols(struct llz_coder *coder, struct llz_lab_bench *b, struct batch *batch, bool decoding)
{
    const size_t L = b->problem.setting.net.length, V = b->problem.setting.net.symbols;

    if (!decoding)
        find_probabilities(b, batch);
    for (size_t i = 0; i < L; i++) {
        if (decoding)
            find_probabilities(b, batch);
        for (size_t at = i; at < batch->set.n * L; at += L)
            batch->known[at] = code_symbol(coder, batch->known[at], batch->p + at * V, V);
    }
}

/* Returns how many symbols the coder gave otherwise than they are. */
static long code_texts(struct llz_coder *coder, struct llz_lab_bench *b, struct batch *batch, size_t t,
                       bool decoding)
{
    const size_t n = batch->set.n * b->problem.setting.net.length;
    const struct llz_fpenv saved = llz_fpenv_enter();
    long wrong = 0;

    llz_lab_problem_batch(&b->problem, t, &batch->set);
    if (decoding)
        memset(batch->known, 0, n);
    else
        memcpy(batch->known, batch->set.text, n);
    llz_transformer_set(&b->course.net, b->course.theta + t * b->problem.setting.sizes.D, NULL);
    code_symbols(coder, b, batch, decoding);
    for (size_t i = 0; i < n; i++)
        wrong += batch->known[i] != batch->set.text[i];
    llz_fpenv_leave(saved);
    return wrong;
}

/* ---- Labels ---- */

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

static long code_labels(struct llz_coder *coder, struct llz_lab_bench *b, struct batch *batch, bool decoding)
{
    long wrong = 0;

    for (size_t t = 0; t < b->problem.setting.sizes.T; t++)
        wrong += b->problem.setting.experiment == LLZ_LAB_TRANSFORMER ? code_texts(coder, b, batch, t, decoding)
                                                                      : code_batch(coder, b, batch, t);
    return wrong;
}

/* Bytes that suffice: a decision costs 18 bits at most, a weight of a policy less than 48. */
static size_t room(const struct llz_lab_setting *s, size_t M)
{
    const size_t decisions = s->experiment == LLZ_LAB_TRANSFORMER ? M * s->net.length * SYMBOL_BITS : M;

    return s->sizes.T * (decisions * 3 + s->sizes.N * 6 + 8) + 256;
}

int archive_encode(struct lab_archive *a, struct llz_lab_bench *b, enum llz_lab_row row, size_t M)
{
    const size_t size = room(&b->problem.setting, M);
    struct sent_policy sent;
    struct batch batch = { .p = NULL };
    struct llz_coder coder;
    int failed = sent_make(&sent, b, row) != 0 || batch_new(&batch, M, &b->problem.setting) != 0;

    *a = (struct lab_archive){ .bytes = failed ? NULL : malloc(size) };
    failed |= !a->bytes;
    if (!failed) {
        llz_coder_encode(&coder, a->bytes, size);
        sent_code(&sent, &coder);
        a->policy = llz_coder_position(&coder);
        a->distance = sent_run(&sent, b) - b->results->result[row].J;
        (void)code_labels(&coder, b, &batch, false);
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

    if (sent_new(&sent, z) == 0 && batch_new(&batch, M, &b->problem.setting) == 0) {
        llz_coder_decode(&coder, a->bytes, a->size);
        sent_code(&sent, &coder);
        (void)sent_run(&sent, b);
        wrong = code_labels(&coder, b, &batch, true);
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
