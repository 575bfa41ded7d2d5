/* run_record.c - a run as a JSON object, written. run_record_read.c reads it.
 *
 * Everything by which a result could differ stands in its record: build, kernel, kind of machine, threads,
 * options, seed. Only a run that agrees in all of it is taken for done. The cost of each piece is kept, so
 * that statistics can be made again without coding again. */
#include "cli/compare/records/run_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cli/compare/records/host.h"
#include "cli/options/values.h"
#include "cli/terminal/clean_names.h"
#include "codec/llz_lab.h"

/* Without what is not UTF-8, which jansson refuses. NULL: no memory. */
static json_t *clean_string(const char *text)
{
    char *clean = clean_name(text);
    json_t *string = clean ? json_string(clean) : NULL;

    free(clean);
    return string;
}

static json_t *command_of(const struct compare_request *request)
{
    json_t *words = json_array();

    for (int i = 0; words && i < request->word_count; i++)
        if (json_array_append_new(words, clean_string(request->words[i])) != 0) {
            json_decref(words);
            return NULL;
        }
    return words;
}

/* "3/16"; empty: all runs were made by one program. */
static json_t *shard_of(const struct compare_request *request)
{
    char text[32] = "";

    if (request->shards > 0)
        snprintf(text, sizeof text, "%d/%d", request->shard, request->shards);
    return json_string(text);
}

/* Failures are collected, and asked for once: jansson frees what it is given in any case. */
json_t *record_begin(const char *kind, const struct plan *plan)
{
    const struct compare_request *request = plan->request;
    char without[VALUE_PARTS_TEXT], host[HOST_TEXT];
    json_t *record = json_object();
    int failed = 0;

    value_part_names(without, request->common.without);
    host_kind(host);
    /* A NULL from want of memory is refused by json_object_set_new(). */
    failed |= json_object_set_new(record, "llz_compare", json_integer(RECORD_VERSION));
    failed |= json_object_set_new(record, "kind", json_string(kind));
    failed |= json_object_set_new(record, "build", json_string(llz_build()));
    failed |= json_object_set_new(record, "llz_version", json_string(llz_version()));
    failed |= json_object_set_new(record, "host", json_string(host));
    failed |= json_object_set_new(record, "kernel", json_string(llz_kernel()));
    failed |= json_object_set_new(record, "command", command_of(request));
    failed |= json_object_set_new(record, "threads", json_integer(request->common.threads));
    failed |= json_object_set_new(record, "without", json_string(without));
    failed |= json_object_set_new(record, "budget", json_integer((json_int_t)request->common.budget));
    failed |= json_object_set_new(record, "plan", json_string(plan->id));
    failed |= json_object_set_new(record, "plan_runs", json_integer((json_int_t)plan->distinct));
    failed |= json_object_set_new(record, "shard", shard_of(request));
    if (!failed)
        return record;
    json_decref(record);
    return NULL;
}

int record_add_variant(json_t *record, const struct variant *v)
{
    int failed = 0;

    for (int d = 0; d < variant_dimension_count; d++)
        failed |= json_object_set_new(record, variant_dimensions[d].name,
                                      json_string(variant_dimensions[d].value(v)));
    return failed ? -1 : 0;
}

int record_add_level(json_t *record, const struct plan_level *level)
{
    return json_object_set_new(record, "level", json_integer(level->level)) |
           json_object_set_new(record, "model", json_integer((json_int_t)level->model));
}

/* For readers; a record is compared by the policy's text, in which unusual parameters stand. */
static json_t *parameters_of(const struct run *run)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    json_t *parameters = json_object();
    const char *name;
    double value;

    if (run->level->level >= 0)
        opt.level = run->level->level;
    opt.model = run->level->model;
    variant_apply(run->variant, &opt);
    for (int i = 0; parameters && (name = llz_policy_parameter(&opt, i, &value)); i++)
        if (json_object_set_new(parameters, name, json_real(value)) != 0) {
            json_decref(parameters);
            return NULL;
        }
    return parameters;
}

/* Where each piece ends in the archive: integers, so that costs come back exactly. */
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

/* "2026-11-25T12:00:00Z" (ISO 8601)
 *
 * UTC, since records of several machines come together. */
static json_t *time_now(void)
{
    const time_t now = time(NULL);
    char text[32] = "";
    struct tm utc;

    if (gmtime_r(&now, &utc))
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return json_string(text);
}

static int add_run(json_t *record, const struct run *run, const struct plan *plan)
{
    const int level = (int)(run->level - plan->levels), variant = (int)(run->variant - plan->variants);
    int failed = 0;

    failed |= json_object_set_new(record, "ended", time_now());
    /* Runs side by side slow each other down: seconds are to be read with this number. */
    failed |= json_object_set_new(record, "jobs", json_integer(plan->request->jobs));
    failed |= json_object_set_new(record, "file", json_string(run->input->clean));
    failed |= json_object_set_new(record, "size", json_integer((json_int_t)run->input->size));
    failed |= json_object_set_new(record, "xxh3_128", json_string(run->input->hash));
    failed |= record_add_level(record, run->level);
    failed |= record_add_variant(record, run->variant);
    failed |= json_object_set_new(record, "policy_parameters", parameters_of(run));
    failed |= json_object_set_new(record, "prior_file", clean_string(run->variant->prior->name));
    failed |= json_object_set_new(record, "inert", json_boolean(*plan_inert(plan, level, variant)));
    failed |= json_object_set_new(record, "seed", json_integer((json_int_t)run->seed));
    return failed;
}

static int add_result(json_t *record, const struct result *r)
{
    int failed = 0;

    failed |= json_object_set_new(record, "packed", json_integer((json_int_t)r->packed));
    failed |= json_object_set_new(record, "named", json_integer((json_int_t)r->named));
    failed |= json_object_set_new(record, "operations", json_integer((json_int_t)r->operations));
    failed |= json_object_set_new(record, "restarts", json_integer((json_int_t)r->restarts));
    failed |= json_object_set_new(record, "seconds", json_real(r->seconds));
    failed |= json_object_set_new(record, "decoding_seconds", json_real(r->decoding));
    failed |= json_object_set_new(record, "verified", json_boolean(r->verified));
    /* A build with other pieces must not take these for its own. */
    failed |= json_object_set_new(record, "piece_bytes", json_integer(PIECE_BYTES));
    failed |= json_object_set_new(record, "ends", ends_of(&r->trace));
    return failed;
}

json_t *record_make(const struct run *run, const struct plan *plan)
{
    json_t *record = record_begin("run", plan);

    if (record && !add_run(record, run, plan) && !add_result(record, &run->result))
        return record;
    /* NULL is allowed. */
    json_decref(record);
    return NULL;
}
