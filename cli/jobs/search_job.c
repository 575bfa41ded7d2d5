/* search_job.c - --search: an input compressed in several passes, of which the smallest archive stays. */
#include "cli/jobs/search_job.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/signals.h"
#include "cli/terminal/printable.h"
#include "cli/terminal/progress.h"
#include "cli/terminal/summary.h"
#include "cli/terminal/units.h"
#include "cli/transfer/check.h"
#include "cli/transfer/transfer.h"

/* Bytes that are read at a time, and that a file's buffer has beyond its size. */
#define PIECE 65536

struct content {
    unsigned char *data;
    size_t n, room;
};

struct search {
    const struct options *opt;
    const char *name;
    struct progress progress;
    struct content content;
    struct llz_archive archive;
    int passes; /* number of complete passes */
    uint64_t best;
};

/* Returns -1, for the return statements of its callers. */
static int fail(struct failure *why, const char *name, int error, enum llz_error code)
{
    *why = (struct failure){ .name = name, .error = error, .code = code };
    return -1;
}

/* The line of a search, in the place of that of a stream: there is one clock over all passes. */
static void draw(struct search *s, uint64_t raw)
{
    /* Every pass counts alike. An empty input has no share at all, and must not be divided by. */
    const double all = (double)s->content.n * s->opt->search;
    const double done = ((double)s->content.n * s->passes + (double)raw) / (all > 0 ? all : 1);
    char best[UNITS_TEXT], left[UNITS_TEXT];
    struct progress_parts parts = { 0 };

    units_bytes(best, s->best);
    units_time(left, done > 0 ? progress_seconds(&s->progress) * (1 - done) / done : 0);
    snprintf(parts.share, sizeof parts.share, "%5.1f %%", 100 * done);
    snprintf(parts.sizes, sizeof parts.sizes, "pass %d of %d  best %s", s->passes + 1, s->opt->search,
             s->passes ? best : "-");
    snprintf(parts.left, sizeof parts.left, "%s left", left);
    progress_parts(&s->progress, &parts);
}

static int on_progress(void *user, uint64_t raw, uint64_t packed)
{
    struct search *s = user;

    (void)packed;
    if (progress_due(&s->progress))
        draw(s, raw);
    /* Not 0 ends the search, with the best archive so far if a pass is complete (llz_search()). */
    return signals_caught() != 0;
}

static void on_pass(void *user, int passes, uint64_t best)
{
    struct search *s = user;
    char name[PRINTABLE_TEXT];

    s->passes = passes;
    s->best = best;
    /* There is something to keep from the first complete pass on: SIGINT now ends the search, not the
     * program. */
    signals_own(SIGINT);
    if (!s->opt->verbose)
        return;
    progress_clear(&s->progress);
    fprintf(stderr, "%s: pass %d of %d, best so far %" PRIu64 " bytes\n", printable(name, s->name), passes,
            s->opt->search, best);
}

static struct llz_search how_of(struct search *s)
{
    struct llz_search how = LLZ_SEARCH_INIT;

    how.passes = s->opt->search;
    how.passed = on_pass;
    how.user = s;
    return how;
}

/* Of so much content and the search after it. */
static int check_memory(struct search *s, uint64_t room, struct failure *why)
{
    const struct llz_options o = options_stream(s->opt);
    const struct llz_search how = how_of(s);
    const uint64_t needed = room + llz_search_memory_needed(&o, &how, room);

    if (s->opt->memory_limit == 0 || needed <= s->opt->memory_limit)
        return 0;
    fail(why, s->name, 0, LLZ_ERR_MEMLIMIT);
    /* What to allow: without this the message would name one encoder's need. */
    why->needed = needed;
    return -1;
}

static int grow(struct search *s, uint64_t room, struct failure *why)
{
    struct content *c = &s->content;
    unsigned char *larger;

    /* Where size_t has 32 bits, a file may be longer than memory can be. */
    if (room > SIZE_MAX)
        return fail(why, s->name, 0, LLZ_ERR_MEMORY);
    if (check_memory(s, room, why) != 0)
        return -1;
    larger = realloc(c->data, (size_t)room);
    if (!larger)
        return fail(why, s->name, 0, LLZ_ERR_MEMORY);
    c->data = larger;
    c->room = (size_t)room;
    return 0;
}

/* A file takes its size and a piece, in which the end is found. */
static int read_all(struct search *s, struct source *src, struct failure *why)
{
    struct content *c = &s->content;
    ssize_t n;

    if (grow(s, src->size + PIECE, why) != 0)
        return -1;
    do {
        /* Doubled, so that a pipe of unknown length is copied a constant number of times on average. */
        if (c->room - c->n < PIECE && grow(s, 2 * (uint64_t)c->room, why) != 0)
            return -1;
        n = source_read(src, c->data + c->n, PIECE);
        if (n < 0)
            return fail(why, src->name, errno, LLZ_OK);
        c->n += (size_t)n;
    } while (n > 0);
    return 0;
}

/* Interrupted, but not in vain. */
static void keep_best(struct search *s)
{
    char text[96];

    if (signals_caught() != SIGINT)
        return;
    /* The interruption has done what it was for, and must not make the rest fail. */
    signals_forget();
    progress_clear(&s->progress);
    snprintf(text, sizeof text, "interrupted; the best of %d of %d passes is kept", s->archive.passes,
             s->opt->search);
    (void)report_warning(s->opt, s->name, text);
}

/* What content and archive leave of the memory that is allowed. A limit of 0 would be none. */
static uint64_t memory_left(const struct search *s)
{
    const uint64_t taken = s->content.room + s->archive.bytes, limit = s->opt->memory_limit;

    return limit == 0 ? 0 : limit > taken ? limit - taken : 1;
}

static int find(struct search *s, struct failure *why)
{
    struct llz_options o = options_stream(s->opt);
    const struct llz_search how = how_of(s);
    enum llz_error code;

    o.memory_limit = memory_left(s);
    o.progress = on_progress;
    o.progress_user = s;
    code = llz_search(&o, &how, s->content.data, s->content.n, &s->archive);
    /* From here on a signal means the program again: writing the archive is not the search. */
    signals_own(0);
    if (code != LLZ_OK)
        return fail(why, s->name, 0, code);
    keep_best(s);
    /* Any signal but the one that was meant for the search. */
    return signals_caught() ? fail(why, s->name, 0, LLZ_ERR_CANCELLED) : 0;
}

static int verify(struct search *s, const char *target, struct failure *why)
{
    struct llz_options o = LLZ_OPTIONS_INIT;
    enum llz_error code;
    struct check *check;

    o.threads = s->opt->threads;
    o.prior = s->opt->prior;
    o.memory_limit = memory_left(s);
    o.memory = s->opt->memory;
    o.progress = progress_tick_check;
    /* The line of a check is that of a stream, for the passes are over. */
    o.progress_user = &s->progress;
    check = check_new(&o, &code);
    if (!check)
        return fail(why, s->name, 0, code);
    check_content(check, s->content.data, s->content.n);
    code = check_archive(check, s->archive.data, s->archive.bytes);
    if (code == LLZ_OK)
        code = check_end(check);
    check_free(check);
    if (code == LLZ_OK)
        return 0;
    fail(why, target, 0, code);
    /* Want of memory and a signal say nothing about the archive. */
    why->verifying = code != LLZ_ERR_MEMORY && code != LLZ_ERR_MEMLIMIT && code != LLZ_ERR_CANCELLED;
    return -1;
}

static int search(struct search *s, struct source *src, struct target *dst, struct failure *why)
{
    /* All of the input first, since every pass begins at its first byte. */
    if (read_all(s, src, why) != 0 || find(s, why) != 0)
        return -1;
    /* Before the first byte of the output is written, unlike with a stream: all of it is in memory. */
    if (s->opt->verify && verify(s, dst->name, why) != 0)
        return -1;
    if (target_write(dst, s->archive.data, s->archive.bytes) != 0)
        return fail(why, dst->name, errno, LLZ_OK);
    return 0;
}

enum status search_contents(const struct options *opt, struct source *src, struct target *dst)
{
    struct search s = { .opt = opt, .name = src->name, .archive = LLZ_ARCHIVE_INIT };
    struct failure why = { .name = src->name };
    enum status status = STATUS_OK;
    int failed;

    progress_begin(&s.progress, opt, src->size);
    failed = search(&s, src, dst, &why) != 0;
    progress_clear(&s.progress);
    if (failed)
        status = transfer_report(&why, opt, NULL);
    else if (opt->verbose)
        summary_print(opt, src->name, &s.archive.info, progress_seconds(&s.progress));
    llz_archive_free(&s.archive);
    free(s.content.data);
    return status;
}
