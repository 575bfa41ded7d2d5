/* bench_slope.c - what the bytes of a file cost along it, half a megabyte at a time.
 *
 * usage: bench_slope LEVEL FILE
 *
 * For each half megabyte: bits a byte, and how many more it would have cost without what each part says to the
 * mixer (llz_lab.h, struct llz_cost). What a part is worth falls along a file where others learn the same. */
#include <stdio.h>
#include <stdlib.h>

#include "codec/llz.h"
#include "codec/llz_lab.h"

#define PIECE ((uint64_t)500000) /* bytes */
#define PARTS_MOST 16

struct sums {
    uint64_t piece; /* number of the piece at hand */
    uint64_t bytes; /* of it so far, */
    double bits;    /* their cost, */
    double without[PARTS_MOST];
    int parts;
};

static void print_piece(struct sums *s)
{
    if (s->bytes == 0)
        return;
    printf("%10.1f %9.4f", (double)s->piece * PIECE / 1e6, s->bits / (double)s->bytes);
    for (int i = 0; i < s->parts; i++) {
        printf(" %9.4f", (s->without[i] - s->bits) / (double)s->bytes);
        s->without[i] = 0;
    }
    printf("\n");
    fflush(stdout);
    s->bytes = 0;
    s->bits = 0;
}

static void add_byte(void *user, const struct llz_cost *c)
{
    struct sums *s = user;

    if (c->position / PIECE != s->piece)
        print_piece(s);
    s->piece = c->position / PIECE;
    s->bytes++;
    s->bits += c->bits;
    for (int i = 0; i < s->parts; i++)
        s->without[i] += c->without[i];
}

static unsigned char *read_file(const char *name, size_t *n)
{
    FILE *f = fopen(name, "rb");
    unsigned char *p = NULL;
    long end;

    if (!f || fseek(f, 0, SEEK_END) != 0 || (end = ftell(f)) < 0)
        return NULL;
    rewind(f);
    *n = (size_t)end;
    p = malloc(*n + 1);
    if (p && fread(p, 1, *n, f) != *n) {
        free(p);
        p = NULL;
    }
    fclose(f);
    return p;
}

int main(int argc, char **argv)
{
    struct sums s = { 0 };
    struct llz_explain explain = LLZ_EXPLAIN_INIT;
    struct llz_options opt = LLZ_OPTIONS_INIT;
    size_t n = 0, packed;
    unsigned char *data = argc == 3 ? read_file(argv[2], &n) : NULL, *out;

    if (!data) {
        fprintf(stderr, argc == 3 ? "bench_slope: cannot read the file\n" : "usage: bench_slope LEVEL FILE\n");
        return 1;
    }
    printf("%10s %9s", "from, MB", "bits/byte");
    for (; llz_part_name(s.parts) && s.parts < PARTS_MOST; s.parts++)
        printf(" %9s", llz_part_name(s.parts));
    printf("\n");
    explain.byte = add_byte;
    explain.user = &s;
    opt.level = atoi(argv[1]);
    opt.explain = &explain;
    packed = llz_compress_bound(n);
    out = malloc(packed);
    if (!out || llz_compress(data, n, out, &packed, &opt) != LLZ_OK) {
        fprintf(stderr, "bench_slope: failed\n");
        return 1;
    }
    print_piece(&s);
    printf("%zu bytes of %zu\n", packed, n);
    free(out);
    free(data);
    return 0;
}
