/* Any words on the command line of llz or one of its commands: refused with a message, or settings that a
 * stream can be asked about. The first byte chooses the command; lines are words. */
#include "cli/compare/compare_request.h"
#include "cli/experiments/lab_request.h"
#include "cli/law/law_request.h"
#include "cli/prior/train_request.h"
#include "cli/why/why_request.h"
#include "codec/llz_lab.h"
#include "tests/fuzz/fuzz_stream.h"

#define WORDS 16

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(const struct options *opt)
{
    const struct llz_options o = options_stream(opt);
    const struct llz_search how = LLZ_SEARCH_INIT;
    const char *name;
    double value;

    MUST(o.level >= LLZ_LEVEL_MIN && o.level <= LLZ_LEVEL_MAX && o.threads >= 1);
    for (int i = 0; (name = llz_policy_parameter(&o, i, &value)) != NULL; i++)
        MUST(*name && value == value);
    MUST(llz_policy_acts(&o) <= (LLZ_ACTS_LM | LLZ_ACTS_MIXERS) && llz_optimizer_acts(&o) <= LLZ_ACTS_LM);
    (void)llz_naming_bytes(&o);
    (void)llz_memory_needed(&o);
    (void)llz_search_memory_needed(&o, &how, 1000);
}

static void parse(enum operation operation, int argc, char **argv)
{
    struct options opt;

    if (options_parse(&opt, operation, argc, argv) == 0 && options_check(&opt) == 0 &&
        opt.operation == OP_COMPRESS)
        ask(&opt);
    options_free(&opt);
}

static void parse_compare(int argc, char **argv)
{
    struct compare_request args;

    (void)compare_request_parse(&args, argc, argv);
    compare_request_free(&args);
}

static void parse_law(int argc, char **argv)
{
    struct law_request r;

    (void)law_request_parse(&r, argc, argv);
    law_request_free(&r);
}

static void parse_by(int command, int argc, char **argv)
{
    struct train_request w;
    struct why_request q;
    struct lab_request l;

    switch (command % 8) {
    case 1:
        parse_compare(argc, argv);
        break;
    case 2:
        parse_law(argc, argv);
        break;
    case 3:
        (void)train_request_parse(&w, argc, argv);
        break;
    case 4:
        (void)why_request_parse(&q, argc, argv);
        break;
    case 7:
        (void)lab_request_parse(&l, argc, argv);
        break;
    default:
        parse(command % 8 == 5 ? OP_VERIFY : command % 8 == 6 ? OP_DECOMPRESS : OP_COMPRESS, argc, argv);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *argv[WORDS + 2] = { NULL }, *text, *word, *rest;
    int argc = 0;

    if (size == 0)
        return -1;
    text = malloc(size);
    MUST(text != NULL);
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    argv[argc++] = (char[]){ "llz" };
    for (word = strtok_r(text, "\n", &rest); word && argc <= WORDS; word = strtok_r(NULL, "\n", &rest))
        argv[argc++] = word;
    parse_by(data[0], argc, argv);
    free(text);
    return 0;
}
