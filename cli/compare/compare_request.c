/* compare_request.c - the command line of llz compare. */
#include "cli/compare/compare_request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options/command.h"
#include "cli/options/value_ranges.h"
#include "cli/options/values.h"
#include "cli/prior/prior_auto.h"
#include "cli/terminal/report.h"

static int apply_value(void *user, int id, const char *value)
{
    struct compare_request *request = user;

    switch (id) {
    case LONG_POLICIES:
        return list_names(&request->policies, value, value_compared_name, value_compared);
    case LONG_OPTIMIZERS:
        return list_names(&request->optimizers, value, llz_optimizer_name, value_optimizer);
    case LONG_LEVELS:
        request->levels_given = 1;
        return list_levels(request->levels, value);
    case LONG_MODELS:
        return list_models(request->models, MODELS_MAX, &request->model_count, value);
    case LONG_ABLATE:
        request->ablate = 0;
        if (strcmp(value, "all") != 0)
            return value_without(value, &request->ablate);
        request->ablate = value_all_parts();
        return 0;
    case LONG_PRIORS:
        return list_words(&request->prior_names, value);
    case LONG_SEEDS:
        return value_seed_range(value, &request->first_seed, &request->seeds);
    case LONG_SHARD:
        return value_shard(value, &request->shard, &request->shards);
    case LONG_JOBS:
        return value_count(value, &request->jobs);
    case LONG_JSON:
        request->json = value;
        return 0;
    case LONG_READ:
        /* keep_words() has made room. */
        request->reads.name[request->reads.count++] = value;
        return 0;
    case LONG_CSV:
        request->csv = value;
        return 0;
    case LONG_HTML:
        request->html = value;
        return 0;
    default:
        return options_apply_value(&request->common, id, value);
    }
}

static int apply_flag(void *user, int id)
{
    struct compare_request *request = user;

    switch (id) {
    case LONG_NO_VERIFY:
        request->verify = 0;
        return 0;
    case 'h':
        request->help = 1;
        return 0;
    default:
        return options_apply_flag(&request->common, id);
    }
}

/* Which one it is would differ from file to file. */
static int names_auto(const struct compare_request *request)
{
    int found = prior_is_auto(&request->common);

    for (int i = 0; i < request->prior_names.count; i++)
        found |= strcmp(request->prior_names.name[i], PRIOR_AUTO) == 0;
    return found;
}

static int one_part_left(unsigned parts)
{
    return (parts & (parts - 1)) == 0;
}

/* What can be wrong with the whole though every option is right. --json and --read are known to every build, so
 * that one without them can say why. */
static int check(const struct compare_request *request)
{
    if (request->common.count == 0)
        return report_usage("compare", "no file to compare; try llz compare --help");
    /* Every run of it would fail, each with a message of its own. */
    if ((request->common.without & value_all_parts()) == value_all_parts())
        return report_usage("--without", "leaves nothing that could predict");
    if (one_part_left(value_all_parts() & ~request->common.without) && request->ablate)
        return report_usage("--ablate", "there is one part alone");
    if (request->common.prior_name && request->prior_names.count > 0)
        return report_usage("--priors", "not with -D, from which every run starts");
    if (names_auto(request))
        return report_usage(PRIOR_AUTO, "stands for no prior here: name those to compare with --priors");
    if (request->common.exclude_count > 0 && !request->common.recursive)
        return report_usage("--exclude", "needs -r");
    if (request->shards > 0 && !request->json)
        return report_usage("--shard", "needs --json, where its results are kept for llz report");
    if (request->shards > 0 && (request->csv || request->html))
        return report_usage("--shard",
                            "has no results of its own for --csv and --html: llz report joins shards");
#ifndef LLZ_HAVE_JSON
    if (request->json || request->reads.count > 0)
        return report_usage(request->json ? "--json" : "--read",
                            "this llz was built without jansson (LLZ_JSON=OFF)");
#endif
    return 0;
}

/* Before parsing, which changes their order. There are fewer --read than words. */
static int keep_words(struct compare_request *request, int argc, char **argv)
{
    /* One more: calloc(0) may return NULL. */
    request->words = calloc((size_t)argc + 1, sizeof *request->words);
    request->reads.name = calloc((size_t)argc + 1, sizeof *request->reads.name);
    if (!request->words || !request->reads.name)
        return report_usage("compare", "%s", strerror(ENOMEM));
    request->word_count = argc;
    memcpy(request->words, argv, (size_t)argc * sizeof *request->words);
    return 0;
}

int compare_request_parse(struct compare_request *request, int argc, char **argv)
{
    const struct option_table table = { .definitions = manual_compare.definitions,
                                        .count = manual_compare.count,
                                        .help = "llz compare --help",
                                        .flag = apply_flag,
                                        .value = apply_value };

    *request = (struct compare_request){ .seeds = 1, .jobs = 1, .verify = 1 };
    /* Operands are moved to the front of argv, so names begin where it does. */
    request->common = (struct options){
        .operation = OP_COMPRESS, .threads = 1, .irregular = IRREGULAR_AS_STDIN, .names = argv
    };
    /* Defaults before the options, which replace them. */
    if (keep_words(request, argc, argv) != 0 ||
        list_names(&request->policies, "all", value_compared_name, value_compared) != 0 ||
        list_names(&request->optimizers, llz_optimizer_name(0), llz_optimizer_name, value_optimizer) != 0 ||
        option_table_parse(&table, request, argc, argv, &request->common.count) != 0)
        return -1;
    /* Models take the place of levels unless both are asked for. */
    request->levels[LLZ_LEVEL_DEFAULT] |= !request->levels_given && request->model_count == 0;
    if (request->help)
        return 0;
    return check(request) == 0 && own_policies_open(&request->own, &request->policies) == STATUS_OK ? 0 : -1;
}

void compare_request_free(struct compare_request *request)
{
    names_free(&request->policies);
    own_policies_close(&request->own);
    names_free(&request->optimizers);
    names_free(&request->prior_names);
    free(request->reads.name);
    free(request->words);
}
