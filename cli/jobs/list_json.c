/* list_json.c - One object for each archive, a line each. Keys that would say nothing are left out rather
 * than null. Hashes and identities are strings of hexadecimal digits, as everywhere else. */
#include "cli/jobs/list_json.h"

#include <inttypes.h>
#include <stdio.h>

#include "cli/options/values.h"
#include "cli/terminal/json.h"

static void put_id(struct json *j, const char *key, uint32_t id)
{
    /* Eight digits and the NUL. */
    char digits[9];

    snprintf(digits, sizeof digits, "%08" PRIx32, id);
    json_text(j, key, digits);
}

static void put_hash(struct json *j, const struct llz_info *info)
{
    char digits[2 * sizeof info->hash + 1] = "";

    for (int i = 0; i < info->hash_bytes; i++)
        /* Most significant byte first, as XXH3 is printed everywhere. */
        snprintf(digits + 2 * i, 3, "%02x", info->hash[i]);
    if (info->hash_bytes > 0)
        json_text(j, "xxh3", digits);
}

/* What made it; of an archive without members nobody knows. */
static void put_settings(struct json *j, const struct llz_info *info)
{
    char parts[VALUE_PARTS_TEXT];

    /* No level stands for the model where it was chosen by --model, or is not the row of its level any
     * more. */
    if (info->level >= 0)
        json_signed(j, "level", info->level);
    if (info->policy)
        json_text(j, "policy", info->policy);
    if (info->parameters[0])
        json_text(j, "parameters", info->parameters);
    if (info->optimizer)
        json_text(j, "optimizer", info->optimizer);
    json_unsigned(j, "seed", info->seed);
    if (info->memory > 0)
        json_unsigned(j, "memory", info->memory);
    if (info->model >= 0) {
        json_signed(j, "model", info->model);
        put_id(j, "identity", info->identity);
    }
    if (info->model_name)
        json_text(j, "model_name", info->model_name);
    /* Always there: without it a program could not tell "not here" from a version that does not say. */
    json_flag(j, "model_here", info->model_here);
    if (info->has_prior)
        put_id(j, "prior", info->prior);
    value_part_names(parts, info->parts);
    if (parts[0])
        json_text(j, "parts", parts);
}

void list_json(const char *name, const struct llz_info *info, int is_tree)
{
    struct json j = json_begin(stdout);

    json_text(&j, "type", "archive");
    json_text(&j, "name", name);
    json_text(&j, "content", is_tree ? "folder" : "stream");
    json_unsigned(&j, "compressed", info->packed);
    json_unsigned(&j, "uncompressed", info->raw);
    json_unsigned(&j, "members", info->members);
    json_unsigned(&j, "frames", info->frames);
    put_settings(&j, info);
    put_hash(&j, info);
    json_end(&j);
}
