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

/* "1:02:03", or "2:03" below one hour. */
static void format_time(char *text, size_t size, double seconds)
{
    unsigned long s = (unsigned long)(seconds + 0.5);

    if (s >= 3600)
        snprintf(text, size, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
    else
        snprintf(text, size, "%lu:%02lu", s / 60, s % 60);
}

/* The part of the work that is done. Coding and verifying take equally long. */
static double share_done(const struct progress *p)
{
    double in = (double)(p->decoding ? p->packed : p->raw);
    double done = (p->verifying ? (in + (double)p->checked) / 2 : in) / (double)p->total;

    return done > 1 ? 1 : done; /* the file grew while it was read */
}

/* The parts that need the input's size: "12.3 %" and the time left, both empty when it is not known. */
static void format_share(const struct progress *p, char share[16], char left[32])
{
    double done;
    char duration[24];

    share[0] = left[0] = '\0';
    if (p->total == 0)
        return;
    done = share_done(p);
    snprintf(share, 16, "%5.1f %%  ", 100 * done);
    if (done <= 0)
        return;
    format_time(duration, sizeof duration, progress_seconds(p) * (1 - done) / done);
    snprintf(left, 32, "  %s left", duration);
}

static void draw(struct progress *p)
{
    uint64_t in = p->decoding ? p->packed : p->raw, out = p->decoding ? p->raw : p->packed;
    char line[160], share[16], left[32], in_text[UNITS_TEXT], out_text[UNITS_TEXT];

    format_share(p, share, left);
    units_bytes(in_text, in);
    units_bytes(out_text, out);
    snprintf(line, sizeof line, "%s%s -> %s  %.3f bits/byte  %.1f KB/s%s", share, in_text, out_text,
             units_bits(p->raw, p->packed), units_speed(p->raw, progress_seconds(p)), left);
    fprintf(stderr, "\r%-*.*s", COLUMNS, COLUMNS, line);
    fflush(stderr);
    p->drawn = 1;
}

static int tick(struct progress *p)
{
    double t = now();

    if (p->visible && t - p->start >= SILENT_SECONDS && t - p->last >= REDRAW_SECONDS) {
        p->last = t;
        draw(p);
    }
    return signals_caught() != 0;
}

int progress_tick(void *user, uint64_t raw, uint64_t packed)
{
    struct progress *p = user;

    p->raw = raw;
    p->packed = packed;
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
