/* own_policies.h - policies from shared objects (learner/policies/own_policy.h), beside those that llz has. */
#ifndef LLZ_OWN_POLICIES_H
#define LLZ_OWN_POLICIES_H

#include "cli/options/value_lists.h"
#include "cli/terminal/report.h"
#include "codec/llz_lab.h"

#define OWN_NAME 272 /* of a file, 255 bytes at most, "@", and 8 digits */

struct own_policy {
    /* "mine.so@89abcdef": name and hash of the file, so that two versions are told apart */
    char name[OWN_NAME];
    void *module;
    const struct llz_own_policy *policy;
};

struct own_policies {
    struct own_policy *at;
    int count;
};

/* Loads what the names that are paths mean, and puts the name of each in the place of its path. What they do is done at the
 * user's word, with the rights of this program. own_policies_close() in any case, after the last use of the names. */
enum status own_policies_open(struct own_policies *own, struct names *policies);
void own_policies_close(struct own_policies *own);

/* By that name; NULL: it is none of them. */
const struct llz_own_policy *own_policies_find(const struct own_policies *own, const char *name);

#endif
