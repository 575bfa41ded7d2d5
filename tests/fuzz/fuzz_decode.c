/* Damaged and invented archives: the decoder ends, with or without an error, and touches no memory but its own. */
#include <stdlib.h>

#include "tests/fuzz/stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Larger models are as right or wrong as the tiny one, and would only slow the search down. */
static int only_level_0(const uint8_t *data, size_t size)
{
    struct llz_stream *s = llz_lister_new(NULL);
    struct llz_info info = { 0 };
    enum llz_error err = LLZ_OK;

    MUST(s != NULL);
    for (size_t at = 0; at < size && info.level == 0 && err <= LLZ_AGAIN;) {
        size_t took = 0;
        err = llz_feed(s, data + at, 1, &took);
        at += took;
        llz_get_info(s, &info);
    }
    llz_free(s);
    return info.level == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct bytes out = { 0 };

    if (!only_level_0(data, size))
        return -1; /* not worth keeping */
    run_stream(llz_decoder_new(&opt, NULL), data, size, 4096, &out);
    free(out.data);
    return 0;
}
