/* Damaged and invented archives: the decoder ends, with or without an error, and touches no memory but its own.
 */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "codec/bytes.h"
#include "codec/header.h"
#include "tests/fuzz/stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Larger models are as right or wrong as the tiny one, and would only slow the search down. */
static int only_level_0(const uint8_t *data, size_t size)
{
    struct llz_stream *s = llz_lister_new(NULL);
    struct llz_info info = LLZ_INFO_INIT;
    enum llz_error err = LLZ_OK;

    MUST(s != NULL);
    for (size_t at = 0; at < size && info.level <= 0 && err <= LLZ_AGAIN;) {
        size_t took = 0;
        err = llz_feed(s, data + at, 1, &took);
        at += took;
        llz_get_info(s, &info);
    }
    llz_free(s);
    return info.level <= 0; /* below 0: no header was read */
}

/* Makes the first header's check right, and the name of its model, or hardly any change of a header would be
 * looked at. */
static void mend_header(uint8_t *data, size_t size)
{
    const size_t model_at = 4, identity_at = 6;
    struct llz_header h;
    enum llz_error err;
    size_t have, need = 1;

    if (size > identity_at + 4 && data[model_at] <= LLZ_LEVEL_MAX)
        llz_store32(data + identity_at, llz_model_identity(data[model_at]));
    do {
        have = need;
        if (have > size)
            return;
        err = llz_header_get(data, have, &h, &need);
    } while (err == LLZ_OK && need > have);
    if (err == LLZ_ERR_CORRUPT)
        llz_store16(data + have - 2, (uint16_t)XXH3_64bits(data, have - 2));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct bytes out = { 0 };
    uint8_t *mended = malloc(size + 1);
    int wanted;

    MUST(mended != NULL);
    opt.output_limit = 1 << 24; /* a few bytes may stand for any number of zeros */
    if (size > 0)
        memcpy(mended, data, size);
    mend_header(mended, size);
    wanted = only_level_0(mended, size);
    if (wanted)
        run_stream(llz_decoder_new(&opt, NULL), mended, size, 4096, &out);
    free(out.data);
    free(mended);
    return wanted ? 0 : -1; /* -1: not worth keeping */
}
