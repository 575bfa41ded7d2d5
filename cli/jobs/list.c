/* list.c - the table of -l. Only headers are interpreted, and indexes decoded, so it is quick at any size. */
#include "cli/jobs/list.h"

#include <inttypes.h>
#include <stdio.h>

#include "cli/files/source.h"
#include "cli/jobs/list_json.h"
#include "cli/options/values.h"
#include "cli/sandbox/sandbox.h"
#include "cli/signals.h"
#include "cli/terminal/printable.h"
#include "cli/terminal/units.h"
#include "cli/transfer/transfer.h"
#include "cli/tree/index/catalog.h"
#include "cli/tree/tree_job.h"

struct totals {
    uint64_t raw, packed, frames;
    int files;
};

static void print_head(const struct options *opt)
{
    printf("%14s %14s %8s %9s %5s %-12s %8s  ", "compressed", "uncompressed", "ratio", "bits/byte", "level",
           "policy", "frames");
    if (opt->verbose)
        printf("%7s  %5s %-20s %-8s %-10s %-20s %-8s %-32s  ", "members", "model", "model_name", "identity",
               "optimizer", "seed", "prior", "xxh3");
    puts(opt->verbose ? "parts  name" : "name");
}

/* Columns fit numbers of 14 digits; longer ones push the rest to the right, and programs use --json. */
static void print_sizes(uint64_t raw, uint64_t packed)
{
    printf("%14" PRIu64 " %14" PRIu64 " %8.3f %9.3f ", packed, raw, units_ratio(raw, packed),
           units_bits(raw, packed));
}

/* XXH3-64 of the contents, or XXH3-128 with --check=128; of several concatenated members, that of the last. */
static void print_hash(const struct llz_info *info)
{
    char digits[2 * sizeof info->hash + 1] = "-";

    for (int i = 0; i < info->hash_bytes; i++)
        /* The NUL of each is overwritten by the next two digits. */
        snprintf(digits + 2 * i, 3, "%02x", info->hash[i]);
    printf("%-32s  ", digits);
}

static void print_prior(const struct llz_info *info)
{
    if (info->has_prior)
        printf("%08" PRIx32 " ", info->prior);
    else
        printf("%-8s ", "-");
}

/* The one that stands for its model, if any does. */
static void print_level(const struct llz_info *info)
{
    if (info->level >= 0)
        printf("%5d ", info->level);
    else
        printf("%5s ", "-");
}

static void print_row(const struct options *opt, const char *name, const struct llz_info *info)
{
    char parts[VALUE_PARTS_TEXT], policy[VALUE_POLICY_TEXT];

    print_sizes(info->raw, info->packed);
    print_level(info);
    value_policy_text(policy, info);
    /* Parameters of the policy with -v alone, as they would push all columns aside. */
    printf("%-12s %8" PRIu64 "  ", opt->verbose || !info->policy ? policy : info->policy, info->frames);
    if (opt->verbose) {
        printf("%7" PRIu64 "  %5" PRId64 " %-20s %08" PRIx32 " %-10s %-20" PRIu64 " ", info->members,
               info->model, info->model_name ? info->model_name : "-", info->identity,
               info->optimizer ? info->optimizer : "-", info->seed);
        print_prior(info);
        print_hash(info);
        value_part_names(parts, info->parts);
        printf("%s  ", parts[0] ? parts : "-"); /* of a foreign model nobody knows the usual ones */
    }
    printable_put(stdout, name);
    putchar('\n');
}

static void add_totals(struct totals *sum, const struct llz_info *info)
{
    sum->raw += info->raw;
    sum->packed += info->packed;
    sum->frames += info->frames;
}

static void print_totals(const struct options *opt, const struct totals *sum)
{
    print_sizes(sum->raw, sum->packed);
    printf("%5s %-12s %8" PRIu64 "  ", "", "", sum->frames);
    if (opt->verbose)
        printf("%7s  %5s %-20s %-8s %-10s %-20s %-8s %-32s  ", "", "", "", "", "", "", "", "");
    printf("(%d files)\n", sum->files);
}

/* What is known about one archive. */
struct listed {
    struct llz_info info;
    struct catalog catalog; /* empty, unless it holds a tree */
    int is_tree;
    const char *shown;
};

/* All headers are read to the end, so that an archive which is cut off is not listed as a whole one. */
static enum status walk_headers(const struct options *opt, struct source *src, struct llz_info *info)
{
    struct failure why = { .name = src->name };
    struct transfer t = { .src = src, .stream = llz_lister_new(&why.code) };
    enum status status = STATUS_OK;

    if (!t.stream || transfer_run(&t, &why) != 0)
        status = transfer_report(&why, opt, t.stream);
    else
        llz_get_info(t.stream, info);
    llz_free(t.stream);
    return status;
}

/* Its rows appear only when the whole archive made sense. */
static enum status walk(const char *name, const struct options *opt, struct listed *l)
{
    enum llz_content content = LLZ_CONTENT_STREAM;
    struct source src;
    enum status status = source_open(&src, opt, name);

    if (status != STATUS_OK)
        return status;
    /* The name outlives the source, which is closed below: it is the user's, or a literal. */
    l->shown = src.name;
    /* Where it is the only archive, nothing else is opened from here on. */
    sandbox_close(opt);
    status = source_content(&src, &content);
    l->is_tree = content != LLZ_CONTENT_STREAM;
    if (status == STATUS_OK)
        status = content != LLZ_CONTENT_STREAM ? tree_list(opt, &src, &l->info, &l->catalog)
                                               : walk_headers(opt, &src, &l->info);
    if (status == STATUS_OK)
        status = source_finish(&src, opt, NULL);
    source_close(&src);
    return status;
}

/* The totals follow at the end. */
static void print_archive(const struct options *opt, struct totals *sum, const struct listed *l)
{
    /* JSON has no totals: whoever reads it can add. */
    if (opt->json) {
        list_json(l->shown, &l->info, l->is_tree);
        return;
    }
    /* Not before the first archive that could be read, so that no heading stands above nothing. */
    if (sum->files++ == 0)
        print_head(opt);
    print_row(opt, l->shown, &l->info);
    add_totals(sum, &l->info);
}

enum status list_run(const struct options *opt)
{
    struct totals sum = { 0 };
    enum status status = STATUS_OK;

    for (int i = 0; i < opt->count && !signals_caught(); i++) {
        struct listed l = { .info = LLZ_INFO_INIT };
        enum status one = walk(opt->names[i], opt, &l);

        /* What made no sense has had its message; the others are listed all the same. */
        if (one != STATUS_ERROR) {
            print_archive(opt, &sum, &l);
            one = status_worse(one, tree_print(opt, &l.catalog, l.shown));
        }
        status = status_worse(status, one);
        catalog_free(&l.catalog);
    }
    if (sum.files > 1)
        print_totals(opt, &sum);
    /* -l into a full disk is an error. */
    return status_worse(status, report_flush());
}
