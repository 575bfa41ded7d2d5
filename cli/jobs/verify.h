/* verify.h - what llz verify does: an archive, and the original that it should hold. */
#ifndef LLZ_VERIFY_H
#define LLZ_VERIFY_H

#include "cli/terminal/report.h"

/* opt->names: the archive and, where opt->count is 2, the original. */
enum status verify_archive(const struct options *opt);

#endif
