/* identity.c - by what an archive names the model that made it: a hash of what the model predicts, not
 * of its source.
 *
 * A comment or a faster kernel leaves these numbers as they are; whatever changes a probability changes
 * them, and archives of before are refused by name instead of being decoded to something else.
 * test_identity computes them anew. */
#include "learner/identity.h"

#include <stddef.h>

/* Written by tests/identity.sh, which looks for a model on each line. */
/* clang-format off */
static const struct {
    int number;
    uint32_t identity;
} identities[] = {
    { 30, 0x5d4c1adf },
    { 31, 0x6d166175 },
    { 32, 0x713466ce },
    { 33, 0xe4136fa3 },
    { 34, 0xa5727d18 },
    { 35, 0x9dec7708 },
    { 36, 0xa5cf24db },
    { 37, 0x781e70a7 },
    { 38, 0x28704f46 },
    { 39, 0x49e91ff5 },
};
/* clang-format on */

uint32_t llz_row_identity(int number)
{
    for (size_t i = 0; i < sizeof identities / sizeof *identities; i++)
        if (identities[i].number == number)
            return identities[i].identity;
    return 0;
}
