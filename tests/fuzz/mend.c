#include "tests/fuzz/mend.h"

#include <string.h>
#include <xxhash.h>

#include "codec/coder/bytes.h"
#include "codec/coder/rangecoder.h"
#include "codec/container/reader.h"
#include "codec/stream/member.h"
#include "learner/identity.h"

#define CODED_MOST 4096        /* bytes; an instrumented model takes some 40 us for each */
#define BUDGET_MOST (1u << 20) /* floating-point operations for each of them */
#define FRONT "\xF5lz\x01\x0A" /* magic, version, model */
#define FRONT_BYTES 5
#define IDENTITY_AT 6

enum llz_error __real_llz_member_check(struct llz_member *m, const struct llz_frame *f, uint64_t link,
                                       const struct llz_progress *progress, uint8_t *out);
enum llz_error __wrap_llz_member_check(struct llz_member *m, struct llz_frame *f, uint64_t link,
                                       const struct llz_progress *progress, uint8_t *out);
bool __wrap_llz_coder_exact(const struct llz_coder *c);

/* Whatever the content is: the frame's head has said so. */
enum llz_error __wrap_llz_member_check(struct llz_member *m, struct llz_frame *f, uint64_t link,
                                       const struct llz_progress *progress, uint8_t *out)
{
    const enum llz_error err = __real_llz_member_check(m, f, link, progress, out);

    if (!err)
        memmove(f->check, out, llz_frame_check_bytes(f->last, m->header.wide));
    return err;
}

/* Each payload is the one that an encoder writes. */
bool __wrap_llz_coder_exact(const struct llz_coder *c)
{
    (void)c;
    return true;
}

/* The header, if it is complete but for its check, which is then made right; its length, or 0. */
static size_t mend_check(uint8_t *p, size_t n, struct llz_header *h)
{
    enum llz_error err;
    size_t have, need = 1;

    do {
        have = need;
        if (have > n)
            return 0;
        err = llz_header_get(p, have, h, &need);
    } while (err == LLZ_OK && need > have);
    if (err != LLZ_ERR_CORRUPT)
        return err == LLZ_OK ? have : 0;
    llz_store16(p + have - 2, (uint16_t)XXH3_64bits(p, have - 2));
    return llz_header_get(p, have, h, &need) == LLZ_OK ? have : 0;
}

void mend_header(uint8_t *p, size_t n, uint64_t value)
{
    struct llz_header h;
    uint8_t bytes[LLZ_HEADER_MAX];
    size_t length;

    if (n < IDENTITY_AT + 4)
        return;
    memcpy(p, FRONT, FRONT_BYTES);
    llz_store32(p + IDENTITY_AT, llz_row_identity(llz_row_of_level(0)));
    length = mend_check(p, n, &h);
    if (length == 0 || h.group.at == 0)
        return;
    h.group.previous = llz_group_name(value);
    if (llz_header_put(bytes, &h) == length)
        memcpy(p, bytes, length);
}

/* From p on, one member or all; headers are mended where the reader comes to them. */
static void walk(uint8_t *p, size_t n, bool alone, struct demand *d)
{
    struct llz_reader r = { .alone = alone };
    enum llz_event event = LLZ_READ_PIECE;

    for (size_t at = 0, took; event != LLZ_READ_MORE; at += took) {
        if (r.place == LLZ_IN_HEADER && !alone)
            mend_header(p + at, n - at, r.value);
        if (llz_reader_next(&r, p + at, n - at, &took, &event) != LLZ_OK)
            break;
        if (event == LLZ_READ_MEMBER && r.header.budget > d->budget)
            d->budget = r.header.budget;
        if (event == LLZ_READ_HEAD)
            d->coded += r.frame.raw;
    }
}

struct demand mend_archive(uint8_t *p, size_t n)
{
    struct demand d = { 0 };

    walk(p, n, false, &d);
    return d;
}

struct demand mend_anywhere(uint8_t *p, size_t n)
{
    struct llz_header h;
    struct demand d = { 0 };

    for (size_t at = 0; at + LLZ_MAGIC_BYTES <= n; at++)
        if (memcmp(p + at, FRONT, LLZ_MAGIC_BYTES) == 0 && mend_check(p + at, n - at, &h) > 0)
            walk(p + at, n - at, true, &d);
    return d;
}

int mend_is_cheap(const struct demand *d)
{
    return d->coded <= CODED_MOST && d->budget <= BUDGET_MOST;
}
