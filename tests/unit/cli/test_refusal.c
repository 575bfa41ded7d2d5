/* A wrong archive, made by the program itself, gets no name and costs no source when --verify looks at it. The
 * linker puts __wrap_llz_drain() between the program and the library, and that changes a byte. */
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/jobs/job.h"
#include "tests/unit/archive.h"

size_t __real_llz_drain(struct llz_stream *s, void *out, size_t cap);
size_t __wrap_llz_drain(struct llz_stream *s, void *out, size_t cap);

enum victim { NOBODY, ENCODER, DECODER };

/* The encoder is the stream that is drained first: its header waits from the beginning. */
static struct {
    enum victim victim;
    size_t at; /* offset of the byte to change, in what the victim puts out */
    struct llz_stream *encoder;
    size_t drained;
} fault;

size_t __wrap_llz_drain(struct llz_stream *s, void *out, size_t cap)
{
    size_t n = __real_llz_drain(s, out, cap);

    if (!fault.encoder)
        fault.encoder = s;
    if (fault.victim != (s == fault.encoder ? ENCODER : DECODER))
        return n;
    if (fault.at >= fault.drained && fault.at - fault.drained < n)
        ((uint8_t *)out)[fault.at - fault.drained] ^= 1;
    fault.drained += n;
    return n;
}

#define CONTENT 300

static void make_source(void)
{
    struct blob in = content(CONTENT, CONTENT_TEXT);
    FILE *f = fopen("source", "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(in.p, 1, in.n, f), in.n);
    assert_int_equal(fclose(f), 0);
    free(in.p);
}

static int exists(const char *name)
{
    struct stat info;

    return stat(name, &info) == 0;
}

/* Names in the working folder, "." and ".." apart. */
static int count_files(void)
{
    DIR *d = opendir(".");
    const struct dirent *e;
    int n = 0;

    assert_non_null(d);
    while ((e = readdir(d)) != NULL)
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(d);
    return n;
}

/* Compresses the source with that fault; what the program says goes to `said`. */
static enum status compress(int verify, enum victim victim, size_t at, char said[256])
{
    struct options opt = { .operation = OP_COMPRESS, .threads = 1, .remove_source = 1, .verify = verify };
    int standard_error = dup(STDERR_FILENO), pipe_ends[2];
    enum status status;
    ssize_t n;

    make_source();
    fault.victim = victim;
    fault.at = at;
    fault.encoder = NULL;
    fault.drained = 0;
    assert_int_equal(pipe(pipe_ends), 0);
    dup2(pipe_ends[1], STDERR_FILENO);
    close(pipe_ends[1]);
    status = job_run(&opt, "source");
    dup2(standard_error, STDERR_FILENO);
    close(standard_error);
    n = read(pipe_ends[0], said, 255);
    close(pipe_ends[0]);
    said[n > 0 ? n : 0] = '\0';
    return status;
}

static void no_fault(void **state)
{
    char said[256];

    (void)state;
    assert_int_equal(compress(1, NOBODY, 0, said), STATUS_OK);
    assert_string_equal(said, "");
    assert_true(exists("source.llz"));
    assert_false(exists("source"));
    assert_int_equal(count_files(), 1);
    unlink("source.llz");
}

/* That the fault is one: who does not look, does not see it. */
static void fault_unseen(void **state)
{
    char said[256];

    (void)state;
    assert_int_equal(compress(0, ENCODER, 20, said), STATUS_OK);
    assert_true(exists("source.llz"));
    assert_false(exists("source"));
    unlink("source.llz");
}

static void refused(enum victim victim, size_t at)
{
    char said[256];

    assert_int_equal(compress(1, victim, at, said), STATUS_ERROR);
    assert_string_equal(said,
                        "llz: source.llz: verification failed: the archive does not hold what was read\n");
    assert_true(exists("source"));
    assert_int_equal(count_files(), 1);
    unlink("source");
}

static void wrong_archive(void **state)
{
    (void)state;
    for (size_t at = 0; at < 60; at++)
        refused(ENCODER, at);
}

/* No hash in the archive sees this one, as if the encoder had coded and hashed something else. */
static void wrong_content(void **state)
{
    (void)state;
    refused(DECODER, 0);
    refused(DECODER, CONTENT / 2);
    refused(DECODER, CONTENT - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_fault),
        cmocka_unit_test(fault_unseen),
        cmocka_unit_test(wrong_archive),
        cmocka_unit_test(wrong_content),
    };
    char folder[] = "/tmp/llz-refusal-XXXXXX";
    int failed;

    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    return chdir("/") == 0 && rmdir(folder) == 0 ? failed : 1;
}
