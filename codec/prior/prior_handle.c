/* prior_handle.c - the public side of a prior: loaded from memory, known by the hash of its file. */
#include "codec/prior/prior_handle.h"

#include <stdlib.h>

#include "codec/prior/prior_file.h"

struct llz_prior *llz_prior_load(const void *data, size_t n, uint64_t memory_limit, enum llz_error *err)
{
    enum llz_error unused;
    struct llz_prior *p = calloc(1, sizeof *p);

    /* Callers may do without the reason. */
    err = err ? err : &unused;
    /* After a failure it has freed what it made, so only the handle is left. */
    *err = p ? llz_prior_read(&p->knowledge, data, n, memory_limit) : LLZ_ERR_MEMORY;
    if (*err) {
        free(p);
        return NULL;
    }
    p->id = llz_prior_file_id(data, n);
    return p;
}

void llz_prior_free(struct llz_prior *p)
{
    if (!p)
        return;
    llz_prior_content_clear(&p->knowledge);
    free(p);
}

uint64_t llz_prior_id(const struct llz_prior *p)
{
    return p->id;
}
