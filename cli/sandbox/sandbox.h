/* sandbox.h - what decodes archives, which may come from anybody, can touch nothing that it does not need.
 *
 * Two fences, each where the kernel has it: Landlock (which files) and a list of system
 * calls (which calls). Both are put up before the first header is parsed and hold for all
 * threads. libllz never confines its caller. */
#ifndef LLZ_CLI_SANDBOX_H
#define LLZ_CLI_SANDBOX_H

#include "cli/terminal/report.h"

/* Before any operand is opened, for operations that decode: from here on the operands and the folders of priors
 * can be read; written can be what -o and -C name, where outputs without them go, $TMPDIR, and with --rm the
 * folders of the sources. Does nothing for other operations, with --no-sandbox, and where it cannot work: -v
 * says so. Call it before any thread is started. */
void sandbox_enter(const struct options *opt);

/* With the input open and nothing else to be opened for it: if it is the only one and stays, open descriptors
 * are all that is left (and the folders of priors, where there are any: nobody knows yet whether one will be
 * asked for). */
void sandbox_close(const struct options *opt);

#endif
