/* material.h - files that a prior is made of or by: samples, probes. */
#ifndef LLZ_MATERIAL_H
#define LLZ_MATERIAL_H

#include "cli/jobs/recurse.h"
#include "cli/lab/inputs.h"

struct material {
    struct recurse below;       /* names below folders */
    struct input *inputs;       /* [count] */
    struct llz_sample *samples; /* [count] the same bytes */
    size_t count;
    char *name; /* what material_read_named() was given */
};

/* All operands of opt, and with -r what is below folders. material_free() frees it, however this ends. STATUS_WARNING:
 * a file below a folder could not be read. */
enum status material_read(struct material *m, const struct options *opt);
/* The same of one name, a file or a folder. */
enum status material_read_named(struct material *m, const struct options *opt, const char *name);
void material_free(struct material *m);

uint64_t material_bytes(const struct material *m);

/* A message where probes are samples too: of a file that is both, an error; where more than a tenth of their bytes stands
 * in the samples, a warning. */
enum status material_check_apart(const struct options *opt, const struct material *samples,
                                 const struct material *probes);

#endif
