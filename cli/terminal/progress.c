/* progress.c - the line on a terminal that shows how far an operation is, and its clock. */
#include "cli/terminal/progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli/signals.h"
#include "cli/terminal/printable.h"
#include "cli/terminal/turn.h"
#include "cli/terminal/units.h"

/* Below a second a line would only flicker; five redraws a second look steady and cost nothing. */
#define COLUMNS 80         /* of a terminal that does not tell */
#define COLUMNS_MIN 20     /* less is no terminal */
#define NAME_COLUMNS 12    /* of a name, at least, before other parts of the line */
#define SILENT_SECONDS 1.0 /* what is over sooner needs no progress */
#define REDRAW_SECONDS 0.2

static double now(void)
{
    struct timespec t;

    /* Not the time of day, which somebody may set while a file is compressed for hours. */
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void progress_begin(struct progress *p, const struct options *opt, uint64_t total)
{
    *p = (struct progress){ .total = total, .start = now(), .primed = 1 };
    /* In a file or a pipe, \r and blanks would be garbage. */
    p->visible = !opt->quiet && isatty(STDERR_FILENO);
    p->decoding = opt->operation != OP_COMPRESS;
    p->verifying = opt->verify;
    p->beside = opt->beside;
    if (opt->turn > 0 && opt->count > 1) {
        p->name = opt->names[opt->turn - 1];
        p->turn = opt->turn;
        p->turns = opt->count;
    }
}

/* One less than the terminal has: in the last one some would begin a new line. */
static int columns(void)
{
    struct winsize size;

    /* Asked each time, as windows change while a file is compressed. */
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < COLUMNS_MIN)
        return COLUMNS - 1;
    return size.ws_col - 1;
}

/* The part of the work that is done. Coding and verifying take equally long. */
static double share_done(const struct progress *p)
{
    double in = (double)(p->decoding ? p->packed : p->raw);
    /* Input decides: how long the output becomes nobody knows. */
    double done = (p->verifying ? (in + (double)p->checked) / 2 : in) / (double)p->total;

    return done > 1 ? 1 : done; /* the file grew while it was read */
}

/* The parts that need the input's size, both empty when it is not known. */
static void format_share(const struct progress *p, struct progress_parts *parts)
{
    double done;
    char duration[UNITS_TEXT];

    /* A pipe: nobody knows how much will come. */
    if (p->total == 0)
        return;
    done = share_done(p);
    snprintf(parts->share, sizeof parts->share, "%5.1f %%", 100 * done);
    /* Nothing to reckon with yet, and nothing to divide by. */
    if (done <= 0)
        return;
    units_time(duration, progress_seconds(p) * (1 - done) / done);
    snprintf(parts->left, sizeof parts->left, "%s left", duration);
}

/* Adds a part, two blanks before it. */
static int join(char *text, const char *part)
{
    const size_t n = strlen(text);

    return *part ? snprintf(text + n, PROGRESS_TEXT - n, "%s%s", n > 0 ? "  " : "", part) : 0;
}

void progress_compose(char text[PROGRESS_TEXT], const struct progress *p, const struct progress_parts *parts,
                      int columns)
{
    const char *all[] = { parts->share, parts->sizes, parts->bits, parts->speed, parts->left };
    /* In this order parts make room for the name; the share that is done and the time left always stay. */
    static const int expendable[] = { 2, 3, 1 };
    char turn[48] = "", name[PROGRESS_TEXT / 2] = "";
    int room = columns; /* columns that the parts leave */

    if (p->turns > 0)
        /* The two blanks that join() puts between parts count too. */
        room -= snprintf(turn, sizeof turn, "%d of %d", p->turn, p->turns) + 2;
    for (int i = 0; i < 5; i++)
        room -= *all[i] ? (int)strlen(all[i]) + 2 : 0;
    for (int i = 0; i < 3 && room + 2 < (p->name ? NAME_COLUMNS : 0); i++) {
        room += (int)strlen(all[expendable[i]]) + 2;
        all[expendable[i]] = "";
    }
    if (p->name && room >= NAME_COLUMNS / 2)
        printable_text(name, sizeof name, p->name, room);
    text[0] = '\0';
    join(text, turn);
    join(text, name);
    for (int i = 0; i < 5; i++)
        join(text, all[i]);
}

void progress_parts(struct progress *p, const struct progress_parts *parts)
{
    char line[PROGRESS_TEXT];

    progress_compose(line, p, parts, columns());
    progress_line(p, line);
}

static void draw(struct progress *p)
{
    uint64_t in = p->decoding ? p->packed : p->raw, out = p->decoding ? p->raw : p->packed;
    char in_text[UNITS_TEXT], out_text[UNITS_TEXT];
    struct progress_parts parts = { 0 };

    if (p->primed < 1) {
        snprintf(parts.share, sizeof parts.share, "learning the primer %.0f %%", 100 * p->primed);
    } else {
        format_share(p, &parts);
        units_bytes(in_text, in);
        units_bytes(out_text, out);
        snprintf(parts.sizes, sizeof parts.sizes, "%s -> %s", in_text, out_text);
        snprintf(parts.bits, sizeof parts.bits, "%.3f bits/byte", units_bits(p->raw, p->packed));
        snprintf(parts.speed, sizeof parts.speed, "%.1f KB/s", units_speed(p->raw, progress_seconds(p)));
    }
    progress_parts(p, &parts);
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
    int used;
    const size_t fits = printable_fit(text, columns(), &used);
    /* Blanks over what the last line had more; escape sequences would depend on the terminal. */
    const int rest = p->width > used ? p->width - used : 0;

    fprintf(stderr, "\r%.*s%*s", (int)fits, text, rest, "");
    fflush(stderr);
    p->width = used;
    p->drawn = 1;
}

void progress_priming(void *user, uint64_t learned, uint64_t all)
{
    struct progress *p = user;

    p->primed = learned < all ? (double)learned / (double)all : 1;
}

static int tick(struct progress *p)
{
    if (p->beside)
        turns_draw(p->beside);
    else if (progress_due(p))
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
        fprintf(stderr, "\r%*s\r", p->width, "");
    p->drawn = p->width = 0;
}

double progress_seconds(const struct progress *p)
{
    return now() - p->start;
}
