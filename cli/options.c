/* options.c - a table-driven parser in the manner of getopt_long, which POSIX lacks. */
#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "cli/report.h"
#include "cli/values.h"

/* Options without a short form are numbered above every character. */
enum {
    LONG_RM = 256,
    LONG_LEVEL,
    LONG_LM_ONLY,
    LONG_EXPERTS_ONLY,
    LONG_WITHOUT,
    LONG_POLICY,
    LONG_OPTIMIZER,
    LONG_SEED,
    LONG_MATH
};

struct definition {
    int id; /* the short form where it is a character */
    const char *name;
    int takes_value;
};

static const struct definition definitions[] = {
    { 'd', "decompress", 0 },
    { 't', "test", 0 },
    { 'l', "list", 0 },
    { 'k', "keep", 0 },
    { LONG_RM, "rm", 0 },
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
    { 'v', "verbose", 0 },
    { 'q', "quiet", 0 },
    { 'h', "help", 0 },
    { 'V', "version", 0 },
};
#define DEFINITIONS (sizeof definitions / sizeof definitions[0])

/* --help and --version win over whatever else is asked for, wherever they stand. */
static void set_operation(struct options *opt, enum operation operation)
{
    if (opt->operation != OP_HELP && opt->operation != OP_VERSION)
        opt->operation = operation;
}

static int apply_value(struct options *opt, int id, const char *value)
{
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
    default:
        return value_math(value, &opt->math);
    }
}

static void apply_flag(struct options *opt, int id)
{
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
    default: /* --lm-only */
        opt->without |= value_all_parts() & ~1u;
        break;
    }
}

/* Parses "--name", "--name=value" or "--name value"; *i is moved over a separate value. */
static int parse_long(struct options *opt, int argc, char **argv, int *i)
{
    const char *word = argv[*i], *name = word + 2;
    size_t length = strcspn(name, "=");
    const char *value = name[length] == '=' ? name + length + 1 : NULL;

    for (size_t k = 0; k < DEFINITIONS; k++) {
        const struct definition *d = &definitions[k];

        if (strlen(d->name) != length || memcmp(d->name, name, length) != 0)
            continue;
        if (!d->takes_value) {
            if (value)
                return report_usage(word, "this option takes no value");
            apply_flag(opt, d->id);
            return 0;
        }
        if (!value && *i + 1 >= argc)
            return report_usage(word, "this option needs a value");
        return apply_value(opt, d->id, value ? value : argv[++*i]);
    }
    return report_usage(word, "unknown option; try llz --help");
}

/* Parses "-dkf", "-5", "-ofile" or "-o file"; *i is moved over a separate value. */
static int parse_short(struct options *opt, int argc, char **argv, int *i)
{
    for (const char *p = argv[*i] + 1; *p; p++) {
        const char letter[3] = { '-', *p, '\0' };
        size_t k = 0;

        if (*p >= '0' && *p <= '9') {
            opt->level = *p - '0';
            continue;
        }
        while (k < DEFINITIONS && definitions[k].id != *p)
            k++;
        if (k == DEFINITIONS)
            return report_usage(letter, "unknown option; try llz --help");
        if (!definitions[k].takes_value) {
            apply_flag(opt, *p);
            continue;
        }
        if (p[1])
            return apply_value(opt, *p, p + 1);
        if (*i + 1 >= argc)
            return report_usage(letter, "this option needs a value");
        return apply_value(opt, *p, argv[++*i]);
    }
    return 0;
}

int options_parse(struct options *opt, int argc, char **argv)
{
    int only_names = 0;

    *opt = (struct options){ .level = LLZ_LEVEL_DEFAULT, .threads = 2, .names = argv };
    for (int i = 1; i < argc; i++) {
        char *word = argv[i];
        int failed = 0;

        if (only_names || word[0] != '-' || word[1] == '\0')
            opt->names[opt->count++] = word; /* count < i: nothing unread is overwritten */
        else if (word[1] != '-')
            failed = parse_short(opt, argc, argv, &i);
        else if (word[2] == '\0')
            only_names = 1;
        else
            failed = parse_long(opt, argc, argv, &i);
        if (failed)
            return -1;
    }
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
    if ((opt->without & value_all_parts()) == value_all_parts())
        return report_usage("--without", "leaves nothing that could predict");
    return 0;
}
