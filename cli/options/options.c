/* options.c - the options of llz without a command, and of llz verify. */
#include "cli/options/options.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options/command.h"
#include "cli/options/environment.h"
#include "cli/options/value_lists.h"
#include "cli/options/values.h"
#include "cli/prior/priors.h"
#include "cli/terminal/report.h"

/* --help and --version win over whatever else is asked for, wherever they stand. */
static void set_operation(struct options *opt, enum operation operation)
{
    if (opt->operation != OP_HELP && opt->operation != OP_VERSION)
        opt->operation = operation;
}

/* The text is not copied: it lies in argv, which lives as long as the options. */
static int add_pattern(const char *option, const char *patterns[PATTERNS_MAX], int *count, const char *pattern)
{
    if (*count == PATTERNS_MAX)
        return report_usage(option, "at most 64 patterns");
    patterns[(*count)++] = pattern;
    return 0;
}

/* Level and model exclude each other, and the last of them counts, as with -1 -9. */
static void set_level(struct options *opt, int level)
{
    opt->level = level;
    opt->model = 0;
}

int options_apply_value(void *options, int id, const char *value)
{
    struct options *opt = options;

    switch (id) {
    case 'o':
        opt->output = value;
        return 0;
    case 'h':
        set_operation(opt, OP_HELP);
        opt->topic = value;
        return 0;
    /* Without a value the levels stay as they are: none, which means the level of the command line. */
    case 'b':
        set_operation(opt, OP_BENCH);
        return value ? list_levels(opt->bench, value) : 0;
    case 'C':
        opt->folder = value;
        return 0;
    case LONG_ONLY:
        return add_pattern("--only", opt->only, &opt->only_count, value);
    case LONG_EXCLUDE:
        return add_pattern("--exclude", opt->exclude, &opt->exclude_count, value);
    case LONG_FILES0_FROM:
        opt->names_from = value;
        return 0;
    case 'T':
        return value_threads(value, &opt->threads);
    case 'D':
        opt->prior_name = value;
        return 0;
    case LONG_MEMLIMIT:
        return value_size(value, &opt->memory_limit);
    case LONG_MAX_OUTPUT:
        return value_size(value, &opt->output_limit);
    case LONG_LEVEL:
        opt->model = 0;
        return value_level(value, &opt->level);
    case LONG_MODEL:
        return value_model(value, &opt->model);
    /* Adds to what stands there: --without, --lm-only and --experts-only are one set. */
    case LONG_WITHOUT:
        return value_without(value, &opt->without);
    /* In the first place slip_command() would have taken it. */
    case LONG_COMMAND:
        return report_usage("--command", "has to come first: llz --command=%s ...", value);
    case LONG_POLICY:
        return value_policy(value, &opt->policy);
    case LONG_OPTIMIZER:
        return value_optimizer(value, &opt->optimizer);
    case LONG_BUDGET:
        return value_budget(value, &opt->budget);
    case LONG_MEMORY:
        return value_size(value, &opt->memory);
    case LONG_SEED:
        return value_seed(value, &opt->seed);
    case LONG_SEARCH:
        return value_count(value, &opt->search);
    case LONG_SPLIT:
        return value_split(value, &opt->split);
    /* LONG_CHECK, the only row with a value that is left. */
    default:
        return value_check(value, &opt->check);
    }
}

/* Options that set one member to 1 and do nothing else. */
static const struct {
    int id;
    size_t member; /* offset of an int */
} switches[] = {
    { LONG_RM, offsetof(struct options, remove_source) },
    { LONG_VERIFY, offsetof(struct options, verify) },
    { LONG_JSON, offsetof(struct options, json) },
    { LONG_ANY_COST, offsetof(struct options, any_cost) },
    { LONG_NO_SANDBOX, offsetof(struct options, no_sandbox) },
    { LONG_NO_SPARSE, offsetof(struct options, no_sparse) },
    { 'c', offsetof(struct options, to_stdout) },
    { 'f', offsetof(struct options, force) },
    { 'r', offsetof(struct options, recursive) },
    { LONG_RECOMPRESS, offsetof(struct options, recompress) },
    { LONG_REPACK, offsetof(struct options, repack) },
    { LONG_NO_REORDER, offsetof(struct options, no_reorder) },
    { LONG_SPECIAL, offsetof(struct options, special) },
    { 'v', offsetof(struct options, verbose) },
    { 'q', offsetof(struct options, quiet) },
};

static int apply_switch(struct options *opt, int id)
{
    for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++) {
        if (switches[i].id == id) {
            /* The offset is one of an int, so the address is aligned for it; void * says so to
             * compilers that ask. */
            *(int *)(void *)((char *)opt + switches[i].member) = 1;
            return 1;
        }
    }
    return 0;
}

int options_apply_flag(void *options, int id)
{
    struct options *opt = options;

    if (apply_switch(opt, id))
        return 0;
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
    case 'h': /* where it has no topic: of llz verify and llzcat */
        set_operation(opt, OP_HELP);
        break;
    case 'V':
        set_operation(opt, OP_VERSION);
        break;
    case 'k':
        opt->remove_source = 0;
        break;
    case LONG_RECOVER:
        set_operation(opt, OP_DECOMPRESS);
        opt->recover = 1;
        break;
    /* Bit 0 of the parts is the language model; all others are experts. */
    case LONG_EXPERTS_ONLY:
        opt->without |= 1;
        break;
    case LONG_LM_ONLY:
        opt->without |= value_all_parts() & ~1u;
        break;
    default: /* -0 to -9 */
        set_level(opt, id - '0');
        break;
    }
    return 0;
}

/* The operation stands for the command here: OP_VERIFY is llz verify, OP_DECOMPRESS llzcat, which know
 * fewer options. */
static const struct option_table *table_for(enum operation operation, struct option_table *table, int *literal)
{
    const struct manual *manual = operation == OP_VERIFY       ? &manual_verify
                                  : operation == OP_DECOMPRESS ? &manual_llzcat
                                                               : &manual_llz;

    *table = (struct option_table){ .definitions = manual->definitions,
                                    .count = manual->count,
                                    .help = operation == OP_VERIFY       ? "llz verify --help"
                                            : operation == OP_DECOMPRESS ? "llzcat --help"
                                                                         : "llz --help",
                                    .digits = LONG_LEVEL,
                                    .literal = literal,
                                    .flag = options_apply_flag,
                                    .value = options_apply_value };
    return table;
}

/* What LLZ_OPT says of these three waits here until the operation is known. */
struct defaults {
    int verify, search;
    uint64_t split;
};

/* A setting in the environment is a default, for the inputs and operations that it suits; on the command
 * line it is an order, and options_check() refuses what makes no sense. */
static int parse_environment(struct options *opt, struct defaults *defaults)
{
    struct option_table table;

    /* The table of llz for every command that reads it: a setting that makes no sense for llzcat must
     * not be an error there. */
    if (environment_parse(table_for(OP_COMPRESS, &table, NULL), opt, &opt->settings) != 0)
        return -1;
    *defaults = (struct defaults){ .verify = opt->verify, .search = opt->search, .split = opt->split };
    /* Set aside until it is known what is to be done: an order would be refused where it makes no sense. */
    opt->verify = 0;
    opt->search = 0;
    opt->split = 0;
    return 0;
}

/* What is as the environment left it, and not as it is without. */
static unsigned settings_left(const struct options *was, const struct options *is)
{
    unsigned set = 0;

    /* The pointer, not the text: a name on the command line is another string, even if it is the same
     * word. */
    if (was->prior_name && was->prior_name == is->prior_name)
        set |= SETTING_PRIOR;
    if (was->memory_limit > 0 && was->memory_limit == is->memory_limit)
        set |= SETTING_MEMLIMIT;
    if (was->output_limit > 0 && was->output_limit == is->output_limit)
        set |= SETTING_MAX_OUTPUT;
    if (was->without)
        set |= SETTING_WITHOUT;
    if (was->memory > 0 && was->memory == is->memory)
        set |= SETTING_MEMORY;
    return set;
}

const char *options_origin(const struct options *opt, unsigned setting)
{
    return opt->set & setting ? " (" ENVIRONMENT_NAME " says so)" : "";
}

/* Whether archives alone are read, of which the model takes what they say. */
static int decodes(const struct options *opt)
{
    return opt->operation != OP_COMPRESS && opt->operation != OP_BENCH;
}

static void apply_defaults(struct options *opt, const struct defaults *defaults)
{
    if (decodes(opt) && opt->memory_limit == 0) {
        opt->memory_limit = opt->memory;
        opt->set |= opt->set & SETTING_MEMORY ? SETTING_MEMLIMIT : 0;
    }
    if (opt->operation != OP_COMPRESS)
        return;
    opt->verify |= defaults->verify;
    /* The command line wins; of two defaults that exclude each other the first is taken. */
    if (opt->split == 0 && opt->search == 0)
        opt->split = defaults->split;
    opt->search_by_default = opt->search == 0 && opt->split == 0;
    if (opt->search_by_default)
        opt->search = defaults->search;
}

int options_parse(struct options *opt, enum operation operation, int argc, char **argv)
{
    struct defaults defaults = { 0 };
    struct options before;
    struct option_table table;
    int failed;

    /* Two threads, for a stream that is not split has no work for more; the archive is the same with
     * any number. */
    *opt = (struct options){ .level = LLZ_LEVEL_DEFAULT, .threads = 2, .check = 64 };
    opt->names = argv;
    opt->operation = operation;
    opt->to_stdout = operation == OP_DECOMPRESS;
    /* Before the command line, which overrides values; what is wrong is remembered until it is known
     * whether help is wanted. */
    failed = parse_environment(opt, &defaults) != 0;
    before = *opt;
    if (option_table_parse(table_for(operation, &table, &opt->literal), opt, argc, argv, &opt->count) != 0)
        return -1;
    if (failed && opt->operation != OP_HELP &&
        opt->operation != OP_VERSION) /* which say what is wrong with it */
        return -1;
    opt->set = settings_left(&before, opt);
    apply_defaults(opt, &defaults);
    return 0;
}

void options_free(struct options *opt)
{
    free(opt->settings);
    opt->settings = NULL;
}

struct llz_options options_stream(const struct options *opt)
{
    struct llz_options o = LLZ_OPTIONS_INIT;

    o.level = opt->level;
    o.model = opt->model;
    o.threads = opt->threads;
    o.policy = opt->policy;
    o.optimizer = opt->optimizer;
    o.seed = opt->seed;
    o.budget = opt->budget;
    o.memory = opt->memory;
    o.without = opt->without;
    o.memory_limit = opt->memory_limit;
    o.output_limit = opt->output_limit;
    o.any_cost = (uint64_t)opt->any_cost;
    o.prior = opt->prior;
    o.find_prior = opt->priors ? prior_find : NULL;
    o.find_prior_user = opt->priors;
    o.split = opt->split;
    o.check = opt->check;
    o.context = opt->context;
    return o;
}

/* Of llz verify. Standard input has one content, and so cannot be both. */
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

/* Options about groups and damage. */
static int check_group_options(const struct options *opt)
{
    if (opt->split && opt->search)
        return report_usage("--split", "cannot be combined with --search");
    if (opt->recover && opt->operation != OP_DECOMPRESS)
        return report_usage("--recover", "is for decompressing: not with -b, -t or -l");
    if (opt->recover && opt->remove_source)
        return report_usage("--recover", "is for damaged archives: not with --rm");
    return 0;
}

/* Options about trees of files. */
static int check_tree_options(const struct options *opt)
{
    /* With -c too, where a folder becomes a tar: what needs a folder on the disk asks for that besides. */
    int restores = opt->operation == OP_DECOMPRESS;

    if (opt->json && opt->operation != OP_LIST)
        return report_usage("--json", "needs -l");
    if (opt->folder && (!restores || opt->output || opt->to_stdout))
        return report_usage("-C", "is where -d restores a folder to: not with -o or -c");
    /* Whoever compresses says by the operands what is wanted. */
    if (opt->only_count > 0 && !restores && opt->operation != OP_LIST)
        return report_usage("--only", "needs -d or -l");
    if (opt->exclude_count > 0 && (opt->repack || opt->operation == OP_TEST))
        return report_usage("--exclude", "not with -t or --repack");
    if (opt->special && (!restores || opt->to_stdout))
        return report_usage("--special", "needs -d, and a folder to restore to");
    if (opt->repack && (opt->operation != OP_COMPRESS || opt->recursive || opt->remove_source))
        return report_usage("--repack", "is for compressing: not with -b, -d, -t, -l, -r or --rm");
    /* Without -r a folder with -o is one archive, which is what was meant most likely. */
    if (opt->recursive && opt->output)
        return report_usage("-r", "makes an archive of each file: not with -o");
    return 0;
}

/* What a decoder of every archive accepts depends on the level and how it learns. */
static int check_budget(const struct options *opt)
{
    const struct llz_options o = options_stream(opt);
    /* An archive that its own decoder would refuse must not be made. */
    const uint64_t most = opt->budget > 0 ? llz_budget_most(&o) : 0;
    char budget[24], model[VALUE_MODEL_TEXT];

    if (most == 0 || opt->budget <= most)
        return 0;
    snprintf(budget, sizeof budget, "%" PRIu64, opt->budget);
    return report_usage(budget, "not a budget here: at most %" PRIu64 " operations a byte at %s", most,
                        value_model_text(model, opt->level, opt->model));
}

/* Of the model that is named, or that of a level unless it is -1. */
static int check_memory_of(const struct options *opt, int level)
{
    struct llz_options o = options_stream(opt);
    char model[VALUE_MODEL_TEXT];
    uint64_t least;

    o.level = level < 0 ? o.level : level;
    o.model = level < 0 ? o.model : 0;
    least = llz_memory_least(&o);
    if (opt->memory >= least)
        return 0;
    return report_usage("--memory", "%s takes at least %" PRIu64 "MiB%s",
                        value_model_text(model, o.level, o.model), least >> 20,
                        options_origin(opt, SETTING_MEMORY));
}

static int check_memory(const struct options *opt)
{
    int asked = 0;

    if (opt->memory == 0 || decodes(opt))
        return 0;
    for (int level = 0; level <= LLZ_LEVEL_MAX && opt->operation == OP_BENCH; level++) {
        asked += opt->bench[level];
        if (opt->bench[level] && check_memory_of(opt, level) != 0)
            return -1;
    }
    return asked ? 0 : check_memory_of(opt, -1);
}

int options_check(const struct options *opt)
{
    int makes_output = opt->operation == OP_COMPRESS || opt->operation == OP_DECOMPRESS;

    if (opt->output && !makes_output)
        return report_usage("-o", "testing, listing and benchmarks write no output file");
    if (opt->output && opt->to_stdout)
        return report_usage("-o", "cannot be combined with -c");
    /* Compressing makes one archive of several inputs; decoders would write one file over the other. */
    if (opt->output && opt->count > 1 && (opt->operation != OP_COMPRESS || opt->repack))
        return report_usage("-o", "several inputs cannot share one output file; use -c");
    if (opt->remove_source && (!makes_output || opt->to_stdout))
        return report_usage("--rm", "needs an output file: not with -b, -c, -t or -l");
    if (opt->verify && opt->operation != OP_COMPRESS)
        return report_usage("--verify", "is for compressing: not with -b, -d, -t or -l");
    if (opt->search && opt->operation != OP_COMPRESS)
        return report_usage("--search", "is for compressing: not with -b, -d, -t or -l");
    /* Searching keeps its content in memory. Where it is a default only, it is left out instead. */
    if (opt->search && !opt->search_by_default && opt->repack)
        return report_usage("--search", "is for files and streams: not with --repack");
    /* Found here and not in the value, since several options add to the set. */
    if ((opt->without & value_all_parts()) == value_all_parts())
        return report_usage("--without", "leaves nothing that could predict%s",
                            options_origin(opt, SETTING_WITHOUT));
    if (opt->recompress && (opt->operation != OP_COMPRESS || opt->repack))
        return report_usage("--recompress", "is for compressing: not with -b, -d, -t, -l or --repack");
    if (opt->operation == OP_COMPRESS && check_budget(opt) != 0)
        return -1;
    if (check_memory(opt) != 0)
        return -1;
    return check_group_options(opt) == 0 && check_tree_options(opt) == 0 ? check_operands(opt) : -1;
}
