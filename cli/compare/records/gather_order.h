/* gather_order.h - in which order records, files and ways of learning stand, wherever they come from. */
#ifndef LLZ_GATHER_ORDER_H
#define LLZ_GATHER_ORDER_H

#include <jansson.h>

#include "cli/compare/plan.h"

struct gathered {
    json_t *record; /* without flaw */
    const char *path;
    struct run *run; /* where it was put */
};

/* 0: two records of one run, whatever came out. */
int gather_order_of_run(const struct gathered *a, const struct gathered *b);

/* Those of one run beside each other, the better one first. */
void gather_order_sort(struct gathered *records, size_t count);

/* Sorts inputs, levels, variants and seeds of a plan. */
void gather_order_plan(struct plan *plan);

#endif
