/* prior_set.c - Priors are loaded once, before the first run, and shared by all runs. */
#include "cli/compare/prior_set.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/prior/priors.h"

#define NONE "none" /* word of --priors; what stands first in any case */

struct prior_set {
    struct options *holder; /* each holds one prior, as -D does */
    int count;
};

static enum status load(struct options *holder, struct prior_choice *choice, const char *name)
{
    enum status status;

    *holder = (struct options){ .prior_name = name };
    status = prior_open(holder);
    if (status != STATUS_OK)
        return status;
    *choice = (struct prior_choice){ .name = name, .prior = holder->prior };
    snprintf(choice->id, sizeof choice->id, "%016" PRIx64, llz_prior_id(holder->prior));
    return STATUS_OK;
}

/* Two names of one prior would be one variant, compared with itself. */
static enum status check_double(const struct compare_request *request)
{
    const struct prior_choice *last = &request->priors[request->prior_count - 1];

    for (int i = 0; i < request->prior_count - 1; i++)
        if (strcmp(request->priors[i].id, last->id) == 0)
            return report_error(last->name, "is the same prior as another one of --priors");
    return STATUS_OK;
}

static enum status load_all(struct compare_request *request, const char *const *names, int count)
{
    struct prior_set *set = request->prior_set;
    enum status status = STATUS_OK;

    for (int i = 0; i < count && status == STATUS_OK; i++) {
        if (request->prior_names.count > 0 && strcmp(names[i], NONE) == 0)
            continue;
        status = load(&set->holder[set->count++], &request->priors[request->prior_count], names[i]);
        request->prior_count += status == STATUS_OK;
        if (status == STATUS_OK)
            status = check_double(request);
    }
    return status;
}

enum status prior_set_open(struct compare_request *request)
{
    const int given = request->common.prior_name != NULL;
    const int count = given ? 1 : request->prior_names.count;

    if (count == 0)
        return STATUS_OK;
    request->prior_set = calloc(1, sizeof *request->prior_set);
    request->priors = calloc((size_t)count + 1, sizeof *request->priors);
    if (request->prior_set)
        request->prior_set->holder = calloc((size_t)count, sizeof *request->prior_set->holder);
    if (!request->prior_set || !request->priors || !request->prior_set->holder)
        return report_errno("--priors", ENOMEM);
    if (!given)
        request->priors[request->prior_count++] = (struct prior_choice){ .name = "" };
    return load_all(request, given ? &request->common.prior_name : request->prior_names.name, count);
}

void prior_set_close(struct compare_request *request)
{
    struct prior_set *set = request->prior_set;

    for (int i = 0; set && set->holder && i < set->count; i++)
        prior_close(&set->holder[i]);
    if (set)
        free(set->holder);
    free(set);
    free(request->priors);
    request->prior_set = NULL;
    request->priors = NULL;
    request->prior_count = 0;
}
