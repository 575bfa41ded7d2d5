/* pack.c - An archive of a tree is two members or three: index, contents, notes. The second knows the
 * first by its check (job_encoder()), so that parts of two archives cannot be put together. */
#include "cli/tree/pack/pack.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/files/hole.h"
#include "cli/files/spool.h"
#include "cli/jobs/job.h"
#include "cli/prior/prior_auto.h"
#include "cli/signals.h"
#include "cli/terminal/progress.h"
#include "cli/terminal/summary.h"
#include "cli/transfer/check.h"
#include "cli/transfer/transfer.h"
#include "cli/tree/index/index.h"
#include "cli/tree/index/notes.h"
#include "cli/tree/pack/entry_content.h"
#include "cli/tree/pack/pack_sample.h"

#define PIECE 65536

struct packing {
    const struct options *opt;
    struct tree *tree; /* tree, whose notes are made on the way */
    struct buffer index, notes;
    struct transfer transfer;
    struct progress progress;
    struct llz_info sum; /* sums of all members so far */
    enum status status;
};

/* What the first member leaves of the output that is allowed. A limit of 0 would be none. */
static uint64_t output_left(const struct packing *p)
{
    const uint64_t limit = p->opt->output_limit;

    if (limit == 0)
        return 0;
    return limit > p->sum.packed ? limit - p->sum.packed : 1;
}

/* Makes the encoder of the next member, and, once there is the first, what decodes all that they put out. */
static int begin_member(struct packing *p, enum llz_content content, struct failure *why)
{
    struct options opt = *p->opt;

    opt.output_limit = output_left(p);
    p->progress.earlier_raw = p->sum.raw;
    p->progress.earlier_packed = p->sum.packed;
    /* By p->sum.check each member is bound to the one before it. */
    p->transfer.stream = job_encoder(&opt, content, p->sum.check, &p->progress, &why->code);
    if (p->transfer.stream && opt.verify && !p->transfer.check)
        p->transfer.check = job_check(&opt, p->transfer.stream, &p->progress, &why->code);
    return p->transfer.stream && (p->transfer.check || !opt.verify) ? 0 : -1;
}

static int end_member(struct packing *p, struct failure *why)
{
    struct llz_info info = LLZ_INFO_INIT;

    if (transfer_end(&p->transfer, why) != 0)
        return -1;
    llz_get_info(p->transfer.stream, &info);
    llz_free(p->transfer.stream);
    p->transfer.stream = NULL;
    /* What is kept is the last member's, with the sizes before it added: its check is what the next one
     * is bound to. */
    info.raw += p->sum.raw;
    info.packed += p->sum.packed;
    info.restarts += p->sum.restarts;
    p->sum = info;
    return 0;
}

static int pack_index(struct packing *p, struct failure *why)
{
    return begin_member(p, LLZ_CONTENT_INDEX, why) != 0 ||
                   transfer_feed(&p->transfer, p->index.p, p->index.n, why) != 0
               ? -1
               : end_member(p, why);
}

/* What no decoder reads unless it is told to: see llz_options.output_limit. */
static void tell_index(struct packing *p)
{
    const uint64_t n = p->index.n;
    char text[128];

    if (n <= LLZ_INDEX_FREE || (n - LLZ_INDEX_FREE) / LLZ_INDEX_RATIO < p->sum.packed)
        return;
    snprintf(text, sizeof text, "its index shrinks so far that -d needs --max-output=%" PRIu64,
             n + p->tree->bytes);
    progress_clear(&p->progress);
    p->status = status_worse(p->status, report_warning(p->opt, p->transfer.src->name, text));
}

static void tell(struct packing *p, struct tree_entry *e, enum tree_note note, const char *reason)
{
    e->notes |= (unsigned char)note;
    progress_clear(&p->progress);
    p->status = status_worse(p->status, report_loss(e->origin.path, reason));
}

/* A file while it is packed. */
struct reading {
    const struct tree_entry *e;
    int fd;      /* -1: it could not be opened */
    int error;   /* why it could not be opened or read; 0: nothing of that */
    int missing; /* some of it was not there */
};

/* The next bytes of a file, of which n are due. Where there are no more, because it shrank or went away since
 * the index was made, zeros take their place: the index has promised so many bytes, and the files that follow begin
 * where they were to begin. */
static void read_part(struct reading *f, uint64_t at, unsigned char *to, size_t n)
{
    const size_t got = content_read(f->fd, f->e, at, to, n);

    if (got == n)
        return;
    f->missing = 1;
    if (f->fd >= 0)
        f->error = errno;
    memset(to + got, 0, n - got);
}

/* What others did to a file is told, and no error. Anything else would turn a file into zeros that is all there; and
 * the spool is ours, so that what is missing in it is an error, too. */
static int is_unreadable(const struct reading *f, struct failure *why)
{
    const int own = !f->e->origin.spooled;

    if (own ? f->error == 0 || content_is_withdrawn(f->error) : !f->missing)
        return 0;
    *why =
        (struct failure){ .name = own ? f->e->origin.path : spool_name(), .error = f->error ? f->error : EIO };
    return 1;
}

/* Only longer than it was, as a log becomes. What it had when the index was made is all there, as far
 * as sizes can tell. */
static int is_grown(int fd, const struct tree_entry *e)
{
    struct stat info;

    return fstat(fd, &info) == 0 && (uint64_t)info.st_dev == e->origin.device &&
           (uint64_t)info.st_ino == e->origin.inode && (uint64_t)info.st_size > e->size;
}

/* Since its entry was made: in itself, or another file has its name. */
static int is_changed(int fd, const struct tree_entry *e)
{
    const struct tree_origin *o = &e->origin;
    struct stat info;

    /* ctime too, which nobody can set back: mtime alone could be made to look as it was. */
    return fstat(fd, &info) != 0 || (uint64_t)info.st_dev != o->device || (uint64_t)info.st_ino != o->inode ||
           (uint64_t)info.st_size != e->size || info.st_mtim.tv_sec != e->seconds ||
           info.st_mtim.tv_nsec != (long)e->nanoseconds || info.st_ctim.tv_sec != o->seconds ||
           info.st_ctim.tv_nsec != o->nanoseconds;
}

/* Whether the file is still what its entry says, once it has been read. */
static void look_back(struct packing *p, struct tree_entry *e, const struct reading *f)
{
    const int gone = f->fd < 0 && content_is_gone(f->error);

    if (f->missing)
        tell(p, e, gone ? NOTE_VANISHED : NOTE_CUT,
             "could not be read to its end; zeros take the place of what is missing");
    else if (gone)
        tell(p, e, NOTE_VANISHED, "vanished while others were read; it was empty");
    else if (f->fd < 0)
        tell(p, e, NOTE_CHANGED, "cannot be read any more; it was empty");
    else if (is_grown(f->fd, e))
        tell(p, e, NOTE_GREW, "grew while it was read; what was added is missing");
    else if (is_changed(f->fd, e))
        tell(p, e, NOTE_CHANGED, "changed while it was read");
}

static int feed_file(struct packing *p, struct reading *f, struct failure *why)
{
    const uint64_t size = f->e->size;
    unsigned char piece[PIECE];
    int failed = 0;

    for (uint64_t done = 0, n; done < size && !failed; done += n) {
        const uint64_t left = size - done, hole = f->fd >= 0 ? hole_length(f->fd, f->e->origin.at + done) : 0;

        n = hole < left ? hole : left;
        if (n > 0) {
            failed = transfer_feed_zeros(&p->transfer, n, why) != 0;
            continue;
        }
        n = left < sizeof piece ? left : sizeof piece;
        read_part(f, done, piece, (size_t)n);
        failed = is_unreadable(f, why) || transfer_feed(&p->transfer, piece, (size_t)n, why) != 0;
    }
    return failed ? -1 : 0;
}

static int pack_file(struct packing *p, struct tree_entry *e, struct failure *why)
{
    struct reading f = { .e = e, .fd = content_open(p->tree, e) };
    int failed;

    f.error = f.fd < 0 ? errno : 0;
    failed = is_unreadable(&f, why) || feed_file(p, &f, why) != 0;
    if (!failed && !e->origin.spooled)
        look_back(p, e, &f);
    content_close(e, f.fd);
    return failed ? -1 : 0;
}

/* The end of the files tells whether there are some. */
static int announce_notes(struct packing *p, struct failure *why)
{
    notes_write(&p->notes, p->tree);
    why->code = p->notes.failed ? LLZ_ERR_MEMORY : LLZ_OK;
    if (p->notes.n > 0 && why->code == LLZ_OK)
        why->code = llz_notes_follow(p->transfer.stream);
    return why->code == LLZ_OK ? 0 : -1;
}

static int pack_files(struct packing *p, struct failure *why)
{
    if (begin_member(p, LLZ_CONTENT_FILES, why) != 0)
        return -1;
    for (size_t i = 0; i < p->tree->files; i++)
        if (pack_file(p, &p->tree->entries[p->tree->order[i]], why) != 0)
            return -1;
    return announce_notes(p, why) != 0 ? -1 : end_member(p, why);
}

/* What -v tells of the model is about that of the files. */
static int pack_notes(struct packing *p, struct failure *why)
{
    const struct llz_info files = p->sum;
    struct llz_info all;

    /* A tree of which nothing is noted has two members, and not a byte for what might have been. */
    if (p->notes.n == 0)
        return 0;
    if (begin_member(p, LLZ_CONTENT_NOTES, why) != 0 ||
        transfer_feed(&p->transfer, p->notes.p, p->notes.n, why) != 0 || end_member(p, why) != 0)
        return -1;
    all = p->sum;
    p->sum = files;
    p->sum.raw = all.raw;
    p->sum.packed = all.packed;
    return 0;
}

static enum status fill(struct packing *p)
{
    struct failure why = { .name = p->transfer.src->name };
    int failed;

    progress_begin(&p->progress, p->opt, p->index.n + p->tree->bytes);
    failed = pack_index(p, &why) != 0;
    if (!failed)
        tell_index(p);
    /* transfer_end_watch() after the last member: the check compares all that was decoded with all that
     * was packed. */
    failed = failed || pack_files(p, &why) != 0 || pack_notes(p, &why) != 0 ||
             transfer_end_watch(&p->transfer, &why) != 0;
    progress_clear(&p->progress);
    check_free(p->transfer.check);
    if (failed)
        p->status = transfer_report(&why, p->opt, p->transfer.stream);
    llz_free(p->transfer.stream);
    if (!failed && p->opt->verbose)
        summary_print(p->opt, p->transfer.src->name, &p->sum, progress_seconds(&p->progress));
    return p->status;
}

/* Of -D auto, one for all members. */
static enum status choose_prior(struct options *opt, const char *name, const struct tree *t)
{
    unsigned char sample[PRIOR_TRIAL_BYTES];

    return opt->automatic ? prior_auto_choose(opt, name, sample, pack_sample(t, sample, sizeof sample))
                          : STATUS_OK;
}

enum status pack_tree(const struct options *all, const char *name, struct tree *t, char *path)
{
    struct options one = *all; /* with the prior of this tree */
    const struct options *opt = &one;
    /* There is no one source: it names the archive in messages, and target_commit() finds no rights to
     * copy in it. */
    struct source nothing = { .name = name, .fd = -1 };
    struct target dst;
    struct packing p = { .opt = opt, .tree = t, .transfer = { .src = &nothing, .dst = &dst } };
    enum status status, filled;

    index_write(&p.index, t);
    /* Limits of every reader: to find out when it is restored would be too late. */
    if (p.index.failed || p.index.n > INDEX_BYTES_MAX || t->count > INDEX_ENTRIES_MAX) {
        status = report_error(name, p.index.failed ? strerror(ENOMEM) : "too many entries for one archive");
        buffer_free(&p.index);
        return status;
    }
    status = target_open(&dst, opt, &nothing, path);
    if (status == STATUS_OK) {
        filled = choose_prior(&one, name, t);
        filled = filled == STATUS_OK ? fill(&p) : filled;
        if (filled != STATUS_ERROR && !signals_caught()) {
            status = status_worse(target_commit(&dst, &nothing), filled);
        } else {
            target_discard(&dst);
            status = STATUS_ERROR;
        }
    }
    buffer_free(&p.index);
    buffer_free(&p.notes);
    return status;
}
