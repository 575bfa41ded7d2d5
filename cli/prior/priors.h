/* priors.h - the priors of a run: the one of -D, and those that archives name, found in the folders of
 * prior_path.h. */
#ifndef LLZ_PRIORS_H
#define LLZ_PRIORS_H

#include "cli/options/options.h"
#include "cli/terminal/report.h"

#define PRIOR_SUFFIX ".llzp"
#define PRIOR_BYTES_MAX LLZ_PRIOR_SIZE_MAX

/* Reads the prior that -D names: a file, or a name that is found in LLZ_PRIOR_PATH, with the suffix or without;
 * of `auto` what it chooses by (prior_auto.h), with STATUS_WARNING after a line when there is nothing to choose. In any
 * case opt->priors is made, for archives that name others. prior_close() in both cases. */
enum status prior_open(struct options *opt);
void prior_close(struct options *opt);

/* Loads another one, which prior_close() frees. */
enum status prior_load_file(const struct options *opt, const char *path, struct llz_prior **prior);

/* All of a file that can be a prior, n bytes, to be freed; then the prior in it. NULL after a line that says
 * what is wrong. */
unsigned char *prior_read(const char *path, size_t *n);
struct llz_prior *prior_load(const char *path, const unsigned char *data, size_t n, uint64_t memory_limit);

/* For struct llz_options; user is the struct priors. Files that are no priors are passed over. */
const struct llz_prior *prior_find(void *user, uint32_t id);

/* An archive starts from a prior that is not here; id as llz_info tells it. */
enum status prior_report_missing(const char *name, uint32_t id);

#endif
