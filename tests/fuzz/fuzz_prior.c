/* Damaged and invented priors with a right hash: reading ends, and what was read can be taught. */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "tests/fuzz/fuzz_stream.h"

#define HASH_BYTES 8
#define MEMORY (UINT64_C(1) << 28) /* a head may ask for gigabytes; a model that codes texts takes 169 MB of it */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char text[] =
        "The quick brown fox jumps over the lazy dog, and nobody knows why it does so.\n";
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct bytes out = { 0 };
    enum llz_error err;
    uint8_t *mended = malloc(size + HASH_BYTES);

    MUST(mended != NULL);
    if (size > 0)
        memcpy(mended, data, size);
    for (int i = 0; i < HASH_BYTES; i++)
        mended[size + (size_t)i] = (uint8_t)(XXH3_64bits(mended, size) >> 8 * i);
    struct llz_prior *prior = llz_prior_load(mended, size + HASH_BYTES, MEMORY, &err);
    free(mended);
    if (!prior)
        return 0;
    opt.level = 0;
    opt.prior = prior;
    run_stream(llz_encoder_new(&opt, NULL), (const uint8_t *)text, sizeof text - 1, 4096, &out);
    free(out.data);
    llz_prior_free(prior);
    return 0;
}
