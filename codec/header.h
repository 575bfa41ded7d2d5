/* header.h - the header of a member: magic, version, options, check. */
#ifndef LLZ_HEADER_H
#define LLZ_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/llz.h"
#include "model/tuning.h"

#define LLZ_FORMAT_VERSION 1
#define LLZ_OPTIONS_MAX 4096    /* bytes of all options */
#define LLZ_FINGERPRINT_MAX 255 /* bytes of a math fingerprint */
#define LLZ_HEADER_MAX (4 + 1 + 2 + LLZ_OPTIONS_MAX + 4)

#define LLZ_GROUP_MARK 8 /* bytes by which the groups of one content know each other */

/* Where a member stands that is one of several groups of a content. */
struct llz_group {
    uint64_t length;              /* of its content; 0: the member is no such group */
    uint64_t at;                  /* content bytes in the groups before it */
    bool more;                    /* another group follows */
    uint8_t mark[LLZ_GROUP_MARK]; /* the first bytes of the first group's XXH3-128 */
};

/* What a header says. */
struct llz_header {
    int level;
    unsigned parts; /* of the predictor that are used, see llz_part_name() */
    int policy;     /* number in the learner's table; an encoder's may be a bound, LLZ_BOUND and above */
    int optimizer;  /* likewise */
    uint64_t seed;
    uint64_t budget; /* floating-point operations for each byte; 0: none */
    struct llz_tuning tuning;
    enum llz_content content;
    bool has_prior; /* the model starts from one, */
    uint64_t prior; /* with this id */
    struct llz_group group;
    char math[LLZ_FINGERPRINT_MAX + 1]; /* fingerprint of a backend; empty: the canonical arithmetic */
};

/* Writes the header to out (LLZ_HEADER_MAX bytes); returns its length. */
size_t llz_header_put(uint8_t *out, const struct llz_header *h);

/* Reads a header of which the first n bytes are known, and says in *need how many it has as far as they tell.
 * It is complete, and *h filled, when *need == n; n must not exceed an earlier *need. Errors are found with the
 * first byte that shows them: LLZ_ERR_NOT_LLZ, _VERSION, _HEADER, _CORRUPT (the check differs), _OPTION. */
enum llz_error llz_header_get(const uint8_t *p, size_t n, struct llz_header *h, size_t *need);

/* The options alone (options.c); out has LLZ_OPTIONS_MAX bytes. */
size_t llz_options_put(uint8_t *out, const struct llz_header *h);
enum llz_error llz_options_get(const uint8_t *p, size_t n, struct llz_header *h);

#endif
