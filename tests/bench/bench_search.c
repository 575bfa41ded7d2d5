/* bench_search LEVEL PASSES FILE... - sizes after every pass of a search. For each file a line: its name, the
 * smallest archive after 1, 2, ... passes, and the knobs of the last one. */
#include <stdio.h>
#include <stdlib.h>

#include "codec/container/header.h"
#include "codec/llz.h"

static unsigned char *read_file(const char *name, size_t *n)
{
    FILE *f = fopen(name, "rb");
    unsigned char *p = NULL;
    size_t room = 0, got = 1;

    *n = 0;
    while (f && got > 0) {
        if (*n == room) {
            room = room ? 2 * room : 1 << 20;
            p = realloc(p, room);
            if (!p)
                abort();
        }
        got = fread(p + *n, 1, room - *n, f);
        *n += got;
    }
    if (f)
        fclose(f);
    return p;
}

static void passed(void *user, int passes, uint64_t best)
{
    (void)user;
    (void)passes;
    printf(" %llu", (unsigned long long)best);
    fflush(stdout);
}

static void print_knobs(const struct llz_archive *a)
{
    struct llz_header h = { 0 };
    size_t n = 1, need = 1;

    while (llz_header_get(a->data, n, &h, &need) == LLZ_OK && n < need && need <= a->bytes)
        n = need;
    printf("  (");
    for (int k = 0; k < LLZ_KNOBS; k++)
        printf("%s%d", k ? " " : "", h.tuning.at[k]);
    printf(")\n");
}

static int search(const char *name, int level, int passes)
{
    const struct llz_search how = { sizeof how, passes, passed, NULL };
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct llz_archive best = LLZ_ARCHIVE_INIT;
    size_t n;
    unsigned char *data = read_file(name, &n);
    enum llz_error err = LLZ_ERR_ARGUMENT;

    opt.level = level;
    opt.threads = 2;
    printf("%s:", name);
    if (data)
        err = llz_search(&opt, &how, data, n, &best);
    free(data);
    if (err) {
        printf(" %s\n", llz_error_message(err));
        return 1;
    }
    print_knobs(&best);
    llz_archive_free(&best);
    return 0;
}

int main(int argc, char **argv)
{
    int failed = argc < 4;

    for (int i = 3; i < argc; i++)
        failed |= search(argv[i], atoi(argv[1]), atoi(argv[2]));
    return failed;
}
