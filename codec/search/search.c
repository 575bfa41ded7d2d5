/* search.c - content encoded again and again, to keep the smallest archive.
 * planner.c says how, encode_once.c does it. */
#include <string.h>

#include "codec/search/encode_once.h"
#include "codec/sized.h"
#include "codec/stream/stream.h"
#include "learner/learner.h"
#include "model/arithmetic/kernels.h"

struct search {
    const struct llz_options *options;
    const struct llz_search *how;
    const uint8_t *content;
    size_t n;
    bool beside; /* two passes at a time */
    struct llz_planner planner;
    struct llz_archive *best;
    int done; /* passes */
};

/* Bytes of so many passes beside each other, and of their archives and the best one. */
static uint64_t needed(const struct llz_options *opt, size_t n, unsigned passes)
{
    const uint64_t encoder = llz_encoder_needs(opt);

    /* One archive more than there are passes: the best so far is kept. */
    return encoder ? passes * encoder + (passes + 1) * llz_encoding_room(n, llz_encoder_model(opt)) : 0;
}

static enum llz_error take(struct llz_search *to, const struct llz_search *from)
{
    *to = (struct llz_search)LLZ_SEARCH_INIT;
    return llz_sized_take(to, sizeof *to, offsetof(struct llz_search, passed), from);
}

uint64_t llz_search_memory_needed(const struct llz_options *opt, const struct llz_search *how, size_t n)
{
    struct llz_options options;
    struct llz_search search;

    if (llz_sized_options(&options, opt) || take(&search, how))
        return 0;
    return needed(&options, n, 1);
}

static void keep_best(struct search *s, struct llz_encoding *p)
{
    if (!s->best->data || p->archive.bytes < s->best->bytes) {
        llz_archive_free(s->best);
        *s->best = p->archive;
    } else {
        llz_archive_free(&p->archive);
    }
    s->done++;
    if (s->how->passed)
        s->how->passed(s->how->user, s->done, s->best->bytes);
    /* The callback is the caller's code, and may have changed the rounding mode. */
    llz_fpenv_again();
}

/* A pass counts when those before it were complete, whichever of two was faster. The planner hears of all
 * passes of a round or of none. */
static enum llz_error hear(struct search *s, struct llz_encoding *p, size_t count)
{
    uint64_t bytes[LLZ_PLANNER_ROUND];
    enum llz_error err = LLZ_OK;

    for (size_t i = 0; i < count; i++) {
        bytes[i] = p[i].archive.bytes;
        err = err ? err : p[i].err;
        if (err)
            llz_archive_free(&p[i].archive);
        else
            keep_best(s, &p[i]);
    }
    if (!err)
        llz_planner_hear(&s->planner, bytes);
    return err;
}

/* What has a limit is the whole search, not one of its passes. */
static struct llz_encoding pass_of(const struct search *s, const struct llz_tuning *tuning)
{
    struct llz_encoding p = { .options = *s->options, .tuning = *tuning };

    p.content = s->content;
    p.n = s->n;
    p.options.memory_limit = 0;
    p.options.output_limit = 0;
    if (s->beside)
        /* Two passes side by side are worth more than two threads in each. */
        p.options.threads = 1;
    return p;
}

/* One round; *count says how many passes it had. */
static enum llz_error run_round(struct search *s, size_t *count)
{
    struct llz_tuning tuning[LLZ_PLANNER_ROUND];
    struct llz_encoding pass[LLZ_PLANNER_ROUND];
    const size_t left = (size_t)(s->how->passes - s->done);

    *count = llz_planner_next(&s->planner, tuning, left);
    for (size_t i = 0; i < *count; i++)
        pass[i] = pass_of(s, &tuning[i]);
    if (s->beside && *count == 2)
        llz_encode_both(pass);
    else
        for (size_t i = 0; i < *count; i++)
            llz_encode_once(&pass[i]);
    return hear(s, pass, *count);
}

/* The parts that predict; 0: the options are wrong, which the first pass will find. */
static unsigned parts_of(const struct llz_options *opt)
{
    const int model = llz_encoder_model(opt);

    return model >= 0 ? llz_row_parts(model, opt->without) : 0;
}

static enum llz_error check_memory(struct search *s)
{
    const uint64_t limit = s->options->memory_limit;

    /* Rather one after the other than not at all, where two would take too much memory. */
    s->beside = s->options->threads > 1;
    if (limit == 0)
        return LLZ_OK;
    s->beside = s->beside && needed(s->options, s->n, 2) <= limit;
    return needed(s->options, s->n, 1) <= limit ? LLZ_OK : LLZ_ERR_MEMLIMIT;
}

static enum llz_error run(struct search *s)
{
    enum llz_error err = LLZ_OK;
    size_t count;

    if (s->how->passes < 1 || s->how->passes > LLZ_SEARCH_MAX || s->options->threads < 1)
        return LLZ_ERR_ARGUMENT;
    /* Measures and explanations are of one pass, of which there are many here; content in groups has many
     * models, and a tuning is for one. */
    if (s->options->measure || s->options->explain || s->options->split > 0)
        return LLZ_ERR_ARGUMENT;
    err = check_memory(s);
    if (err)
        return err;
    llz_planner_init(&s->planner, parts_of(s->options));
    do
        err = run_round(s, &count);
    while (!err && count > 0 && s->done < s->how->passes);
    s->best->passes = s->done;
    /* A search that was stopped has its best archive so far; that is a success. */
    if (err == LLZ_ERR_CANCELLED && s->best->data)
        err = LLZ_OK;
    if (!err && s->options->output_limit > 0 && s->best->bytes > s->options->output_limit)
        err = LLZ_ERR_OUTPUT;
    return err;
}

enum llz_error llz_search(const struct llz_options *opt, const struct llz_search *how, const void *data,
                          size_t n, struct llz_archive *best)
{
    const size_t info_at = offsetof(struct llz_archive, info);
    struct llz_options options;
    struct llz_search search;
    struct llz_archive found = LLZ_ARCHIVE_INIT;
    struct search s = { .options = &options, .how = &search, .content = data, .n = n, .best = &found };
    struct llz_fpenv caller;
    enum llz_error err;

    if (llz_sized_check(best, info_at) || llz_sized_options(&options, opt) || take(&search, how))
        return LLZ_ERR_ARGUMENT;
    caller = llz_fpenv_enter(); /* the planner computes too, and what it tries next decides about bytes */
    err = run(&s);
    llz_fpenv_leave(caller);
    if (err)
        llz_archive_free(&found);
    if (best->size - info_at < found.info.size)
        found.info.size = best->size - info_at; /* what the caller knows of it */
    llz_sized_give(best, &found, sizeof found);
    return err;
}
