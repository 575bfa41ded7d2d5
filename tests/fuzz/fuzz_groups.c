/* Damaged and invented groups: however many are decoded at a time, the same comes out, and the same error. */
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz_stream.h"
#include "tests/fuzz/mend.h"

#define THREADS 3

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum llz_error decode(const uint8_t *data, size_t size, int threads, struct bytes *out)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;

    opt.threads = threads;
    opt.output_limit = 1 << 20;
    return run_stream(llz_decoder_new(&opt, NULL), data, size, 1 + size % 251, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *mended = copy_of(data, size);
    const struct demand d = mend_archive(mended, size);
    struct bytes one = { 0 }, several = { 0 };

    if (mend_is_cheap(&d)) {
        MUST(decode(mended, size, 1, &one) == decode(mended, size, THREADS, &several));
        MUST(one.size == several.size && (one.size == 0 || memcmp(one.data, several.data, one.size) == 0));
    }
    free(one.data);
    free(several.data);
    free(mended);
    return mend_is_cheap(&d) ? 0 : -1;
}
