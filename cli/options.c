/* options.c - the options of the program without a subcommand. */
#include "cli/options.h"

#include <string.h>

#include "cli/report.h"
#include "cli/values.h"
#include "cli/words.h"

/* Options without a short form are numbered above every character. */
enum {
    LONG_RM = 256,
    LONG_VERIFY,
    LONG_LEVEL,
    LONG_LM_ONLY,
    LONG_EXPERTS_ONLY,
    LONG_WITHOUT,
    LONG_POLICY,
    LONG_OPTIMIZER,
    LONG_SEED,
    LONG_MATH,
    LONG_SEARCH
};

static const struct definition definitions[] = {
    { 'd', "decompress", 0 },
    { 't', "test", 0 },
    { 'l', "list", 0 },
    { 'k', "keep", 0 },
    { LONG_RM, "rm", 0 },
    { LONG_VERIFY, "verify", 0 },
    { 'c', "stdout", 0 },
    { 'o', "output", 1 },
    { 'f', "force", 0 },
    { LONG_LEVEL, "level", 1 },
    { 'T', "threads", 1 },
    { LONG_LM_ONLY, "lm-only", 0 },
    { LONG_EXPERTS_ONLY, "experts-only", 0 },
    { LONG_WITHOUT, "without", 1 },
    { LONG_POLICY, "policy", 1 },
    { LONG_OPTIMIZER, "optimizer", 1 },
    { LONG_SEED, "seed", 1 },
    { LONG_MATH, "math", 1 },
    { LONG_SEARCH, "search", 1 },
    { 'v', "verbose", 0 },
    { 'q', "quiet", 0 },
    { 'h', "help", 0 },
    { 'V', "version", 0 },
};

/* --help and --version win over whatever else is asked for, wherever they stand. */
static void set_operation(struct options *opt, enum operation operation)
{
    if (opt->operation != OP_HELP && opt->operation != OP_VERSION)
        opt->operation = operation;
}

static int apply_value(void *user, int id, const char *value)
{
    struct options *opt = user;

    switch (id) {
    case 'o':
        opt->output = value;
        return 0;
    case 'T':
        return value_threads(value, &opt->threads);
    case LONG_LEVEL:
        return value_level(value, &opt->level);
    case LONG_WITHOUT:
        return value_without(value, &opt->without);
    case LONG_POLICY:
        return value_policy(value, &opt->policy);
    case LONG_OPTIMIZER:
        return value_optimizer(value, &opt->optimizer);
    case LONG_SEED:
        return value_seed(value, &opt->seed);
    case LONG_SEARCH:
        return value_count(value, &opt->search);
    default:
        return value_math(value, &opt->math);
    }
}

static int apply_flag(void *user, int id)
{
    struct options *opt = user;

    switch (id) {
    case 'd':
        set_operation(opt, OP_DECOMPRESS);
        break;
    case 't':
        set_operation(opt, OP_TEST);
        break;
    case 'l':
        set_operation(opt, OP_LIST);
        break;
    case 'h':
        set_operation(opt, OP_HELP);
        break;
    case 'V':
        set_operation(opt, OP_VERSION);
        break;
    case 'k':
        opt->remove_source = 0;
        break;
    case LONG_RM:
        opt->remove_source = 1;
        break;
    case LONG_VERIFY:
        opt->verify = 1;
        break;
    case 'c':
        opt->to_stdout = 1;
        break;
    case 'f':
        opt->force = 1;
        break;
    case 'v':
        opt->verbose = 1;
        break;
    case 'q':
        opt->quiet = 1;
        break;
    case LONG_EXPERTS_ONLY:
        opt->without |= 1;
        break;
    case LONG_LM_ONLY:
        opt->without |= value_all_parts() & ~1u;
        break;
    default: /* -0 to -9 */
        opt->level = id - '0';
        break;
    }
    return 0;
}

int options_parse(struct options *opt, int argc, char **argv)
{
    struct words words = { .definitions = definitions,
                           .count = sizeof definitions / sizeof definitions[0],
                           .help = "llz --help",
                           .digits = 1,
                           .flag = apply_flag,
                           .value = apply_value };

    *opt = (struct options){ .level = LLZ_LEVEL_DEFAULT, .threads = 2, .names = argv };
    if (argc > 1 && strcmp(argv[1], "verify") == 0) {
        opt->operation = OP_VERIFY;
        opt->names = argv + 1;
        words.allowed = "TvqhV"; /* of the others it could make no use, and to ignore one would be to deceive */
        words.refusal = "verify takes no options but -T, -v and -q";
        return words_parse(&words, opt, argc - 1, argv + 1, &opt->count);
    }
    return words_parse(&words, opt, argc, argv, &opt->count);
}

static int check_operands(const struct options *opt)
{
    if (opt->operation != OP_VERIFY)
        return 0;
    if (opt->count == 0)
        return report_usage("verify", "needs an archive: llz verify FILE.llz [ORIGINAL]");
    if (opt->count > 2)
        return report_usage("verify", "takes one archive and one original: llz verify FILE.llz [ORIGINAL]");
    if (opt->count == 2 && strcmp(opt->names[0], "-") == 0 && strcmp(opt->names[1], "-") == 0)
        return report_usage("-", "cannot be both the archive and the original");
    return 0;
}

int options_check(const struct options *opt)
{
    int makes_output = opt->operation == OP_COMPRESS || opt->operation == OP_DECOMPRESS;

    if (opt->output && !makes_output)
        return report_usage("-o", "testing and listing write no output file");
    if (opt->output && opt->to_stdout)
        return report_usage("-o", "cannot be combined with -c");
    if (opt->output && opt->count > 1)
        return report_usage("-o", "several inputs cannot share one output file; use -c");
    if (opt->remove_source && (!makes_output || opt->to_stdout))
        return report_usage("--rm", "needs an output file: not with -c, -t or -l");
    if (opt->verify && opt->operation != OP_COMPRESS)
        return report_usage("--verify", "is for compressing: not with -d, -t or -l");
    if (opt->search && opt->operation != OP_COMPRESS)
        return report_usage("--search", "is for compressing: not with -d, -t or -l");
    if ((opt->without & value_all_parts()) == value_all_parts())
        return report_usage("--without", "leaves nothing that could predict");
    return check_operands(opt);
}
