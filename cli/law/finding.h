/* finding.h - what a policy's learning is worth, as tables and CSV tell it. */
#ifndef LLZ_CLI_LAW_FINDING_H
#define LLZ_CLI_LAW_FINDING_H

#include "cli/law/acceleration.h"

struct finding {
    struct fit fit;
    struct acceleration acceleration; /* over the reference; of the reference itself nothing is set */
    const char *note; /* why there is no acceleration by the curves, or none at all; "": there is */
    int inert;        /* the policy cannot change how the language model learns */
};

/* ours and theirs, the reference, learned the same file. */
struct finding finding_make(const struct law_request *r, const struct course *ours,
                            const struct course *theirs);

#endif
