/* compare_request.c - the command line of llz compare. */
#include "cli/compare/compare_request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options/command.h"
#include "cli/options/values.h"
#include "cli/terminal/report.h"

static int apply_value(void *user, int id, const char *value)
{
    struct compare_request *args = user;

    switch (id) {
    case LONG_POLICIES:
        return list_names(&args->policies, value, value_compared_name, value_compared);
    case LONG_OPTIMIZERS:
        return list_names(&args->optimizers, value, llz_optimizer_name, value_optimizer);
    case LONG_LEVELS:
        return list_levels(args->levels, value);
    case LONG_SEEDS:
        return value_count(value, &args->seeds);
    case LONG_JOBS:
        return value_count(value, &args->jobs);
    case LONG_JSON:
        args->json = value;
        return 0;
    case LONG_READ:
        args->reads.name[args->reads.count++] = value;
        return 0;
    case LONG_CSV:
        args->csv = value;
        return 0;
    case LONG_HTML:
        args->html = value;
        return 0;
    case LONG_WITHOUT:
        return value_without(value, &args->common.without);
    case 'D':
        args->common.prior_name = value;
        return 0;
    case LONG_BUDGET:
        return value_budget(value, &args->common.budget);
    default:
        return value_threads(value, &args->common.threads);
    }
}

static int apply_flag(void *user, int id)
{
    struct compare_request *args = user;

    switch (id) {
    case LONG_NO_VERIFY:
        args->verify = 0;
        break;
    case LONG_LM_ONLY:
        args->common.without |= value_all_parts() & ~1u;
        break;
    case LONG_EXPERTS_ONLY:
        args->common.without |= 1;
        break;
    case 'v':
        args->common.verbose = 1;
        break;
    case 'q':
        args->common.quiet = 1;
        break;
    default: /* -h */
        args->help = 1;
        break;
    }
    return 0;
}

/* What can be wrong with the whole though every option is right. */
static int check(const struct compare_request *args)
{
    if (args->common.count == 0)
        return report_usage("compare", "no file to compare; try llz compare --help");
    if ((args->common.without & value_all_parts()) == value_all_parts())
        return report_usage("--without", "leaves nothing that could predict");
#ifndef LLZ_HAVE_JSON
    if (args->json || args->reads.count > 0)
        return report_usage(args->json ? "--json" : "--read",
                            "this llz was built without jansson (LLZ_JSON=OFF)");
#endif
    return 0;
}

/* Before parsing, which changes their order. There are fewer --read than words. */
static int keep_words(struct compare_request *args, int argc, char **argv)
{
    args->words = calloc((size_t)argc + 1, sizeof *args->words);
    args->reads.name = calloc((size_t)argc + 1, sizeof *args->reads.name);
    if (!args->words || !args->reads.name)
        return report_usage("compare", "%s", strerror(ENOMEM));
    args->word_count = argc;
    memcpy(args->words, argv, (size_t)argc * sizeof *args->words);
    return 0;
}

int compare_request_parse(struct compare_request *args, int argc, char **argv)
{
    const struct words words = { .definitions = manual_compare.definitions,
                                 .count = manual_compare.count,
                                 .help = "llz compare --help",
                                 .flag = apply_flag,
                                 .value = apply_value };

    *args = (struct compare_request){ .seeds = 1, .jobs = 1, .verify = 1 };
    args->common = (struct options){ .operation = OP_COMPRESS, .threads = 1, .names = argv };
    args->levels[LLZ_LEVEL_DEFAULT] = 1;
    if (keep_words(args, argc, argv) != 0 ||
        list_names(&args->policies, "all", value_compared_name, value_compared) != 0 ||
        list_names(&args->optimizers, llz_optimizer_name(0), llz_optimizer_name, value_optimizer) != 0 ||
        words_parse(&words, args, argc, argv, &args->common.count) != 0)
        return -1;
    return args->help ? 0 : check(args);
}

void compare_request_free(struct compare_request *args)
{
    free(args->policies.name);
    free(args->optimizers.name);
    free(args->reads.name);
    free(args->words);
}
