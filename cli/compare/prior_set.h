/* prior_set.h - the priors that runs of a comparison start from. */
#ifndef LLZ_PRIOR_SET_H
#define LLZ_PRIOR_SET_H

#include "cli/compare/compare_request.h"
#include "cli/terminal/report.h"

/* Reads the prior of -D, from which every run starts, or those of --priors, before which none stands.
 * prior_set_close() in any case. */
enum status prior_set_open(struct compare_request *request);
void prior_set_close(struct compare_request *request);

#endif
