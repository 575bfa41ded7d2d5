/* Damaged and invented priors with a right hash: reading ends, what was read can be taught, and has this one file. */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "codec/coder/varint.h"
#include "codec/prior/prior_file.h"
#include "tests/fuzz/fuzz_stream.h"

#define HASH_BYTES 8
#define ROOM 512 /* more than a head takes at most */
/* A head may ask for gigabytes; a model that codes texts takes 169 MB of this. */
#define MEMORY (UINT64_C(1) << 28)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The model that codes the texts of a prior that was read: the eleventh number of its head. */
static int model_of(const uint8_t *file, size_t n)
{
    size_t at = 5;
    uint64_t v = 0;

    for (int i = 0; i < 11; i++)
        MUST(llz_varint_next(file, n, &at, &v) == LLZ_OK);
    return (int)v;
}

static void write_again(const uint8_t *file, size_t n)
{
    struct llz_prior_content k = { 0 };
    uint8_t *again;
    size_t m;

    MUST(llz_prior_read(&k, file, n, MEMORY) == LLZ_OK);
    MUST(llz_prior_write(&k, model_of(file, n), n + ROOM, &again, &m) == LLZ_OK);
    MUST(again && m == n && memcmp(again, file, n) == 0);
    free(again);
    llz_prior_content_clear(&k);
}

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
    if (prior)
        write_again(mended, size + HASH_BYTES);
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
