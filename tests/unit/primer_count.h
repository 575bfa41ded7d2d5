/* primer_count.h - how many bytes of primer streams learn, as the priming callback tells it. */
#ifndef LLZ_PRIMER_COUNT_H
#define LLZ_PRIMER_COUNT_H

#include "codec/llz.h"

struct primer_count {
    uint64_t before, bytes;
};

static inline void primer_count_add(void *user, uint64_t learned, uint64_t all)
{
    struct primer_count *c = user;

    c->bytes += learned > c->before ? learned - c->before : learned;
    c->before = learned < all ? learned : 0;
}

static inline int primer_count_go_on(void *user, uint64_t raw, uint64_t packed)
{
    (void)user;
    (void)raw;
    (void)packed;
    return 0;
}

/* Counts what streams with these options learn, one after another. */
static inline void primer_count_begin(struct primer_count *c, struct llz_options *opt)
{
    *c = (struct primer_count){ 0, 0 };
    opt->progress = primer_count_go_on;
    opt->progress_user = c;
    opt->priming = primer_count_add;
}

#endif
