/* encode_once.c - A pass of a search: one encoder with its own tuning, into memory. Two of them can run
 * side by side. */
#include "codec/search/encode_once.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "codec/container/frame.h"
#include "codec/pump.h"
#include "codec/stream/stream.h"
#include "learner/thread.h"

#define ROOM_LEAST 65536 /* bytes allocated first */

uint64_t llz_encoding_room(size_t n, int model)
{
    const uint64_t frames = llz_frames_most(model, n);

    /* Twice what can come, as the room is doubled when it is full. */
    return ROOM_LEAST + 2 * (LLZ_HEADER_MAX + frames * LLZ_FRAME_HEAD_MAX + n);
}

struct kept {
    struct llz_archive *archive;
    size_t room;
};

static enum llz_error keep(void *user, const uint8_t *p, size_t n)
{
    struct kept *k = user;
    struct llz_archive *a = k->archive;

    if (n > k->room - a->bytes) {
        size_t more = k->room ? 2 * k->room : ROOM_LEAST;
        void *larger;

        /* Doubled, so that bytes are copied a constant number of times each on average. */
        while (n > more - a->bytes)
            more *= 2;
        larger = realloc(a->data, more);
        if (!larger)
            return LLZ_ERR_MEMORY;
        a->data = larger;
        k->room = more;
    }
    memcpy((uint8_t *)a->data + a->bytes, p, n);
    a->bytes += n;
    return LLZ_OK;
}

void llz_encode_once(struct llz_encoding *p)
{
    struct llz_stream *s = llz_encoder_tuned(&p->options, &p->tuning, &p->err);
    struct kept kept = { &p->archive, 0 };
    const struct llz_pump pump = { .stream = s, .put = keep, .user = &kept };

    /* Also where there is no encoder: callers free it in any case. */
    p->archive = (struct llz_archive)LLZ_ARCHIVE_INIT;
    if (!s)
        return;
    p->err = llz_pump_all(&pump, p->content, p->n);
    llz_stream_info(s, &p->archive.info);
    if (p->err)
        llz_archive_free(&p->archive);
    llz_free(s);
}

void llz_archive_free(struct llz_archive *a)
{
    free(a->data);
    a->data = NULL;
    a->bytes = 0;
}

/* The pass on a thread of its own, which stops when the first one was stopped. */
struct beside {
    struct llz_encoding *pass;
    pthread_t thread;
    atomic_int stop;
};

/* In place of the caller's callback, which must not be called from two threads at a time. */
static int stopped(void *user, uint64_t raw, uint64_t packed)
{
    struct beside *b = user;

    (void)raw;
    (void)packed;
    return atomic_load_explicit(&b->stop, memory_order_relaxed);
}

static void *run_beside(void *user)
{
    struct beside *b = user;

    llz_encode_once(b->pass);
    return NULL;
}

static bool start(struct beside *b, struct llz_encoding *p)
{
    b->pass = p;
    atomic_init(&b->stop, 0);
    p->options.progress = stopped;
    /* Told by the first pass alone, like progress. */
    p->options.priming = NULL;
    p->options.progress_user = b;
    return llz_thread_start(&b->thread, run_beside, b);
}

/* Where there was no memory for both, each runs again, alone. */
void llz_encode_both(struct llz_encoding *p)
{
    /* With its own callbacks, which start() replaces. */
    const struct llz_encoding second = p[1];
    struct beside b;
    const bool started = start(&b, &p[1]);

    llz_encode_once(&p[0]);
    if (started) {
        /* A pass that nobody will read need not be finished. */
        if (p[0].err)
            atomic_store_explicit(&b.stop, 1, memory_order_relaxed);
        pthread_join(b.thread, NULL);
    }
    if (started && p[0].err == LLZ_ERR_MEMORY)
        llz_encode_once(&p[0]);
    if (!p[0].err && (!started || p[1].err)) {
        p[1] = second;
        llz_encode_once(&p[1]);
    }
}
