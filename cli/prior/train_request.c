#include "cli/prior/train_request.h"

#include "cli/options/command.h"
#include "cli/options/values.h"
#include "cli/terminal/report.h"

#define DEFAULT_SIZE (UINT64_C(4) << 20)

static int apply_value(void *user, int id, const char *value)
{
    struct train_request *w = user;

    switch (id) {
    case 'o':
        w->common.output = value;
        return 0;
    case LONG_SIZE:
        return value_size(value, &w->size);
    default:
        return value_level(value, &w->common.level);
    }
}

static int apply_flag(void *user, int id)
{
    struct train_request *w = user;

    switch (id) {
    case 'f':
        w->common.force = 1;
        break;
    case 'r':
        w->common.recursive = 1;
        break;
    case 'q':
        w->common.quiet = 1;
        break;
    case 'h':
        w->help = 1;
        break;
    default: /* -0 to -9 */
        w->common.level = id - '0';
        break;
    }
    return 0;
}

static int check(const struct train_request *w)
{
    if (w->common.count == 0)
        return report_usage("train", "nothing to learn from; try llz train --help");
    if (!w->common.output)
        return report_usage("train", "needs -o, the name of the prior");
    if (w->size < LLZ_PRIOR_SIZE_MIN || w->size > LLZ_PRIOR_SIZE_MAX)
        return report_usage("--size", "is from 64K to 64M");
    return 0;
}

int train_request_parse(struct train_request *w, int argc, char **argv)
{
    const struct words words = { .definitions = manual_train.definitions,
                                 .count = manual_train.count,
                                 .help = "llz train --help",
                                 .digits = LONG_LEVEL,
                                 .flag = apply_flag,
                                 .value = apply_value };

    *w = (struct train_request){
        .common = { .operation = OP_COMPRESS, .level = LLZ_LEVEL_DEFAULT, .threads = 2, .names = argv },
        .size = DEFAULT_SIZE
    };
    if (words_parse(&words, w, argc, argv, &w->common.count) != 0)
        return -1;
    return w->help ? 0 : check(w);
}
