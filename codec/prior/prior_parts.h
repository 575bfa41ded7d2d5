/* prior_parts.h - a prior without one of its parts, to see what that is worth. */
#ifndef LLZ_PRIOR_PARTS_H
#define LLZ_PRIOR_PARTS_H

#include "codec/llz.h"

enum llz_prior_part {
    LLZ_PRIOR_COUNTS,   /* of bytes and of words */
    LLZ_PRIOR_PASSAGES, /* in which matches are found */
    LLZ_PRIOR_SAMPLE,   /* that a model learns before it begins */
    LLZ_PRIOR_PARTS
};

/* Before the prior is used. It is another one then, and has another id: what it makes only it can read. */
void llz_prior_leave_out(struct llz_prior *p, enum llz_prior_part part);

#endif
