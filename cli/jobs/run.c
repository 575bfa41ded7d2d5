/* run.c - llz without a command, llz verify and llzcat: options, then one job for each input. */
#include "cli/jobs/bench.h"
#include "cli/jobs/job.h"
#include "cli/jobs/list.h"
#include "cli/jobs/recurse.h"
#include "cli/jobs/verify.h"
#include "cli/names/name_list.h"
#include "cli/options/environment.h"
#include "cli/options/help.h"
#include "cli/options/misplaced_word.h"
#include "cli/options/options.h"
#include "cli/output/claims.h"
#include "cli/prior/priors.h"
#include "cli/sandbox/sandbox.h"
#include "cli/signals.h"
#include "cli/terminal/report.h"

/* What has an output, which is to be none of the inputs. */
static enum status run_jobs(const struct options *opt)
{
    struct options claiming = *opt;
    struct inodes claims = { 0 };
    /* Claims are made of all inputs first: the output of one may be an input that comes later. */
    enum status status = claims_make(&claims, opt);

    claiming.claims = &claims;
    if (status == STATUS_OK)
        status = jobs_run(&claiming);
    inodes_free(&claims);
    return status;
}

/* What the options ask for, of names that are there. */
static enum status run_operation(const struct options *opt)
{
    if (opt->operation == OP_VERIFY)
        return verify_archive(opt);
    if (opt->operation == OP_BENCH)
        return bench_run(opt);
    return opt->operation == OP_LIST ? list_run(opt) : run_jobs(opt);
}

/* With -r: of the files below the names. */
static enum status run_recursively(const struct options *opt)
{
    struct options below = *opt;
    struct recurse files = { 0 };
    enum status status = recurse_files(opt, &files);

    below.names = files.names;
    below.count = (int)files.count;
    if (status != STATUS_ERROR && below.count > 0)
        status = status_worse(status, run_operation(&below));
    recurse_free(&files);
    return status;
}

/* Names that are not on the command line. */
static enum status read_names(struct options *opt, struct name_list *list)
{
    enum status status;

    if (!opt->names_from)
        return STATUS_OK;
    if (opt->count > 0) {
        report_usage(opt->names[0], "file operands cannot be combined with --files0-from");
        return STATUS_ERROR;
    }
    status = name_list_read(list, opt->names_from);
    /* The strings are in the list, which is freed when all is done. */
    opt->names = list->at;
    opt->count = (int)list->count;
    /* Names in a list are taken as they are: -- or a dash in front of one means nothing. */
    opt->literal = 1;
    opt->keeps_paths = opt->operation == OP_COMPRESS && opt->output;
    return status;
}

static enum status run_named(struct options *opt)
{
    enum status status;

    /* Before anything foreign is read, a prior included. */
    sandbox_enter(opt);
    signals_watch(); /* a thread, so after that: it is confined like all others */
    status = prior_open(opt);
    if (status != STATUS_ERROR)
        status = status_worse(status, opt->recursive ? run_recursively(opt) : run_operation(opt));
    prior_close(opt);
    return status;
}

static enum status run_parsed(struct options *opt, const struct manual *manual)
{
    struct name_list list = { 0 };
    char standard_input[] = "-";
    char *no_names[] = { standard_input };
    enum status status;

    if (opt->operation == OP_HELP)
        return opt->topic ? help_topic(opt->topic) : help_print(manual);
    /* After --help, which is to work even if a variable is wrong. */
    if (environment_check() != 0)
        return STATUS_ERROR;
    if (opt->operation == OP_VERSION)
        return version_print(opt->verbose);
    status = read_names(opt, &list);
    /* After names from a list are known, which count as operands do. Neither llzcat nor llz verify has
     * commands that could be mistyped. */
    if (status == STATUS_OK && (options_check(opt) != 0 || (manual == &manual_llz && slip_check(opt) != 0)))
        status = STATUS_ERROR;
    /* Only now: before, no names had to be told from the name "-". */
    if (opt->count == 0) {
        opt->names = no_names;
        opt->count = 1;
    }
    if (status == STATUS_OK)
        status = run_named(opt);
    name_list_free(&list);
    return status;
}

static enum status run(enum operation operation, const struct manual *manual, int argc, char **argv)
{
    struct options opt;
    enum status status = STATUS_ERROR;

    if (options_parse(&opt, operation, argc, argv) == 0)
        status = run_parsed(&opt, manual);
    options_free(&opt);
    return status;
}

enum status files_run(int argc, char **argv)
{
    return run(OP_COMPRESS, &manual_llz, argc, argv);
}

enum status verify_run(int argc, char **argv)
{
    return run(OP_VERIFY, &manual_verify, argc, argv);
}

enum status llzcat_run(int argc, char **argv)
{
    return run(OP_DECOMPRESS, &manual_llzcat, argc, argv);
}
