/* own_policies.c - loads policies from shared objects. */
#include "cli/lab/own_policies.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "cli/lab/inputs.h"
#include "cli/options/values.h"

#define SYMBOL "llz_own_policy" /* what LLZ_OWN_POLICY() defines */

/* The hash is that of the file, not of what was loaded: whoever exchanges it in between fools himself alone. */
static enum status name_it(struct own_policy *own, const char *path)
{
    const struct options plain = { .operation = OP_COMPRESS };
    struct input in = { .name = NULL };
    const enum status status = input_read(&in, &plain, path);

    if (status == STATUS_OK) {
        /* As it can be printed, and kept in JSON. */
        const char *last = strrchr(in.clean, '/') + 1;

        snprintf(own->name, sizeof own->name, "%s@%08x", last,
                 (unsigned)(uint32_t)XXH3_64bits(in.data, in.size));
    }
    inputs_free(&in, 1);
    return status;
}

static enum status load(struct own_policy *own, const char *path)
{
    const enum status status = name_it(own, path);
    const char *flaw;

    if (status != STATUS_OK)
        return status;
    own->module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!own->module)
        return report_error(path, dlerror());
    own->policy = dlsym(own->module, SYMBOL);
    flaw =
        own->policy ? llz_own_policy_flaw_of(own->policy) : "has no policy: see learner/policies/own_policy.h";
    return flaw ? report_error(path, flaw) : STATUS_OK;
}

/* By its name, among those loaded so far. */
static const struct own_policy *find(const struct own_policies *own, const char *name)
{
    for (int i = 0; i < own->count; i++)
        if (strcmp(own->at[i].name, name) == 0)
            return &own->at[i];
    return NULL;
}

enum status own_policies_open(struct own_policies *own, struct names *policies)
{
    enum status status = STATUS_OK;

    *own = (struct own_policies){ .at = calloc((size_t)policies->count + 1, sizeof *own->at) };
    if (!own->at)
        return report_errno("--policies", ENOMEM);
    for (int i = 0; i < policies->count && status == STATUS_OK; i++) {
        struct own_policy *next = &own->at[own->count];

        if (!value_is_own(policies->name[i]))
            continue;
        status = load(next, policies->name[i]);
        /* Their runs would be taken for each other's. */
        if (status == STATUS_OK && find(own, next->name))
            status = report_error(policies->name[i], "is a policy that is there already, by another path");
        policies->name[i] = next->name;
        own->count++;
    }
    return status;
}

void own_policies_close(struct own_policies *own)
{
    for (int i = 0; i < own->count; i++)
        if (own->at[i].module)
            dlclose(own->at[i].module);
    free(own->at);
    *own = (struct own_policies){ NULL, 0 };
}

const struct llz_own_policy *own_policies_find(const struct own_policies *own, const char *name)
{
    const struct own_policy *found = find(own, name);

    return found ? found->policy : NULL;
}
