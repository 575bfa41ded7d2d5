#include "codec/search/encode_once.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "codec/container/frame.h"
#include "codec/stream/stream.h"

#define ROOM_LEAST 65536

uint64_t llz_encoding_room(size_t n, int model)
{
    const uint64_t frames = llz_frames_most(model, n);

    return ROOM_LEAST + 2 * (LLZ_HEADER_MAX + frames * LLZ_FRAME_HEAD_MAX + n);
}

/* Takes what waits in the stream behind the archive so far. */
static enum llz_error drain(struct llz_archive *a, size_t *room, struct llz_stream *s)
{
    size_t n;

    do {
        if (a->bytes == *room) {
            const size_t more = *room ? 2 * *room : ROOM_LEAST;
            void *larger = realloc(a->data, more);

            if (!larger)
                return LLZ_ERR_MEMORY;
            a->data = larger;
            *room = more;
        }
        n = llz_drain(s, (uint8_t *)a->data + a->bytes, *room - a->bytes);
        a->bytes += n;
    } while (n > 0);
    return LLZ_OK;
}

static enum llz_error encode(struct llz_encoding *p, struct llz_stream *s)
{
    size_t room = 0, at = 0;

    for (;;) {
        const bool ending = at == p->n;
        size_t took = 0;
        const enum llz_error err = ending ? llz_end(s) : llz_feed(s, p->content + at, p->n - at, &took);

        at += took;
        if (drain(&p->archive, &room, s) != LLZ_OK)
            return LLZ_ERR_MEMORY;
        if (err != LLZ_AGAIN && (err != LLZ_OK || ending))
            return err;
    }
}

void llz_encode_once(struct llz_encoding *p)
{
    struct llz_stream *s = llz_encoder_tuned(&p->options, &p->tuning, &p->err);

    p->archive = (struct llz_archive)LLZ_ARCHIVE_INIT;
    if (!s)
        return;
    p->err = encode(p, s);
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

/* No signal handler of the program that uses the library shall run on that thread. */
static bool start(struct beside *b, struct llz_encoding *p)
{
    sigset_t all, before;
    bool started;

    b->pass = p;
    atomic_init(&b->stop, 0);
    p->options.progress = stopped;
    p->options.priming = NULL;
    p->options.progress_user = b;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    started = pthread_create(&b->thread, NULL, run_beside, b) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

/* Where there was no memory for both, each runs again, alone. */
void llz_encode_both(struct llz_encoding *p)
{
    const struct llz_encoding second = p[1];
    struct beside b;
    const bool started = start(&b, &p[1]);

    llz_encode_once(&p[0]);
    if (started) {
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
