/* claims.h - the files that are read in one run of the program: none of them is overwritten by its outputs. */
#ifndef LLZ_CLAIMS_H
#define LLZ_CLAIMS_H

#include "cli/files/inodes.h"
#include "cli/terminal/report.h"

/* Adds the operands, those aside that are skipped for their names, the prior of -D and the list of --files0-from;
 * folders count by what is in them, which whoever reads them finds. claims is to be freed in any case. */
enum status claims_make(struct inodes *claims, const struct options *opt);

#endif
