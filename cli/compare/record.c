/* record.c - one run as a JSON object. */
#include "cli/compare/record.h"

#include <string.h>

#include "cli/values.h"

struct member {
    const char *name;
    json_type type;
};

/* Besides the dimensions of variants, which are strings. JSON's true stands for both truth values here. */
static const struct member members[] = {
    { "file", JSON_STRING },        { "size", JSON_INTEGER },       { "xxh3_128", JSON_STRING },
    { "level", JSON_INTEGER },      { "seed", JSON_INTEGER },       { "without", JSON_STRING },
    { "packed", JSON_INTEGER },     { "operations", JSON_INTEGER }, { "seconds", JSON_REAL },
    { "verified", JSON_TRUE },      { "threads", JSON_INTEGER },    { "kernel", JSON_STRING },
    { "llz_version", JSON_STRING }, { "ends", JSON_ARRAY },         { "budget", JSON_INTEGER },
};
#define MEMBERS (sizeof members / sizeof members[0])

static json_t *ends_of(const struct trace *t)
{
    json_t *ends = json_array();

    for (size_t k = 0; ends && k < t->pieces; k++)
        if (json_array_append_new(ends, json_integer(t->ends[k])) != 0) {
            json_decref(ends);
            return NULL;
        }
    return ends;
}

json_t *record_make(const struct run *run, const struct arguments *args)
{
    const struct result *r = &run->result;
    char without[VALUE_PARTS_TEXT];
    json_t *record = json_object();
    int failed = 0;

    value_part_names(without, args->common.without);
    /* A NULL from want of memory is refused by json_object_set_new(). */
    failed |= json_object_set_new(record, "file", json_string(run->input->clean));
    failed |= json_object_set_new(record, "size", json_integer((json_int_t)run->input->size));
    failed |= json_object_set_new(record, "xxh3_128", json_string(run->input->hash));
    failed |= json_object_set_new(record, "level", json_integer(run->level));
    for (int d = 0; d < variant_dimension_count; d++)
        failed |= json_object_set_new(record, variant_dimensions[d].name,
                                      json_string(variant_dimensions[d].value(run->variant)));
    failed |= json_object_set_new(record, "seed", json_integer((json_int_t)run->seed));
    failed |= json_object_set_new(record, "without", json_string(without));
    failed |= json_object_set_new(record, "budget", json_integer((json_int_t)args->common.budget));
    failed |= json_object_set_new(record, "packed", json_integer((json_int_t)r->packed));
    failed |= json_object_set_new(record, "operations", json_integer((json_int_t)r->operations));
    failed |= json_object_set_new(record, "seconds", json_real(r->seconds));
    failed |= json_object_set_new(record, "verified", json_boolean(r->verified));
    failed |= json_object_set_new(record, "threads", json_integer(args->common.threads));
    failed |= json_object_set_new(record, "kernel", json_string(llz_kernel()));
    failed |= json_object_set_new(record, "llz_version", json_string(llz_version()));
    failed |= json_object_set_new(record, "ends", ends_of(&r->trace));
    if (!failed)
        return record;
    json_decref(record);
    return NULL;
}

static int has_type(const json_t *value, json_type type)
{
    if (type == JSON_TRUE)
        return json_is_boolean(value);
    return value && json_typeof(value) == type;
}

static json_int_t integer(const json_t *record, const char *name)
{
    return json_integer_value(json_object_get(record, name));
}

static const char *string(const json_t *record, const char *name)
{
    return json_string_value(json_object_get(record, name));
}

/* The figures of a record whose members have the right types. */
static const char *figures_flaw(const json_t *record)
{
    const json_t *ends = json_object_get(record, "ends");
    size_t n = json_array_size(ends);

    if (integer(record, "size") <= 0 || integer(record, "packed") <= 0 || integer(record, "operations") < 0 ||
        integer(record, "seed") < 0 || json_real_value(json_object_get(record, "seconds")) < 0)
        return "a figure is out of range";
    if (n != trace_pieces((size_t)integer(record, "size")))
        return "ends has another number of pieces than size";
    for (size_t k = 0; k < n; k++)
        if (!json_is_integer(json_array_get(ends, k)))
            return "ends holds something else than integers";
    if (json_integer_value(json_array_get(ends, n - 1)) != integer(record, "packed"))
        return "the last of ends is not packed";
    return NULL;
}

const char *record_flaw(const json_t *record)
{
    if (json_object_size(record) != MEMBERS + (size_t)variant_dimension_count)
        return "it has not the members of a run";
    for (size_t i = 0; i < MEMBERS; i++)
        if (!has_type(json_object_get(record, members[i].name), members[i].type))
            return members[i].name;
    for (int d = 0; d < variant_dimension_count; d++)
        if (!json_is_string(json_object_get(record, variant_dimensions[d].name)))
            return variant_dimensions[d].name;
    return figures_flaw(record);
}

int record_matches(const json_t *record, const struct run *run, const struct arguments *args)
{
    char without[VALUE_PARTS_TEXT];

    value_part_names(without, args->common.without);
    for (int d = 0; d < variant_dimension_count; d++)
        if (strcmp(string(record, variant_dimensions[d].name), variant_dimensions[d].value(run->variant)) != 0)
            return 0;
    return strcmp(string(record, "xxh3_128"), run->input->hash) == 0 &&
           (uint64_t)integer(record, "size") == run->input->size && integer(record, "level") == run->level &&
           (uint64_t)integer(record, "seed") == run->seed &&
           (uint64_t)integer(record, "budget") == args->common.budget &&
           strcmp(string(record, "without"), without) == 0 &&
           strcmp(string(record, "llz_version"), llz_version()) == 0;
}

int record_verified(const json_t *record)
{
    return json_is_true(json_object_get(record, "verified"));
}

int record_take(const json_t *record, struct run *run)
{
    struct result *r = &run->result;
    const json_t *ends = json_object_get(record, "ends");

    if (trace_begin(&r->trace, run->input->size) != 0)
        return -1;
    for (size_t k = 0; k < r->trace.pieces; k++)
        r->trace.ends[k] = json_integer_value(json_array_get(ends, k));
    r->packed = (uint64_t)integer(record, "packed");
    r->operations = (uint64_t)integer(record, "operations");
    r->seconds = json_real_value(json_object_get(record, "seconds"));
    r->verified = record_verified(record);
    return 0;
}
