/* Damaged and invented archives: the decoder ends, with or without an error, and touches no memory but its own.
 */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "tests/fuzz/stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Larger models are as right or wrong as the tiny one, and would only slow the search down. */
static int only_level_0(const uint8_t *data, size_t size)
{
    struct llz_stream *s = llz_lister_new(NULL);
    struct llz_info info = { 0 };
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

/* Makes the first header's check right, or hardly any change of a header would be looked at. Headers of this
 * fuzzer's size have a length of one byte (codec/FORMAT.md, "Header"). */
static void mend_header(uint8_t *data, size_t size)
{
    const size_t length_at = 5;
    size_t end = size > length_at ? length_at + 1 + data[length_at] : 0;

    if (end == 0 || data[length_at] > 127 || end + 4 > size)
        return;
    for (int i = 0; i < 4; i++)
        data[end + (size_t)i] = (uint8_t)(XXH3_64bits(data, end) >> 8 * i);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct bytes out = { 0 };
    uint8_t *mended = malloc(size + 1);
    int wanted;

    MUST(mended != NULL);
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
