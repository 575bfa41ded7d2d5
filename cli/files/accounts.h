/* accounts.h - numbers that users and groups have on this machine. */
#ifndef LLZ_ACCOUNTS_H
#define LLZ_ACCOUNTS_H

#include <stdint.h>

/* *id becomes the number of that name, and stays as it is where nobody has that name. 0, or -1 with errno when that
 * could not be found out. */
int accounts_user(const char *name, uint32_t *id);
int accounts_group(const char *name, uint32_t *id);

/* Whether errno, which was 0 before, says of a question about accounts that it has no answer; otherwise that nobody
 * is meant. */
int accounts_failed(int error);

#endif
