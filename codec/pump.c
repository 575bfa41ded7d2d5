#include "codec/pump.h"

/* On the stack, also of threads, which is 128 KiB where the C library is musl. */
#define PIECE 16384

static enum llz_error drain(const struct llz_pump *p)
{
    uint8_t out[PIECE];
    enum llz_error err = LLZ_OK;
    uint64_t zeros;
    size_t n;

    do {
        zeros = p->zeros ? llz_drain_zeros(p->stream) : 0;
        if (zeros > 0)
            err = p->zeros(p->user, zeros);
        n = err ? 0 : llz_drain(p->stream, out, sizeof out);
        if (n > 0 && p->put)
            err = p->put(p->user, out, n);
    } while (!err && (n > 0 || zeros > 0));
    return err;
}

/* The stream's own error comes first: where there is one, nobody need know whether its output could be put. */
static enum llz_error drain_after(const struct llz_pump *p, enum llz_error code)
{
    const enum llz_error err = drain(p);

    return code == LLZ_OK || code == LLZ_AGAIN ? err : code;
}

enum llz_error llz_pump_feed(const struct llz_pump *p, const void *data, size_t n)
{
    const uint8_t *from = data;
    enum llz_error err = LLZ_OK;

    while (n > 0 && !err) {
        size_t took = 0;

        err = drain_after(p, llz_feed(p->stream, from, n, &took));
        from += took;
        n -= took;
    }
    return err;
}

enum llz_error llz_pump_feed_zeros(const struct llz_pump *p, uint64_t n)
{
    enum llz_error err = LLZ_OK;

    while (n > 0 && !err) {
        uint64_t took = 0;

        err = drain_after(p, llz_feed_zeros(p->stream, n, &took));
        n -= took;
    }
    return err;
}

enum llz_error llz_pump_end(const struct llz_pump *p)
{
    enum llz_error code, err;

    do {
        code = llz_end(p->stream);
        err = drain_after(p, code);
    } while (code == LLZ_AGAIN && !err);
    return err;
}

enum llz_error llz_pump_all(const struct llz_pump *p, const void *data, size_t n)
{
    const enum llz_error err = llz_pump_feed(p, data, n);

    return err ? err : llz_pump_end(p);
}
