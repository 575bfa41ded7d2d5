#include "learner/classes.h"

#include <math.h>
#include <string.h>

void llz_classes_lay(struct llz_classes *c, struct llz_arena *a, const struct llz_embedding *e)
{
    const size_t rows = e->tables << e->bits;
    c->dim = e->dim;
    c->factor = llz_arena_take(a, LLZ_ROW_CLASSES, sizeof *c->factor);
    c->sum = llz_arena_take(a, LLZ_ROW_CLASSES, sizeof *c->sum);
    c->seen_n = llz_arena_take(a, LLZ_ROW_CLASSES, sizeof *c->seen_n);
    c->trace = llz_arena_take(a, rows * e->dim, sizeof *c->trace);
    c->updates = llz_arena_take(a, rows, sizeof *c->updates);
}

void llz_classes_init(struct llz_classes *c, const struct llz_policy *policy)
{
    c->policy = policy;
    for (size_t i = 0; i < LLZ_ROW_CLASSES; i++)
        c->factor[i] = 1;
}

static size_t class_of(size_t table, unsigned updates)
{
    size_t log = 0;
    for (; updates > 0 && log < LLZ_SEEN - 1; updates >>= 1)
        log++;
    return table * LLZ_SEEN + log;
}

llz_real llz_classes_begin(struct llz_classes *c, size_t table, uint32_t row, const llz_real *gradient)
{
    const llz_real *trace = c->trace + row * c->dim;
    const unsigned updates = c->updates[row];
    llz_real product = 0, gg = 0, tt = 0;
    for (size_t j = 0; j < c->dim; j++) {
        product -= trace[j] * gradient[j];
        gg += gradient[j] * gradient[j];
        tt += trace[j] * trace[j];
    }
    const llz_real scale = (llz_real)(sqrtf((float)gg) * sqrtf((float)tt));
    if (scale > 0) {
        const size_t then = class_of(table, updates - 1);
        c->sum[then] += product / scale;
        c->seen_n[then] += 1;
    }
    return c->factor[class_of(table, updates)];
}

void llz_classes_end(struct llz_classes *c, uint32_t row, const llz_real *gradient, llz_real rate)
{
    llz_real *trace = c->trace + row * c->dim;
    for (size_t j = 0; j < c->dim; j++)
        trace[j] = c->policy->keep * trace[j] - rate * gradient[j];
    c->updates[row] += c->updates[row] < UINT16_MAX;
}

void llz_classes_turn(struct llz_classes *c)
{
    for (size_t i = 0; i < LLZ_ROW_CLASSES; i++)
        c->sum[i] = c->seen_n[i] > 0 ? c->sum[i] / c->seen_n[i] : 0;
    c->policy->hear(c->factor, c->sum, LLZ_ROW_CLASSES, c->turn++);
    memset(c->sum, 0, LLZ_ROW_CLASSES * sizeof *c->sum);
    memset(c->seen_n, 0, LLZ_ROW_CLASSES * sizeof *c->seen_n);
}
