/* why_request.c - the command line of llz why. What llz itself knows is parsed by its own functions, so that an
 * option cannot mean something else here. */
#include "cli/why/why_request.h"

#include <string.h>

#include "cli/options/command.h"
#include "cli/options/values.h"
#include "cli/terminal/report.h"

static int apply_value(void *user, int id, const char *value)
{
    struct why_request *request = user;

    switch (id) {
    case LONG_AGAINST:
        return value_policy(value, &request->against);
    case LONG_CSV:
        request->csv = value;
        return 0;
    default:
        return options_apply_value(&request->common, id, value);
    }
}

static int apply_flag(void *user, int id)
{
    struct why_request *request = user;

    if (id != 'h')
        return options_apply_flag(&request->common, id);
    request->help = 1;
    return 0;
}

static int check(const struct why_request *request)
{
    if (request->common.count == 0)
        return report_usage("why", "no file to look at; try llz why --help");
    if (request->common.count > 1)
        /* The message begins with the name that is one too many. */
        return report_usage(request->common.names[1], "one file is looked at at a time");
    if (request->csv && (!*request->csv || strcmp(request->csv, "-") == 0))
        return report_usage("--csv", "needs the name of a file");
    /* The library would refuse it too, but could not name the option. */
    if ((request->common.without & value_all_parts()) == value_all_parts())
        return report_usage("--without", "leaves nothing that could predict");
    return 0;
}

int why_request_parse(struct why_request *request, int argc, char **argv)
{
    const struct option_table table = { .definitions = manual_why.definitions,
                                        .count = manual_why.count,
                                        .help = "llz why --help",
                                        /* -1 to -9 are levels, as of llz itself. */
                                        .digits = LONG_LEVEL,
                                        .flag = apply_flag,
                                        .value = apply_value };

    *request = (struct why_request){ .common = { .operation = OP_COMPRESS,
                                                 .level = LLZ_LEVEL_DEFAULT,
                                                 .threads = 2,
                                                 .irregular = IRREGULAR_WHEN_FORCED,
                                                 .names = argv } };
    if (option_table_parse(&table, request, argc, argv, &request->common.count) != 0)
        return -1;
    return request->help ? 0 : check(request);
}
