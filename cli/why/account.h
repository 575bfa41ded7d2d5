/* account.h - what a file cost, byte by byte and stretch by stretch, and
 * what each part of the predictor saved. */
#ifndef LLZ_CLI_WHY_ACCOUNT_H
#define LLZ_CLI_WHY_ACCOUNT_H

#include <stddef.h>

#include "cli/lab/inputs.h"
#include "cli/why/why_request.h"

#define ACCOUNT_PARTS 32
#define ACCOUNT_KINDS 5

/* Of some bytes, in bits. */
struct sum {
    double bytes, bits, lm; /* lm: by the language model alone */
    double saved[ACCOUNT_PARTS];
};
void sum_add(struct sum *to, const struct sum *from);
/* Bits per byte of it. */
double sum_rate(const struct sum *s);

struct account {
    const struct input *in;
    size_t size;
    float *bits;                    /* [size] */
    size_t cell_bytes, cells;       /* the file in equal cells, the last one shorter */
    struct sum *cell, total;        /* [cells] */
    struct sum kind[ACCOUNT_KINDS]; /* sums of segments by kind, in the order in which the kinds came */
    const char *kind_name[ACCOUNT_KINDS];
    int kinds, parts; /* parts: how many have names */
    int has_lm;
    struct llz_info info;
    const struct account *against; /* the same file under another policy, to be compared with; NULL: none */
};

/* Compresses under that policy (NULL: the usual one). account_free() in any case. */
enum llz_error account_make(struct account *a, const struct why_request *request, const struct input *in,
                            const char *policy);
void account_free(struct account *a);

/* Bits that the n bytes from there on cost. */
double account_bits(const struct account *a, size_t from, size_t n);

/* Bits that they cost less than under `against`, which there is. */
double account_gain(const struct account *a, size_t from, size_t n);

static inline int account_uses(const struct account *a, int part)
{
    return (int)(a->info.parts >> part & 1);
}

#endif
