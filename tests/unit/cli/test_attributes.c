/* Attributes of entries arrive at files, and not by halves when something fails on the way: functions of the C
 * library that stand here in front of it let it. */
#define _GNU_SOURCE /* AT_EMPTY_PATH */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/tree/libarchive/meta.h"
#include "cli/tree/restore/attributes.h"
#include "cli/tree/restore/extended.h"
#include "tests/unit/cli/sample_tree.h"

#ifdef __linux__
#include <sys/xattr.h>
#endif

static int lookup_error; /* what questions about names fail with; 0: nobody has any */
static int stat_error;
static long fail_at; /* the how many'th realloc() for a list from now on fails; 0: none */

struct passwd *getpwnam(const char *name)
{
    (void)name;
    errno = lookup_error;
    return NULL;
}

struct group *getgrnam(const char *name)
{
    (void)name;
    errno = lookup_error;
    return NULL;
}

#ifdef __linux__
int fstat(int fd, struct stat *info)
{
    errno = stat_error;
    return stat_error ? -1 : fstatat(fd, "", info, AT_EMPTY_PATH);
}
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__GLIBC__)
#define COUNTED 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define COUNTED 0
#endif
#endif
#ifndef COUNTED
#define COUNTED 1
#endif

#if COUNTED
void *__libc_realloc(void *p, size_t n);

/* What is smaller is libarchive's, which ends the program when it gets no memory. */
void *realloc(void *p, size_t n)
{
    if (n >= 192 && fail_at > 0 && --fail_at == 0) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_realloc(p, n);
}
#endif

/* A file without a name, to be closed. */
static int nameless(void)
{
    char name[] = "test_attributes-XXXXXX";
    const int fd = mkstemp(name);

    assert_true(fd >= 0);
    unlink(name);
    return fd;
}

static void attributes_of_a_file(void **state)
{
    struct tree t = sample();
    struct tree_entry e = t.entries[1];
    struct stat info;
    int fd = nameless();

    (void)state;
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
    int fd = nameless();
    ssize_t n;

    (void)state;
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

/* An entry that is missing may be one that takes rights. */
static void list_is_whole_or_none(void **state)
{
    enum { MORE = 100 };
    static char text[32 * MORE] = "user::rwx,group::r--,mask::rwx,other::r--";
    struct tree_attribute a = { TREE_ACL_ACCESS, (const unsigned char *)text, strlen(text) };
    int failures = 0;

    (void)state;
    if (!COUNTED)
        skip();
    for (int i = 1000; i < 1000 + MORE; i++)
        a.length += (size_t)snprintf(text + a.length, sizeof text - a.length, ",user:nobody%d:---:%d", i, i);
    for (;; failures++) {
        size_t bytes = 0;
        unsigned char *list;

        fail_at = failures + 1;
        list = extended_list(&a, &bytes);
        if (fail_at > 0) {
            fail_at = 0;
            assert_non_null(list);
            assert_int_equal(bytes, 4 + 8 * (4 + MORE));
            free(list);
            break;
        }
        assert_null(list);
        assert_int_equal(errno, ENOMEM);
    }
    assert_true(failures >= 2); /* with nothing yet, and with a part of it */
}

/* The number belongs to somebody of another machine: it counts where the name is known to be nobody's here, and not
 * where that could not be found out. */
static void lookups_that_fail(void **state)
{
    static const char text[] = "user::rw-,user:somebody:rwx:4242,group::r--,mask::rwx,other::---";
    const struct tree_attribute a = { TREE_ACL_ACCESS, (const unsigned char *)text, sizeof text - 1 };
    const struct tree_owner owner = { 4242, 4242, "somebody", "some" };
    const struct tree_entry e = { .kind = TREE_FILE, .path = "f", .mode = 06664 };
    const int fd = nameless();
    struct stat info;
    size_t bytes;

    (void)state;
    for (int error = 0; error <= EPERM; error += EPERM) {
        unsigned char *list;

        lookup_error = error;
        list = extended_list(&a, &bytes);
        assert_non_null(list);
        free(list);
    }
    lookup_error = EIO;
    assert_null(extended_list(&a, &bytes));
    assert_int_equal(errno, EIO);
    assert_int_equal(attributes_apply(fd, &owner, &e, 1), ATTRIBUTES_FAILED);
    lookup_error = 0;
    assert_int_equal(fstat(fd, &info), 0);
    assert_int_equal(info.st_uid, geteuid());
    assert_int_equal(info.st_mode & 07777, 0644);
    close(fd);
}

/* In a tar a list stands as a whole too, or the entry gives nothing to others. */
static void lists_in_a_tar(void **state)
{
    static const unsigned char
        good[] = "SCHILY.acl.access\0\071user::rw-,user:a:r--:4242,group::r--,mask::r--,other::r--",
        bad[] = "SCHILY.acl.access\0\071user::rw-,group::r--,mask::rw-,user:a:bad:4242,other::r--";
    static const struct tree_owner owner = { 1, 1, "", "" };

    (void)state;
    for (int is_bad = 0; is_bad < 2; is_bad++) {
        struct archive_entry *to = archive_entry_new();
        struct tree_entry e = { .kind = TREE_FILE, .path = "f", .mode = 0644, .attributes = 1 };

        e.attribute_list = is_bad ? bad : good;
        e.attribute_bytes = sizeof good - 1;
        assert_non_null(to);
        assert_int_equal(meta_export(to, &owner, &e, NULL), is_bad);
        assert_int_equal(archive_entry_acl_types(to), is_bad ? 0 : ARCHIVE_ENTRY_ACL_TYPE_ACCESS);
        assert_int_equal(archive_entry_perm(to), is_bad ? 0600 : 0644);
        archive_entry_free(to);
    }
}

#ifdef __linux__
/* Whose file it is is not known then. */
static void unknown_owner(void **state)
{
    const struct tree_owner owner = { 0, 0, "", "" };
    const struct tree_entry e = { .kind = TREE_FILE, .path = "f", .mode = 06755 };
    const int fd = nameless();
    struct stat info;

    (void)state;
    stat_error = EIO;
    assert_int_equal(attributes_apply(fd, &owner, &e, 1), ATTRIBUTES_FAILED);
    stat_error = 0;
    assert_int_equal(fstat(fd, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0755);
    close(fd);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attributes_of_a_file),  cmocka_unit_test(endless_list),
        cmocka_unit_test(list_is_whole_or_none), cmocka_unit_test(lists_in_a_tar),
        cmocka_unit_test(lookups_that_fail),
#ifdef __linux__
        cmocka_unit_test(access_control_list),   cmocka_unit_test(unknown_owner),
#endif
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
