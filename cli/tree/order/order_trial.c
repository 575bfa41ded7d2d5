/* order_trial.c - the beginnings of all files, where it shows what the files before them have taught.
 *
 * Parts of some of many files tell nothing: of 188 files of 14 kinds by turns 32 with 1 KB each took as much in an order
 * that makes a level 1 archive of all of them 6 % smaller. */
#include "cli/tree/order/order_trial.h"

#include <stdlib.h>

#include "cli/signals.h"
#include "cli/transfer/transfer.h"
#include "cli/tree/pack/entry_content.h"

#define LEVEL 1  /* takes a quarter of level 3's time */
#define SHARE 24 /* one in so many bytes is tried twice: 2 % of the time of level 3, 8 % of level 1's, */
#define BYTES_LEAST 2097152 /* where there are so many, and the start of the model does not count, */
#define MOST 1048576        /* and so many bytes at most: twice a megabyte of level 1 without progress */
#define HEAD_LEAST 4096     /* bytes of a file */
#define HEAD_MOST 16384

struct trial {
    const struct options *opt;
    const struct tree *tree;
    size_t head; /* bytes of each file */
    struct buffer sample;
};

static size_t head_of(const struct tree *t)
{
    const uint64_t share = t->bytes / SHARE, head = (share < MOST ? share : MOST) / t->files;

    return head < HEAD_MOST ? (size_t)head : HEAD_MOST;
}

/* Errors have been told when it was looked at before: sketch.c. */
static void add_head(struct trial *r, const struct tree_entry *e)
{
    unsigned char bytes[1024];
    const int fd = content_open(r->tree, e);

    for (size_t at = 0, n = sizeof bytes; at < r->head && n == sizeof bytes; at += n) {
        const size_t left = r->head - at;

        n = content_read(fd, e, at, bytes, left < sizeof bytes ? left : sizeof bytes);
        buffer_add(&r->sample, bytes, n);
    }
    content_close(e, fd);
}

static void gather(struct trial *r, const size_t *order)
{
    r->sample.n = 0;
    for (size_t i = 0; i < r->tree->files && !signals_caught(); i++)
        add_head(r, &r->tree->entries[order[i]]);
}

static int ask_signals(void *user, uint64_t raw, uint64_t packed)
{
    (void)user;
    (void)raw;
    (void)packed;
    return signals_caught();
}

/* As it is compressed. */
static struct llz_options options_trial(const struct options *opt)
{
    struct llz_options o = LLZ_OPTIONS_INIT;

    o.level = LEVEL;
    o.memory = opt->memory;
    o.memory_limit = opt->memory_limit;
    o.progress = ask_signals;
    return o;
}

int order_trial_fits(const struct options *opt, const struct tree *t)
{
    const struct llz_options o = options_stream(opt), trial = options_trial(opt);
    const size_t needed = llz_memory_needed(&trial);

    return t->bytes >= BYTES_LEAST && head_of(t) >= HEAD_LEAST && needed > 0 && needed <= llz_memory_needed(&o);
}

static enum llz_error compress(const struct trial *r, size_t *packed)
{
    const struct llz_options o = options_trial(r->opt);
    unsigned char *archive;
    enum llz_error err;

    *packed = llz_compress_bound(r->sample.n);
    archive = r->sample.failed ? NULL : malloc(*packed);
    err = archive ? llz_compress(r->sample.p, r->sample.n, archive, packed, &o) : LLZ_ERR_MEMORY;
    free(archive);
    return err;
}

/* What is saved on the sample, of all heads: it grows with them, if more slowly (tests/bench/LOG.md). */
static uint64_t of_all(const struct trial *r, uint64_t saved)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < r->tree->files; i++) {
        const uint64_t size = r->tree->entries[r->tree->order[i]].size;

        bytes += size < HEAD_MOST ? size : HEAD_MOST;
    }
    return bytes / (r->sample.n + 1) * saved;
}

enum status order_trial(const struct options *opt, const struct tree *t, const size_t *other, uint64_t *saved)
{
    const size_t *const orders[2] = { t->order, other };
    struct trial r = { .opt = opt, .tree = t, .head = head_of(t) };
    struct failure why = { .name = t->entries[other[0]].path, .code = LLZ_OK };
    size_t packed[2] = { 0 };

    for (int i = 0; i < 2 && why.code == LLZ_OK; i++) {
        gather(&r, orders[i]);
        why.code = compress(&r, &packed[i]);
    }
    *saved = packed[0] > packed[1] ? of_all(&r, packed[0] - packed[1]) : 0;
    buffer_free(&r.sample);
    if (why.code != LLZ_OK)
        return transfer_report(&why, opt, NULL);
    return signals_caught() ? STATUS_ERROR : STATUS_OK;
}
