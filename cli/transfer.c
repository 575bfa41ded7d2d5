/* transfer.c - all bytes of a source through a stream of libllz to a target. */
#include "cli/transfer.h"

#include <errno.h>

#include "cli/signals.h"

#define PIECE 65536

static int fail_system(struct failure *why, const char *name)
{
    *why = (struct failure){ .name = name, .error = errno };
    return -1;
}

static int fail_stream(struct failure *why, const char *name, enum llz_error code)
{
    *why = (struct failure){ .name = name, .code = code };
    return -1;
}

/* Writes what the stream has ready. */
static int drain(struct llz_stream *stream, struct target *dst, struct failure *why)
{
    unsigned char out[PIECE];
    size_t n;

    while ((n = llz_drain(stream, out, sizeof out)) > 0)
        if (dst && target_write(dst, out, n) != 0)
            return fail_system(why, dst->name);
    return 0;
}

static int feed(struct llz_stream *stream, const unsigned char *p, size_t n, struct source *src,
                struct target *dst, struct failure *why)
{
    while (n > 0) {
        size_t took = 0;
        enum llz_error code = llz_feed(stream, p, n, &took);

        /* What was verified before an error is written first. */
        if (drain(stream, dst, why) != 0)
            return -1;
        if (code != LLZ_OK && code != LLZ_AGAIN)
            return fail_stream(why, src->name, code);
        p += took;
        n -= took;
    }
    return 0;
}

static int end(struct llz_stream *stream, struct source *src, struct target *dst, struct failure *why)
{
    enum llz_error code;

    do {
        code = llz_end(stream);
        if (drain(stream, dst, why) != 0)
            return -1;
    } while (code == LLZ_AGAIN);
    return code == LLZ_OK ? 0 : fail_stream(why, src->name, code);
}

int transfer_run(struct llz_stream *stream, struct source *src, struct target *dst, struct failure *why)
{
    unsigned char in[PIECE];
    ssize_t n;

    while ((n = source_read(src, in, sizeof in)) > 0)
        if (feed(stream, in, (size_t)n, src, dst, why) != 0)
            return -1;
    if (n < 0)
        return fail_system(why, src->name);
    return end(stream, src, dst, why);
}

enum status transfer_report(const struct failure *why)
{
    if (signals_caught())
        return STATUS_ERROR;
    if (why->error != 0)
        return report_errno(why->name, why->error);
    return report_error(why->name, llz_error_message(why->code));
}
