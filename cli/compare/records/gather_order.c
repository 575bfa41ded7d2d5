/* gather_order.c - in which order records, files and ways of learning stand: names of files by their bytes, levels
 * before models, uniform before other policies, which keep the order of the library's table. */
#include "cli/compare/records/gather_order.h"

#include <stdlib.h>
#include <string.h>

#include "cli/compare/records/run_record.h"
#include "cli/options/values.h"

static int compare_members(const struct gathered *a, const struct gathered *b, const char *name)
{
    const json_t *x = json_object_get(a->record, name), *y = json_object_get(b->record, name);
    const json_int_t i = json_integer_value(x), k = json_integer_value(y);

    if (json_is_string(x))
        return strcmp(json_string_value(x), json_string_value(y));
    return (i > k) - (i < k);
}

int gather_order_of_run(const struct gathered *a, const struct gathered *b)
{
    /* Not the name of the file: a renamed one is still the same. */
    static const char *const members[] = { "xxh3_128", "size", "level", "model", "seed" };
    int order = 0;

    for (size_t m = 0; m < sizeof members / sizeof members[0] && order == 0; m++)
        order = compare_members(a, b, members[m]);
    for (int d = 0; d < variant_dimension_count && order == 0; d++)
        order = compare_members(a, b, variant_dimensions[d].name);
    return order;
}

/* What was verified is better, and then what is older; names decide what is left, so that none depends on the order in
 * which files are read. */
static int by_run(const void *a, const void *b)
{
    const struct gathered *x = a, *y = b;
    int order = gather_order_of_run(x, y);

    if (order == 0)
        order = record_verified(y->record) - record_verified(x->record);
    if (order == 0)
        order = strcmp(record_text(x->record, "file"), record_text(y->record, "file"));
    if (order == 0)
        order = strcmp(record_text(x->record, "ended"), record_text(y->record, "ended"));
    return order;
}

void gather_order_sort(struct gathered *records, size_t count)
{
    qsort(records, count, sizeof *records, by_run);
}

static int by_name(const void *a, const void *b)
{
    const struct input *x = a, *y = b;
    const int order = strcmp(x->clean, y->clean);

    return order ? order : strcmp(x->hash, y->hash);
}

static int by_level(const void *a, const void *b)
{
    const struct plan_level *x = a, *y = b;

    /* Models have the level -1, and come last. */
    if ((x->level < 0) != (y->level < 0))
        return x->level < 0 ? 1 : -1;
    if (x->level != y->level)
        return x->level - y->level;
    return (x->model > y->model) - (x->model < y->model);
}

/* The place of a name in a table, whatever parameters follow it; what is not there comes last. */
static int place(const char *name, const char *(*names)(int i))
{
    const size_t length = strcspn(name, ":");
    int i = 0;

    while (names(i) && (strlen(names(i)) != length || memcmp(names(i), name, length) != 0))
        i++;
    return i;
}

static int by_names(const char *a, const char *b, const char *(*names)(int i))
{
    const int order = place(a, names) - place(b, names);

    return order ? order : strcmp(a, b);
}

static int by_variant(const void *a, const void *b)
{
    const struct variant *x = a, *y = b;
    int order = by_names(x->optimizer, y->optimizer, llz_optimizer_name);

    if (order == 0)
        order = strcmp(x->prior->id, y->prior->id);
    /* Those that search last, beside what they are measured against. */
    if (order == 0)
        order = x->search - y->search;
    if (order == 0)
        order = (x->omitted > y->omitted) - (x->omitted < y->omitted);
    return order ? order : by_names(x->policy, y->policy, value_compared_name);
}

static int by_seed(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

void gather_order_plan(struct plan *plan)
{
    qsort(plan->inputs, (size_t)plan->input_count, sizeof *plan->inputs, by_name);
    qsort(plan->levels, (size_t)plan->level_count, sizeof *plan->levels, by_level);
    qsort(plan->variants, (size_t)plan->variant_count, sizeof *plan->variants, by_variant);
    qsort(plan->seeds, (size_t)plan->seed_count, sizeof *plan->seeds, by_seed);
}
