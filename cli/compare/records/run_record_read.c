/* run_record_read.c - a run as a JSON object, read.
 *
 * A record is believed only if it has all members, of the right types, and no others: results come from
 * files that people edit and join. */
#include <limits.h>
#include <string.h>

#include "cli/compare/records/host.h"
#include "cli/compare/records/run_record.h"
#include "cli/options/values.h"
#include "codec/llz_lab.h"

#define SECONDS_MAX 1e12 /* sums of them stay numbers, and no run takes so many */

struct member {
    const char *name;
    json_type type;
};

/* Besides the dimensions of variants, which are strings. JSON's true stands for both truth values here. */
static const struct member members[] = {
    { "llz_compare", JSON_INTEGER }, { "kind", JSON_STRING },
    { "build", JSON_STRING },        { "llz_version", JSON_STRING },
    { "host", JSON_STRING },         { "kernel", JSON_STRING },
    { "command", JSON_ARRAY },       { "threads", JSON_INTEGER },
    { "without", JSON_STRING },      { "budget", JSON_INTEGER },
    { "plan", JSON_STRING },         { "shard", JSON_STRING },
    { "plan_runs", JSON_INTEGER },   { "prior_file", JSON_STRING },
    { "ended", JSON_STRING },        { "jobs", JSON_INTEGER },
    { "file", JSON_STRING },         { "size", JSON_INTEGER },
    { "xxh3_128", JSON_STRING },     { "level", JSON_INTEGER },
    { "model", JSON_INTEGER },       { "policy_parameters", JSON_OBJECT },
    { "inert", JSON_TRUE },          { "seed", JSON_INTEGER },
    { "packed", JSON_INTEGER },      { "named", JSON_INTEGER },
    { "operations", JSON_INTEGER },  { "restarts", JSON_INTEGER },
    { "seconds", JSON_REAL },        { "decoding_seconds", JSON_REAL },
    { "verified", JSON_TRUE },       { "piece_bytes", JSON_INTEGER },
    { "ends", JSON_ARRAY },
};
#define MEMBERS (sizeof members / sizeof members[0])

static int has_type(const json_t *value, json_type type)
{
    if (type == JSON_TRUE)
        return json_is_boolean(value);
    return value && json_typeof(value) == type;
}

json_int_t record_number(const json_t *record, const char *name)
{
    return json_integer_value(json_object_get(record, name));
}

const char *record_text(const json_t *record, const char *name)
{
    return json_string_value(json_object_get(record, name));
}

static double real(const json_t *record, const char *name)
{
    return json_real_value(json_object_get(record, name));
}

/* Of a record without flaw, in which every member is there and has its type. */
static int is(const json_t *record, const char *name, const char *text)
{
    return strcmp(record_text(record, name), text) == 0;
}

static int is_hex(const json_t *record, const char *name, size_t digits)
{
    const char *text = record_text(record, name);

    return strlen(text) == digits && strspn(text, "0123456789abcdef") == digits;
}

/* Digits of a number from 1 on, as variant_of() writes them; "": none. */
static int is_search(const char *text)
{
    const size_t n = strlen(text);

    return n <= 4 && strspn(text, "0123456789") == n && *text != '0';
}

/* They reach terminals and pages. Writers put "?" there. */
static int has_control(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 127)
            return 1;
    return 0;
}

/* The first string with a control character; NULL: none has one. */
static const char *control_flaw(const json_t *record)
{
    for (size_t i = 0; i < MEMBERS; i++)
        if (members[i].type == JSON_STRING && has_control(record_text(record, members[i].name)))
            return members[i].name;
    for (int d = 0; d < variant_dimension_count; d++)
        if (has_control(record_text(record, variant_dimensions[d].name)))
            return variant_dimensions[d].name;
    return NULL;
}

/* What tells runs apart: whoever puts records in their places relies on it. */
static const char *names_flaw(const json_t *record)
{
    const json_int_t level = record_number(record, "level");

    if (level < -1 || level > LLZ_LEVEL_MAX || (level < 0) != (record_number(record, "model") > 0))
        return "neither a level nor a model";
    if (!is_hex(record, "xxh3_128", HASH_TEXT - 1))
        return "xxh3_128";
    if (!is(record, "prior", "") && !is_hex(record, "prior", 16))
        return "prior";
    if (!is(record, "omitted", "") && variant_part(record_text(record, "omitted")) == 0)
        return "omitted";
    return is_search(record_text(record, "search")) ? NULL : "search";
}

static int is_time(const json_t *record, const char *name)
{
    return real(record, name) >= 0 && real(record, name) < SECONDS_MAX;
}

/* The figures of a record whose members have the right types.
 *
 * Whatever later divides by a figure or takes its logarithm is checked here. */
static const char *figures_flaw(const json_t *record)
{
    const json_t *ends = json_object_get(record, "ends");
    size_t n = json_array_size(ends);

    if (record_number(record, "size") <= 0 || record_number(record, "packed") <= 0 ||
        record_number(record, "operations") < 0 || record_number(record, "seed") < 0 ||
        record_number(record, "model") < 0 || record_number(record, "named") < 0 ||
        record_number(record, "restarts") < 0 || record_number(record, "budget") < 0 ||
        record_number(record, "threads") < 1 || record_number(record, "threads") > INT_MAX ||
        record_number(record, "jobs") < 1 || record_number(record, "plan_runs") < 1 ||
        /* The bytes that name a variant are subtracted, and something must be left of which there
         * is a logarithm. */
        record_number(record, "named") >= record_number(record, "packed") || !is_time(record, "seconds") ||
        !is_time(record, "decoding_seconds"))
        return "a figure is out of range";
    if (record_number(record, "piece_bytes") != PIECE_BYTES)
        return "pieces of another length";
    /* Before record_take(), which reads as many as the file has pieces. */
    if (n != trace_pieces((size_t)record_number(record, "size")))
        return "ends has another number of pieces than size";
    for (size_t k = 0; k < n; k++)
        if (!json_is_integer(json_array_get(ends, k)))
            return "ends holds something else than integers";
    if (json_integer_value(json_array_get(ends, n - 1)) != record_number(record, "packed"))
        return "the last of ends is not packed";
    for (size_t k = 0; k < n; k++)
        if (json_integer_value(json_array_get(ends, k)) < 0 ||
            json_integer_value(json_array_get(ends, k)) > record_number(record, "packed"))
            return "ends holds a figure out of range";
    return NULL;
}

const char *record_flaw(const json_t *record)
{
    if (!json_is_object(record))
        return "no object";
    if (record_number(record, "llz_compare") != RECORD_VERSION)
        return "another version of the format";
    /* All names are looked for below, so this number says that there are no others. */
    if (json_object_size(record) != MEMBERS + (size_t)variant_dimension_count)
        return "it has not the members of a run";
    for (size_t i = 0; i < MEMBERS; i++)
        if (!has_type(json_object_get(record, members[i].name), members[i].type))
            return members[i].name;
    for (int d = 0; d < variant_dimension_count; d++)
        if (!json_is_string(json_object_get(record, variant_dimensions[d].name)))
            return variant_dimensions[d].name;
    if (control_flaw(record))
        return control_flaw(record);
    return names_flaw(record) ? names_flaw(record) : figures_flaw(record);
}

/* What was asked for, whoever made it. */
static int same_run(const json_t *record, const struct run *run, const struct compare_request *request)
{
    char without[VALUE_PARTS_TEXT];

    value_part_names(without, request->common.without);
    for (int d = 0; d < variant_dimension_count; d++)
        if (!is(record, variant_dimensions[d].name, variant_dimensions[d].value(run->variant)))
            return 0;
    /* By its content: a file that was moved or renamed is still the same. */
    return is(record, "xxh3_128", run->input->hash) &&
           (uint64_t)record_number(record, "size") == run->input->size &&
           record_number(record, "level") == run->level->level &&
           (uint64_t)record_number(record, "model") == run->level->model &&
           (uint64_t)record_number(record, "seed") == run->seed &&
           (uint64_t)record_number(record, "budget") == request->common.budget &&
           is(record, "without", without);
}

/* From coarse to fine, so that the user is told what stands in the way of a result being used again. */
enum match record_matches(const json_t *record, const struct run *run, const struct compare_request *request)
{
    char host[HOST_TEXT];

    if (!same_run(record, run, request))
        return MATCH_NONE;
    if (!is(record, "build", llz_build()))
        return MATCH_BUILD;
    host_kind(host);
    if (!is(record, "host", host) || !is(record, "kernel", llz_kernel()) ||
        record_number(record, "threads") != request->common.threads)
        return MATCH_HOST;
    return MATCH_ALL;
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
    r->packed = (uint64_t)record_number(record, "packed");
    r->named = (uint64_t)record_number(record, "named");
    r->operations = (uint64_t)record_number(record, "operations");
    r->restarts = (unsigned)record_number(record, "restarts");
    r->seconds = real(record, "seconds");
    r->decoding = real(record, "decoding_seconds");
    r->verified = record_verified(record);
    return 0;
}
