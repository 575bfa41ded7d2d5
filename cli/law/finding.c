/* finding.c - what a policy's learning is worth. */
#include "cli/law/finding.h"

#include "cli/options/values.h"
#include "codec/llz_lab.h"

/* What is measured is the language model, so moving the mixers' steps counts for nothing here. Asked of the
 * library, not of the figures: a policy that acts may still have changed nothing. */
static int is_inert(const struct law_request *r, const struct course *c)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;

    opt.level = r->common.level;
    opt.model = r->common.model;
    opt.without = r->common.without;
    opt.own = own_policies_find(&r->own, c->policy);
    opt.policy = opt.own ? NULL : c->policy;
    opt.bound = opt.own || value_is_control(c->policy);
    return !(llz_policy_acts(&opt) & LLZ_ACTS_LM);
}

/* Two ways to measure one thing: where their intervals do not meet, at least one of them fails here. */
static int apart(const struct interval *a, const struct interval *b)
{
    return a->known && b->known && (a->high < b->low || b->high < a->low);
}

/* What is missing in the row of a course that was compared with uniform's, and why; what there was to say before, where
 * nothing is. */
static const char *note_of_pair(const struct finding *f, const struct fit *reference)
{
    if (f->acceleration.same)
        return "learned as uniform did";
    if (f->fit.state == FIT_GOOD && reference->state != FIT_GOOD)
        return "uniform's curve is not identified";
    if (f->fit.state == FIT_GOOD && f->acceleration.fitted == 0)
        return "that loss comes before the first checkpoint";
    if (apart(&f->acceleration.fitted_interval, &f->acceleration.read_interval))
        return "curves and losses disagree";
    return f->note;
}

struct finding finding_make(const struct law_request *r, const struct course *ours, const struct course *theirs)
{
    struct finding f = { .fit = acceleration_fit(ours) };
    const struct fit reference = acceleration_fit(theirs);

    /* One note, the one that explains most of what is missing in the row. */
    f.note = fit_state_text(f.fit.state);
    if (ours == theirs)
        return f;
    f.inert = is_inert(r, ours);
    if (f.inert) {
        f.note = "inert here";
        return f;
    }
    f.acceleration = acceleration_make(ours, theirs);
    f.note = note_of_pair(&f, &reference);
    return f;
}
