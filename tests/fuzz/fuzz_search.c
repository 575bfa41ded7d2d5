/* Whatever the content: a search returns an archive that is decoded to it, is not larger than that of one pass,
 * and is the same with two passes at a time. The first byte says how many passes there are. */
#include "tests/fuzz/fuzz_stream.h"

#define PASSES_MOST 5

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct llz_archive search(int passes, int threads, const uint8_t *data, size_t size)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct llz_search how = LLZ_SEARCH_INIT;
    struct llz_archive best = LLZ_ARCHIVE_INIT;

    opt.level = 0;
    opt.threads = threads;
    how.passes = passes;
    MUST(llz_search(&opt, &how, data, size, &best) == LLZ_OK && best.passes <= passes);
    return best;
}

static void decode(const struct llz_archive *a, const uint8_t *data, size_t size)
{
    struct bytes out = { 0 };

    MUST(run_stream(llz_decoder_new(NULL, NULL), a->data, a->bytes, 100, &out) == LLZ_OK);
    MUST(out.size == size && (size == 0 || memcmp(out.data, data, size) == 0));
    free(out.data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int passes;
    struct llz_archive one, best, beside;

    if (size == 0)
        return -1;
    passes = 1 + data[0] % PASSES_MOST;
    data++;
    size--;
    one = search(1, 1, data, size);
    best = search(passes, 1, data, size);
    beside = search(passes, 2, data, size);
    MUST(best.bytes <= one.bytes);
    MUST(best.bytes == beside.bytes && memcmp(best.data, beside.data, best.bytes) == 0);
    decode(&best, data, size);
    llz_archive_free(&one);
    llz_archive_free(&best);
    llz_archive_free(&beside);
    return 0;
}
