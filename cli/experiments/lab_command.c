/* lab_command.c - the options of llz lab, in the order in which help tells them. */
#include "cli/experiments/lab_request.h"
#include "cli/options/command.h"

enum { GROUP_WHAT, GROUP_OPEN, GROUP_HOW, GROUP_RESULTS };

static const char *const groups[] = { "What to run", "What the paper leaves open", "How", "Results", NULL };

static const char *const usage[] = { "llz lab perceptron [OPTION]...", "llz lab transformer [OPTION]...",
                                     NULL };

static const struct definition definitions[] = {
    { LONG_SIZE, "size", TAKES_VALUE, "NAME", 0, GROUP_WHAT,
      "perceptron: small: 16 dimensions, 128 examples, 100 steps, which takes seconds; full: the paper's 128, 4,096 and 2,000, "
      "which takes minutes for each seed. transformer: small: 31,744 parameters, 512 texts, 200 steps, which takes an hour or more "
      "of one core; tiny takes seconds, large weeks (default small); one of:",
      lab_size_name },
    { LONG_SEEDS, "seeds", TAKES_VALUE, "N", 0, GROUP_WHAT,
      "so many problems, of the seeds 0 to N - 1, or those from A to B: A-B (default 1)", NULL },
    { LONG_ETA, "eta", TAKES_VALUE, "X", 0, GROUP_WHAT, "length of the paper's steps (default 0.1)", NULL },
    { LONG_PASSES, "passes", TAKES_VALUE, "N", 0, GROUP_WHAT,
      "courses that the search of one policy may run (default 4000; 40 of size full; of the transformer 25, 16 of size tiny)",
      NULL },
    { LONG_LABELS, "labels", TAKES_VALUE, "N", 0, GROUP_WHAT,
      "targets' labels that are coded at each step, a multiple of 16 (default 64); of the transformer texts (default 8; 2 of size "
      "tiny, 1 of size large)",
      NULL },

    { LONG_LENGTHS, "lengths", TAKES_NOTHING, NULL, 0, GROUP_WHAT,
      "at a quarter and a half of the steps too, with as large a part of the examples", NULL },

    { LONG_SPREAD, "spread", TAKES_VALUE, "X", 0, GROUP_OPEN,
      "standard deviation of the examples' coordinates: the text's 3 I may be that or a variance, which is 1.732 (default 1.732, at which the small problem converges; 3 of size full)",
      NULL },
    { LONG_SHIFT, "shift", TAKES_VALUE, "X", 0, GROUP_OPEN, "mean of the targets' coordinates (default 0.5)",
      NULL },
    { LONG_START, "start", TAKES_VALUE, "NAME", 0, GROUP_OPEN,
      "first parameters: linear, uniform within 1 / sqrt(D) as the paper's library draws them, or zero (default linear); one "
      "of:",
      lab_start_name },
    { LONG_OUTER_RATE, "outer-rate", TAKES_VALUE, "X", 0, GROUP_OPEN,
      "of the projected gradient, on the summed loss of the targets: 0.000005 in the text, 0.0000005 in the code (default "
      "0.000005)",
      NULL },

    { 'T', "threads", TAKES_VALUE, "N", 0, GROUP_HOW,
      "rows that are computed at a time (default 1; 0: as many as there are cores); each takes memory, 420 MB of size full. "
      "Figures do not depend on it",
      NULL },
    { LONG_STATE, "state", TAKES_VALUE, "FOLDER", 0, GROUP_HOW,
      "keep each row there when it is done, and do not compute again what is there: a run that was ended goes on",
      NULL },
    { 'q', "quiet", TAKES_NOTHING, NULL, 0, GROUP_HOW, "no estimate of the time, and no progress", NULL },
    { 'h', "help", TAKES_NOTHING, NULL, 0, GROUP_HOW, "this text", NULL },

    { LONG_CSV, "csv", TAKES_VALUE, "FILE", 0, GROUP_RESULTS, "all rows of all seeds", NULL },
    { LONG_JSON, "json", TAKES_VALUE, "FILE", 0, GROUP_RESULTS,
      "the same with their learning curves, and what all seeds say together, an object in each line", NULL },
    { LONG_HTML, "html", TAKES_VALUE, "FILE", 0, GROUP_RESULTS,
      "a page with learning curves, on which each column says what it means", NULL },
};

/* In short; LAB.md has the formulas. */
static const struct topic topics[] = {
    { NULL, "ROWS",
      "Each row is a policy: weights of the examples in each step, gamma, at least 0 and of sum 1, and lengths of steps. "
      "They are sought by one set of targets and judged by another.\n\n"
      "    uniform             equal weights, the paper's step\n"
      "    uniform, best step  the same, the step that the search finds best\n"
      "    uniform, step x 5.5 the paper's step 5.5 times as long: as much as its policy is said to bring\n"
      "    adam, best rate     its best rate\n"
      "    steps by stages     equal weights, eight steps\n"
      "    features by stages  eight steps, and weights by four features\n"
      "    constant            one gamma for all steps, the paper's step\n"
      "    full                a gamma for each step, the paper's step\n"
      "    ..., best step      the same at the best of four steps\n"
      "    shuffled            the weights of full, of other examples\n"
      "    flipped             sought to raise the loss\n"
      "    myopic              the best m by the target's own gradient\n"
      "    projected gradient  full, sought as in the paper\n\n"
      "Where a course is as dear as the transformer's, steps and rates are tried three times, weights are sought at the paper's "
      "step alone and the same are run at the best step, and projected gradient is left out.\n" },
    { NULL, "COLUMNS",
      "Of the first table:\n\n"
      "    step        length of the first step\n"
      "    numbers     that a decoder would have to be told\n"
      "    J seen      mean loss along the course, in nats, of the targets that the policy was sought by\n"
      "    J unseen    of the others\n"
      "    rate        compression: bits of labels by bits of the loss\n"
      "    AR          steps that uniform needs to come as low, by the steps of this row\n"
      "    AR best     the same against uniform at its best step\n"
      "    by lambda   mean of contributions over the support by their deviation, contributions to all losses to come\n"
      "    by grad L   the same of contributions to the present loss\n"
      "    refused %   of the examples with negative contribution, those outside the support\n"
      "    support     examples with 0.01 of a uniform weight or more\n"
      "    residual    largest contribution less the mean, by the mean: 0 where the law holds\n"
      "    passes      courses that the search has run\n" },
    { NULL, "BYTES",
      "What a policy costs: it is quantised and coded, and after it the labels of fresh targets at each step, by what the "
      "model knows by then. The bytes are decoded again.\n\n"
      "    bits/label  of the labels alone, or of the symbols of texts\n"
      "    J change    what quantising does to J seen\n"
      "    pays from   labels from which on both together are smaller than those of uniform\n"
      "    best from   the same against uniform at its best step\n" },
    { NULL, NULL, NULL },
};

const struct manual manual_lab = {
    .usage = usage,
    .about =
        "Run an experiment of \"Towards Optimal Learning of Language Models\" (Gu et al. 2024), which claims that in "
        "optimal learning all examples contribute equally, beside baselines and controls that the paper lacks. perceptron: a "
        "linear model learns labels of a teacher, by policies that weigh its examples. transformer: a small language model "
        "learns English, half of it spoiled. The figures are the same on every "
        "machine, and with any number of threads.",
    .groups = groups,
    .definitions = definitions,
    .count = sizeof definitions / sizeof definitions[0],
    .topics = topics,
};
