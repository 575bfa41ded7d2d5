/* leftovers.h - what runs that were killed have left. */
#ifndef LLZ_LEFTOVERS_H
#define LLZ_LEFTOVERS_H

#include "cli/options/options.h"

/* A line that names temporary files and folders beside path, in the open folder that it lies in, which belong
 * to no program that runs now. They are left alone. -q keeps it silent; once for each folder. */
void leftovers_tell(const struct options *opt, int folder, const char *path);

#endif
