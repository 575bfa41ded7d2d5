/* reorder.c - the order by kind and name, or one by content.
 *
 * Names tell much: the files of a folder that are called alike are alike. So theirs is the order that has to be beaten. An
 * order by content costs bytes of index, as entries stay where they are and tell their ranks, and is taken only if it
 * seems to bring more; where there is content enough for it a trial decides. */
#include "cli/tree/order/reorder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/tree/order/order_chain.h"
#include "cli/tree/order/order_trial.h"

#define FILES_LEAST 3
#define GAIN 24 /* bytes of content that finds its like before it, of which one less has to be coded */
#define JUMP 2  /* bytes of index for a file that does not follow the one before */

/* Files in the order of their units. */
static void spread(const struct sketch *s, const struct tree *t, const uint32_t *units, size_t *order)
{
    size_t n = 0;

    for (size_t i = 0; i < s->units; i++) {
        const size_t from = units[i] * s->each;

        for (size_t k = from; k < t->files && k < from + s->each; k++)
            order[n++] = t->order[k];
    }
}

/* Bytes that its index takes because of ranks. */
static uint64_t cost(const struct tree *t, const size_t *order, size_t *ranks)
{
    uint64_t jumps = 0;
    size_t rank = 0;

    for (size_t i = 0; i < t->files; i++)
        ranks[order[i]] = i;
    for (size_t i = 0; i < t->count; i++) {
        if (t->entries[i].kind != TREE_FILE)
            continue;
        jumps += ranks[i] != rank;
        rank = ranks[i] + 1;
    }
    return jumps * JUMP;
}

/* An order by content, beside that of t. */
struct plan {
    size_t *order;    /* entries of files */
    uint64_t dearer;  /* bytes of index that it takes more */
    uint64_t cheaper; /* bytes of content that it seems to save */
};

/* How much is gained in content, by what the sketch tells. */
static int value_gain(const struct sketch *s, const uint32_t *found, uint32_t *named, uint64_t *gain)
{
    uint64_t before, after;

    for (size_t i = 0; i < s->units; i++)
        named[i] = (uint32_t)i;
    if (chain_value(s, named, &before) != 0 || chain_value(s, found, &after) != 0)
        return -1;
    *gain = after > before ? (after - before) / GAIN : 0;
    return 0;
}

static int compare_costs(struct plan *p, const struct tree *t)
{
    size_t *ranks = calloc(t->count + 1, sizeof *ranks);
    uint64_t named, found;

    if (!ranks)
        return -1;
    named = cost(t, t->order, ranks);
    found = cost(t, p->order, ranks);
    p->dearer = found > named ? found - named : 0;
    free(ranks);
    return 0;
}

/* 0, or -1 without memory. */
static int plan_by(struct plan *p, const struct sketch *s, const struct tree *t)
{
    uint32_t *found = calloc(s->units + 1, sizeof *found), *named = calloc(s->units + 1, sizeof *named);
    int failed = !found || !named || chain_make(s, found) != 0 || value_gain(s, found, named, &p->cheaper) != 0;

    if (!failed) {
        spread(s, t, found, p->order);
        failed = compare_costs(p, t) != 0;
    }
    free(found);
    free(named);
    return failed ? -1 : 0;
}

static enum status plan_make(struct plan *p, const struct tree *t)
{
    struct sketch s = { 0 };
    enum status status;

    p->order = calloc(t->files + 1, sizeof *p->order);
    if (!p->order)
        return report_errno(t->entries[t->order[0]].path, ENOMEM);
    status = sketch_make(&s, t);
    if (status != STATUS_ERROR && plan_by(p, &s, t) != 0)
        status = report_errno(t->entries[t->order[0]].path, ENOMEM);
    sketch_free(&s);
    return status;
}

enum status reorder(const struct options *opt, struct tree *t)
{
    struct plan p = { 0 };
    enum status status;

    if (opt->no_reorder || t->files < FILES_LEAST)
        return STATUS_OK;
    status = plan_make(&p, t);
    if (status != STATUS_ERROR && p.cheaper > p.dearer && order_trial_fits(opt, t))
        /* What it says takes the place of what the sketch said. */
        status = status_worse(order_trial(opt, t, p.order, &p.cheaper), status);
    if (status != STATUS_ERROR && p.cheaper > p.dearer)
        tree_set_order(t, p.order);
    free(p.order);
    return status;
}
