/* Attributes of entries arrive at files. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/tree/restore/attributes.h"
#include "cli/tree/restore/extended.h"
#include "tests/unit/cli/sample_tree.h"

#ifdef __linux__
#include <sys/xattr.h>
#endif

static void attributes_of_a_file(void **state)
{
    struct tree t = sample();
    struct tree_entry e = t.entries[1];
    struct stat info;
    char name[] = "test_attributes-XXXXXX";
    int fd = mkstemp(name);

    (void)state;
    assert_true(fd >= 0);
    unlink(name);
    e.mode = 04604;
    t.owners[0] = (struct tree_owner){ geteuid(), getegid(), "", "" };
    /* The attribute that is not a user's, and the bit, are missing; nothing has failed. */
    assert_int_equal(attributes_apply(fd, &t.owners[e.owner], &e, 0), ATTRIBUTES_SETID | ATTRIBUTES_EXTENDED);
    assert_int_equal(fstat(fd, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0604);
    assert_int_equal(info.st_mtime, -5);
#ifdef __linux__
    char value[8];

    if (fsetxattr(fd, "user.probe", "1", 1, 0) == 0) {
        assert_int_equal(fgetxattr(fd, "user.colour", value, sizeof value), 4);
        assert_memory_equal(value, "blue", 4);
    }
    assert_true(fgetxattr(fd, "trusted.evil", value, sizeof value) < 0);
#endif
    close(fd);
    tree_free(&t);
}

#ifdef __linux__
/* As text here, as the kernel has them there: version, then tag, rights and number of each entry. */
static void access_control_list(void **state)
{
    static const unsigned char text[] =
        "SCHILY.acl.access\0\103user::rw-,user:nobody-here:r--:4242,group::r--,mask::r--,other::---";
    static const unsigned char want[] = { 2,    0,    0,    0,    1,    0,    6,    0,    0xff, 0xff, 0xff,
                                          0xff, 2,    0,    4,    0,    0x92, 0x10, 0,    0,    4,    0,
                                          4,    0,    0xff, 0xff, 0xff, 0xff, 16,   0,    4,    0,    0xff,
                                          0xff, 0xff, 0xff, 32,   0,    0,    0,    0xff, 0xff, 0xff, 0xff };
    struct tree t = sample();
    struct tree_entry e = t.entries[1];
    unsigned char have[128];
    char name[] = "test_attributes-XXXXXX";
    int fd = mkstemp(name);
    ssize_t n;

    (void)state;
    assert_true(fd >= 0);
    unlink(name);
    e.mode = 0640;
    e.attributes = 1;
    e.attribute_list = text;
    e.attribute_bytes = sizeof text - 1;
    t.owners[0] = (struct tree_owner){ geteuid(), getegid(), "", "" };
    assert_int_equal(attributes_apply(fd, &t.owners[e.owner], &e, 0), 0);
    n = fgetxattr(fd, "system.posix_acl_access", have, sizeof have);
    if (n >= 0 || errno != ENOTSUP) {
        assert_int_equal(n, sizeof want);
        assert_memory_equal(have, want, sizeof want);
    }
    close(fd);
    tree_free(&t);
}
#endif

/* A text takes many times its length while it is read, so no list is as long as an index may be. */
static void endless_list(void **state)
{
    static const char head[] = "user::rw-,group::r--,other::---", more[] = ",user:nobody-here:r--:4242";
    static char text[EXTENDED_TEXT_MOST + sizeof more];
    struct tree_attribute a = { TREE_ACL_ACCESS, (const unsigned char *)text, sizeof head - 1 };
    unsigned char *list;
    size_t bytes;

    (void)state;
    memcpy(text, head, sizeof head);
    for (; a.length <= EXTENDED_TEXT_MOST; a.length += sizeof more - 1) {
        memcpy(text + a.length, more, sizeof more - 1);
        if (a.length > EXTENDED_TEXT_MOST - sizeof more) {
            list = extended_list(&a, &bytes);
            assert_non_null(list);
            free(list);
        }
    }
    assert_null(extended_list(&a, &bytes));
    assert_int_equal(errno, EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attributes_of_a_file),
        cmocka_unit_test(endless_list),
#ifdef __linux__
        cmocka_unit_test(access_control_list),
#endif
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
