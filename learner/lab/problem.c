/* problem.c - draws the perceptron's problem from its seed; the transformer's is drawn by transformer/lab_texts.c. */
#include "learner/lab/problem.h"

#include <math.h>

#include "learner/lab/lab_model.h"
#include "learner/lab/lab_random.h"
#include "learner/lab/transformer/lab_texts.h"

/* Each kind of number has a stream of its own, so that more examples, say, leave the teacher as it is. */
enum { STREAM_TEACHER, STREAM_START, STREAM_EXAMPLES, STREAM_SEEN, STREAM_UNSEEN, STREAM_BATCHES };

void llz_lab_set_lay(struct llz_lab_set *set, struct llz_arena *a, size_t n, size_t D)
{
    set->n = n;
    set->D = D;
    set->x = llz_arena_take(a, n * D, sizeof *set->x);
    set->xt = llz_arena_take(a, n * D, sizeof *set->xt);
    set->y = llz_arena_take(a, n, sizeof *set->y);
}

static void lay(struct llz_lab_problem *p, struct llz_arena *a)
{
    const struct llz_lab_sizes *s = &p->setting.sizes;

    p->teacher = llz_arena_take(a, s->D, sizeof *p->teacher);
    p->start = llz_arena_take(a, s->D, sizeof *p->start);
    llz_lab_set_lay(&p->examples, a, s->N, s->D);
    llz_lab_set_lay(&p->seen, a, s->K, s->D);
    llz_lab_set_lay(&p->unseen, a, s->K, s->D);
}

static size_t panel_width(size_t from, size_t all)
{
    return all - from < LLZ_LAB_PANEL ? all - from : LLZ_LAB_PANEL;
}

/* Where the place is of column among columns in the first of rows, and how far its next row is. */
static llz_real *panel_column(llz_real *panels, size_t rows, size_t column, size_t columns, size_t *stride)
{
    const size_t from = column - column % LLZ_LAB_PANEL;

    *stride = panel_width(from, columns);
    return panels + from * rows + column % LLZ_LAB_PANEL;
}

/* Twice: by example for products with parameters, by coordinate for sums over examples. Either product then reads
 * memory in the order in which it lies. */
static void put_input(const struct llz_lab_set *set, size_t i, const llz_real *x)
{
    size_t stride;
    llz_real *column = panel_column(set->xt, set->D, i, set->n, &stride);

    for (size_t d = 0; d < set->D; d++)
        column[d * stride] = x[d];
    for (size_t d = 0; d < set->D; d++) {
        llz_real *place = panel_column(set->x, set->n, d, set->D, &stride);

        place[i * stride] = x[d];
    }
}

void llz_lab_input(const struct llz_lab_set *set, size_t i, llz_real *x)
{
    size_t stride;
    const llz_real *column = panel_column(set->xt, set->D, i, set->n, &stride);

    for (size_t d = 0; d < set->D; d++)
        x[d] = column[d * stride];
}

void llz_lab_products(const struct llz_lab_problem *p, const struct llz_lab_set *set, llz_real *y,
                      const llz_real *v, size_t rows)
{
    for (size_t i = 0; i < set->n; i += LLZ_LAB_PANEL) {
        const size_t width = panel_width(i, set->n);

        p->kernels->gemm(y + i, set->n, v, set->D, set->xt + i * set->D, width, rows, width, set->D, false);
    }
}

void llz_lab_sums(const struct llz_lab_problem *p, const struct llz_lab_set *set, llz_real *y,
                  const llz_real *w, size_t rows)
{
    for (size_t d = 0; d < set->D; d += LLZ_LAB_PANEL) {
        const size_t width = panel_width(d, set->D);

        p->kernels->gemm(y + d, set->D, w, set->n, set->x + d * set->n, width, rows, width, set->n, false);
    }
}

static void draw_set(const struct llz_lab_problem *p, struct llz_lab_set *set, uint64_t stream, float mean,
                     float deviation)
{
    const size_t D = p->setting.sizes.D;
    struct llz_lab_random r = llz_lab_random_begin(p->setting.seed, stream);
    _Alignas(64) llz_real x[LLZ_LAB_DIMENSIONS_MAX];

    for (size_t i = 0; i < set->n; i++) {
        for (size_t d = 0; d < D; d++)
            x[d] = fmaf(deviation, llz_lab_random_normal(&r), mean);
        put_input(set, i, x);
        set->y[i] = p->kernels->dot(p->teacher, x, D) > 0 ? 1.0f : 0.0f;
    }
}

/* The length of the teacher changes no label, so coordinates of deviation 1 do for the paper's sqrt(D). */
static void draw_teacher(struct llz_lab_problem *p)
{
    struct llz_lab_random r = llz_lab_random_begin(p->setting.seed, STREAM_TEACHER);

    for (size_t d = 0; d < p->setting.sizes.D; d++)
        p->teacher[d] = llz_lab_random_normal(&r);
}

/* The bound is that of the paper's library for a linear layer of D inputs. Where the start is zero nothing is drawn: the
 * arena is zeroed. */
static void draw_start(struct llz_lab_problem *p)
{
    const size_t D = p->setting.sizes.D;
    const float bound = 1 / sqrtf((float)D);
    struct llz_lab_random r = llz_lab_random_begin(p->setting.seed, STREAM_START);

    for (size_t d = 0; d < D && !p->setting.start_at_zero; d++)
        p->start[d] = bound * llz_lab_random_uniform(&r);
}

bool llz_lab_problem_make(struct llz_lab_problem *p, const struct llz_lab_setting *setting)
{
    struct llz_arena count = { 0 };
    struct llz_fpenv saved;

    *p = (struct llz_lab_problem){ .setting = *setting,
                                   .model = &llz_lab_perceptron,
                                   .kernels = llz_kernels_get() };
    if (setting->experiment == LLZ_LAB_TRANSFORMER)
        return llz_lab_texts_make(p);
    lay(p, &count);
    p->memory = llz_arena_new(count.used);
    if (!p->memory.base)
        return false;
    lay(p, &p->memory);
    saved = llz_fpenv_enter();
    draw_teacher(p);
    draw_start(p);
    draw_set(p, &p->examples, STREAM_EXAMPLES, 0, setting->spread);
    draw_set(p, &p->seen, STREAM_SEEN, setting->shift, 1);
    draw_set(p, &p->unseen, STREAM_UNSEEN, setting->shift, 1);
    llz_fpenv_leave(saved);
    return true;
}

void llz_lab_problem_free(struct llz_lab_problem *p)
{
    llz_arena_free(&p->memory);
}

void llz_lab_problem_batch(const struct llz_lab_problem *p, uint64_t i, struct llz_lab_set *set)
{
    if (p->setting.experiment == LLZ_LAB_TRANSFORMER)
        llz_lab_texts_batch(p, i, set);
    else
        draw_set(p, set, STREAM_BATCHES + i, p->setting.shift, 1);
}
