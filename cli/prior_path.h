/* prior_path.h - priors by name and by id in the folders of LLZ_PRIOR_PATH. */
#ifndef LLZ_CLI_PRIOR_PATH_H
#define LLZ_CLI_PRIOR_PATH_H

#include <stdint.h>

/* The file that -D means by a name: NULL: the name itself, or no memory. The caller frees it. */
char *prior_path_of(const char *name);

/* The first file whose last eight bytes, the hash of a prior, are an id that ends in these bits; NULL: none.
 * The caller frees it. */
char *prior_path_find(uint32_t id);

#endif
