/* Whatever the input and however it is cut into pieces: it comes back, and
 * the cuts do not change the archive. */
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz_stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input with rows in it that no mutation would make: 255 and a number stand for a repetition of so many
 * bytes, or for zeros. */
static struct bytes stretched(const uint8_t *data, size_t size)
{
    enum { ROW = 5000, ROWS = 8 };
    struct bytes b = { .data = malloc(size + ROWS * ROW + 1) };
    unsigned rows = 0;

    MUST(b.data != NULL);
    for (size_t i = 0; i < size; i++) {
        if (data[i] != 255 || i + 1 == size || ++rows > ROWS) {
            b.data[b.size++] = data[i];
            continue;
        }
        const size_t distance = data[++i];
        for (size_t k = 0; k < ROW; k++, b.size++)
            b.data[b.size] = distance == 0 || distance > b.size ? 0 : b.data[b.size - distance];
    }
    return b;
}

static void round_trip(const uint8_t *data, size_t size, size_t cut)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct bytes whole = { 0 }, pieces = { 0 }, back = { 0 };

    opt.level = 0;
    MUST(run_stream(llz_encoder_new(&opt, NULL), data, size, size + 1, &whole) == LLZ_OK);
    MUST(run_stream(llz_encoder_new(&opt, NULL), data, size, cut, &pieces) == LLZ_OK);
    MUST(whole.size == pieces.size && memcmp(whole.data, pieces.data, whole.size) == 0);
    MUST(run_stream(llz_decoder_new(&opt, NULL), whole.data, whole.size, cut, &back) == LLZ_OK);
    MUST(back.size == size && (size == 0 || memcmp(back.data, data, size) == 0));
    free(whole.data);
    free(pieces.data);
    free(back.data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes rows = stretched(data, size);
    size_t cut = size ? 1 + data[0] % 61 : 1;

    round_trip(data, size, cut);
    if (rows.size != size)
        round_trip(rows.data, rows.size, 50 * cut);
    free(rows.data);
    return 0;
}
