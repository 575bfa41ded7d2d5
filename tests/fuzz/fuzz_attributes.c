/* Attributes of an entry, from anybody: given to a file or a folder they end in bits that say what is missing,
 * and setuid or setgid is there only where it was asked for. And what a tar tells of times. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/tree/libarchive/pax.h"
#include "cli/tree/restore/attributes.h"
#include "cli/tree/restore/extended.h"
#include "tests/fuzz/fuzz_stream.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define BILLION 1000000000
#define FRONT 8 /* bytes before the attributes: kind, special, mode, time */

static int file, folder; /* without names */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    char name[] = "/tmp/llz-fuzz-XXXXXX", inside[sizeof name + 2];

    (void)argc;
    (void)argv;
    MUST(mkdtemp(name) != NULL);
    memcpy(inside, name, sizeof name);
    memcpy(inside + sizeof name - 1, "/f", 3);
    file = open(inside, O_RDWR | O_CREAT | O_EXCL, 0600);
    folder = open(name, O_RDONLY | O_DIRECTORY);
    MUST(file >= 0 && folder >= 0 && unlink(inside) == 0 && rmdir(name) == 0);
    return 0;
}

/* Records of a name, which a number chooses, a length and a value. */
static void add_attributes(struct tree_entry *e, struct buffer *list, const uint8_t *p, size_t n)
{
    static const char *const names[] = { TREE_ACL_ACCESS,
                                         TREE_ACL_DEFAULT,
                                         TREE_XATTR "user.a",
                                         TREE_XATTR "security.capability",
                                         TREE_XATTR "trusted.a",
                                         TREE_XATTR "system.posix_acl_access",
                                         TREE_XATTR,
                                         "SCHILY.other" };

    while (n >= 2) {
        const size_t length = p[1] < n - 2 ? p[1] : n - 2;

        buffer_text(list, names[p[0] % (sizeof names / sizeof *names)]);
        buffer_number(list, length);
        buffer_add(list, p + 2, length);
        e->attributes++;
        p += 2 + length;
        n -= 2 + length;
    }
    MUST(!list->failed);
    e->attribute_list = list->p;
    e->attribute_bytes = list->n;
}

static void make_lists(const struct tree_entry *e)
{
    struct tree_attribute a;
    size_t at = 0, n = 0, bytes;

    while (tree_attribute_next(e, &at, &a)) {
        free(extended_list(&a, &bytes));
        n++;
    }
    MUST(n == e->attributes);
}

static void apply(const uint8_t *p, size_t n)
{
    struct tree_owner owner = { geteuid(), getegid(), "", "" };
    struct tree_entry e = { .kind = p[0] & 1 ? TREE_FOLDER : TREE_FILE, .path = "f" };
    struct buffer list = { 0 };
    struct stat info;
    const int special = p[1] & 1, fd = e.kind == TREE_FOLDER ? folder : file;

    e.mode = (p[2] | (unsigned)p[3] << 8) & 07777;
    e.seconds = (int8_t)p[4];
    e.nanoseconds = p[5];
    if (p[6] & 1)
        owner.uid = p[7];
    if (p[6] & 2)
        owner.gid = p[7];
    add_attributes(&e, &list, p + FRONT, n - FRONT);
    make_lists(&e);
    MUST((attributes_apply(fd, &owner, &e, special) & ~7u) == 0);
    MUST(fstat(fd, &info) == 0 && (special || (info.st_mode & 06000) == 0));
    buffer_free(&list);
}

static void read_records(const uint8_t *p, size_t n)
{
    char *records = (char *)copy_of(p, n);
    const int negative = pax_is_negative(records, n);

    pax_mend_time(records, n);
    MUST(pax_is_negative(records, n) == negative);
    free(records);
    if (n >= PAX_BLOCK) {
        MUST(pax_header_size(p) < UINT64_C(1) << 36);
        MUST(pax_header_kind(p) == p[156]);
    }
}

static void turn_times(const uint8_t *p)
{
    int64_t seconds, there;
    long nanoseconds = (long)(p[0] | (unsigned)p[1] << 8 | (unsigned)p[2] << 16 | (p[3] & 63u) << 24) % BILLION,
         rest;

    memcpy(&seconds, p, sizeof seconds);
    there = seconds;
    rest = nanoseconds;
    pax_time_to_libarchive(&there, &rest);
    MUST(rest >= 0 && rest < BILLION);
    if (seconds == -1 && nanoseconds > 0)
        return; /* pax_mend_time() is for these */
    pax_time_from_libarchive(&there, &rest, 0);
    MUST(there == seconds && rest == nanoseconds);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < FRONT)
        return -1;
    turn_times(data);
    read_records(data, size);
    apply(data, size);
    return 0;
}
