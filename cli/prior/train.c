/* train.c - llz train, from the command line to the prior. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cli/files/around.h"
#include "cli/files/descriptor.h"
#include "cli/jobs/recurse.h"
#include "cli/lab/inputs.h"
#include "cli/lab/outputs.h"
#include "cli/options/help.h"
#include "cli/options/values.h"
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

static enum status refuse(const struct train_request *request, enum llz_error code)
{
    /* Whoever pressed Ctrl-C knows why. */
    if (code == LLZ_ERR_CANCELLED && signals_caught())
        return STATUS_ERROR;
    return report_error(request->common.output, llz_error_message(code));
}

static enum status write_prior(const struct train_request *request, const struct llz_trained *t)
{
    struct output out;
    enum status status = output_begin(&out, request->common.output);

    if (status != STATUS_OK)
        return status;
    /* Looked at before training, too; but a file may have come there meanwhile. */
    out.keep = !request->common.force;
    if (fwrite(t->file, 1, t->bytes, out.stream) != t->bytes) {
        /* output_discard() may overwrite it. */
        int error = errno;

        output_discard(&out);
        return report_errno(request->common.output, error);
    }
    return output_end(&out);
}

/* On text that it has not seen. */
static enum status try(const struct train_request *request, const struct llz_trained *t, double seconds)
{
    enum llz_error code;
    uint64_t without = 0, with = 0;
    char name[PRINTABLE_TEXT], model[VALUE_MODEL_TEXT];
    /* By the loader of every user, so that a prior that could not be used would be noticed here. */
    struct llz_prior *prior = llz_prior_load(t->file, t->bytes, 0, &code);

    if (prior)
        /* Compared with itself without the prior, on text held out: on what it was made of every
         * prior looks good. */
        code = trial_run(&request->common, NULL, t->held_out, t->held_out_bytes, &without);
    if (prior && code == LLZ_OK)
        /* With the same level, model and threads as before: only the prior differs. */
        code = trial_run(&request->common, prior, t->held_out, t->held_out_bytes, &with);
    if (prior && code == LLZ_OK)
        printf("%s: %zu bytes, id %016llx, trained in %.0f s; %zu bytes of held out text at %s: %.3f "
               "bits/byte without it, %.3f with it\n",
               printable(name, request->common.output), t->bytes, (unsigned long long)llz_prior_id(prior),
               seconds, t->held_out_bytes,
               value_model_text(model, request->common.level, request->common.model),
               units_bits(t->held_out_bytes, without), units_bits(t->held_out_bytes, with));
    llz_prior_free(prior);
    if (code == LLZ_OK)
        code = parts_worth_print(&request->common, t, with);
    return code == LLZ_OK ? STATUS_OK : refuse(request, code);
}

static enum status check_total(const struct train_request *request, const struct llz_sample *samples, size_t n)
{
    uint64_t total = 0;

    /* Before training, so that the message has words for it: the library has one code for both. */
    for (size_t i = 0; i < n; i++)
        total += samples[i].bytes;
    if (total < LLZ_TRAINING_MIN)
        return report_error(request->common.output,
                            "too little to learn from: the samples have less than 64 KiB");
    if (total > LLZ_TRAINING_MAX)
        return report_error(request->common.output,
                            "too much to learn from: the samples have more than 512 MiB");
    return STATUS_OK;
}

static enum status train(const struct train_request *request, const struct llz_sample *samples, size_t n)
{
    struct llz_training how = LLZ_TRAINING_INIT;
    struct llz_trained t = LLZ_TRAINED_INIT;
    struct progress progress;
    enum status status = check_total(request, samples, n);

    if (status != STATUS_OK)
        return status;
    /* 0: there is no number of bytes to count up to; the callback tells a fraction. */
    progress_begin(&progress, &request->common, 0);
    /* At most: of few samples less is worth being written. */
    how.file_bytes = request->size;
    how.progress = on_progress;
    how.user = &progress;
    const enum llz_error code = llz_prior_train(&how, samples, n, &t);
    progress_clear(&progress);
    if (code != LLZ_OK)
        return refuse(request, code);
    status = write_prior(request, &t);
    if (status == STATUS_OK && !request->common.quiet)
        /* After it is on the disk: whatever the trial comes to, the prior is there. */
        status = try(request, &t, progress_seconds(&progress));
    llz_trained_free(&t);
    return status_worse(status, report_flush());
}

/* The samples stay. Links are followed here: whatever name leads to a sample, it is one. */
static enum status check_output(const char *path, const struct input *inputs, size_t n)
{
    struct stat info;

    for (size_t i = 0; stat(path, &info) == 0 && i < n; i++)
        if (S_ISREG(info.st_mode) && same_file(&info, &inputs[i].info))
            return report_error(path, "is one of the samples");
    return STATUS_OK;
}

static enum status train_inputs(const struct train_request *request, const struct options *files)
{
    const size_t n = (size_t)files->count;
    /* One more, as calloc(0) may return NULL: a folder may hold no file. */
    struct input *inputs = calloc(n + 1, sizeof *inputs);
    struct llz_sample *samples = calloc(n + 1, sizeof *samples);
    enum status status = inputs && samples ? inputs_read(inputs, files) : report_errno("train", ENOMEM);

    for (size_t i = 0; status == STATUS_OK && i < n; i++)
        /* Not copied: both lists look at the same bytes. */
        samples[i] = (struct llz_sample){ inputs[i].data, inputs[i].size };
    if (status == STATUS_OK)
        status = check_output(request->common.output, inputs, n);
    if (status == STATUS_OK)
        status = train(request, samples, n);
    if (inputs)
        inputs_free(inputs, files->count);
    free(inputs);
    free(samples);
    return status;
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

static enum status run_parsed(const struct train_request *request)
{
    /* The request with the names that are found below the folders, where -r asks for that. */
    struct options files = request->common;
    struct recurse below = { 0 };
    enum status status = STATUS_OK;

    /* Before reading and training, which take minutes. */
    if (!request->common.force && needs_force(request->common.output))
        return report_error(request->common.output, "already exists; -f overwrites it");
    if (request->common.recursive) {
        status = recurse_files(&request->common, &below);
        files.names = below.names;
        files.count = (int)below.count;
    }
    if (status != STATUS_ERROR)
        /* A file below the folder that could not be read is a warning; the others are learned from. */
        status = status_worse(train_inputs(request, &files), status);
    recurse_free(&below);
    return status;
}

enum status train_run(int argc, char **argv)
{
    struct train_request request;

    if (train_request_parse(&request, argc, argv) != 0)
        return STATUS_ERROR;
    return request.help ? help_print(&manual_train) : run_parsed(&request);
}
