/* header_options.c - the options of a header: number and value, in ascending order, each at most once.
 *
 * As in PNG's chunks a bit says whether an option may be skipped by who does not know it. Ascending
 * order and no defaults make the form unique, so that damage rarely passes and tests can compare
 * archives byte by byte. */
#include <string.h>

#include "codec/coder/varint.h"
#include "codec/container/header.h"
#include "learner/learner.h"

enum option_id {
    OPT_PARTS = 1,
    OPT_POLICY = 2,
    OPT_OPTIMIZER = 3,
    OPT_SEED = 4,
    OPT_BUDGET = 5,
    OPT_TUNING = 6,
    OPT_PARAMETERS = 7,
    OPT_MEMORY = 8
};

#define KNOB_BIAS 128 /* what is added to a knob's number, so that it is a byte */

/* All options of this version change the decoding, or what is decoded, so all have the critical bit. */
static size_t put_option(uint8_t *out, enum option_id id, const void *value, size_t length)
{
    size_t n = llz_varint_put(out, (uint64_t)id << 1 | 1);

    n += llz_varint_put(out + n, length);
    memcpy(out + n, value, length);
    return n + length;
}

static size_t put_number(uint8_t *out, enum option_id id, uint64_t v)
{
    uint8_t value[LLZ_VARINT_MAX];

    return put_option(out, id, value, llz_varint_put(value, v));
}

/* A number and a value for each knob that is not as usual. */
static size_t put_tuning(uint8_t *out, const struct llz_tuning *t)
{
    uint8_t value[2 * LLZ_KNOBS];
    size_t n = 0;

    for (int i = 0; i < LLZ_KNOBS; i++) {
        if (t->at[i] != 0) {
            value[n++] = (uint8_t)i;
            value[n++] = (uint8_t)(t->at[i] + KNOB_BIAS);
        }
    }
    return n > 0 ? put_option(out, OPT_TUNING, value, n) : 0;
}

/* Number and value of each parameter of the policy that is not as usual, in units of its own. */
static size_t put_parameters(uint8_t *out, const struct llz_header *h)
{
    uint8_t value[LLZ_PARAMETERS_MAX * (1 + LLZ_VARINT_MAX)];
    const struct llz_parameter *p;
    size_t n = 0;

    for (int i = 0; (p = llz_learner_policy_parameter(h->policy, i)) != NULL; i++) {
        if (h->change.by[i] != 0) {
            value[n++] = (uint8_t)i;
            n += llz_varint_put(value + n, (uint64_t)(p->usual + h->change.by[i]));
        }
    }
    return n > 0 ? put_option(out, OPT_PARAMETERS, value, n) : 0;
}

/* The parts that a member uses when its header says nothing of them. 0: nobody
 * knows, the model is a foreign one. */
static unsigned usual_parts(const struct llz_header *h)
{
    return llz_header_has_model(h) ? llz_row_parts(h->model, 0) : 0;
}

size_t llz_options_put(uint8_t *out, const struct llz_header *h)
{
    size_t n = 0;

    if (h->parts != usual_parts(h))
        n += put_number(out + n, OPT_PARTS, h->parts);
    if (h->policy != 0)
        n += put_number(out + n, OPT_POLICY, (uint64_t)h->policy);
    if (h->optimizer != 0)
        n += put_number(out + n, OPT_OPTIMIZER, (uint64_t)h->optimizer);
    if (h->seed != 0)
        n += put_number(out + n, OPT_SEED, h->seed);
    if (h->budget != 0)
        n += put_number(out + n, OPT_BUDGET, h->budget);
    n += put_tuning(out + n, &h->tuning);
    n += put_parameters(out + n, h);
    if (h->memory != 0)
        n += put_number(out + n, OPT_MEMORY, h->memory);
    return n;
}

/* A value that is one number and nothing else. 0 is never written: it is what an absent option means. */
static enum llz_error get_number(const uint8_t *value, size_t length, uint64_t *v)
{
    int used = llz_varint_get(value, length, v);

    return used > 0 && (size_t)used == length && *v != 0 ? LLZ_OK : LLZ_ERR_HEADER;
}

/* The usual ones are not written. */
static enum llz_error get_parts(const uint8_t *value, size_t length, struct llz_header *h)
{
    uint64_t v;
    enum llz_error err = get_number(value, length, &v);

    if (err)
        return err;
    if (v & ~(uint64_t)LLZ_PARTS_ALL)
        return LLZ_ERR_OPTION;
    h->parts = (unsigned)v;
    if (h->parts == usual_parts(h))
        return LLZ_ERR_HEADER;
    return LLZ_OK;
}

/* A number in a table of names; unknown: the error when it is not there. Tables end with NULL, so that a number
 * of 64 bits is compared and never used as an index. */
static enum llz_error get_choice(const uint8_t *value, size_t length, const char *(*names)(int i), int *choice,
                                 enum llz_error unknown)
{
    uint64_t v;
    enum llz_error err = get_number(value, length, &v);

    if (err)
        return err;
    for (int i = 0; names(i); i++) {
        if ((uint64_t)i == v) {
            *choice = i;
            return LLZ_OK;
        }
    }
    return unknown;
}

/* Controls are for the reader to refuse (llz_header_is_control()). */
static enum llz_error get_policy(const uint8_t *value, size_t length, int *policy)
{
    uint64_t v;
    enum llz_error err = get_number(value, length, &v);

    if (!err &&
        (v == LLZ_OWN || (v >= LLZ_CONTROL && v < LLZ_OWN && llz_learner_control_name((int)v - LLZ_CONTROL)))) {
        *policy = (int)v;
        return LLZ_OK;
    }
    return get_choice(value, length, llz_learner_policy_name, policy, LLZ_ERR_POLICY);
}

static enum llz_error get_budget(const uint8_t *value, size_t length, struct llz_header *h)
{
    enum llz_error err = get_number(value, length, &h->budget);

    if (err)
        return err;
    /* It stands after what its bound depends on. */
    return !llz_header_has_model(h) || h->budget <= llz_header_budget_most(h) ? LLZ_OK : LLZ_ERR_OPTION;
}

/* More than a model can use is no error: a later one may. */
static enum llz_error get_memory(const uint8_t *value, size_t length, struct llz_header *h)
{
    enum llz_error err = get_number(value, length, &h->memory);

    if (err)
        return err;
    if (h->memory > LLZ_MEMORY_MOST)
        return LLZ_ERR_OPTION;
    return !llz_header_has_model(h) || h->memory >= llz_row_memory_least(h->model) ? LLZ_OK : LLZ_ERR_OPTION;
}

/* Knobs in ascending order, none of them as usual. */
static enum llz_error get_tuning(const uint8_t *value, size_t length, struct llz_tuning *t)
{
    if (length == 0 || length % 2 != 0)
        return LLZ_ERR_HEADER;
    for (size_t i = 0; i < length; i += 2) {
        int knob = value[i], v = value[i + 1] - KNOB_BIAS;

        /* Before the knob itself: a newer knob is unknown, but a wrong order is wrong in every version. */
        if (v == 0 || (i > 0 && knob <= value[i - 2]))
            return LLZ_ERR_HEADER;
        if (knob >= LLZ_KNOBS)
            return LLZ_ERR_OPTION;
        struct llz_knob_range range = llz_knob_range((enum llz_knob)knob);

        if (v < range.least || v > range.most)
            return LLZ_ERR_OPTION;
        t->at[knob] = (int8_t)v;
    }
    return LLZ_OK;
}

/* In ascending order, none of them as usual. The policy stands before them. */
static enum llz_error get_parameters(const uint8_t *value, size_t length, struct llz_header *h)
{
    int last = -1;

    if (length == 0)
        return LLZ_ERR_HEADER;
    for (size_t at = 0; at < length;) {
        const int i = value[at++];
        const struct llz_parameter *p = NULL;
        uint64_t v;
        const int used = llz_varint_get(value + at, length - at, &v);

        if (used <= 0 || i <= last)
            return LLZ_ERR_HEADER;
        for (int k = 0; k <= i && (k == 0 || p); k++)
            p = llz_learner_policy_parameter(h->policy, k);
        /* Compared before it is made smaller, or a large number could pass as a small one. */
        if (!p || v > INT32_MAX || (int32_t)v < p->least || (int32_t)v > p->most)
            return LLZ_ERR_OPTION;
        if ((int32_t)v == p->usual)
            return LLZ_ERR_HEADER;
        h->change.by[i] = (int32_t)v - p->usual;
        at += (size_t)used;
        last = i;
    }
    return LLZ_OK;
}

static enum llz_error get_option(uint64_t key, const uint8_t *value, size_t length, struct llz_header *h)
{
    uint64_t id = key >> 1;
    int critical = key & 1;

    if (id <= OPT_MEMORY && !critical)
        return LLZ_ERR_HEADER;
    switch (id) {
    case OPT_PARTS:
        return get_parts(value, length, h);
    case OPT_POLICY:
        return get_policy(value, length, &h->policy);
    case OPT_OPTIMIZER:
        return get_choice(value, length, llz_learner_optimizer_name, &h->optimizer, LLZ_ERR_OPTIMIZER);
    case OPT_SEED:
        return get_number(value, length, &h->seed);
    case OPT_BUDGET:
        return get_budget(value, length, h);
    case OPT_TUNING:
        return get_tuning(value, length, &h->tuning);
    case OPT_PARAMETERS:
        return get_parameters(value, length, h);
    case OPT_MEMORY:
        return get_memory(value, length, h);
    default:
        return critical ? LLZ_ERR_OPTION : LLZ_OK;
    }
}

enum llz_error llz_options_get(const uint8_t *p, size_t n, struct llz_header *h)
{
    uint64_t last = 0; /* no option has this number */

    /* First: the limit of a budget depends on them. */
    h->parts = usual_parts(h);
    while (n > 0) {
        uint64_t key, length;
        int a = llz_varint_get(p, n, &key);
        /* A number that goes on beyond the end is as wrong as one that is too long: all options are here. */
        int b = a > 0 ? llz_varint_get(p + a, n - (size_t)a, &length) : -1;

        if (b <= 0)
            return LLZ_ERR_HEADER;
        p += a + b;
        n -= (size_t)(a + b);
        /* Number 0 is refused with those out of order. */
        if (length > n || key >> 1 <= last)
            return LLZ_ERR_HEADER;
        last = key >> 1;

        enum llz_error err = get_option(key, p, (size_t)length, h);
        if (err)
            return err;
        p += length;
        n -= (size_t)length;
    }
    return LLZ_OK;
}
