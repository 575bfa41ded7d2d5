/* parts_worth.h - what each part of a new prior is worth. */
#ifndef LLZ_PARTS_WORTH_H
#define LLZ_PARTS_WORTH_H

#include <stdio.h>

#include "cli/options/options.h"

/* Prints to out how many bits a byte the held out text would cost more without each. with: bytes of its archive from
 * the whole prior. */
enum llz_error parts_worth_print(FILE *out, const struct options *opt, const struct llz_trained *t,
                                 uint64_t with);

#endif
