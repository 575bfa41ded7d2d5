/* Damaged and invented archives, whose checks are right nevertheless: the decoder ends, with or without an
 * error, and touches no memory but its own; a lister finds what it found. */
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz_stream.h"
#include "tests/fuzz/mend.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void list(const uint8_t *data, size_t size, uint64_t content)
{
    struct llz_stream *s = llz_lister_new(NULL);
    struct llz_info info = LLZ_INFO_INIT;
    size_t took;

    MUST(s != NULL);
    MUST(llz_feed(s, data, size, &took) == LLZ_OK && took == size && llz_end(s) == LLZ_OK);
    llz_get_info(s, &info);
    MUST(info.raw == content);
    llz_free(s);
}

static void decode(const uint8_t *data, size_t size, size_t cut)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct bytes out = { 0 };

    opt.output_limit = 1 << 20; /* a few bytes may stand for any number of zeros */
    if (run_stream(llz_decoder_new(&opt, NULL), data, size, cut, &out) == LLZ_OK)
        list(data, size, out.size);
    free(out.data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *mended = copy_of(data, size);
    const struct demand d = mend_archive(mended, size);

    if (mend_is_cheap(&d))
        decode(mended, size, 1 + size % 61);
    free(mended);
    return mend_is_cheap(&d) ? 0 : -1; /* -1: not worth keeping */
}
