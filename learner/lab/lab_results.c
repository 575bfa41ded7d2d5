/* lab_results.c - room for the results of one problem. */
#include "learner/lab/lab_results.h"

const char *llz_lab_row_name(enum llz_lab_row row)
{
    static const char *const names[LLZ_LAB_ROWS] = { "uniform",
                                                     "uniform, best step",
                                                     "uniform, step x 5.5",
                                                     "adam, best rate",
                                                     "steps by stages",
                                                     "features by stages",
                                                     "constant",
                                                     "constant, best step",
                                                     "full, best step",
                                                     "full",
                                                     "shuffled",
                                                     "flipped",
                                                     "myopic",
                                                     "projected gradient" };

    return names[row];
}

/* All steps where they are few, else closer together at the beginning, where losses fall fastest: 7 percent apart. */
static void choose_checkpoints(struct llz_lab_results *r)
{
    const size_t T = r->setting.sizes.T, part = T < LLZ_LAB_CHECKPOINTS ? T + 1 : 14;
    size_t t = 0;

    for (r->checkpoints = 0; r->checkpoints < LLZ_LAB_CHECKPOINTS - 1 && t < T; t += 1 + t / part)
        r->at[r->checkpoints++] = t;
    r->at[r->checkpoints++] = T;
}

static void lay(struct llz_lab_results *r, struct llz_arena *a)
{
    const struct llz_lab_sizes *s = &r->setting.sizes;

    for (int i = 0; i < LLZ_LAB_ROWS; i++) {
        r->result[i].row = (enum llz_lab_row)i;
        r->result[i].curve = llz_arena_take(a, s->T + 1, sizeof(double));
        r->result[i].losses = llz_arena_take(a, r->checkpoints * s->K, sizeof(double));
    }
    r->result[LLZ_LAB_CONSTANT].weights = llz_arena_take(a, s->N, sizeof(llz_real));
    r->result[LLZ_LAB_CONSTANT_BEST].weights = llz_arena_take(a, s->N, sizeof(llz_real));
}

bool llz_lab_results_make(struct llz_lab_results *r, const struct llz_lab_setting *setting)
{
    struct llz_arena count = { 0 };

    *r = (struct llz_lab_results){ .setting = *setting };
    choose_checkpoints(r);
    lay(r, &count);
    r->memory = llz_arena_new(count.used);
    if (!r->memory.base)
        return false;
    lay(r, &r->memory);
    return true;
}

void llz_lab_results_free(struct llz_lab_results *r)
{
    llz_arena_free(&r->memory);
}
