/* progress.c - the line on a terminal that shows how far an operation is, and its clock. */
#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "cli/signals.h"
#include "cli/units.h"

#define COLUMNS 79         /* of the line; one less than the narrowest terminal has */
#define SILENT_SECONDS 1.0 /* what is over sooner needs no progress */
#define REDRAW_SECONDS 0.2

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void progress_begin(struct progress *p, const struct options *opt, uint64_t total)
{
    *p = (struct progress){ .total = total, .start = now() };
    p->visible = !opt->quiet && isatty(STDERR_FILENO);
    p->decoding = opt->operation != OP_COMPRESS;
    p->verifying = opt->verify;
}

/* The part of the work that is done. Coding and verifying take equally long. */
static double share_done(const struct progress *p)
{
    double in = (double)(p->decoding ? p->packed : p->raw);
    double done = (p->verifying ? (in + (double)p->checked) / 2 : in) / (double)p->total;

    return done > 1 ? 1 : done; /* the file grew while it was read */
}

/* The parts that need the input's size: "12.3 %" and the time left, both empty when it is not known. */
static void format_share(const struct progress *p, char share[16], char left[48])
{
    double done;
    char duration[UNITS_TEXT];

    share[0] = left[0] = '\0';
    if (p->total == 0)
        return;
    done = share_done(p);
    snprintf(share, 16, "%5.1f %%  ", 100 * done);
    if (done <= 0)
        return;
    units_time(duration, progress_seconds(p) * (1 - done) / done);
    snprintf(left, 48, "  %s left", duration);
}

static void draw(struct progress *p)
{
    uint64_t in = p->decoding ? p->packed : p->raw, out = p->decoding ? p->raw : p->packed;
    char line[192], share[16], left[48], in_text[UNITS_TEXT], out_text[UNITS_TEXT];

    format_share(p, share, left);
    units_bytes(in_text, in);
    units_bytes(out_text, out);
    snprintf(line, sizeof line, "%s%s -> %s  %.3f bits/byte  %.1f KB/s%s", share, in_text, out_text,
             units_bits(p->raw, p->packed), units_speed(p->raw, progress_seconds(p)), left);
    progress_line(p, line);
}

int progress_due(struct progress *p)
{
    double t = now();

    if (!p->visible || t - p->start < SILENT_SECONDS || t - p->last < REDRAW_SECONDS)
        return 0;
    p->last = t;
    return 1;
}

void progress_line(struct progress *p, const char *text)
{
    fprintf(stderr, "\r%-*.*s", COLUMNS, COLUMNS, text);
    fflush(stderr);
    p->drawn = 1;
}

static int tick(struct progress *p)
{
    if (progress_due(p))
        draw(p);
    return signals_caught() != 0;
}

int progress_tick(void *user, uint64_t raw, uint64_t packed)
{
    struct progress *p = user;

    p->raw = p->earlier_raw + raw;
    p->packed = p->earlier_packed + packed;
    return tick(p);
}

int progress_tick_check(void *user, uint64_t raw, uint64_t packed)
{
    struct progress *p = user;

    (void)packed;
    p->checked = raw;
    return tick(p);
}

void progress_clear(struct progress *p)
{
    if (p->drawn)
        fprintf(stderr, "\r%*s\r", COLUMNS, "");
    p->drawn = 0;
}

double progress_seconds(const struct progress *p)
{
    return now() - p->start;
}
