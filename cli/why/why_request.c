/* why_request.c - the command line of llz why. */
#include "cli/why/why_request.h"

#include "cli/options/command.h"
#include "cli/options/values.h"
#include "cli/terminal/report.h"

static int apply_value(void *user, int id, const char *value)
{
    struct options *opt = &((struct why_request *)user)->common;

    switch (id) {
    case 'o':
        opt->output = value;
        return 0;
    case LONG_LEVEL:
        opt->model = 0;
        return value_level(value, &opt->level);
    case LONG_MODEL:
        return value_model(value, &opt->model);
    case LONG_WITHOUT:
        return value_without(value, &opt->without);
    case LONG_POLICY:
        return value_policy(value, &opt->policy);
    case LONG_OPTIMIZER:
        return value_optimizer(value, &opt->optimizer);
    case LONG_SEED:
        return value_seed(value, &opt->seed);
    case LONG_BUDGET:
        return value_budget(value, &opt->budget);
    default:
        return value_threads(value, &opt->threads);
    }
}

static int apply_flag(void *user, int id)
{
    struct why_request *request = user;

    switch (id) {
    case 'f':
        request->common.force = 1;
        break;
    case LONG_LM_ONLY:
        request->common.without |= value_all_parts() & ~1u;
        break;
    case LONG_EXPERTS_ONLY:
        request->common.without |= 1;
        break;
    case 'v':
        request->common.verbose = 1;
        break;
    case 'q':
        request->common.quiet = 1;
        break;
    case 'h':
        request->help = 1;
        break;
    default: /* -0 to -9 */
        options_set_level(&request->common, id - '0');
        break;
    }
    return 0;
}

static int check(const struct why_request *request)
{
    if (request->common.count == 0)
        return report_usage("why", "no file to look at; try llz why --help");
    if (request->common.count > 1)
        return report_usage(request->common.names[1], "one file is looked at at a time");
    if ((request->common.without & value_all_parts()) == value_all_parts())
        return report_usage("--without", "leaves nothing that could predict");
    return 0;
}

int why_request_parse(struct why_request *request, int argc, char **argv)
{
    const struct option_table table = { .definitions = manual_why.definitions,
                                        .count = manual_why.count,
                                        .help = "llz why --help",
                                        .digits = LONG_LEVEL,
                                        .flag = apply_flag,
                                        .value = apply_value };

    *request = (struct why_request){
        .common = { .operation = OP_COMPRESS, .level = LLZ_LEVEL_DEFAULT, .threads = 2, .names = argv }
    };
    if (option_table_parse(&table, request, argc, argv, &request->common.count) != 0)
        return -1;
    return request->help ? 0 : check(request);
}
