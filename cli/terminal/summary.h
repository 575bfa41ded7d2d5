/* summary.h - the line of -v after each input. */
#ifndef LLZ_SUMMARY_H
#define LLZ_SUMMARY_H

#include "cli/options/options.h"

void summary_print(const struct options *opt, const char *name, const struct llz_info *info, double seconds);

#endif
