/* Damaged and invented headers with a right check: what is understood is written as these bytes again, and a
 * learner can be made of it and learns. */
#include <xxhash.h>

#include "codec/coder/bytes.h"
#include "codec/container/header.h"
#include "learner/learner.h"
#include "tests/fuzz/fuzz_stream.h"
#include "tests/fuzz/mend.h"

#define LEARNED 80 /* bytes: some windows */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void learn(const struct llz_header *h)
{
    const struct llz_learner_config config = { .model = h->model,
                                               .policy = h->policy,
                                               .change = h->change,
                                               .optimizer = h->optimizer,
                                               .parts = h->parts,
                                               .seed = h->seed,
                                               .budget = h->budget,
                                               .memory = h->memory,
                                               .tuning = h->tuning,
                                               .threads = 1 };
    const struct llz_profile profile = { .kind = LLZ_KIND_TEXT };
    struct llz_learner *l = llz_learner_new(&config);

    MUST(l != NULL);
    llz_learner_profile(l, &profile, LEARNED);
    while (llz_learner_prime(l, 1000))
        ;
    for (int i = 0; i < LEARNED; i++) {
        llz_learner_step(l);
        for (int bit = 7; bit >= 0; bit--) {
            const uint32_t p = llz_learner_predict_bit(l);

            MUST(p >= LLZ_PROB_MIN && p <= (1u << LLZ_PROB_BITS) - LLZ_PROB_MIN);
            llz_learner_observe_bit(l, i * i >> bit & 1);
        }
        llz_learner_learn(l);
    }
    llz_learner_free(l);
}

/* As a stream reads it, byte by byte. Errors do not wait for the last byte, so the way may end sooner. */
static int read_header(const uint8_t *p, size_t n, struct llz_header *h, size_t *length)
{
    size_t have, need = 1;

    do {
        have = need;
        if (have > n || llz_header_get(p, have, h, &need) != LLZ_OK)
            return 0;
        MUST(need >= have && need <= LLZ_HEADER_MAX);
    } while (need > have);
    *length = have;
    return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *p = copy_of(data, size), again[LLZ_HEADER_MAX];
    struct llz_header h, same;
    const struct demand none = { 0, 0 };
    struct demand d = none;
    size_t n, written, length;

    mend_header(p, size, size);
    if (read_header(p, size, &h, &n)) {
        written = llz_header_put(again, &h);
        MUST(read_header(again, written, &same, &length) && length == written);
        MUST(written <= n &&
             (written < n || memcmp(p, again, n) == 0)); /* options to be passed over are lost */
        MUST(same.seed == h.seed && same.policy == h.policy && same.parts == h.parts &&
             same.budget == h.budget && same.memory == h.memory);
        d.budget = h.budget;
        if (llz_header_has_model(&h) && mend_is_cheap(&d))
            learn(&h);
    }
    free(p);
    return 0;
}
