/* removal.h - names that are removed only while they mean what was made there. Nothing is removed through a
 * link, and nothing outside of a folder that is removed, whoever moves what is in it meanwhile. */
#ifndef LLZ_REMOVAL_H
#define LLZ_REMOVAL_H

#include "cli/files/around.h"

/* All return 0, or -1 with errno: ESTALE when the name means something else. */
int removal_of_file(int folder, const char *name, const struct node *node);

/* The folder and all that is in it. Goes on after a failure: the fewer are left, the better. A folder whose own
 * rights hinder it stays. */
int removal_of_folder(int folder, const char *name, const struct node *node);

#endif
