/* prior_handle.h - a prior that has been read. */
#ifndef LLZ_PRIOR_HANDLE_H
#define LLZ_PRIOR_HANDLE_H

#include <stdint.h>

#include "codec/llz.h"
#include "model/prior/prior.h"

struct llz_prior {
    struct llz_prior_content knowledge;
    uint64_t id;
};

#endif
