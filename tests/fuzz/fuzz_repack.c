/* Archives of other kinds, damaged and invented: they are refused, or
 * become a tree whose index is read again. */
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cli/files/sparse.h"
#include "cli/files/spool.h"
#include "cli/tree/index/catalog.h"
#include "cli/tree/libarchive/repack.h"
#include "tests/fuzz/fuzz_stream.h"

#define FILE_MOST (1 << 24) /* bytes of a spool: a few may stand for any number */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* More is an error like that of a full disk. libFuzzer has a handler of its own for the signal. */
static void limit_files(void)
{
    const struct rlimit most = { FILE_MOST, FILE_MOST };

    MUST(setrlimit(RLIMIT_FSIZE, &most) == 0 && signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
}

static void write_index(struct tree *t)
{
    struct buffer bytes = { 0 };
    struct catalog again = { .use = CATALOG_ALL };
    size_t count = t->count;

    MUST(tree_rank(t) == 0);
    index_write(&bytes, t);
    MUST(!bytes.failed && catalog_add(&again, bytes.p, bytes.n) == INDEX_OK && catalog_end(&again) == INDEX_OK);
    MUST(again.count == count && again.files == t->files && again.bytes == t->bytes);
    catalog_free(&again);
    buffer_free(&bytes);
}

static void repack(const uint8_t *data, size_t size)
{
    struct options opt = { .quiet = 1 };
    struct source src = { .name = "fuzz", .fd = memfd_create("fuzz", MFD_CLOEXEC) };
    struct tree t = { .spool = spool_open() };

    MUST(src.fd >= 0 && t.spool >= 0);
    MUST(sparse_write_all(src.fd, data, size) == 0 && lseek(src.fd, 0, SEEK_SET) == 0);
    MUST(fstat(src.fd, &src.info) == 0);
    if (repack_read(&opt, &src, &t) != STATUS_ERROR)
        write_index(&t);
    close(src.fd);
    tree_free(&t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    limit_files();
    repack(data, size);
    return 0;
}
