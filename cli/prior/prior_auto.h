/* prior_auto.h - -D auto: of the priors at hand the one that suits a content, or none.
 *
 * To load them all would take a second for each of their megabytes. So a prior that is to be chosen has a scout beside
 * it, NAME.scout with NAME.llzp: a small prior of like samples, which says by trial at a fast level what the large one
 * would. Only the prior that is chosen is loaded. */
#ifndef LLZ_PRIOR_AUTO_H
#define LLZ_PRIOR_AUTO_H

#include <stddef.h>

#include "cli/options/options.h"
#include "cli/terminal/report.h"

#define PRIOR_AUTO "auto" /* the name of -D that asks for it */
#define SCOUT_SUFFIX ".scout"

/* Bytes of a content that are tried: with fewer the choice is wrong more often, more cost more time. */
#define PRIOR_TRIAL_BYTES 4096

/* Whether -D asks for it. */
int prior_is_auto(const struct options *opt);

/* Loads the scouts where content is compressed: archives name their priors. STATUS_WARNING after a line when there are
 * none. prior_auto_close() in any case. */
enum status prior_auto_open(struct options *opt);
void prior_auto_close(struct options *opt);

/* Sets opt->prior for the content that begins with the n bytes at data, and opt->context, where inputs share one, to
 * that of those with the same prior. Without -D auto it leaves both as they are. name is for messages. */
enum status prior_auto_choose(struct options *opt, const char *name, const void *data, size_t n);

/* The files that may be read, i = 0, 1, ...; NULL after the last. */
const char *prior_auto_file(const struct options *opt, size_t i);

#endif
