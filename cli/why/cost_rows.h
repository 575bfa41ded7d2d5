/* cost_rows.h - the cost of every byte as a row (RFC 4180). */
#ifndef LLZ_COST_ROWS_H
#define LLZ_COST_ROWS_H

#include "cli/why/account.h"

/* CSV in *text, to be freed, of *size bytes; or STATUS_ERROR after a message. */
enum status cost_rows_make(const struct account *a, char **text, size_t *size);

#endif
