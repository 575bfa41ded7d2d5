/* Whatever the input and however it is cut into pieces: it comes back, and the cuts do not change the archive.
 */
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct bytes whole = { 0 }, pieces = { 0 }, back = { 0 };
    size_t cut = size ? 1 + data[0] % 61 : 1;

    opt.level = 0;
    MUST(run_stream(llz_encoder_new(&opt, NULL), data, size, size + 1, &whole) == LLZ_OK);
    MUST(run_stream(llz_encoder_new(&opt, NULL), data, size, cut, &pieces) == LLZ_OK);
    MUST(whole.size == pieces.size && memcmp(whole.data, pieces.data, whole.size) == 0);
    MUST(run_stream(llz_decoder_new(&opt, NULL), whole.data, whole.size, cut, &back) == LLZ_OK);
    MUST(back.size == size && (size == 0 || memcmp(back.data, data, size) == 0));
    free(whole.data);
    free(pieces.data);
    free(back.data);
    return 0;
}
