/* What can be saved of damaged archives: content comes in order, no two things are said of one byte, and of an
 * archive that a decoder takes all is saved. The first byte says whether headers are mended in their places or
 * wherever they stand. */
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz_stream.h"
#include "tests/fuzz/mend.h"

#define MOST (1 << 20) /* bytes that come out, lost ones included */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct recovered {
    const uint8_t *archive;
    size_t n;
    enum llz_content content;
    uint64_t at; /* bytes of that content so far */
    int lost;    /* 1: some of it */
    struct bytes out;
};

static long read_part(void *user, uint64_t at, void *to, size_t n)
{
    const struct recovered *r = user;

    if (at >= r->n)
        return 0;
    n = n < r->n - (size_t)at ? n : r->n - (size_t)at;
    memcpy(to, r->archive + at, n);
    return (long)n;
}

static int begin(void *user, enum llz_content content)
{
    struct recovered *r = user;

    r->content = content;
    return 0;
}

static void move_on(struct recovered *r, enum llz_content content, uint64_t at, uint64_t n)
{
    if (content != r->content)
        r->at = 0;
    r->content = content;
    MUST(at == r->at);
    r->at += n;
}

static int take(void *user, enum llz_content content, uint64_t at, const void *p, size_t n)
{
    struct recovered *r = user;

    MUST(n > 0);
    move_on(r, content, at, n);
    append(&r->out, p, n);
    return 0;
}

static int lose(void *user, enum llz_content content, uint64_t at, uint64_t n)
{
    struct recovered *r = user;

    move_on(r, content, at, n);
    r->lost = 1;
    return 0;
}

static int mixed(void *user, enum llz_content content, uint64_t at)
{
    struct recovered *r = user;

    (void)content;
    (void)at;
    r->lost = 1;
    return 0;
}

static void recover(const uint8_t *archive, size_t n)
{
    struct recovered r = { .archive = archive, .n = n };
    struct llz_recovery how = LLZ_RECOVERY_INIT;
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct bytes whole = { 0 };
    enum llz_error err;

    how.read = read_part;
    how.begin = begin;
    how.piece = take;
    how.lost = lose;
    how.mixed = mixed;
    how.user = &r;
    opt.output_limit = MOST;
    opt.memory_limit = 4 << 20; /* headers of larger models may have got a right check by chance */
    err = llz_recover(&opt, &how, NULL);
    if (run_stream(llz_decoder_new(&opt, NULL), archive, n, 4096, &whole) == LLZ_OK) {
        MUST(err == LLZ_OK && !r.lost && r.out.size == whole.size);
        MUST(whole.size == 0 || memcmp(r.out.data, whole.data, whole.size) == 0);
    }
    free(whole.data);
    free(r.out.data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *archive;
    struct demand d;

    if (size == 0)
        return -1;
    archive = copy_of(data + 1, size - 1);
    d = data[0] & 1 ? mend_archive(archive, size - 1) : mend_anywhere(archive, size - 1);
    if (mend_is_cheap(&d))
        recover(archive, size - 1);
    free(archive);
    return mend_is_cheap(&d) ? 0 : -1;
}
