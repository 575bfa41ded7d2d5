/* llz_lab.h - what llz offers to those who study it: what every byte contributes to learning, what it costs, by what
 * part of the model, and which options act at all. Programs that compress files need none of it. */
#ifndef LLZ_LAB_H
#define LLZ_LAB_H

#include "llz.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Measuring and explaining: llz_options.measure, llz_options.explain ---- */

/* Of the contributions of a window of bytes: how far a small step that learns one of them lowers the loss of
 * the window after it, CT = <gradient of that window's mean loss, gradient of the byte's loss>, both at the
 * parameters by which the window is coded (cli/law/LAW.md). Those in use are learned from under the policy. */
struct llz_contributions {
    uint64_t position; /* content bytes before the window */
    uint64_t
        learned; /* bytes that the language model had learned from by then, what it brings along included */
    unsigned bytes, used;
    unsigned used_against, unused_against; /* those with CT <= 0 */
    double bits;                           /* mean loss of a byte of the window under the language model */
    double norm;                           /* of the next window's gradient, of losses in nats; so are */
    double mean, deviation;                /* of CT of those in use */
    double effective;              /* share of those in use that carry it: (sum |CT|)^2 / (used * sum CT^2) */
    double cosine;                 /* of the gradients of the next window and the one after it */
    double rank_output, rank_rows; /* Spearman's correlation of the cheap forms with CT, over the window */
};

/* What an encoder is to find out about its learning, besides. The archive stays the same; time and memory do
 * not. Calls come from the thread that called llz_feed() or llz_end(). */
struct llz_measure {
    size_t size;           /* of this struct; LLZ_MEASURE_INIT */
    uint64_t window_every; /* content bytes, at least, from one measured window to the next */
    void (*window)(void *user, const struct llz_contributions *c); /* NULL: none is measured */
    const void *probe; /* bytes that the language model reads without learning; they stay the caller's */
    size_t probe_bytes, piece_bytes; /* piece_bytes: 1 or more */
    uint64_t probe_every;            /* content bytes from one reading to the next, 1 or more */
    /* bits[k]: cost of the k-th piece_bytes of the probe under the language model. NULL: it is not read. */
    void (*probed)(void *user, uint64_t position, uint64_t learned, const double *bits, size_t pieces);
    void *user;
};
#define LLZ_MEASURE_INIT                                                                                       \
    {                                                                                                          \
        sizeof(struct llz_measure), 0, NULL, NULL, 0, 0, 0, NULL, NULL                                         \
    }

/* What one byte of content cost, in bits, by the probabilities with which its eight bits were coded. Where a
 * frame is stored it is what coding would have cost. In machine code the bytes of addresses are coded in
 * another form than they have in the content (codec/FORMAT.md), as many of them and in the same places. */
struct llz_cost {
    uint64_t position; /* content bytes before it */
    const char *kind;  /* of its segment: "text", "binary", "x86" (machine code) or "samples" */
    double bits;       /* paid */
    double lm;         /* by the language model's own distribution; NAN: it is not used */
    /* [i]: as paid, but with the inputs that part i (llz_part_name) has in the mixer silent, that is, logits
     * of 0, and weights as they are. `bits` for a part that is not used; 8 for one that alone predicts. What
     * it learns by, and weight sets that it helps to choose, stay. */
    const double *without;
};

/* Tells the cost of every byte to whoever wants to explain an archive, in order, from the thread that called
 * llz_feed() or llz_end(). The archive stays the same; the time does not. */
struct llz_explain {
    size_t size; /* of this struct; LLZ_EXPLAIN_INIT */
    void (*byte)(void *user, const struct llz_cost *c);
    void *user;
    /* In the place of that many calls: so many bytes from this position on are zeros, or repeat what comes
     * before them, and cost nothing but a few bytes in a frame's head. NULL: nobody is told. */
    void (*repeat)(void *user, uint64_t position, uint64_t bytes);
};
#define LLZ_EXPLAIN_INIT                                                                                       \
    {                                                                                                          \
        sizeof(struct llz_explain), NULL, NULL, NULL                                                           \
    }

/* ---- What options do ---- */

/* Names of policies that look at what comes next, i = 0, 1, ...; NULL after the last. They are upper bounds,
 * to compare with; a decoder cannot look ahead and refuses them with LLZ_ERR_POLICY. */
LLZ_API const char *llz_bound_name(int i);
/* Names of controls, i = 0, 1, ...; NULL after the last: policies that exist to lose, to compare with. */
LLZ_API const char *llz_control_name(int i);

/* Why a policy of the caller's (llz_options.own) cannot be used; NULL: it can. */
LLZ_API const char *llz_own_policy_flaw_of(const struct llz_own_policy *own);

/* The parts of the predictor that an encoder with these options has: bit i is llz_part_name(i). 0: there is none. */
LLZ_API unsigned llz_parts(const struct llz_options *opt);

/* What a policy, or an optimizer, can change; bits. */
#define LLZ_ACTS_LM 1     /* how the language model learns */
#define LLZ_ACTS_MIXERS 2 /* how what the experts say is put together */

/* What the policy of opt can change under the other options. 0: it is inert there, for what it acts on is not:
 * but for the header, which names it, every archive is that of "uniform" (whose own answer is 0, too). 0 also
 * where there is no encoder with these options. */
LLZ_API unsigned llz_policy_acts(const struct llz_options *opt);
/* The same of the optimizer, and the first one. */
LLZ_API unsigned llz_optimizer_acts(const struct llz_options *opt);
/* Bytes of an archive's header that do nothing but name policy and optimizer: what the header would be shorter
 * by with the first ones, which need no name. */
LLZ_API size_t llz_naming_bytes(const struct llz_options *opt);
/* The constants that the policy of opt is made with: names, i = 0, 1, ..., and in *value what they are; NULL
 * after the last. */
LLZ_API const char *llz_policy_parameter(const struct llz_options *opt, int i, double *value);

/* ---- What computes ---- */

/* A hash of what the model predicts, which stands in archives beside its number; 0: it is not here. */
LLZ_API uint32_t llz_model_identity(int model);
/* 16 hexadecimal digits, a hash over all sources that the bytes of an archive can depend on: two libraries that
 * return the same make the same archives. (Others may do so too: a comment changes it.) */
LLZ_API const char *llz_build(void);
/* Names of the arithmetic kernels that this machine can run, the fastest first: i = 0, 1, ... ; NULL
 * after the last. The environment variable LLZ_KERNEL may name one of them; where it names another, no
 * stream can be made (LLZ_ERR_KERNEL). */
LLZ_API const char *llz_kernel_name(int i);
/* How far matrix products by the kernel in use are from those of OpenBLAS: the largest difference between two
 * elements of about 1, over products of the sizes that models have. Negative: the module around OpenBLAS is not
 * installed, or there is no memory. Archives never depend on that module. */
LLZ_API double llz_reference_distance(void);
LLZ_API const char *llz_kernel(void); /* name of the one in use: avx512, avx2, neon, portable */

#ifdef __cplusplus
}
#endif

#endif
