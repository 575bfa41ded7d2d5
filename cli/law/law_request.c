/* law_request.c - the command line of llz law. */
#include "cli/law/law_request.h"

#include <stdlib.h>
#include <string.h>

#include "cli/options/command.h"
#include "cli/options/value_ranges.h"
#include "cli/options/values.h"
#include "cli/terminal/report.h"

#define REFERENCE_POLICY "uniform"
#define DEFAULT_POLICIES "uniform,law"

static int apply_value(void *user, int id, const char *value)
{
    struct law_request *request = user;

    switch (id) {
    case LONG_POLICIES:
        return list_names(&request->policies, value, llz_policy_name, value_measured);
    case LONG_LEVELS:
        return list_levels(request->levels, value);
    case LONG_SEEDS:
        return value_seed_range(value, &request->first_seed, &request->seeds);
    case LONG_JOBS:
        return value_count(value, &request->jobs);
    case LONG_CSV:
        request->csv = value;
        return 0;
    case LONG_JSON:
        request->json = value;
        return 0;
    case LONG_HTML:
        request->html = value;
        return 0;
    case LONG_LEVEL:
    case LONG_MODEL:
        request->one_model = 1;
        return options_apply_value(&request->common, id, value);
    case LONG_SEED:
        request->one_seed = 1;
        return options_apply_value(&request->common, id, value);
    /* Parts are those of llz itself. */
    default:
        return options_apply_value(&request->common, id, value);
    }
}

static int apply_flag(void *user, int id)
{
    struct law_request *request = user;

    request->one_model |= id >= '0' && id <= '9';
    if (id != 'h')
        return options_apply_flag(&request->common, id);
    request->help = 1;
    return 0;
}

/* What the others are measured against is always there, in front. The list has room for one more. */
static void put_reference_first(struct names *policies)
{
    /* Each moves one place on, up to where the reference stood: the order of the others is the user's. */
    const char *carried = REFERENCE_POLICY;

    for (int i = 0; i < policies->count; i++) {
        const char *here = policies->name[i];

        policies->name[i] = carried;
        carried = here;
        if (strcmp(here, REFERENCE_POLICY) == 0)
            return;
    }
    policies->name[policies->count++] = carried;
}

static int check(const struct law_request *request)
{
    if (request->common.count == 0)
        return report_usage("law", "no file to measure; try llz law --help");
    /* Bit 0 is the language model, as in llz_part_name(). */
    if (request->common.without & 1)
        return report_usage("--without", "leaves out lm, whose learning is to be measured");
    for (int l = 0; l <= LLZ_LEVEL_MAX && request->one_model; l++)
        if (request->levels[l])
            return report_usage("--levels", "not with a level or a model beside it");
    if (request->one_seed && request->seeds > 0)
        return report_usage("--seeds", "not with --seed");
    return 0;
}

int law_request_parse(struct law_request *request, int argc, char **argv)
{
    const struct option_table table = { .definitions = manual_law.definitions,
                                        .count = manual_law.count,
                                        .help = "llz law --help",
                                        /* -1 to -9 are levels, as of llz itself. */
                                        .digits = LONG_LEVEL,
                                        .flag = apply_flag,
                                        .value = apply_value };

    *request = (struct law_request){ .common = { .operation = OP_COMPRESS,
                                                 .level = LLZ_LEVEL_DEFAULT,
                                                 .optimizer = llz_optimizer_name(0),
                                                 .irregular = IRREGULAR_AS_STDIN,
                                                 .names = argv },
                                     .jobs = 1 };
    /* Defaults before the options, which replace them. */
    if (list_names(&request->policies, DEFAULT_POLICIES, llz_policy_name, value_measured) != 0 ||
        option_table_parse(&table, request, argc, argv, &request->common.count) != 0)
        return -1;
    /* Courses beside each other use the cores better than threads of one do. */
    if (request->common.threads == 0)
        request->common.threads = request->jobs > 1 ? 1 : 2;
    /* After parsing, as --policies may have left it out. */
    put_reference_first(&request->policies);
    if (request->help)
        return 0;
    return check(request) == 0 && own_policies_open(&request->own, &request->policies) == STATUS_OK ? 0 : -1;
}

void law_request_free(struct law_request *request)
{
    names_free(&request->policies);
    own_policies_close(&request->own);
}
