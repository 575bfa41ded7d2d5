/* beside.h - small inputs side by side, for one alone has no work for several threads; larger ones one after another. */
#ifndef LLZ_BESIDE_H
#define LLZ_BESIDE_H

#include "cli/terminal/report.h"

/* What is done with input i of opt, from 0 on. */
typedef enum status beside_step(const struct options *opt, int i);

/* All inputs of opt, until a signal asks to stop. It is as if they had been taken one after another: outputs, messages
 * and their order, status. Where they may not be taken otherwise, or no thread can be started, they are. */
enum status beside_run(const struct options *opt, beside_step *step);

#endif
