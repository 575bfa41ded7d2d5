/* tree_list.c - the entries of an archive: its index is decoded, and only the
 * headers of what follows are looked at.
 *
 * Listing decodes the index and the notes alone; the contents, which are nearly all of an archive,
 * are passed over. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/transfer/transfer.h"
#include "cli/tree/index/notes.h"
#include "cli/tree/index/select.h"
#include "cli/tree/restore/unpack.h"
#include "cli/tree/show.h"
#include "cli/tree/tree_job.h"
#include "codec/pump.h"

/* Bytes of a read, and of what is drained at a time. */
#define PIECE 65536

/* Every byte goes to the lister and to what decodes notes alone; those of the index to a decoder, too. */
struct listing {
    struct llz_stream *lister, *decoder, *notes;
    struct unpack unpack;
    struct llz_stream *foreign; /* the decoder that met a model which is not here; NULL: none */
};

/* Hands the decoder n bytes, and stops where the member of the index ends:
 * what follows would be learned too. */
static int feed_decoder(struct listing *l, const unsigned char *p, size_t n, struct failure *why)
{
    while (n > 0 && !l->unpack.known && !l->foreign) {
        unsigned char out[PIECE];
        struct llz_info info = LLZ_INFO_INIT;
        size_t took = 0, got;
        enum llz_error code = llz_feed(l->decoder, p, n, &took);

        llz_get_info(l->decoder, &info);
        /* Of anything else the first member is not to be taken for an index. */
        if (info.content == LLZ_CONTENT_INDEX)
            while ((got = llz_drain(l->decoder, out, sizeof out)) > 0)
                if (unpack_index_piece(&l->unpack, out, got, why) != 0)
                    return -1;
        /* No failure: headers can be listed without the model, and that is said at the end. */
        l->foreign = code == LLZ_ERR_MODEL ? l->decoder : NULL;
        if (code != LLZ_OK && code != LLZ_AGAIN && !l->foreign) {
            why->code = code;
            return -1;
        }
        /* Only complete members count: the index has ended. */
        if (info.members > 0)
            return unpack_index_end(&l->unpack, why);
        p += took;
        n -= took;
    }
    return 0;
}

struct notes_sink {
    struct listing *l;
    struct failure *why;
    int failed;
};

static enum llz_error put_notes(void *user, const uint8_t *p, size_t n)
{
    struct notes_sink *sink = user;

    sink->failed = unpack_notes_piece(&sink->l->unpack, p, n, sink->why) != 0;
    return sink->failed ? LLZ_ERR_CANCELLED : LLZ_OK;
}

/* They come last, when the index is known. */
static int feed_notes(struct listing *l, const unsigned char *p, size_t n, struct failure *why)
{
    struct notes_sink sink = { l, why, 0 };
    const struct llz_pump pump = { .stream = l->notes, .put = put_notes, .user = &sink };
    const enum llz_error code = l->foreign ? LLZ_OK : llz_pump_feed(&pump, p, n);

    /* It has told why; the error that came back is only that of having stopped. */
    if (sink.failed)
        return -1;
    if (code == LLZ_ERR_MODEL)
        l->foreign = l->notes;
    else if (code != LLZ_OK)
        why->code = code;
    return code == LLZ_OK || l->foreign ? 0 : -1;
}

static int feed(struct listing *l, const unsigned char *p, size_t n, struct failure *why)
{
    size_t took;

    /* The lister first: it alone knows whether the archive makes sense where no model is here. It has
     * no output, so it takes all. */
    why->code = llz_feed(l->lister, p, n, &took);
    if (why->code != LLZ_OK || feed_decoder(l, p, n, why) != 0)
        return -1;
    return feed_notes(l, p, n, why);
}

/* What none of them has to see: both lister and notes have seen the same. */
static int pass_over(struct listing *l, struct source *src, struct failure *why)
{
    /* The index has to be seen in whole. */
    uint64_t n = l->unpack.known || l->foreign ? source_seekable(src) : 0;

    /* After a foreign model the decoder of notes has seen nothing more, and need not keep step. */
    if (n > 0 && !l->foreign)
        n = llz_skip(l->notes, n);
    if (n > 0)
        n = llz_skip(l->lister, n);
    if (n == 0 || source_skip(src, n) == 0)
        return 0;
    why->error = errno;
    return -1;
}

static int walk(struct listing *l, struct source *src, struct failure *why)
{
    unsigned char in[PIECE];
    ssize_t n;

    while ((n = source_read(src, in, sizeof in)) > 0)
        if (feed(l, in, (size_t)n, why) != 0 || pass_over(l, src, why) != 0)
            return -1;
    if (n < 0) {
        why->error = errno;
        return -1;
    }
    why->code = llz_end(l->lister);
    return why->code == LLZ_OK ? unpack_notes_end(&l->unpack, why) : -1;
}

enum status tree_list(const struct options *opt, struct source *src, struct llz_info *info, struct catalog *c)
{
    struct llz_options o = options_stream(opt);
    struct failure why = { .name = src->name };
    struct listing l = { .unpack = { .name = src->name,
                                     .catalog = { .use = CATALOG_LIST },
                                     .limit = opt->output_limit,
                                     .memory_limit = opt->memory_limit } };
    enum status status = STATUS_OK;

    l.lister = llz_lister_new(&why.code);
    l.decoder = l.lister ? llz_decoder_new(&o, &why.code) : NULL;
    l.unpack.stream = l.decoder;
    /* Set after the decoder of the index was made; this one decodes notes alone, with the smallest
     * model. */
    o.content = LLZ_CONTENT_NOTES;
    l.notes = l.decoder ? llz_decoder_new(&o, &why.code) : NULL;
    if (!l.notes || walk(&l, src, &why) != 0) {
        status = transfer_report(&why, opt, l.decoder);
    } else {
        llz_get_info(l.lister, info);
        *c = l.unpack.catalog;
        /* Handed over to the caller, so that unpack_free() leaves it alone. */
        l.unpack.catalog = (struct catalog){ 0 };
        if (l.foreign) {
            why.code = LLZ_ERR_MODEL; /* its sizes are listed; what is in it nobody can tell */
            (void)transfer_report(&why, opt, l.foreign);
            status = STATUS_WARNING;
        }
    }
    llz_free(l.lister);
    llz_free(l.decoder);
    llz_free(l.notes);
    unpack_free(&l.unpack);
    return status;
}

enum status tree_print(const struct options *opt, const struct catalog *c, const char *archive)
{
    unsigned char *wanted = calloc(c->count + 1, 1);
    struct select_patterns patterns = { 0 };
    struct catalog_walk w = { 0 };
    struct tree_entry e;
    const char *unused;
    enum status status;

    if (!wanted)
        return report_errno("-l", ENOMEM);
    while (catalog_next(c, &w, &e)) {
        wanted[w.i - 1] = (unsigned char)select_path(&patterns, opt, e.path);
        if (wanted[w.i - 1])
            (opt->json ? show_json : show_entry)(c, &e);
    }
    /* First the table, then what is said on stderr about entries in it; a full disk is told once, by
     * report_flush(). */
    status = fflush(stdout) == 0 ? notes_tell(c, wanted, archive) : STATUS_OK;
    free(wanted);
    unused = c->count > 0 ? select_unused(&patterns, opt) : NULL;
    return unused ? report_error(unused, "--only: the archive has no such entry") : status;
}
