/* bench.c - -b: compresses and decompresses in memory, and tells sizes and speeds. Speeds are those of the
 * library: no disk, no pipe. What was decoded is compared, so that a fast wrong answer is an error. */
#include "cli/jobs/bench.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/lab/inputs.h"
#include "cli/prior/prior_auto.h"
#include "cli/signals.h"
#include "cli/terminal/printable.h"
#include "cli/terminal/progress.h"
#include "cli/terminal/units.h"
#include "cli/transfer/transfer.h"
#include "codec/pump.h"

/* One way through a stream, from memory to memory. */
struct way {
    const unsigned char *in;
    size_t in_size;
    unsigned char *out;
    size_t room, size; /* allocated and used bytes of out */
    double seconds;
    struct llz_info info;
};

/* Where there is no room, more comes out than can be right. */
static enum llz_error keep(void *user, const uint8_t *p, size_t n)
{
    struct way *w = user;

    /* A decoder that runs wild is stopped here rather than in the allocator. */
    if (n > w->room - w->size)
        return LLZ_ERR_CORRUPT;
    memcpy(w->out + w->size, p, n);
    w->size += n;
    return LLZ_OK;
}

static enum llz_error run(struct way *w,
                          struct llz_stream *(*make)(const struct llz_options *, enum llz_error *),
                          const struct options *opt, int level)
{
    struct llz_options o = options_stream(opt);
    struct progress progress;
    struct llz_stream *stream;
    enum llz_error code;

    progress_begin(&progress, opt, 0);
    progress.visible = 0; /* a line on the screen takes time; here it only sees signals */
    /* What -b names counts here; a number of a model would win over it. */
    if (level >= 0) {
        o.level = level;
        o.model = 0;
    }
    o.progress = progress_tick;
    o.progress_user = &progress;
    stream = make(&o, &code);
    w->info = (struct llz_info)LLZ_INFO_INIT;
    w->info.state_bytes = llz_memory_needed(&o); /* for who has too little */
    if (!stream)
        return code;
    code = llz_pump_all(&(struct llz_pump){ .stream = stream, .put = keep, .user = w }, w->in, w->in_size);
    /* Before anything is freed: that is not the work of the coder. */
    w->seconds = progress_seconds(&progress);
    llz_get_info(stream, &w->info);
    llz_free(stream);
    return code;
}

static void print_head(const struct options *opt)
{
    printf("%5s %14s %14s %8s %9s %12s %12s %10s  %sname\n", "level", "uncompressed", "compressed", "ratio",
           "bits/byte", "in, KB/s", "out, KB/s", "memory", opt->verbose ? "policy       threads  " : "");
}

/* In a column of their own at the end: names have any length. */
static enum status print_row(const struct options *opt, const struct input *in, const struct way *packed,
                             const struct way *unpacked)
{
    char memory[UNITS_TEXT], level[16] = "-";

    if (packed->info.level >= 0)
        snprintf(level, sizeof level, "%d", packed->info.level);
    units_bytes(memory, packed->info.state_bytes);
    printf("%5s %14zu %14zu %8.3f %9.3f %12.1f %12.1f %10s  ", level, in->size, packed->size,
           units_ratio(in->size, packed->size), units_bits(in->size, packed->size),
           units_speed(in->size, packed->seconds), units_speed(in->size, unpacked->seconds), memory);
    if (opt->verbose)
        printf("%-12s %7d  ", packed->info.policy, opt->threads);
    printable_put(stdout, in->name);
    putchar('\n');
    return report_flush();
}

/* 0.1 % and 64 bytes: no archive is longer than its content by more (codec/FORMAT.md). */
static size_t room_for(size_t size)
{
    return size + size / 1000 + 64;
}

/* Both ways, from what is there into the rooms of both. level: -1: the model that was asked for instead. */
static enum llz_error go_and_return(const struct options *opt, const struct input *in, int level,
                                    struct way *packed, struct way *unpacked)
{
    enum llz_error code = run(packed, llz_encoder_new, opt, level);

    unpacked->in = packed->out;
    unpacked->in_size = packed->size;
    if (code == LLZ_OK)
        code = run(unpacked, llz_decoder_new, opt, level);
    if (code == LLZ_OK && (unpacked->size != in->size || memcmp(unpacked->out, in->data, in->size) != 0))
        code = LLZ_ERR_CORRUPT;
    return code;
}

static enum status report_failure(const struct options *opt, const char *name, enum llz_error code,
                                  const struct llz_info *info)
{
    const struct failure why = { .name = name, .code = code, .needed = info->state_bytes };

    /* Whoever pressed Ctrl-C knows why it ended. */
    return code == LLZ_ERR_CANCELLED ? STATUS_ERROR : transfer_report(&why, opt, NULL);
}

static enum status try_level(const struct options *opt, const struct input *in, int level)
{
    struct way packed = { .in = in->data, .in_size = in->size, .room = room_for(in->size) };
    /* With a byte more than is due, so that a decoder which puts out too much is told from one that
     * does not. */
    struct way unpacked = { .room = in->size + 1 };
    enum llz_error code = LLZ_ERR_MEMORY;

    packed.out = malloc(packed.room);
    unpacked.out = malloc(unpacked.room);
    if (packed.out && unpacked.out)
        code = go_and_return(opt, in, level, &packed, &unpacked);
    free(unpacked.out);
    free(packed.out);
    if (code == LLZ_OK)
        return print_row(opt, in, &packed, &unpacked);
    return report_failure(opt, in->name, code, &packed.info);
}

static enum status try_levels(const struct options *all, const struct input *in)
{
    struct options one = *all; /* with the prior of this input */
    const struct options *opt = &one;
    enum status status = prior_auto_choose(&one, in->name, in->data, in->size);
    /* No levels were named: then the one that compressing would use is tried. */
    int asked = 0;

    if (status != STATUS_OK)
        return status;
    for (int level = 0; level <= LLZ_LEVEL_MAX && !signals_caught(); level++) {
        asked += opt->bench[level];
        if (opt->bench[level])
            status = status_worse(status, try_level(opt, in, level));
    }
    return asked ? status : try_level(opt, in, opt->model > 0 ? -1 : opt->level);
}

enum status bench_run(const struct options *opt)
{
    struct options reading = *opt;
    struct input *inputs = calloc((size_t)opt->count, sizeof *inputs);
    enum status status;

    if (!inputs)
        return report_errno("-b", errno);
    reading.operation = OP_COMPRESS; /* content is read, from a terminal too */
    status = inputs_read(inputs, &reading);
    /* Not above a table that stays empty. */
    if (!signals_caught())
        print_head(opt);
    for (int i = 0; i < opt->count && !signals_caught(); i++)
        /* An empty file has neither a ratio nor a speed. */
        if (inputs[i].size > 0)
            status = status_worse(status, try_levels(opt, &inputs[i]));
    inputs_free(inputs, opt->count);
    free(inputs);
    return status;
}
