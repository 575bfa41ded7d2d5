/* test_journal.c - a file of lines to which several programs add at a time: no line is lost, a torn one spoils
 * no other, and where nothing can be locked nothing is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/compare/records/journal.h"
#include "cli/signals.h"

enum { WRITERS = 4, LINES = 50, LONG = 20000 };

static char path[] = "/tmp/llz-test-journal-XXXXXX";
static int refuse; /* an error of fcntl(): as where a file system cannot lock */
static int short_writes;

int __real_fcntl(int fd, int what, ...);
int __wrap_fcntl(int fd, int what, struct flock *lock);
int __wrap_fcntl64(int fd, int what,
                   struct flock *lock); /* its name in a C library with two kinds of offsets */
ssize_t __real_write(int fd, const void *p, size_t n);
ssize_t __wrap_write(int fd, const void *p, size_t n);

int __wrap_fcntl(int fd, int what, struct flock *lock)
{
    if (refuse) {
        errno = refuse;
        return -1;
    }
    return __real_fcntl(fd, what, lock);
}

int __wrap_fcntl64(int fd, int what, struct flock *lock)
{
    return __wrap_fcntl(fd, what, lock);
}

/* Half of it, and then the disk is full. */
ssize_t __wrap_write(int fd, const void *p, size_t n)
{
    if (!short_writes)
        return __real_write(fd, p, n);
    if (short_writes++ == 1)
        return __real_write(fd, p, n / 2);
    errno = ENOSPC;
    return -1;
}

struct seen {
    size_t whole, torn, bytes;
};

static enum status look(void *user, char *text, size_t length, size_t number)
{
    struct seen *seen = user;

    assert_int_equal(number, seen->whole + seen->torn + 1);
    seen->bytes += length;
    if (length >= 2 && text[0] == '{' && text[length - 1] == '}')
        seen->whole++;
    else
        seen->torn++;
    return STATUS_OK;
}

static struct seen read_all(void)
{
    struct seen seen = { 0 };

    assert_int_equal(journal_read(path, "{", look, &seen), STATUS_OK);
    return seen;
}

static void begin(const char *text)
{
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* Children add lines of many lengths while others read; every one of them is there in the end, and whole. */
static void test_many_at_a_time(void **state)
{
    (void)state;
    pid_t children[WRITERS];

    begin("");
    for (int w = 0; w < WRITERS; w++) {
        children[w] = fork();
        if (children[w] == 0) {
            static char line[LONG + 3];
            int failed = 0;

            for (size_t i = 0; i < LINES; i++) {
                const size_t n = (i * 977 + (size_t)w * 131) % LONG;

                memset(line, 'x', sizeof line);
                line[0] = '{';
                line[n + 1] = '}';
                line[n + 2] = 0;
                failed |= journal_append(path, line) != STATUS_OK;
            }
            _exit(failed);
        }
        assert_true(children[w] > 0);
    }
    for (int i = 0; i < 20; i++)
        assert_int_equal(read_all().torn, 0);
    for (int w = 0; w < WRITERS; w++) {
        int code;

        assert_true(waitpid(children[w], &code, 0) == children[w]);
        assert_int_equal(code, 0);
    }
    const struct seen seen = read_all();
    assert_int_equal(seen.whole, WRITERS * LINES);
    assert_int_equal(seen.torn, 0);
}

static void test_torn(void **state)
{
    (void)state;
    begin("{1}\n{2, and then the power fai");
    assert_int_equal(journal_append(path, "{3}"), STATUS_OK);
    const struct seen seen = read_all();
    assert_true(seen.whole == 2 && seen.torn == 1);
}

static void test_full_disk(void **state)
{
    (void)state;
    struct stat before, after;

    begin("{1}\n");
    assert_int_equal(stat(path, &before), 0);
    short_writes = 1;
    assert_int_equal(journal_append(path, "{a line that does not fit}"), STATUS_ERROR);
    short_writes = 0;
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(after.st_size, before.st_size);
}

static void test_no_locks(void **state)
{
    (void)state;
    struct seen seen = { 0 };

    begin("{1}\n");
    refuse = ENOLCK;
    assert_int_equal(journal_append(path, "{2}"), STATUS_ERROR);
    assert_int_equal(journal_check(path), STATUS_ERROR);
    assert_int_equal(journal_read(path, "{", look, &seen), STATUS_ERROR);
    refuse = 0;
    assert_int_equal(journal_check(path), STATUS_OK);
    assert_int_equal(read_all().whole, 1);
}

static void test_foreign(void **state)
{
    (void)state;
    struct seen seen = { 0 };

    begin("something else");
    assert_int_equal(journal_read(path, "{", look, &seen), STATUS_ERROR);
    begin("");
    assert_int_equal(journal_read(path, "{", look, &seen), STATUS_OK);
    assert_int_equal(journal_read("/nowhere/x", "{", look, &seen), STATUS_ERROR);
    assert_int_equal(journal_append("/nowhere/x", "{1}"), STATUS_ERROR);
    assert_int_equal(journal_check("/nowhere/x"), STATUS_OK); /* there is none yet */
    assert_int_equal(seen.bytes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_many_at_a_time), cmocka_unit_test(test_torn),
                                        cmocka_unit_test(test_full_disk), cmocka_unit_test(test_no_locks),
                                        cmocka_unit_test(test_foreign) };
    const int fd = mkstemp(path);
    int failed;

    if (fd < 0)
        return 77;
    close(fd);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    return failed;
}
