/* bench_model.c - multiply-adds a second of the model's forward and backward pass on one core, beside a loop
 * that does nothing else.
 *
 * usage: bench_model [LEVEL [FILE]]      level 5 and made-up words by default
 *
 * All four are measured in turns within one run, so that they share the machine's weather; medians are printed.
 * Multiply-adds are those of the dense layers alone: what embeddings, n-gram slots, gates and the optimizer
 * cost counts as time without work. LLZ_KERNEL chooses the kernel, as everywhere. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "learner/trainer.h"
#include "tests/bench/fma.h"

/* A repetition is one window, under a millisecond at most levels, so that most escape interruption. */
enum {
    REPETITIONS = 401,
    WARM_UP = 64,
    DATA = 1 << 18,
    PURE = 1 << 24 /* multiply-adds of the pure loop in a repetition */
};

enum what { FORWARD, BACKWARD, BOTH, PURE_LOOP, KINDS };

struct bench {
    struct llz_lm model;
    struct llz_window window;
    struct llz_trainer trainer;
    struct llz_arena memory;
    unsigned char data[DATA];
    size_t have, next; /* bytes in data, the next one to show */
    double seconds[KINDS][REPETITIONS];
    double work[KINDS]; /* multiply-adds of a repetition */
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Words of a small made-up language, common ones often: the tables are filled and missed much as by text. */
static void make_words(struct bench *b)
{
    unsigned long long random = 1;
    while (b->have < DATA) {
        random = random * 6364136223846793005ULL + 1442695040888963407ULL;
        const unsigned bits = (unsigned)(random >> 40) & 15;
        unsigned long long word = (random >> 44) & ((1U << bits) - 1);
        word = (word + 1) * 0x9e3779b97f4a7c15ULL;
        for (int letters = 2 + (int)(word >> 60) / 2; letters > 0 && b->have < DATA - 1; letters--) {
            b->data[b->have++] = (unsigned char)("etaoinshrdlucmfw"[word >> 56 & 15]);
            word *= 0x9e3779b97f4a7c15ULL;
        }
        b->data[b->have++] = ' ';
    }
}

static bool read_data(struct bench *b, const char *name)
{
    FILE *f = fopen(name, "rb");
    if (!f)
        return false;
    b->have = fread(b->data, 1, DATA, f);
    fclose(f);
    return b->have > 0;
}

static void lay(struct bench *b, const struct llz_shape *shape)
{
    llz_lm_lay(&b->model, &b->memory, shape);
    llz_window_lay(&b->window, &b->memory, shape);
    llz_trainer_lay(&b->trainer, &b->memory, &b->model, llz_policy_get(0), NULL, llz_rule_get(0));
}

static bool create(struct bench *b, const struct llz_row *level)
{
    lay(b, &level->shape);
    const size_t bytes = b->memory.used;
    b->memory = llz_arena_new(bytes);
    if (!b->memory.base)
        return false;
    memset(b->memory.base, 0, bytes); /* first touches are the system's time, not the model's */
    lay(b, &level->shape);
    llz_lm_init(&b->model, llz_kernels_get(), 0);
    llz_trainer_init(&b->trainer, &level->rates, 1);
    return true;
}

static void count_work(struct bench *b)
{
    const double T = (double)b->model.shape.window;
    for (int i = 0; i < LLZ_LAYERS; i++) {
        const double K = (double)b->model.layer[i].K, N = (double)b->model.layer[i].N;
        b->work[FORWARD] += (K > 0) * (K + 1) * N * T;
        b->work[BACKWARD] += 2 * K * N * T; /* gradients of inputs and of weights */
    }
    b->work[BOTH] = b->work[FORWARD] + b->work[BACKWARD];
}

/* Forward through a window, then learn it, as a program with one thread does. */
static void run_model(struct bench *b, int repetition)
{
    const double start = now();
    for (size_t t = 0; t < b->model.shape.window; t++) {
        llz_lm_step(&b->model, &b->window);
        llz_lm_observe(&b->model, &b->window, b->data[b->next], 1);
        b->next = (b->next + 1) % b->have;
    }
    const double half = now();
    llz_trainer_learn(&b->trainer, &b->window);
    llz_trainer_commit(&b->trainer, &b->window);
    const double end = now();
    b->seconds[FORWARD][repetition] = half - start;
    b->seconds[BACKWARD][repetition] = end - half;
    b->seconds[BOTH][repetition] = end - start;
}

/* Without a loop of its own a kernel is compared with its product over matrices
 * that stay in the first-level cache. */
static void run_gemm(struct bench *b)
{
    enum { SIDE = 48 };
    static _Alignas(64) llz_real c[SIDE * SIDE], x[SIDE * SIDE];
    for (b->work[PURE_LOOP] = 0; b->work[PURE_LOOP] < PURE / 4; b->work[PURE_LOOP] += SIDE * SIDE * SIDE)
        b->model.kernels->gemm(c, SIDE, x, SIDE, x, SIDE, SIDE, SIDE, SIDE, false);
}

static void run_pure(struct bench *b, int repetition)
{
    size_t done;
    double start = now();
    volatile float result = bench_fma(b->model.kernels->name, PURE, &done);
    b->work[PURE_LOOP] = (double)done;
    if (isnan(result)) {
        start = now();
        run_gemm(b);
    }
    b->seconds[PURE_LOOP][repetition] = now() - start;
}

static int ascending(const void *x, const void *y)
{
    const double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static double rate(struct bench *b, enum what i)
{
    qsort(b->seconds[i], REPETITIONS, sizeof(double), ascending);
    return b->work[i] / b->seconds[i][REPETITIONS / 2];
}

static void print_table(struct bench *b, int level)
{
    static const char *const name[KINDS] = { "forward", "backward + update", "both", "pure loop" };
    const double pure = rate(b, PURE_LOOP);
    printf("level %d, kernel %s, one thread, medians of %d windows of %zu bytes\n\n", level,
           b->model.kernels->name, REPETITIONS, b->model.shape.window);
    printf("| what | multiply-adds a byte | us a byte | 10^9 multiply-adds a second | %% of pure loop |\n");
    printf("|---|---|---|---|---|\n");
    for (int i = 0; i < PURE_LOOP; i++) {
        const double r = rate(b, i), a_byte = b->work[i] / (double)b->model.shape.window;
        printf("| %s | %.0f | %.2f | %.1f | %.0f |\n", name[i], a_byte, 1e6 * a_byte / r, r / 1e9,
               100 * r / pure);
    }
    printf("| %s | | | %.1f | 100 |\n", name[PURE_LOOP], pure / 1e9);
}

int main(int argc, char **argv)
{
    static struct bench b;
    const int number = argc > 1 ? atoi(argv[1]) : 5;
    const struct llz_row *level = llz_row_get(llz_row_of_level(number));
    if (argc > 3 || !level) {
        fprintf(stderr, "usage: bench_model [LEVEL [FILE]]\n");
        return 2;
    }
    if (argc < 3)
        make_words(&b);
    else if (!read_data(&b, argv[2])) {
        fprintf(stderr, "bench_model: cannot read %s\n", argv[2]);
        return 1;
    }
    if (!create(&b, level)) {
        fprintf(stderr, "bench_model: no memory\n");
        return 1;
    }
    count_work(&b);
    const struct llz_fpenv saved = llz_fpenv_enter();
    for (int i = 0; i < WARM_UP; i++)
        run_model(&b, 0); /* its times are overwritten */
    for (int i = 0; i < REPETITIONS; i++) {
        run_pure(&b, i);
        run_model(&b, i);
    }
    llz_fpenv_leave(saved);
    print_table(&b, number);
    llz_arena_free(&b.memory);
    return 0;
}
