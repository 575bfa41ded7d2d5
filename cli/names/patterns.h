/* patterns.h - which names the patterns of --only and --exclude mean. */
#ifndef LLZ_PATTERNS_H
#define LLZ_PATTERNS_H

#include "cli/options/options.h"

#define PATTERN_PATH 4096 /* what a system takes with its NUL: no pattern asks for a longer path */

/* A pattern means a path when it matches all of it, or all of the path of a folder above it; its stars match
 * slashes too, and slashes at its end do not count. anywhere: it may match what stands after any slash, too. */
int pattern_means(const char *pattern, const char *path, int anywhere);

/* Does --exclude leave that path out? */
int pattern_excludes(const struct options *opt, const char *path);

#endif
