/* train_request.c - the command line of llz train. */
#include "cli/prior/train_request.h"

#include "cli/options/command.h"
#include "cli/options/values.h"
#include "cli/terminal/report.h"

/* Bytes of the file; train_command.c tells it to the user. */
#define DEFAULT_SIZE (UINT64_C(4) << 20)

static int apply_value(void *user, int id, const char *value)
{
    struct train_request *request = user;

    switch (id) {
    case LONG_SIZE:
        return value_size(value, &request->size);
    case LONG_SAMPLE:
        return value_size(value, &request->sample);
    case LONG_SELECT:
        request->probes = value;
        return 0;
    default:
        /* All others mean what they mean to llz itself. */
        return options_apply_value(&request->common, id, value);
    }
}

static int apply_flag(void *user, int id)
{
    struct train_request *request = user;

    if (id != 'h')
        return options_apply_flag(&request->common, id);
    request->help = 1;
    return 0;
}

static int check(const struct train_request *request)
{
    if (request->common.count == 0)
        return report_usage("train", "nothing to learn from; try llz train --help");
    if (!request->common.output)
        return report_usage("train", "needs -o, the name of the prior");
    /* Checked here, as the library would say no more than that an argument is wrong. */
    if (request->size < LLZ_PRIOR_SIZE_MIN || request->size > LLZ_PRIOR_SIZE_MAX)
        return report_usage("--size", "is from 64K to 64M");
    if (request->sample > LLZ_PRIOR_SAMPLE_MAX)
        return report_usage("--sample", "is at most 16M");
    return 0;
}

int train_request_parse(struct train_request *request, int argc, char **argv)
{
    const struct option_table table = { .definitions = manual_train.definitions,
                                        .count = manual_train.count,
                                        .help = "llz train --help",
                                        /* -1 to -9 are levels, as of llz itself. */
                                        .digits = LONG_LEVEL,
                                        .flag = apply_flag,
                                        .value = apply_value };

    /* Level and threads are those of the trial; they do not change the prior. */
    *request = (struct train_request){ .common = { .operation = OP_COMPRESS,
                                                   .level = LLZ_LEVEL_DEFAULT,
                                                   .threads = 2,
                                                   .irregular = IRREGULAR_AS_STDIN,
                                                   .names = argv },
                                       .size = DEFAULT_SIZE };
    if (option_table_parse(&table, request, argc, argv, &request->common.count) != 0)
        return -1;
    return request->help ? 0 : check(request);
}
