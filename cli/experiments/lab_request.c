/* lab_request.c - the command line of llz lab. */
#include "cli/experiments/lab_request.h"

#include <stdlib.h>
#include <string.h>

#include "cli/options/command.h"
#include "cli/options/values.h"
#include "cli/terminal/report.h"

#define SEEDS_MAX 1000
#define PASSES_MIN 16 /* fewer do not go round (learner/lab/lab_rows.c) */
#define PASSES_MAX 1000000
#define LABELS_MAX 65536

/* A size is what follows from it, too: a small problem converges in seconds, the paper's own takes minutes. The first one of an
 * experiment is what it has by default. */
struct size {
    const char *name;
    enum llz_lab_experiment experiment;
    struct llz_lab_sizes sizes;
    struct llz_transformer_sizes net;
    int passes, labels;
    float spread;
};

static const struct size sizes[] = {
    { "small", LLZ_LAB_PERCEPTRON, { .D = 16, .N = 128, .K = 512, .T = 100 }, { 0 }, 4000, 64, 1.732f },
    { "full", LLZ_LAB_PERCEPTRON, { .D = 128, .N = 4096, .K = 512, .T = 2000 }, { 0 }, 40, 64, 3 },
    { "small", LLZ_LAB_TRANSFORMER, { .N = 512, .K = 128, .T = 200 }, { 2, 32, 32, 96 }, 25, 8, 0 },
    { "tiny", LLZ_LAB_TRANSFORMER, { .N = 16, .K = 16, .T = 8 }, { 2, 16, 16, 96 }, 16, 2, 0 },
    { "large", LLZ_LAB_TRANSFORMER, { .N = 2048, .K = 512, .T = 1000 }, { 2, 128, 32, 96 }, 25, 1, 0 },
};
#define SIZES ((int)(sizeof sizes / sizeof *sizes))

const char *lab_experiment_name(int i)
{
    static const char *const names[] = { "perceptron", "transformer" };

    return i >= 0 && i < 2 ? names[i] : NULL;
}

/* Each name once: where sizes of both experiments have it, the first one's counts. */
const char *lab_size_name(int i)
{
    for (int k = 0; k < SIZES; k++) {
        int first = 0;

        while (strcmp(sizes[first].name, sizes[k].name) != 0)
            first++;
        if (first == k && i-- == 0)
            return sizes[k].name;
    }
    return NULL;
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

    r->size = i < 0 ? NULL : lab_size_name(i);
    return i < 0 ? -1 : 0;
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

static int apply_labels(struct lab_request *r, const char *text)
{
    uint64_t n;

    if (parse_number(text, &n) != 0 || n == 0 || n > LABELS_MAX)
        return report_usage(text, "not a number of labels from 1 to %d", LABELS_MAX);
    r->labels = (int)n;
    return 0;
}

static int apply_value(void *user, int id, const char *value)
{
    struct lab_request *r = user;
    double number = 0;

    if (id == LONG_SPREAD || id == LONG_SHIFT || id == LONG_START || id == LONG_OUTER_RATE)
        r->of_perceptron = id;
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
    case LONG_HTML:
        r->html = value;
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

/* What the experiment and its size say, where no option says otherwise: 0 is what was not given. */
static int apply_experiment(struct lab_request *r)
{
    const struct size *size = NULL;

    for (int i = SIZES; i-- > 0;)
        if (sizes[i].experiment == r->setting.experiment && (!r->size || strcmp(sizes[i].name, r->size) == 0))
            size = &sizes[i];
    if (!size)
        return report_usage(r->size, "not a size of this experiment");
    r->setting.sizes = size->sizes;
    r->setting.net = size->net;
    r->plan.brief = r->setting.experiment == LLZ_LAB_TRANSFORMER;
    if (r->plan.brief)
        r->setting.sizes.D = llz_transformer_parameters(&size->net);
    if (r->plan.passes == 0)
        r->plan.passes = size->passes;
    if (r->labels == 0)
        r->labels = size->labels;
    if (!(r->setting.spread > 0))
        r->setting.spread = size->spread;
    return 0;
}

static const char *name_of_perceptron(int id)
{
    return id == LONG_SPREAD  ? "--spread"
           : id == LONG_SHIFT ? "--shift"
           : id == LONG_START ? "--start"
                              : "--outer-rate";
}

static int check(struct lab_request *r)
{
    int i = 0;

    if (r->common.count == 0)
        return report_usage("lab", "no experiment; known are: perceptron, transformer");
    while (lab_experiment_name(i) && strcmp(r->common.names[0], lab_experiment_name(i)) != 0)
        i++;
    if (!lab_experiment_name(i))
        return report_usage(r->common.names[0], "not an experiment; known are: perceptron, transformer");
    if (r->common.count > 1)
        return report_usage(r->common.names[1], "one word too many: an experiment reads no file");
    r->setting.experiment = (enum llz_lab_experiment)i;
    if (apply_experiment(r) != 0)
        return -1;
    /* The perceptron's kernels take so many at once. */
    if (r->setting.experiment == LLZ_LAB_PERCEPTRON && r->labels % 16 != 0)
        return report_usage("--labels", "not a multiple of 16");
    if (r->setting.experiment == LLZ_LAB_TRANSFORMER && r->lengths)
        return report_usage("--lengths", "only the perceptron is run at several lengths");
    if (r->setting.experiment == LLZ_LAB_TRANSFORMER && r->of_perceptron)
        return report_usage(name_of_perceptron(r->of_perceptron), "is of the perceptron alone");
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
                                     .setting = { .shift = 0.5f },

                                     .plan = { .eta = 0.1, .projected = 5e-6 } };
    if (option_table_parse(&table, request, argc, argv, &request->common.count) != 0)
        return -1;
    return request->help ? 0 : check(request);
}
