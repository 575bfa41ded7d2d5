/* lab_request.c - the command line of llz lab. */
#include "cli/experiments/lab_request.h"

#include <stdlib.h>
#include <string.h>

#include "cli/options/command.h"
#include "cli/options/values.h"
#include "cli/terminal/report.h"

#define EXPERIMENT "perceptron"
#define SEEDS_MAX 1000
#define PASSES_MIN 16 /* fewer do not go round (learner/lab/lab_rows.c) */
#define PASSES_MAX 1000000
#define LABELS_MAX 65536

/* A size is what follows from it, too: a small problem converges in seconds, the paper's own takes minutes. */
struct size {
    const char *name;
    struct llz_lab_sizes sizes;
    int passes;
    float spread;
};

static const struct size sizes[] = {
    { "small", { .D = 16, .N = 128, .K = 512, .T = 100 }, 4000, 1.732f },
    { "full", { .D = 128, .N = 4096, .K = 512, .T = 2000 }, 40, 3 },
};

const char *lab_size_name(int i)
{
    return i >= 0 && i < 2 ? sizes[i].name : NULL;
}

const char *lab_start_name(int i)
{
    static const char *const names[] = { "linear", "zero", NULL };

    return i >= 0 && i < 2 ? names[i] : NULL;
}

static int index_of(const char *text, const char *what, const char *(*names)(int))
{
    for (int i = 0; names(i); i++)
        if (strcmp(text, names(i)) == 0)
            return i;
    return value_unknown(text, strlen(text), what, names);
}

static int apply_size(struct lab_request *r, const char *text)
{
    const int i = index_of(text, "size", lab_size_name);

    if (i < 0)
        return -1;
    r->setting.sizes = sizes[i].sizes;
    r->size_passes = sizes[i].passes;
    r->size_spread = sizes[i].spread;
    return 0;
}

static int apply_start(struct lab_request *r, const char *text)
{
    const int i = index_of(text, "start", lab_start_name);

    r->setting.start_at_zero = i == 1;
    return i < 0 ? -1 : 0;
}

/* Digits and one point, so that strtod() meets neither signs, names nor blanks. */
static int apply_decimal(const char *text, double most, double *number)
{
    const size_t digits = strspn(text, "0123456789"), point = text[digits] == '.';
    const size_t after = strspn(text + digits + point, "0123456789"), n = digits + point + after;

    if (n == 0 || n > 20 || digits + after == 0 || text[n] != '\0')
        return report_usage(text, "not a decimal number");
    *number = strtod(text, NULL);
    if (!(*number > 0 && *number <= most))
        return report_usage(text, "not a number above 0 and up to %g", most);
    return 0;
}

/* Nine digits at most. */
static int parse_number(const char *text, uint64_t *number)
{
    const size_t n = strspn(text, "0123456789");

    if (n == 0 || n > 9 || text[n] != '\0')
        return -1;
    *number = strtoul(text, NULL, 10);
    return 0;
}

static int refuse_seeds(const char *text)
{
    return report_usage(text, "not a number of seeds, such as 3, or a range of them, such as 2-4");
}

static int apply_seeds(struct lab_request *r, const char *text)
{
    char word[16] = "";
    const char *dash = strchr(text, '-');
    const size_t n = dash ? (size_t)(dash - text) : strlen(text);
    uint64_t first, last;

    if (n >= sizeof word)
        return refuse_seeds(text);
    memcpy(word, text, n);
    if (parse_number(word, &first) != 0 || (dash && parse_number(dash + 1, &last) != 0))
        return refuse_seeds(text);
    if (!dash && first == 0)
        return refuse_seeds(text);
    if (!dash) {
        last = first - 1;
        first = 0;
    }
    if (last < first || last - first >= SEEDS_MAX)
        return refuse_seeds(text);
    r->first_seed = (int)first;
    r->last_seed = (int)last;
    return 0;
}

static int apply_passes(struct lab_request *r, const char *text)
{
    uint64_t n;

    if (parse_number(text, &n) != 0 || n < PASSES_MIN || n > PASSES_MAX)
        return report_usage(text, "not a number of passes from %d to %d", PASSES_MIN, PASSES_MAX);
    r->plan.passes = (int)n;
    return 0;
}

/* A multiple of what a kernel takes at once. */
static int apply_labels(struct lab_request *r, const char *text)
{
    uint64_t n;

    if (parse_number(text, &n) != 0 || n == 0 || n > LABELS_MAX || n % 16 != 0)
        return report_usage(text, "not a multiple of 16 from 16 to %d", LABELS_MAX);
    r->labels = (int)n;
    return 0;
}

static int apply_value(void *user, int id, const char *value)
{
    struct lab_request *r = user;
    double number = 0;

    switch (id) {
    case LONG_SIZE:
        return apply_size(r, value);
    case LONG_START:
        return apply_start(r, value);
    case LONG_SEEDS:
        return apply_seeds(r, value);
    case LONG_PASSES:
        return apply_passes(r, value);
    case LONG_LABELS:
        return apply_labels(r, value);
    case LONG_ETA:
        return apply_decimal(value, 1000, &r->plan.eta);
    case LONG_OUTER_RATE:
        return apply_decimal(value, 1000, &r->plan.projected);
    case LONG_STATE:
        r->state = value;
        return 0;
    case LONG_CSV:
        r->csv = value;
        return 0;
    case LONG_JSON:
        r->json = value;
        return 0;
    case 'T':
        return value_threads(value, &r->common.threads);
    default:
        if (apply_decimal(value, 100, &number) != 0)
            return -1;
        *(id == LONG_SPREAD ? &r->setting.spread : &r->setting.shift) = (float)number;
        return 0;
    }
}

static int apply_flag(void *user, int id)
{
    struct lab_request *r = user;

    if (id == 'h')
        r->help = 1;
    else if (id == LONG_LENGTHS)
        r->lengths = 1;
    else
        return options_apply_flag(&r->common, id);
    return 0;
}

static int check(const struct lab_request *r)
{
    if (r->common.count == 0)
        return report_usage("lab", "no experiment; known are: " EXPERIMENT);
    if (strcmp(r->common.names[0], EXPERIMENT) != 0)
        return report_usage(r->common.names[0], "not an experiment; known are: " EXPERIMENT);
    if (r->common.count > 1)
        return report_usage(r->common.names[1], "one word too many: an experiment reads no file");
    return 0;
}

int lab_request_parse(struct lab_request *request, int argc, char **argv)
{
    const struct option_table table = { .definitions = manual_lab.definitions,
                                        .count = manual_lab.count,
                                        .help = "llz lab --help",
                                        .flag = apply_flag,
                                        .value = apply_value };

    *request = (struct lab_request){ .common = { .names = argv, .threads = 1 },
                                     .labels = 64,
                                     .setting = { .shift = 0.5f },
                                     .plan = { .eta = 0.1, .projected = 5e-6 } };
    (void)apply_size(request, lab_size_name(0));
    if (option_table_parse(&table, request, argc, argv, &request->common.count) != 0)
        return -1;
    /* 0: not given, in whatever order. */
    if (request->plan.passes == 0)
        request->plan.passes = request->size_passes;
    if (!(request->setting.spread > 0))
        request->setting.spread = request->size_spread;
    return request->help ? 0 : check(request);
}
