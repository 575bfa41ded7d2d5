/* header.h - the header of a member: magic, version, model, what the member is, options, check. */
#ifndef LLZ_HEADER_H
#define LLZ_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/coder/varint.h"
#include "codec/llz.h"
#include "learner/learner.h"
#include "model/tuning.h"

#define LLZ_FORMAT_VERSION 1
#define LLZ_MAGIC_BYTES 4    /* of magic and version, by which members are looked for */
#define LLZ_OPTIONS_MAX 4096 /* bytes of all options */
#define LLZ_GROUP_NAME 6     /* bytes by which a group names the one before it */
/* Magic, version, model, flags and identity; prior; group; length of the options, options; check. */
#define LLZ_HEADER_MAX (10 + 4 + (2 * LLZ_VARINT_MAX + LLZ_GROUP_NAME) + 2 + LLZ_OPTIONS_MAX + 2)

/* Where a member stands that is one of several groups of a content. */
struct llz_group {
    uint64_t length;   /* length of its content; 0: the member is no such group */
    uint64_t at;       /* content bytes in the earlier groups */
    bool more;         /* another group follows */
    uint64_t previous; /* name of the group before this one, llz_group_name(); 0 in the first one */
};

/* What a header says. */
struct llz_header {
    int model;         /* number of the model, 0..255; a decoder has those of llz_row_number() */
    uint32_t identity; /* identity of that model */
    unsigned parts;    /* parts of the predictor in use, see llz_part_name(); 0: a foreign model's usual ones */
    const struct llz_own_policy *own; /* policy LLZ_OWN: what it is, which stands in no archive */
    int policy; /* number in the learner's table; an encoder's may be a bound or control, LLZ_BOUND and above */
    struct llz_policy_change change; /* change of the policy's parameters */
    int optimizer;                   /* number of the optimizer */
    uint64_t seed;
    uint64_t budget; /* floating-point operations for each byte; 0: none */
    uint64_t memory; /* MiB that the model may take; 0: as many as it does as usual */
    struct llz_tuning tuning;
    enum llz_content content;
    bool wide;      /* the last frame's check is of 16 bytes */
    bool has_prior; /* the model starts from one, */
    uint32_t prior; /* whose id ends in these bits */
    struct llz_group group;
};

/* Writes the header to out (LLZ_HEADER_MAX bytes); returns its length. */
size_t llz_header_put(uint8_t *out, const struct llz_header *h);

/* Reads a header of which the first n bytes are known, and says in *need how many it has as far as they tell.
 * It is complete, and *h filled, when *need == n; n must not exceed an earlier *need. Errors are found with the
 * first byte that shows them: LLZ_ERR_NOT_LLZ, _VERSION, _HEADER, _CORRUPT (the check differs), _OPTION. A
 * model that this program does not have is no error here: a lister has no use for it. */
enum llz_error llz_header_get(const uint8_t *p, size_t n, struct llz_header *h, size_t *need);

/* Is its policy a control? Only who has made it takes it. */
bool llz_header_is_control(const struct llz_header *h);

/* Does this program have the model? */
bool llz_header_has_model(const struct llz_header *h);

/* The largest budget that it may name, with the model, parts, policy and optimizer that it names. */
uint64_t llz_header_budget_most(const struct llz_header *h);

/* By what the next group names this one: the low bytes of the value (chain.h) after its last frame. */
static inline uint64_t llz_group_name(uint64_t value)
{
    return value & ((UINT64_C(1) << (8 * LLZ_GROUP_NAME)) - 1);
}

/* The options alone (header_options.c); out has LLZ_OPTIONS_MAX bytes. What is as usual takes none. get() wants
 * a header in which model and identity stand already. */
size_t llz_options_put(uint8_t *out, const struct llz_header *h);
enum llz_error llz_options_get(const uint8_t *p, size_t n, struct llz_header *h);

#endif
