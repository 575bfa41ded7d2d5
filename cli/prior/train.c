/* train.c - llz train, from the command line to the prior. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files/around.h"
#include "cli/files/descriptor.h"
#include "cli/lab/outputs.h"
#include "cli/options/help.h"
#include "cli/options/values.h"
#include "cli/prior/material.h"
#include "cli/prior/parts_worth.h"
#include "cli/prior/train_request.h"
#include "cli/prior/trial.h"
#include "cli/signals.h"
#include "cli/terminal/printable.h"
#include "cli/terminal/progress.h"
#include "cli/terminal/units.h"

static int on_progress(void *user, double done)
{
    struct progress *p = user;
    char text[64];

    if (progress_due(p)) {
        snprintf(text, sizeof text, "training: %d %%", (int)(100 * done));
        progress_line(p, text);
    }
    /* Not 0 ends the training: LLZ_ERR_CANCELLED. */
    return signals_caught();
}

static int to_stdout(const struct train_request *request)
{
    return strcmp(request->common.output, "-") == 0;
}

/* As messages have it. */
static const char *output_name(const struct train_request *request)
{
    return to_stdout(request) ? "(stdout)" : request->common.output;
}

static enum status refuse(const struct train_request *request, enum llz_error code)
{
    /* Whoever pressed Ctrl-C knows why. */
    if (code == LLZ_ERR_CANCELLED && signals_caught())
        return STATUS_ERROR;
    /* Sizes have been checked, each for itself. */
    if (code == LLZ_ERR_ARGUMENT)
        return report_error(output_name(request), "what is learned in full does not fit into --size");
    return report_error(output_name(request), llz_error_message(code));
}

/* On text that it has not seen. */
static enum status try(const struct train_request *request, const struct llz_trained *t, double seconds)
{
    enum llz_error code;
    uint64_t without = 0, with = 0;
    char name[PRINTABLE_TEXT], model[VALUE_MODEL_TEXT];
    /* By the loader of every user, so that a prior that could not be used would be noticed here. */
    struct llz_prior *prior = llz_prior_load(t->file, t->bytes, 0, &code);
    /* Where the prior is on standard output, nothing else may be. */
    FILE *out = to_stdout(request) ? stderr : stdout;

    if (prior)
        /* Compared with itself without the prior, on text held out: on what it was made of every
         * prior looks good. */
        code = trial_run(&request->common, NULL, t->held_out, t->held_out_bytes, &without);
    if (prior && code == LLZ_OK)
        /* With the same level, model and threads as before: only the prior differs. */
        code = trial_run(&request->common, prior, t->held_out, t->held_out_bytes, &with);
    if (prior && code == LLZ_OK)
        fprintf(out,
                "%s: %zu bytes, id %016llx, trained in %.0f s; %zu bytes of held out text at %s: %.3f "
                "bits/byte without it, %.3f with it\n",
                printable(name, output_name(request)), t->bytes, (unsigned long long)llz_prior_id(prior),
                seconds, t->held_out_bytes,
                value_model_text(model, request->common.level, request->common.model),
                units_bits(t->held_out_bytes, without), units_bits(t->held_out_bytes, with));
    llz_prior_free(prior);
    if (code == LLZ_OK)
        code = parts_worth_print(out, &request->common, t, with);
    return code == LLZ_OK ? STATUS_OK : refuse(request, code);
}

static enum status check_total(const struct train_request *request, const struct material *samples,
                               const struct material *probes)
{
    const uint64_t total = material_bytes(samples);

    /* Before training, so that the message has words for it: the library has one code for all. */
    if (total < LLZ_TRAINING_MIN)
        return report_error("train", "too little to learn from: the samples have less than 64 KiB");
    if (total > LLZ_TRAINING_MAX)
        return report_error("train", "too much to learn from: the samples have more than 512 MiB");
    if (request->probes && material_bytes(probes) < LLZ_PROBES_MIN)
        return report_error(request->probes, "too little to select by: the probes have less than 8 KiB");
    return STATUS_OK;
}

static enum status train(const struct train_request *request, const struct material *samples,
                         const struct material *probes)
{
    struct llz_training how = LLZ_TRAINING_INIT;
    struct llz_trained t = LLZ_TRAINED_INIT;
    struct progress progress;
    enum status status;

    /* 0: there is no number of bytes to count up to; the callback tells a fraction. */
    progress_begin(&progress, &request->common, 0);
    /* At most: of few samples less is worth being written. */
    how.file_bytes = request->size;
    how.sample_bytes = request->sample;
    how.progress = on_progress;
    how.user = &progress;
    how.probes = probes->samples;
    how.probe_count = probes->count;
    const enum llz_error code = llz_prior_train(&how, samples->samples, samples->count, &t);
    progress_clear(&progress);
    if (code != LLZ_OK)
        return refuse(request, code);
    /* Looked at before training, too; but a file may have come there meanwhile. */
    status = output_write(request->common.output, !request->common.force, t.file, t.bytes);
    if (status == STATUS_OK && !request->common.quiet)
        /* After it is on the disk: whatever the trial comes to, the prior is there. */
        status = try(request, &t, progress_seconds(&progress));
    llz_trained_free(&t);
    return status_worse(status, report_flush());
}

/* The samples stay. Links are followed here: whatever name leads to a sample, it is one. */
static enum status check_output(const struct train_request *request, const struct material *m,
                                const char *reason)
{
    struct stat info;
    const int known =
        to_stdout(request) ? fstat(STDOUT_FILENO, &info) == 0 : stat(request->common.output, &info) == 0;

    for (size_t i = 0; known && i < m->count; i++)
        if (S_ISREG(info.st_mode) && same_file(&info, &m->inputs[i].info))
            return report_error(output_name(request), reason);
    return STATUS_OK;
}

static enum status check(const struct train_request *request, const struct material *samples,
                         const struct material *probes)
{
    enum status status = check_output(request, samples, "is one of the samples");

    if (status == STATUS_OK)
        status = check_output(request, probes, "is one of the probes");
    if (status == STATUS_OK)
        status = check_total(request, samples, probes);
    return status == STATUS_OK ? material_check_apart(&request->common, samples, probes) : status;
}

/* Whether something is there that is to be replaced, or a block device: what else is no regular file is written
 * into. A link counts as what it is, for it would be replaced, and not followed. */
static int needs_force(const char *path)
{
    struct stat info;

    /* /dev/stdout and the like are written into, whatever they lead to. */
    if (descriptor_named(path) >= 0 || lstat(path, &info) != 0)
        return 0;
    return S_ISREG(info.st_mode) || S_ISLNK(info.st_mode) || S_ISDIR(info.st_mode) || S_ISBLK(info.st_mode);
}

/* Before reading and training, which take minutes. */
static enum status check_place(const struct train_request *request)
{
    if (request->common.force)
        return STATUS_OK;
    if (to_stdout(request) && isatty(STDOUT_FILENO))
        return report_error(output_name(request), "a prior is not written to a terminal; use -f to force");
    if (!to_stdout(request) && needs_force(request->common.output))
        return report_error(request->common.output, "already exists; -f overwrites it");
    return STATUS_OK;
}

static enum status run_parsed(const struct train_request *request)
{
    struct material samples = { 0 }, probes = { 0 };
    enum status status = check_place(request);

    if (status != STATUS_OK)
        return status;
    status = material_read(&samples, &request->common);
    if (status != STATUS_ERROR && request->probes)
        status = status_worse(status, material_read_named(&probes, &request->common, request->probes));
    if (status != STATUS_ERROR)
        status = status_worse(status, check(request, &samples, &probes));
    if (status != STATUS_ERROR)
        /* What is a warning so far, as a file below a folder that could not be read, does not keep others from being
         * learned from. */
        status = status_worse(train(request, &samples, &probes), status);
    material_free(&samples);
    material_free(&probes);
    return status;
}

enum status train_run(int argc, char **argv)
{
    struct train_request request;

    if (train_request_parse(&request, argc, argv) != 0)
        return STATUS_ERROR;
    return request.help ? help_print(&manual_train) : run_parsed(&request);
}
