/* over_files.h - what may be said about other files like those that were compared. */
#ifndef LLZ_OVER_FILES_H
#define LLZ_OVER_FILES_H

#include "cli/compare/analysis/analysis.h"

struct over_files {
    int compared;             /* whether there is anything to say */
    struct estimate estimate; /* its interval is unknown with fewer than STATISTICS_FILES_MIN files */
};

/* [levels][variants], to be freed; p is corrected for all of them together. NULL: no memory. */
struct over_files *over_files_make(const struct analysis *a);

static inline const struct over_files *over_files_at(const struct over_files *all, const struct analysis *a,
                                                     int level, int variant)
{
    return &all[level * a->plan->variant_count + variant];
}

#endif
