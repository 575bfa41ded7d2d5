/* Files of results, damaged and invented: lines are skipped, or are what a comparison goes on with. */
#include <sys/mman.h>
#include <unistd.h>

#include "cli/compare/analysis/analysis.h"
#include "cli/compare/records/run_record.h"
#include "cli/compare/records/store.h"
#include "cli/files/sparse.h"
#include "tests/fuzz/fuzz_stream.h"
#include "tests/fuzz/records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void conclude(const struct plan *plan)
{
    struct analysis a;

    for (size_t i = 0; i < plan->count; i++)
        MUST(plan->runs[i].state != RUN_DONE || plan->runs[i].result.packed > 0);
    MUST(analysis_make(&a, plan) == 0);
    analysis_free(&a);
}

static void take(const char *path)
{
    struct comparison c;
    struct store *store;
    size_t taken;

    comparison_begin(&c);
    c.args.reads.name[0] = path;
    c.args.reads.count = 1;
    if (store_open(&store, &c.plan, &taken) != STATUS_ERROR)
        conclude(&c.plan);
    store_free(store);
    comparison_end(&c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    const int fd = memfd_create("fuzz", MFD_CLOEXEC);

    MUST(fd >= 0 && sparse_write_all(fd, RECORD_BEGINNING, strlen(RECORD_BEGINNING)) == 0);
    MUST(sparse_write_all(fd, data, size) == 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    take(path);
    close(fd);
    return 0;
}
