/* material.c - read whole, as a prior depends on all of it. */
#include "cli/prior/material.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/files/around.h"
#include "codec/prior/prior_select.h"

#define OVERLAP_SHARE 10 /* one byte in so many may be shared: licences and headings come everywhere */

static enum status read_files(struct material *m, const struct options *files)
{
    enum status status;
    int count = files->count;

    m->count = (size_t)files->count;
    /* One more, as calloc(0) may return NULL: a folder may hold no file. */
    m->inputs = calloc(m->count + 1, sizeof *m->inputs);
    m->samples = calloc(m->count + 1, sizeof *m->samples);
    if (!m->inputs || !m->samples)
        return report_errno("train", ENOMEM);
    status = inputs_read(m->inputs, files);
    if (status == STATUS_OK)
        status = inputs_drop_doubles(m->inputs, &count, files);
    m->count = (size_t)count;
    for (size_t i = 0; status != STATUS_ERROR && i < m->count; i++)
        /* Not copied: both lists look at the same bytes. */
        m->samples[i] = (struct llz_sample){ m->inputs[i].data, m->inputs[i].size };
    return status;
}

enum status material_read(struct material *m, const struct options *opt)
{
    struct options files = *opt;
    enum status status = STATUS_OK;

    m->below.with_content = 1;
    if (opt->recursive) {
        status = recurse_files(opt, &m->below);
        files.names = m->below.names;
        files.count = (int)m->below.count;
    }
    return status == STATUS_ERROR ? status : status_worse(read_files(m, &files), status);
}

enum status material_read_named(struct material *m, const struct options *opt, const char *name)
{
    struct options named = *opt;

    m->name = strdup(name);
    if (!m->name)
        return report_errno("train", ENOMEM);
    named.names = &m->name;
    named.count = 1;
    named.recursive = 1;
    return material_read(m, &named);
}

void material_free(struct material *m)
{
    if (m->inputs)
        inputs_free(m->inputs, (int)m->count);
    free(m->inputs);
    free(m->samples);
    free(m->name);
    recurse_free(&m->below);
}

uint64_t material_bytes(const struct material *m)
{
    uint64_t total = 0;

    for (size_t i = 0; i < m->count; i++)
        total += m->samples[i].bytes;
    return total;
}

enum status material_check_apart(const struct options *opt, const struct material *samples,
                                 const struct material *probes)
{
    const uint64_t all = material_bytes(probes);
    uint64_t shared;
    char text[96];

    for (size_t i = 0; i < probes->count; i++)
        for (size_t k = 0; k < samples->count; k++)
            if (same_file(&probes->inputs[i].info, &samples->inputs[k].info))
                return report_error(probes->inputs[i].name, "is a probe and a sample");
    if (llz_prior_shared(probes->samples, probes->count, samples->samples, samples->count, &shared) != LLZ_OK)
        return report_errno("train", ENOMEM);
    if (all == 0 || shared <= all / OVERLAP_SHARE)
        return STATUS_OK;
    snprintf(text, sizeof text,
             "%d %% of the probes stand in the samples: what is selected may suit them alone",
             (int)(100 * shared / all));
    return report_warning(opt, strcmp(opt->output, "-") == 0 ? "(stdout)" : opt->output, text);
}
